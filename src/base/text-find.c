/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Both texts are folded into units, each knowing which characters it comes from: a character may
 * give none (a soft hyphen, an accent), one, or several ("ß"). Then units are compared. */

#include "base/text-find.h"

#include "base/text.h"

#define MOST_UNITS 18 /* of one character: G_UNICHAR_MAX_DECOMPOSITION_LENGTH */

typedef struct
{
  gunichar c;
  guint start, end; /* characters; the end covers accents that follow */
} Unit;

/* What Unicode does not take apart, though people type it so. */
static const struct
{
  gunichar c;
  const char *folded;
} folds[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },   { 0xfe, "th" }, { 0x111, "d" },
  { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" }, { 0x167, "t" }, { 0x3c2, "σ" },
};

/* Accents and pointing; not the vowels and the voicing that other scripts write as marks. */
static gboolean
is_accent (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x487) || (c >= 0x591 && c <= 0x5c7)
         || (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) || c == 0x670
         || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff)
         || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

/* "й" is a letter of its own, not an "и" with an accent; so is each syllable of Hangul. */
static gboolean
stays_whole (gunichar c)
{
  return c == 0x439 || c == 0x419 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

static void
add_unit (GArray *units, gunichar c, guint at)
{
  Unit unit = { c, at, at + 1 };

  g_array_append_val (units, unit);
}

static void
add_small (GArray *units, gunichar c, guint at)
{
  if (c >= 0x80)
    for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
      if (folds[i].c == c)
        {
          for (const char *p = folds[i].folded; *p != '\0'; p = g_utf8_next_char (p))
            add_unit (units, g_utf8_get_char (p), at);
          return;
        }
  add_unit (units, sheaf_text_retype (c), at);
}

static void
add_character (GArray *units, gunichar c, guint at)
{
  gunichar parts[MOST_UNITS] = { c };
  gsize n = 1;

  if (!stays_whole (c))
    n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
    if (!is_accent (parts[i]))
      add_small (units, g_unichar_tolower (parts[i]), at);
}

/* BREAKS: a line break or a tab stays one; else it is a space too. */
static GArray *
fold (const char *text, gboolean breaks)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (Unit));
  guint at = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), at++)
    {
      gunichar c = g_utf8_get_char (p);
      Unit *last = units->len > 0 ? &g_array_index (units, Unit, units->len - 1) : NULL;

      if (breaks && (c == '\n' || c == '\t'))
        add_unit (units, '\n', at);
      else if (c > ' ' && c < 0x7f)
        add_unit (units, (gunichar)g_ascii_tolower ((char)c), at);
      else if (is_accent (c))
        {
          if (last != NULL)
            last->end = at + 1;
        }
      else if (sheaf_text_is_unseen (c))
        continue;
      else if (c <= ' ' || g_unichar_isspace (c))
        {
          if (last != NULL && last->c == ' ')
            last->end = at + 1;
          else
            add_unit (units, ' ', at);
        }
      else
        add_character (units, c, at);
    }

  return units;
}

static GArray *
fold_wanted (const char *wanted)
{
  GArray *units = fold (wanted, FALSE);

  if (units->len > 0 && g_array_index (units, Unit, 0).c == ' ')
    g_array_remove_index (units, 0);
  if (units->len > 0 && g_array_index (units, Unit, units->len - 1).c == ' ')
    g_array_set_size (units, units->len - 1);

  return units;
}

/* "か" is no part of "が", whose voicing is a unit of its own. */
static gboolean
ends_letter (const Unit *units, guint n, guint end)
{
  return end == n || (units[end].c != 0x3099 && units[end].c != 0x309a);
}

static gboolean
is_letter (const Unit *units, guint n, guint i)
{
  return i < n && (g_unichar_isalnum (units[i].c) || g_unichar_ismark (units[i].c))
         && !sheaf_text_is_paired (units[i].c);
}

/* Are the N_WORD units from I on a word, or its beginning? */
static gboolean
stands_as_word (const Unit *units, guint n, guint i, guint n_word)
{
  if (sheaf_text_is_paired (units[i].c))
    return TRUE;
  if (i > 0 && is_letter (units, n, i - 1))
    return FALSE;

  return n_word > 2 || !is_letter (units, n, i + n_word);
}

static void
find_units (const GArray *text, const Unit *wanted, guint n_wanted, gboolean words, GArray *ranges)
{
  const Unit *units = (const Unit *)text->data;

  for (guint i = 0; n_wanted > 0 && i + n_wanted <= text->len; i++)
    {
      guint same = 0;

      while (same < n_wanted && units[i + same].c == wanted[same].c)
        same++;
      if (same == n_wanted && ends_letter (units, text->len, i + n_wanted)
          && (!words || stands_as_word (units, text->len, i, n_wanted)))
        {
          SheafTextRange range = { units[i].start, units[i + n_wanted - 1].end };

          i += n_wanted - 1;
          while (i + 1 < text->len && units[i + 1].start < range.end)
            i++; /* the rest of a character that is taken already */
          g_array_append_val (ranges, range);
        }
    }
}

GArray *
sheaf_text_find (const char *text, const char *wanted)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SheafTextRange));
  g_autoptr (GArray) folded = fold (text, TRUE);
  g_autoptr (GArray) phrase = fold_wanted (wanted);

  find_units (folded, (const Unit *)phrase->data, phrase->len, FALSE, ranges);

  return ranges;
}

/* By their beginning, the longest first. */
static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const SheafTextRange *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;

  return one->end == other->end ? 0 : one->end > other->end ? -1 : 1;
}

static void
part_ranges (GArray *ranges)
{
  guint kept = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      SheafTextRange range = g_array_index (ranges, SheafTextRange, i);

      if (kept == 0 || range.start >= g_array_index (ranges, SheafTextRange, kept - 1).end)
        g_array_index (ranges, SheafTextRange, kept++) = range;
    }
  g_array_set_size (ranges, kept);
}

GArray *
sheaf_text_find_words (const char *text, const char *wanted)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SheafTextRange));
  g_autoptr (GArray) folded = fold (text, TRUE);
  g_autoptr (GArray) words = fold_wanted (wanted);
  const Unit *units = (const Unit *)words->data;

  for (guint start = 0, i = 0; i <= words->len; i++)
    if (i == words->len || units[i].c == ' ')
      {
        find_units (folded, units + start, i - start, TRUE, ranges);
        start = i + 1;
      }
  part_ranges (ranges);

  return ranges;
}

guint
sheaf_text_ranges_after (const GArray *ranges, guint offset)
{
  guint low = 0, high = ranges->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (ranges, SheafTextRange, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}
