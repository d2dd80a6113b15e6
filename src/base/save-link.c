/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any page may carry such a link: what is not understood whole is refused, for an address that was
 * put in without being encoded would otherwise be cut and another one saved. */

#include "base/save-link.h"

#include "base/error.h"
#include "base/text.h"
#include "base/url.h"

#include <string.h>

#define SCHEME "sheaf:"
#define VERB "save"
#define MOST_BYTES (16 * 1024)
#define MOST_URL_BYTES (8 * 1024)
#define MOST_TITLE_CHARS 1024
#define MOST_TAGS 32
#define MOST_TAG_CHARS 100

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_LINK, why);

  return FALSE;
}

static gboolean
take_url (SheafSaveLink *self, const char *value, GError **error)
{
  if (self->url != NULL)
    return fail (error, "two addresses");
  if (strlen (value) > MOST_URL_BYTES)
    return fail (error, "the address is too long");
  for (const char *p = value; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == 0x7f)
      return fail (error, "the address has spaces or controls");
  if (!sheaf_url_is_web (value))
    return fail (error, "no address of the web");
  self->url = sheaf_url_from_typed (value, NULL);

  return self->url != NULL || fail (error, "no address of the web");
}

/* Titles of pages are as long as somebody made them: cut, not refused. */
static gboolean
take_title (SheafSaveLink *self, const char *value, GError **error)
{
  if (self->title != NULL)
    return fail (error, "two titles");
  self->title = sheaf_text_line (value, MOST_TITLE_CHARS);

  return TRUE;
}

static gboolean
take_tags (SheafSaveLink *self, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", MOST_TAGS + 2);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  if (self->tags != NULL)
    return fail (error, "tags twice");
  if (g_strv_length (parts) > MOST_TAGS)
    return fail (error, "too many tags");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = sheaf_text_line (parts[i], 0);

      if (name == NULL)
        continue;
      if (g_utf8_strlen (name, -1) > MOST_TAG_CHARS)
        return fail (error, "a tag is too long");
      g_strv_builder_add (tags, name);
    }
  self->tags = g_strv_builder_end (tags);

  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*take) (SheafSaveLink *self, const char *value, GError **error);
} parts_known[] = {
  { "url", take_url },
  { "title", take_title },
  { "tags", take_tags },
};

static gboolean
take_part (SheafSaveLink *self, const char *part, GError **error)
{
  const char *sign = strchr (part, '=');
  g_autofree char *value = NULL;

  if (sign == NULL)
    return fail (error, "a part without a value");
  value = g_uri_unescape_string (sign + 1, NULL); /* NULL for %00, too */
  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    return fail (error, "a value that cannot be read");
  for (guint i = 0; i < G_N_ELEMENTS (parts_known); i++)
    if (strlen (parts_known[i].name) == (gsize)(sign - part)
        && sheaf_text_starts_with (part, parts_known[i].name))
      return parts_known[i].take (self, value, error);

  return fail (error, "a part that is not known");
}

/* Past what stands before the parts, in any of the ways in which desktops and browsers write it
 * ("sheaf:save?", "sheaf://save/?", "sheaf:///save?"); NULL: it asks for something else. */
static const char *
skip_verb (const char *link)
{
  const char *p = link + strlen (SCHEME);

  p += strspn (p, "/");
  if (!sheaf_text_starts_with (p, VERB))
    return NULL;
  p += strlen (VERB);
  p += *p == '/';

  return *p == '?' ? p + 1 : NULL;
}

gboolean
sheaf_save_link_is (const char *link)
{
  return g_ascii_strncasecmp (link, SCHEME, strlen (SCHEME)) == 0;
}

static SheafSaveLink *
parse (SheafSaveLink *self, const char *link, GError **error)
{
  const char *rest = NULL;
  g_auto (GStrv) parts = NULL;

  if (strnlen (link, MOST_BYTES + 1) > MOST_BYTES)
    fail (error, "too long");
  else if (!sheaf_save_link_is (link) || (rest = skip_verb (link)) == NULL)
    fail (error, "not a link that saves");
  else if (strchr (rest, '#') != NULL)
    fail (error, "an address that is not encoded");
  if (rest == NULL || strchr (rest, '#') != NULL)
    return NULL;
  parts = g_strsplit (rest, "&", 8);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!take_part (self, parts[i], error))
      return NULL;
  if (self->url == NULL)
    fail (error, "no address");

  return self->url != NULL ? self : NULL;
}

SheafSaveLink *
sheaf_save_link_parse (const char *link, GError **error)
{
  g_autoptr (SheafSaveLink) self = g_new0 (SheafSaveLink, 1);

  g_return_val_if_fail (link != NULL, NULL);

  return parse (self, link, error) != NULL ? g_steal_pointer (&self) : NULL;
}

void
sheaf_save_link_free (SheafSaveLink *self)
{
  g_free (self->url);
  g_free (self->title);
  g_strfreev (self->tags);
  g_free (self);
}
