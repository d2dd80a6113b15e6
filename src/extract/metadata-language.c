/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Language tags as pages write them -> BCP 47. */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

/* Where a subtag may stand: each of these at most once and in this order, variants as often as they
 * come. */
enum
{
  EXTENDED,
  SCRIPT,
  REGION,
  VARIANT,
  NOTHING,
};

static gboolean
is_all (const char *text, gboolean (*is) (char c))
{
  for (; *text != '\0'; text++)
    if (!is (*text))
      return FALSE;

  return TRUE;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c);
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_letter_or_digit (char c)
{
  return g_ascii_isalnum (c);
}

/* What SUBTAG can be after LANGUAGE. */
static int
kind_of (const char *subtag, const char *language)
{
  gsize length = strlen (subtag);

  if (!is_all (subtag, is_letter_or_digit))
    return NOTHING;
  if (length == 3 && is_all (subtag, is_letter))
    return g_str_equal (language, "zh") ? EXTENDED : NOTHING;
  if (length == 4 && is_all (subtag, is_letter))
    return SCRIPT;
  if ((length == 2 && is_all (subtag, is_letter)) || (length == 3 && is_all (subtag, is_digit)))
    return REGION;

  return (length >= 5 && length <= 8) || (length == 4 && is_digit (*subtag)) ? VARIANT : NOTHING;
}

static void
append_subtag (GString *tag, const char *subtag, int kind)
{
  g_autofree char *written
      = kind == REGION ? g_ascii_strup (subtag, -1) : g_ascii_strdown (subtag, -1);

  if (kind == SCRIPT)
    *written = g_ascii_toupper (*written);
  g_string_append_c (tag, '-');
  g_string_append (tag, written);
}

char *
sheaf_metadata_clean_language (const char *text)
{
  static const char *const unknown[] = { "und", "mul", "zxx", "mis" };
  g_autofree char *line = sheaf_text_line (text, 100);
  g_auto (GStrv) parts = NULL;
  g_autofree char *language = NULL;
  GString *tag;
  int last = EXTENDED - 1;

  if (line == NULL)
    return NULL;

  line[strcspn (line, " ,;.@")] = '\0';
  parts = g_strsplit_set (line, "-_", 8);
  if (parts[0] == NULL || strlen (parts[0]) < 2 || strlen (parts[0]) > 3
      || !is_all (parts[0], is_letter))
    return NULL;
  language = g_ascii_strdown (parts[0], -1);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    if (g_str_equal (language, unknown[i]))
      return NULL;

  tag = g_string_new (language);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      int kind = kind_of (parts[i], language);

      if (kind == NOTHING || (kind <= last && kind != VARIANT))
        break;
      append_subtag (tag, parts[i], kind);
      last = kind;
    }

  return g_string_free (tag, FALSE);
}
