/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of types and signatures. */

#include "net/content-kind.h"

#include <string.h>

#define SNIFF_BYTES 512
#define TAIL_BYTES 8192

static const char *const pages[]
    = { "text/html", "application/xhtml+xml", "text/plain",     "application/xml",
        "text/xml",  "text/markdown",         "text/x-markdown" };
static const char *const pictures[]
    = { "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp" };
static const char *const unknown[] = { "application/octet-stream", "binary/octet-stream",
                                       "unknown/unknown", "application/unknown", "*/*" };

static const struct
{
  const char *bytes;
  gsize length;
  gsize offset;
  const char *type;
} signatures[] = {
  { "%PDF-", 5, 0, "application/pdf" },     { "\211PNG\r\n\032\n", 8, 0, "image/png" },
  { "\377\330\377", 3, 0, "image/jpeg" },   { "GIF8", 4, 0, "image/gif" },
  { "WEBP", 4, 8, "image/webp" },           { "PK\003\004", 4, 0, "application/zip" },
  { "\037\213", 2, 0, "application/gzip" }, { "\0\0\0", 3, 0, "application/octet-stream" },
};

static const char *const html_beginnings[] = {
  "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script",
  "<article",       "<div",  "<p>",   "<h1",   "<table", "<!--",
};

char *
sheaf_content_kind_parse (const char *header, char **charset)
{
  g_auto (GStrv) parts = NULL;
  char *type;

  *charset = NULL;
  if (header == NULL)
    return NULL;
  parts = g_strsplit (header, ";", 16);
  type = g_strstrip (g_ascii_strdown (parts[0] != NULL ? parts[0] : "", -1));
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL && *charset == NULL; i++)
    {
      char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, "charset", 7) != 0)
        continue;
      part = g_strchug (part + 7);
      if (*part != '=')
        continue;
      part = g_strstrip (part + 1);
      part[strcspn (part + (*part == '"'), "\"") + (*part == '"')] = '\0';
      part += *part == '"';
      if (*part != '\0' && strlen (part) < 64)
        *charset = g_strdup (part);
    }
  if (*type == '\0')
    g_clear_pointer (&type, g_free);

  return type;
}

static gboolean
is_one_of (const char *type, const char *const *types, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (type, types[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
sheaf_content_kind_is_unknown (const char *type)
{
  return type == NULL || is_one_of (type, unknown, G_N_ELEMENTS (unknown));
}

gboolean
sheaf_content_kind_is_page (const char *type)
{
  return is_one_of (type, pages, G_N_ELEMENTS (pages));
}

gboolean
sheaf_content_kind_is_picture (const char *type)
{
  return is_one_of (type, pictures, G_N_ELEMENTS (pictures));
}

const char *
sheaf_content_kind_sniff (const guint8 *bytes, gsize size)
{
  g_autofree char *head = NULL;
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (size >= signatures[i].offset + signatures[i].length
        && memcmp (bytes + signatures[i].offset, signatures[i].bytes, signatures[i].length) == 0)
      return signatures[i].type;
  size = MIN (size, SNIFF_BYTES);
  if (size == 0 || memchr (bytes, '\0', size) != NULL)
    return size >= 2 && (memcmp (bytes, "\377\376", 2) == 0 || memcmp (bytes, "\376\377", 2) == 0)
               ? "text/html"
               : "application/octet-stream";

  head = g_ascii_strdown ((const char *)bytes, size);
  text = head;
  if (g_str_has_prefix (text, "\357\273\277"))
    text += 3;
  text += strspn (text, " \t\r\n\f");
  if (g_str_has_prefix (text, "<?xml"))
    return strstr (text, "<html") != NULL ? "text/html" : "text/xml";
  for (guint i = 0; i < G_N_ELEMENTS (html_beginnings); i++)
    if (g_str_has_prefix (text, html_beginnings[i]))
      return "text/html";

  return "text/plain";
}

/* WORD, in small letters, in the last bytes; zeros do not count (UTF-16). */
static gboolean
ends_with_word (const guint8 *bytes, gsize size, const char *word)
{
  const guint8 *end = bytes + size;
  const char *next = word;

  for (const guint8 *p = size > TAIL_BYTES ? end - TAIL_BYTES : bytes; p < end; p++)
    {
      if (*p == '\0')
        continue;
      next = g_ascii_tolower (*p) == *next ? next + 1 : *p == (guint8)*word ? word + 1 : word;
      if (*next == '\0')
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_bytes_near_end (const guint8 *bytes, gsize size, const char *wanted, gsize length)
{
  gsize from = size > TAIL_BYTES ? size - TAIL_BYTES : 0;

  return memmem (bytes + from, size - from, wanted, length) != NULL;
}

gboolean
sheaf_content_kind_has_end (const char *type, const guint8 *bytes, gsize size)
{
  if (g_strcmp0 (type, "text/plain") == 0 || g_strcmp0 (type, "text/markdown") == 0
      || g_strcmp0 (type, "text/x-markdown") == 0)
    return TRUE;
  if (sheaf_content_kind_is_page (type))
    return ends_with_word (bytes, size, "</html") || ends_with_word (bytes, size, "</body");
  type = sheaf_content_kind_sniff (bytes, size);
  if (g_str_equal (type, "image/png"))
    return has_bytes_near_end (bytes, size, "IEND", 4);
  if (g_str_equal (type, "image/jpeg"))
    return has_bytes_near_end (bytes, size, "\377\331", 2);
  if (g_str_equal (type, "image/gif"))
    return has_bytes_near_end (bytes, size, "\0;", 2);
  if (g_str_equal (type, "image/webp"))
    return size - 8 >= ((gsize)bytes[4] | (gsize)bytes[5] << 8 | (gsize)bytes[6] << 16
                        | (gsize)bytes[7] << 24);

  return TRUE;
}
