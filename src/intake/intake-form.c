/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing is copied but names: a page of many megabytes is a part of the body's bytes. */

#include "intake/intake-form.h"

#include <string.h>

#define BOUNDARY_MOST 70 /* RFC 2046 */
#define PART_HEAD_MOST 4096

static void
part_free (gpointer data)
{
  SheafIntakePart *part = data;

  g_free (part->name);
  g_free (part->charset);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_free (part);
}

/* --- Parameters: ; name=value, the value plain or in quotes --- */

/* Past the parameter at P (after its ";"); NULL: it is none. */
static const char *
read_parameter (const char *p, char **name, char **value)
{
  g_autoptr (GString) unquoted = g_string_new (NULL);
  gsize n;

  p += strspn (p, " \t");
  n = strcspn (p, "=; \t\"");
  if (n == 0 || p[n] != '=')
    return NULL;
  *name = g_ascii_strdown (p, n);
  p += n + 1;
  if (*p == '"')
    {
      for (p++; *p != '"' && *p != '\0'; p++)
        {
          if (*p == '\\' && p[1] != '\0')
            p++;
          g_string_append_c (unquoted, *p);
        }
      if (*p++ != '"')
        return NULL;
    }
  else
    {
      n = strcspn (p, "; \t");
      g_string_append_len (unquoted, p, n);
      p += n;
    }
  *value = g_strdup (unquoted->str);

  return p + strspn (p, " \t");
}

/* That of HEADER, which is found again by every reader: once, and all of the header is understood.
 * (transfer full) (nullable) */
static char *
dup_parameter (const char *header, const char *wanted)
{
  const char *p = strchr (header, ';');
  g_autofree char *found = NULL;

  while (p != NULL && *p == ';')
    {
      g_autofree char *name = NULL, *value = NULL;

      p = read_parameter (p + 1, &name, &value);
      if (p == NULL || (g_str_equal (name, wanted) && found != NULL))
        return NULL;
      if (g_str_equal (name, wanted))
        found = g_steal_pointer (&value);
    }

  return p == NULL || *p == '\0' ? g_steal_pointer (&found) : NULL;
}

static gboolean
begins_with_word (const char *text, const char *word)
{
  gsize n = strlen (word);

  return g_ascii_strncasecmp (text, word, n) == 0 && (text[n] == '\0' || strchr ("; \t", text[n]));
}

char *
sheaf_intake_form_dup_boundary (const char *content_type)
{
  g_autofree char *boundary = NULL;

  if (content_type == NULL || !begins_with_word (content_type, "multipart/form-data"))
    return NULL;
  boundary = dup_parameter (content_type, "boundary");
  if (boundary == NULL || *boundary == '\0' || strlen (boundary) > BOUNDARY_MOST)
    return NULL;
  for (const char *p = boundary; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("'()+_,-./:=? ", *p) == NULL)
      return NULL;

  return g_steal_pointer (&boundary);
}

/* --- Parts --- */

static gboolean
read_part_header (SheafIntakePart *part, const char *line)
{
  if (g_ascii_strncasecmp (line, "content-disposition:", 20) == 0)
    {
      const char *value = line + 20 + strspn (line + 20, " \t");

      if (part->name != NULL || !begins_with_word (value, "form-data"))
        return FALSE;
      part->name = dup_parameter (value, "name");
      return part->name != NULL;
    }
  if (g_ascii_strncasecmp (line, "content-type:", 13) == 0)
    {
      g_free (part->charset);
      part->charset = dup_parameter (line + 13, "charset");
    }
  /* RFC 7578 does away with it: what is coded is not to be taken for what it says. */
  if (g_ascii_strncasecmp (line, "content-transfer-encoding:", 26) == 0)
    return strstr (line, "base64") == NULL && strstr (line, "quoted") == NULL;

  return *line != ' ' && *line != '\t' && strchr (line, ':') != NULL;
}

/* DATA … END: from behind the boundary's line to the next one. */
static gboolean
read_part (SheafIntakePart *part, GBytes *body, const char *data, const char *end)
{
  const char *start = g_bytes_get_data (body, NULL);
  const char *head_end = data + 2 <= end && memcmp (data, "\r\n", 2) == 0
                             ? data
                             : memmem (data, MIN (end - data, PART_HEAD_MOST), "\r\n\r\n", 4);
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;

  if (head_end == NULL || head_end == data || memchr (data, '\0', head_end - data) != NULL)
    return FALSE;
  head = g_strndup (data, head_end - data);
  lines = g_strsplit (head, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_part_header (part, lines[i]))
      return FALSE;
  part->bytes = g_bytes_new_from_bytes (body, head_end + 4 - start, end - head_end - 4);

  return part->name != NULL;
}

GPtrArray *
sheaf_intake_form_read (GBytes *body, const char *boundary)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  g_autofree char *between = g_strconcat ("\r\n--", boundary, NULL);
  gsize size, n = strlen (between);
  const char *data = g_bytes_get_data (body, &size), *end; /* NULL where it is empty */

  if (size < n || memcmp (data, between + 2, n - 2) != 0)
    return NULL;
  end = data + size;
  data += n - 2;
  while (end - data >= 2 && memcmp (data, "\r\n", 2) == 0)
    {
      SheafIntakePart *part = g_new0 (SheafIntakePart, 1);
      const char *next;

      g_ptr_array_add (parts, part);
      data += 2;
      next = memmem (data, end - data, between, n);
      if (next == NULL || parts->len > SHEAF_INTAKE_PARTS_MOST
          || !read_part (part, body, data, next))
        return NULL;
      data = next + n;
    }

  return end - data >= 2 && memcmp (data, "--", 2) == 0 ? g_steal_pointer (&parts) : NULL;
}
