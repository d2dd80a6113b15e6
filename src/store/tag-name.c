/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paths of words, and when two of them look like one. */

#include "store/tag-name.h"

#include "base/text.h"

#include <string.h>

#define LONG_WORD 6 /* characters: one letter more or less may be a slip */
#define LEAST_STEM 3
#define MOST_LONGER 2 /* characters: a plural's ending */

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

typedef struct
{
  char *key;
  gunichar *letters; /* letters and digits of the key without their accents, and "/" */
  glong n;
} Letters;

static void
read_letters (const char *name, Letters *letters)
{
  g_autofree char *apart = NULL;
  g_autoptr (GString) plain = g_string_new (NULL);

  letters->key = sheaf_text_fold (name);
  apart = g_utf8_normalize (letters->key, -1, G_NORMALIZE_NFD);
  for (const char *p = apart != NULL ? apart : ""; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '/')
      g_string_append_unichar (plain, g_utf8_get_char (p));
  letters->letters = g_utf8_to_ucs4_fast (plain->str, (glong)plain->len, &letters->n);
}

static void
clear_letters (gpointer data)
{
  Letters *letters = data;

  g_free (letters->key);
  g_free (letters->letters);
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

/* A is the longer one, or they are equally long. */
static gboolean
are_similar (const Letters *a, const Letters *b)
{
  if (b->n == 0 || g_str_equal (a->key, b->key))
    return FALSE;
  if (a->n == b->n && same (a->letters, b->letters, a->n))
    return TRUE;

  return is_plural (a->letters, a->n, b->letters, b->n)
         || is_slip (a->letters, a->n, b->letters, b->n);
}

gboolean
sheaf_tag_are_similar (const char *a, const char *b)
{
  Letters first, second;
  gboolean similar;

  read_letters (a, &first);
  read_letters (b, &second);
  similar = first.n >= second.n ? are_similar (&first, &second) : are_similar (&second, &first);
  clear_letters (&first);
  clear_letters (&second);

  return similar;
}

static int
compare_lengths (gconstpointer a, gconstpointer b, gpointer data)
{
  const Letters *letters = data;
  glong x = letters[*(const guint *)a].n, y = letters[*(const guint *)b].n;

  return x < y ? -1 : x > y ? 1 : *(const guint *)a < *(const guint *)b ? -1 : 1;
}

/* By length: only neighbours in it are compared. */
GArray *
sheaf_tag_find_similar (const char *const *names, guint n, GCancellable *cancellable)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (Letters), n);
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint));
  const Letters *letters;

  g_array_set_clear_func (all, clear_letters);
  for (guint i = 0; i < n; i++)
    {
      Letters one;

      read_letters (names[i], &one);
      g_array_append_val (all, one);
      g_array_append_val (order, i);
    }
  letters = (const Letters *)all->data;
  g_array_sort_with_data (order, compare_lengths, (gpointer)letters);
  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    for (guint k = i + 1; k < n; k++)
      {
        guint shorter = g_array_index (order, guint, i), longer = g_array_index (order, guint, k);

        if (letters[longer].n - letters[shorter].n > MOST_LONGER)
          break;
        if (!are_similar (&letters[longer], &letters[shorter]))
          continue;
        g_array_append_val (pairs, shorter);
        g_array_append_val (pairs, longer);
      }

  return g_cancellable_is_cancelled (cancellable) ? NULL : g_steal_pointer (&pairs);
}
