/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On bytes and not on a tree, which could not be made of so many. */

#include "html/data-cut.h"

#include <string.h>

#define DATA "data:"
#define LEAST 1024    /* bytes that are worth cutting off */
#define MOST_TYPE 256 /* bytes, of a type with its parameters */

/* What may stand in one, whether it is base64 or percent-encoded, and ends none in a style or an
 * attribute. */
static gboolean
is_of_data (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/=%-_.~!*:;?@&$", c) != NULL);
}

/* Past the comma of an address whose type begins at AT; NULL: it is none. */
static const char *
skip_type (const char *at, const char *end)
{
  const char *most = MIN (end, at + MOST_TYPE);

  while (at < most && is_of_data (*at))
    at++;

  return at < most && *at == ',' ? at + 1 : NULL;
}

GBytes *
sheaf_data_cut (GBytes *html)
{
  gsize size;
  const char *data = g_bytes_get_data (html, &size);
  const char *end, *at, *written;
  g_autoptr (GByteArray) out = NULL;

  if (size < LEAST)
    return g_bytes_ref (html);
  out = g_byte_array_new ();
  end = data + size;
  at = written = data;
  while ((at = memmem (at, end - at, DATA, strlen (DATA))) != NULL)
    {
      const char *first = skip_type (at + strlen (DATA), end), *last = first;

      at += strlen (DATA);
      if (first == NULL)
        continue;
      while (last < end && is_of_data (*last))
        last++;
      if (last - first >= LEAST)
        {
          g_byte_array_append (out, (const guint8 *)written, first - written);
          written = last;
        }
      at = last;
    }
  if (written == data)
    return g_bytes_ref (html);
  g_byte_array_append (out, (const guint8 *)written, end - written);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
