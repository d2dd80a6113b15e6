/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One pass over the text makes a hash of each word, a window over these the shingles. */

#include "base/shingles.h"

#include "base/text.h"

#define WORD 2            /* the weight of a word; of a letter that is one for itself: 1 */
#define WINDOW (4 * WORD) /* of a shingle */
#define MOST_WORDS 200000 /* whose shingles are made: a long book's */
#define ALIKE 0.5         /* resemblance of copies */
#define PART_ALIKE 0.35   /* of copies of which one is a part of the other */
#define PART 0.85         /* how much of it */
#define DECOMPOSED 18     /* characters that one may become */

typedef struct
{
  guint64 hash;
  guint weight;
} Word;

/* The finalizer of splitmix64: every bit of the result depends on every bit of X. */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return x ^ (x >> 31);
}

static guint64
add_hash (guint64 hash, guint64 next)
{
  return (hash ^ next) * G_GUINT64_CONSTANT (0x100000001b3) + 1;
}

/* --- Words --- */

typedef struct
{
  GArray *words; /* of Word */
  guint64 hash;  /* of the word under way */
  guint letters; /* of it */
  guint64 whole;
  guint weight; /* of all words */
} Reading;

static void
end_word (Reading *self, guint weight)
{
  Word word = { mix (self->hash), weight };

  if (self->letters == 0)
    return;
  self->whole = add_hash (self->whole, word.hash);
  self->weight += self->weight < G_MAXUINT - WORD ? weight : 0;
  if (self->words->len < MOST_WORDS)
    g_array_append_val (self->words, word);
  self->letters = 0;
  self->hash = 0;
}

static void
add_letter (Reading *self, gunichar c)
{
  self->hash = add_hash (self->hash, c);
  self->letters++;
}

/* Within a word and nothing of it: an accent, a soft hyphen, an apostrophe of either kind. */
static gboolean
is_passed_over (gunichar c)
{
  return c == '\'' || c == 0x2019 || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static void
read_other (Reading *self, gunichar c)
{
  gunichar parts[DECOMPOSED];
  gsize n;

  if (is_passed_over (c))
    return;
  if (!g_unichar_isalnum (c))
    {
      end_word (self, WORD);
      return;
    }
  if (sheaf_text_is_unspaced (c))
    end_word (self, WORD);
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
    if (!g_unichar_ismark (parts[i]))
      add_letter (self, g_unichar_tolower (parts[i]));
  if (sheaf_text_is_unspaced (c))
    end_word (self, 1);
}

static void
read_text (Reading *self, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar)*p >= 0x80 || *p == '\'')
      read_other (self, g_utf8_get_char (p));
    else if (g_ascii_isalnum (*p))
      add_letter (self, (gunichar)g_ascii_tolower (*p));
    else
      end_word (self, WORD);
  end_word (self, WORD);
}

/* --- Shingles --- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return (x > y) - (x < y);
}

static void
drop_repeated (GArray *sorted)
{
  guint n = 0;

  for (guint i = 0; i < sorted->len; i++)
    if (n == 0 || g_array_index (sorted, guint64, i) != g_array_index (sorted, guint64, n - 1))
      g_array_index (sorted, guint64, n++) = g_array_index (sorted, guint64, i);
  g_array_set_size (sorted, n);
}

static void
add_shingles (GArray *shingles, const GArray *words)
{
  for (guint first = 0; first < words->len; first++)
    {
      guint64 hash = 0;
      guint weight = 0;

      for (guint i = first; i < words->len && weight < WINDOW; i++)
        {
          hash = add_hash (hash, g_array_index (words, Word, i).hash);
          weight += g_array_index (words, Word, i).weight;
        }
      if (weight < WINDOW)
        break;
      hash = mix (hash);
      g_array_append_val (shingles, hash);
    }
}

GArray *
sheaf_shingles_new (const char *text, guint64 *whole)
{
  GArray *shingles = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  Reading reading = { words };

  read_text (&reading, text);
  if (whole != NULL)
    *whole = 0;
  if (reading.weight < SHEAF_SHINGLES_LEAST_WORDS * WORD)
    return shingles;
  if (whole != NULL)
    *whole = MAX (mix (reading.whole), 1);
  add_shingles (shingles, words);
  g_array_sort (shingles, compare_numbers);
  drop_repeated (shingles);

  return shingles;
}

SheafLikeness
sheaf_shingles_compare (const GArray *shingles, const GArray *others)
{
  guint shared = 0, shorter = MIN (shingles->len, others->len);

  if (shorter == 0)
    return (SheafLikeness){ 0, 0 };
  for (guint a = 0, b = 0; a < shingles->len && b < others->len;)
    {
      guint64 x = g_array_index (shingles, guint64, a), y = g_array_index (others, guint64, b);

      shared += x == y;
      a += x <= y;
      b += y <= x;
    }

  return (SheafLikeness){ (double)shared / (shingles->len + others->len - shared),
                          (double)shared / shorter };
}

gboolean
sheaf_likeness_is_duplicate (const SheafLikeness *self)
{
  return self->resemblance >= ALIKE
         || (self->resemblance >= PART_ALIKE && self->containment >= PART);
}

/* --- Fingerprints --- */

/* Each slot has a multiplication of its own: the numbers are mixed already. */
void
sheaf_fingerprint_make (const GArray *shingles, guint64 whole, SheafFingerprint *fingerprint)
{
  fingerprint->whole = whole;
  for (guint slot = 0; slot < SHEAF_FINGERPRINT_SLOTS; slot++)
    {
      guint64 factor = mix (slot + 1) | 1, more = mix (slot + 101);
      guint32 least = G_MAXUINT32;

      for (guint i = 0; i < shingles->len; i++)
        {
          guint32 hash = (guint32)((g_array_index (shingles, guint64, i) * factor + more) >> 32);

          least = MIN (least, hash);
        }
      fingerprint->slots[slot] = least;
    }
}

guint64
sheaf_fingerprint_get_band (const SheafFingerprint *self, guint band)
{
  G_STATIC_ASSERT (SHEAF_FINGERPRINT_SLOTS == 2 * SHEAF_FINGERPRINT_BANDS);

  return (guint64)self->slots[2 * band] << 32 | self->slots[2 * band + 1];
}

double
sheaf_fingerprint_guess (const SheafFingerprint *self, const SheafFingerprint *other)
{
  guint equal = 0;

  for (guint i = 0; i < SHEAF_FINGERPRINT_SLOTS; i++)
    equal += self->slots[i] == other->slots[i];

  return (double)equal / SHEAF_FINGERPRINT_SLOTS;
}
