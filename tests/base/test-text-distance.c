/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Against the whole table of distances, filled letter by letter, for random patterns of one word of
 * 64 letters and of several, in few and in many letters, forwards and backwards. */

#include "base/text-distance.h"

#include <string.h>

#define MOST 210

static void
measure_slowly (const gunichar *pattern,
                guint n,
                const gunichar *text,
                guint length,
                gboolean anchored,
                guint *distances)
{
  guint column[MOST + 1];

  for (guint i = 0; i <= n; i++)
    column[i] = i;
  distances[0] = n;
  for (guint j = 1; j <= length; j++)
    {
      guint diagonal = column[0];

      column[0] = anchored ? j : 0;
      for (guint i = 1; i <= n; i++)
        {
          guint left = column[i];

          column[i]
              = MIN (diagonal + (pattern[i - 1] != text[j - 1]), MIN (left, column[i - 1]) + 1);
          diagonal = left;
        }
      distances[j] = column[n];
    }
}

static void
fill (GRand *rand, gunichar *codes, guint n, guint letters)
{
  for (guint i = 0; i < n; i++)
    codes[i] = 'a' + (gunichar)g_rand_int_range (rand, 0, (gint32)letters) * 257;
}

static void
reverse (gunichar *codes, guint n)
{
  for (guint i = 0; i < n / 2; i++)
    {
      gunichar c = codes[i];

      codes[i] = codes[n - 1 - i];
      codes[n - 1 - i] = c;
    }
}

static void
check_one (GRand *rand, guint n, guint length, guint letters)
{
  gunichar pattern[MOST], text[2 * MOST];
  guint distances[2 * MOST + 1], expected[2 * MOST + 1];

  fill (rand, pattern, n, letters);
  fill (rand, text, length, letters);
  if (length > n) /* so that some of it is like the pattern */
    memcpy (text + (length - n) / 2, pattern, (n - n / 7) * sizeof *pattern);
  for (int anchored = 0; anchored < 2; anchored++)
    {
      g_autoptr (SheafTextPattern) forwards = sheaf_text_pattern_new (pattern, n, 1);
      g_autoptr (SheafTextPattern) backwards = NULL;

      measure_slowly (pattern, n, text, length, anchored, expected);
      sheaf_text_pattern_measure (forwards, text, 1, length, anchored, distances);
      g_assert_cmpmem (distances, (length + 1) * sizeof *distances, expected,
                       (length + 1) * sizeof *expected);

      reverse (pattern, n);
      reverse (text, length);
      backwards = sheaf_text_pattern_new (pattern + n - 1, n, -1);
      sheaf_text_pattern_measure (backwards, text + length - 1, -1, length, anchored, distances);
      g_assert_cmpmem (distances, (length + 1) * sizeof *distances, expected,
                       (length + 1) * sizeof *expected);
      reverse (pattern, n);
      reverse (text, length);
    }
}

static void
test_table (void)
{
  static const guint lengths[] = { 1, 2, 31, 32, 63, 64, 65, 127, 128, 129, 200 };
  static const guint letters[] = { 1, 2, 4, 30, 5000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1999);

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gsize l = 0; l < G_N_ELEMENTS (letters); l++)
      for (guint round = 0; round < 10; round++)
        check_one (rand, lengths[i], (guint)g_rand_int_range (rand, 1, 2 * MOST), letters[l]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text-distance/table", test_table);

  return g_test_run ();
}
