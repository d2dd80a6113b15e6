/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Letters with what belongs to them are folded one by one, so that each unit knows where it came
 * from. To find many quotations in a long text the places of every four units in a row are kept, by
 * their hash, in order. */

#include "base/text-shadow.h"

#include "base/text.h"

#include <string.h>

#define MOST_JOINED 32 /* of one letter; UAX #15 calls text with no more of them stream-safe */
#define MOST_CODES (MOST_JOINED * 4)
#define GRAM 4
#define MOST_FOUND 512 /* to each side of where it is looked for */
#define MOST_STEPS (2 * 1000 * 1000)
#define JOINER 0x200d

static gboolean
is_picture (gunichar c)
{
  return c >= 0x1f000 || (c >= 0x2190 && c <= 0x2bff);
}

gboolean
sheaf_text_shadow_joins (gunichar before, gunichar c)
{
  if (c < 0x300 || before == 0)
    return FALSE;
  if (before == JOINER && is_picture (c))
    return TRUE;

  return g_unichar_ismark (c) || c == JOINER || (c >= 0x1f3fb && c <= 0x1f3ff)
         || (c >= 0x1160 && c <= 0x11ff);
}

static void
add_code (SheafTextShadow *self, gunichar c, guint from, guint to)
{
  self->codes[self->n] = c;
  self->from[self->n] = from;
  self->to[self->n++] = to;
}

static void
add_folded (SheafTextShadow *self, gunichar c, guint from, guint to)
{
  if (c == 0x2026)
    for (guint i = 0; i < 3; i++)
      add_code (self, '.', from, to);
  else if (!sheaf_text_is_unseen (c))
    add_code (self, sheaf_text_retype (c), from, to);
}

/* Does NFC leave it as it is, whatever stands beside it? */
static gboolean
is_plain (gunichar c)
{
  gunichar first, second, whole;

  if (c < 0x300 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3))
    return TRUE;
  if (!g_unichar_decompose (c, &first, &second))
    return TRUE;

  return second != 0 && g_unichar_compose (first, second, &whole) && whole == c;
}

/* The bytes START … END are one letter, N code points. */
static void
add_letter (SheafTextShadow *self, const char *start, const char *end, guint at, guint n)
{
  gunichar c = g_utf8_get_char (start);

  if (n == 1 && is_plain (c))
    add_folded (self, c, at, at + 1);
  else
    {
      g_autofree char *composed = g_utf8_normalize (start, end - start, G_NORMALIZE_NFC);

      for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
        add_folded (self, g_utf8_get_char (p), at, at + n);
    }
}

static void
add_space (SheafTextShadow *self, guint at)
{
  if (self->n > 0 && self->codes[self->n - 1] == ' ')
    self->to[self->n - 1] = at + 1;
  else
    add_code (self, ' ', at, at + 1);
}

static void
reserve (SheafTextShadow *self, gsize *room)
{
  if (self->n + MOST_CODES < *room)
    return;
  *room = *room * 2 + 2 * MOST_CODES;
  self->codes = g_renew (gunichar, self->codes, *room);
  self->from = g_renew (guint, self->from, *room);
  self->to = g_renew (guint, self->to, *room);
}

SheafTextShadow *
sheaf_text_shadow_new (const char *text, gssize length)
{
  SheafTextShadow *self = g_new0 (SheafTextShadow, 1);
  const char *end = text + (length < 0 ? strlen (text) : (gsize)length);
  gsize room = 0;
  guint at = 0;

  while (text < end)
    {
      gunichar c = g_utf8_get_char (text), before = c;
      const char *start = text;
      guint n = 1;

      reserve (self, &room);
      text = g_utf8_next_char (text);
      if (c <= ' ' || (c >= 0x7f && (g_unichar_isspace (c) || c == 0x85)))
        add_space (self, at);
      else
        {
          for (; text < end && (guchar)*text >= 0xcc && n < MOST_JOINED; n++)
            {
              gunichar next = g_utf8_get_char (text);

              if (!sheaf_text_shadow_joins (before, next))
                break;
              before = next;
              text = g_utf8_next_char (text);
            }
          add_letter (self, start, text, at, n);
        }
      at += n;
    }

  return self;
}

void
sheaf_text_shadow_free (SheafTextShadow *self)
{
  if (self == NULL)
    return;
  g_free (self->codes);
  g_free (self->from);
  g_free (self->to);
  g_free (self->buckets);
  g_free (self->places);
  g_free (self);
}

guint
sheaf_text_shadow_trim (const SheafTextShadow *shadow, guint *first)
{
  guint n = shadow->n;

  *first = n > 0 && shadow->codes[0] == ' ' ? 1 : 0;
  if (n > *first && shadow->codes[n - 1] == ' ')
    n--;

  return n - *first;
}

gboolean
sheaf_text_shadow_is_edge (const SheafTextShadow *self, guint unit)
{
  return unit == 0 || unit >= self->n || self->from[unit] != self->from[unit - 1];
}

guint
sheaf_text_shadow_unit_at (const SheafTextShadow *self, guint at)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->to[middle] <= at)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static guint
hash_gram (const SheafTextShadow *self, const gunichar *codes)
{
  guint64 hash = 0;

  for (guint i = 0; i < GRAM; i++)
    hash = (hash ^ codes[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint)(hash >> self->shift);
}

/* A counting sort: buckets[h] … buckets[h + 1] are the places of hash h. */
static void
make_index (SheafTextShadow *self)
{
  guint n = self->n < GRAM ? 0 : self->n - GRAM + 1;
  guint bits = CLAMP (g_bit_storage (self->n), 8, 20);

  self->shift = 64 - bits;
  self->buckets = g_new0 (guint, (1u << bits) + 2);
  self->places = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->buckets[hash_gram (self, self->codes + i) + 2]++;
  for (guint i = 2; i < (1u << bits) + 2; i++)
    self->buckets[i] += self->buckets[i - 1];
  for (guint i = 0; i < n; i++)
    self->places[self->buckets[hash_gram (self, self->codes + i) + 1]++] = i;
}

/* Candidates for a place, in order: of the index, or every unit where PLACES is NULL. */
typedef struct
{
  const guint *places;
  guint n;
  guint offset; /* of what was looked up, in what is looked for */
} Candidates;

/* By the rarest of some groups of four. */
static Candidates
look_up (SheafTextShadow *self, const gunichar *wanted, guint n)
{
  guint step = MAX ((n - GRAM + 1) / 32, 1);
  Candidates best = { NULL, G_MAXUINT, 0 };

  if (self->buckets == NULL)
    make_index (self);
  for (guint i = 0; i + GRAM <= n && best.n > 0; i += step)
    {
      const guint *bucket = self->buckets + hash_gram (self, wanted + i);

      if (bucket[1] - bucket[0] < best.n)
        best = (Candidates){ self->places + bucket[0], bucket[1] - bucket[0], i };
    }

  return best;
}

static guint
place_of (const Candidates *self, guint i)
{
  return self->places == NULL ? i : self->places[i];
}

static guint
first_from (const Candidates *self, guint place)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (place_of (self, middle) < place)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* STEPS: how many units may still be compared; text and quotation that repeat themselves would be
 * compared for hours. */
static gboolean
stands (const SheafTextShadow *self, const gunichar *wanted, guint n, gsize at, gint64 *steps)
{
  guint same = 0;

  if (at + n > self->n)
    return FALSE;
  while (same < n && self->codes[at + same] == wanted[same])
    same++;
  *steps -= same + 1;

  return same == n;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *)a, other = *(const guint *)b;

  return one < other ? -1 : one > other;
}

GArray *
sheaf_text_shadow_find (
    SheafTextShadow *self, const gunichar *wanted, guint n, guint near, gboolean *all)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  Candidates candidates = { NULL, self->n, 0 };
  guint middle;

  *all = TRUE;
  if (n == 0 || n > self->n)
    return found;
  if (n >= GRAM)
    candidates = look_up (self, wanted, n);
  middle = first_from (&candidates, MIN (near, self->n) + candidates.offset);

  for (int side = 0; side < 2; side++)
    {
      gint64 i = side == 0 ? middle : (gint64)middle - 1, way = side == 0 ? 1 : -1;
      gint64 steps = n < GRAM ? G_MAXINT64 : MOST_STEPS + 4 * (gint64)n;
      guint before = found->len;

      for (; i >= 0 && i < candidates.n && steps > 0 && found->len - before < MOST_FOUND; i += way)
        {
          guint place = place_of (&candidates, (guint)i) - candidates.offset;

          /* what would begin before the text wraps around, far beyond its end */
          if (stands (self, wanted, n, place, &steps))
            g_array_append_val (found, place);
        }
      *all = *all && (i < 0 || i >= candidates.n);
    }
  g_array_sort (found, compare_places);

  return found;
}
