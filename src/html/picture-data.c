/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On bytes and not on a tree: what is in them may be more than a tree may be made of. */

#include "html/picture-data.h"

#include "base/url.h"

#include <string.h>

#define DATA "data:image/"
#define BASE64 ";base64,"
#define LEAST_BYTES 1024
#define MOST_PICTURES 200
#define MOST_KIND 64 /* bytes between DATA and BASE64 */
#define MOST_ATTRIBUTES 100
#define MOST_ADDRESS 4096

typedef struct
{
  const char *at, *end;
} Range;

static void
data_clear (SheafPictureData *self)
{
  g_clear_pointer (&self->src, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

void
sheaf_picture_data_free (SheafPictureData *self)
{
  data_clear (self);
  g_free (self);
}

static gboolean
is_name (Range name, const char *word)
{
  return (gsize)(name.end - name.at) == strlen (word)
         && g_ascii_strncasecmp (name.at, word, strlen (word)) == 0;
}

/* From AT, within a tag: its next attribute; VALUE.at is NULL where it has none. Gives where it
 * ends; NULL: there is none. */
static const char *
read_attribute (const char *at, const char *end, Range *name, Range *value)
{
  *value = (Range){ NULL, NULL };
  while (at < end && (g_ascii_isspace (*at) || *at == '/'))
    at++;
  name->at = at;
  while (at < end && *at != '=' && *at != '>' && *at != '/' && !g_ascii_isspace (*at))
    at++;
  name->end = at;
  if (at == end || name->end == name->at)
    return NULL;
  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at == end || *at != '=')
    return at;
  at++;
  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at < end && (*at == '"' || *at == '\''))
    {
      const char *close = memchr (at + 1, *at, end - at - 1);

      *value = (Range){ at + 1, close };
      return close != NULL ? close + 1 : NULL;
    }
  value->at = at;
  while (at < end && *at != '>' && !g_ascii_isspace (*at))
    at++;
  value->end = at;

  return at;
}

/* The next <img> from AT whose src is an address that holds a picture: where that stands, and OWN,
 * where the page says it is from. Gives where to go on; NULL: there is none. */
static const char *
find_image (const char *at, const char *end, Range *src, Range *own)
{
  while ((at = memchr (at, '<', end - at)) != NULL)
    {
      Range name, value;
      const char *next;

      if (end - at++ < 6 || g_ascii_strncasecmp (at, "img", 3) != 0 || !g_ascii_isspace (at[3]))
        continue;
      *src = *own = (Range){ NULL, NULL };
      at += 3;
      for (guint i = 0;
           i < MOST_ATTRIBUTES && (next = read_attribute (at, end, &name, &value)) != NULL;
           i++, at = next)
        if (src->at == NULL && is_name (name, "src"))
          *src = value;
        else if (own->at == NULL && is_name (name, "data-sheaf-src"))
          *own = value;
      if (src->at != NULL && src->end - src->at > (gssize)strlen (DATA)
          && g_ascii_strncasecmp (src->at, DATA, strlen (DATA)) == 0)
        return at;
    }

  return NULL;
}

/* OWN as the tree will say it. (transfer full) (nullable) */
static char *
read_address (Range own)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) address = NULL;

  if (own.at == NULL || own.end - own.at > MOST_ADDRESS)
    return NULL;
  escaped = g_strndup (own.at, own.end - own.at);
  if (!g_utf8_validate (escaped, -1, NULL))
    return NULL;
  address = g_string_new (escaped);
  g_string_replace (address, "&amp;", "&", 0);

  return sheaf_url_is_web (address->str) ? sheaf_url_resolve (NULL, address->str) : NULL;
}

static char *
make_address (GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strconcat ("https://picture.invalid/", sum, NULL);
}

/* (transfer full) (nullable) */
static GBytes *
decode (Range base64)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  guchar *data;

  if ((gsize)(base64.end - base64.at) > SHEAF_PICTURE_MAX_BYTES / 3 * 4 + 4)
    return NULL;
  text = g_strndup (base64.at, base64.end - base64.at);
  data = g_base64_decode (text, &size);

  return g_bytes_new_take (data, size);
}

static gboolean
read_picture (Range src, Range own, SheafPictureData *picture)
{
  gsize head = MIN (src.end - src.at, (gssize)(strlen (DATA) + MOST_KIND));
  const char *base64 = memmem (src.at, head, BASE64, strlen (BASE64));

  if (base64 == NULL)
    return FALSE;
  picture->bytes = decode ((Range){ base64 + strlen (BASE64), src.end });
  if (picture->bytes == NULL || !sheaf_picture_head_read (picture->bytes, &picture->head, NULL))
    return FALSE;
  picture->src = read_address (own);
  if (picture->src == NULL && g_bytes_get_size (picture->bytes) >= LEAST_BYTES)
    picture->src = make_address (picture->bytes);

  return picture->src != NULL;
}

static void
append_address (GByteArray *out, const char *address)
{
  g_autofree char *escaped = g_markup_escape_text (address, -1);

  g_byte_array_append (out, (const guint8 *)escaped, strlen (escaped));
}

static gboolean
has_address (gconstpointer picture, gconstpointer address)
{
  return g_str_equal (((const SheafPictureData *)picture)->src, address);
}

GBytes *
sheaf_picture_data_take (GBytes *html, GPtrArray **pictures)
{
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_picture_data_free);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize size;
  const char *data = g_bytes_get_data (html, &size);
  const char *end = size > 0 ? data + size : data, *at = data, *written = data;
  Range src, own;

  while (size > 0 && found->len < MOST_PICTURES && at != NULL
         && (at = find_image (at, end, &src, &own)) != NULL)
    {
      SheafPictureData picture = { 0 };

      if (read_picture (src, own, &picture))
        {
          g_byte_array_append (out, (const guint8 *)written, src.at - written);
          append_address (out, picture.src);
          written = src.end;
          if (!g_ptr_array_find_with_equal_func (found, picture.src, has_address, NULL))
            g_ptr_array_add (found, g_memdup2 (&picture, sizeof picture));
          else
            data_clear (&picture);
        }
      else
        data_clear (&picture);
    }
  *pictures = g_steal_pointer (&found);
  if (written == data)
    return g_bytes_ref (html);
  g_byte_array_append (out, (const guint8 *)written, end - written);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
