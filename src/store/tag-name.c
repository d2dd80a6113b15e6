/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paths of words, and when two of them look like one. */

#include "store/tag-name.h"

#include "base/text.h"

#include <string.h>

#define LONG_WORD 6 /* characters: one letter more or less may be a slip */
#define LEAST_STEM 3

char *
sheaf_tag_clean_name (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, SHEAF_TAG_MAX_CHARS);
  g_auto (GStrv) parts = line != NULL ? g_strsplit (line, "/", -1) : NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? "/" : "", parts[i]);
    }

  return name->len > 0 ? g_strdup (name->str) : NULL;
}

gboolean
sheaf_tag_is_under (const char *name, const char *root)
{
  g_autofree char *key = sheaf_text_fold (name), *above = sheaf_text_fold (root);
  gsize length = strlen (above);

  return g_str_has_prefix (key, above) && (key[length] == '\0' || key[length] == '/');
}

/* Folding may change how long a part is: parts are counted, not bytes. */
char *
sheaf_tag_move_name (const char *name, const char *from, const char *to)
{
  const char *rest = name;

  for (const char *slash = from; slash != NULL && rest != NULL; slash = strchr (slash + 1, '/'))
    {
      rest = strchr (rest, '/');
      rest = rest != NULL ? rest + 1 : NULL;
    }

  return rest != NULL ? g_strconcat (to, "/", rest, NULL) : g_strdup (to);
}

/* --- Alike --- */

/* Letters and digits of the folded name without their accents; "/" stays. */
static gunichar *
dup_letters (const char *name, glong *n)
{
  g_autofree char *key = sheaf_text_fold (name);
  g_autofree char *apart = g_utf8_normalize (key, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = apart != NULL ? apart : ""; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '/')
      g_string_append_unichar (letters, g_utf8_get_char (p));

  return g_utf8_to_ucs4_fast (letters->str, (glong)letters->len, n);
}

static gboolean
same (const gunichar *a, const gunichar *b, glong n)
{
  return n <= 0 || memcmp (a, b, (gsize)n * sizeof *a) == 0;
}

/* LONGER is SHORTER and an ending of a plural in one of the languages that have one. */
static gboolean
is_plural (const gunichar *longer, glong n, const gunichar *shorter, glong m)
{
  static const struct
  {
    const char *one, *many;
  } endings[] = {
    { "", "s" }, { "", "es" }, { "y", "ies" }, { "", "n" }, { "", "en" }, { "", "e" }, { "", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      glong one = (glong)strlen (endings[i].one), many = (glong)strlen (endings[i].many);
      glong stem = m - one;
      gboolean good = stem >= LEAST_STEM && n == stem + many && same (longer, shorter, stem);

      for (glong k = 0; good && k < one; k++)
        good = shorter[stem + k] == (gunichar)endings[i].one[k];
      for (glong k = 0; good && k < many; k++)
        good = longer[stem + k] == (gunichar)endings[i].many[k];
      if (good)
        return TRUE;
    }

  return FALSE;
}

/* One letter is another, is missing, or two neighbours changed places. Digits mean what they say.
 */
static gboolean
is_slip (const gunichar *longer, glong n, const gunichar *shorter, glong m)
{
  glong start = 0;

  if (m < LONG_WORD || n - m > 1)
    return FALSE;
  while (start < m && longer[start] == shorter[start])
    start++;
  if (g_unichar_isdigit (longer[start]) || (start < m && g_unichar_isdigit (shorter[start])))
    return FALSE;
  if (n > m)
    return same (longer + start + 1, shorter + start, m - start);
  if (same (longer + start + 1, shorter + start + 1, m - start - 1))
    return TRUE;

  return start + 1 < m && longer[start] == shorter[start + 1] && longer[start + 1] == shorter[start]
         && same (longer + start + 2, shorter + start + 2, m - start - 2);
}

gboolean
sheaf_tag_are_similar (const char *a, const char *b)
{
  g_autofree char *x = sheaf_text_fold (a), *y = sheaf_text_fold (b);
  g_autofree gunichar *first = NULL, *second = NULL;
  glong n, m;

  if (g_str_equal (x, y))
    return FALSE;
  first = dup_letters (a, &n);
  second = dup_letters (b, &m);
  if (n == 0 || m == 0)
    return FALSE;
  if (n == m && same (first, second, n))
    return TRUE;
  if (n < m)
    return is_plural (second, m, first, n) || is_slip (second, m, first, n);

  return is_plural (first, n, second, m) || is_slip (first, n, second, m);
}
