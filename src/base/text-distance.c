/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The column of the table of distances, as differences of +1 (plus) and -1 (minus) from row to row,
 * a bit each. */

#include "base/text-distance.h"

#include <string.h>

#define WORD 64

struct _SheafTextPattern
{
  guint n, n_words;
  guint bits;     /* of a slot's number */
  gunichar *keys; /* by slot; 0: free */
  guint64 *rows;  /* by slot, n_words each: where in the pattern the code stands */
  guint64 *plus, *minus;
};

/* Of C, or the free one where it would be. */
static guint
find_slot (const SheafTextPattern *self, gunichar c)
{
  guint mask = (1u << self->bits) - 1, slot = (c * 2654435769u) >> (32 - self->bits);

  while (self->keys[slot] != 0 && self->keys[slot] != c)
    slot = (slot + 1) & mask;

  return slot;
}

SheafTextPattern *
sheaf_text_pattern_new (const gunichar *codes, guint n, int step)
{
  SheafTextPattern *self = g_new0 (SheafTextPattern, 1);

  g_assert (n > 0);
  self->n = n;
  self->n_words = (n + WORD - 1) / WORD;
  self->bits = g_bit_storage (n); /* never full: a search ends at a free slot */
  self->keys = g_new0 (gunichar, (gsize)1 << self->bits);
  self->rows = g_new0 (guint64, ((gsize)1 << self->bits) * self->n_words);
  self->plus = g_new (guint64, self->n_words);
  self->minus = g_new (guint64, self->n_words);
  for (guint i = 0; i < n; i++, codes += step)
    {
      guint slot = find_slot (self, *codes);

      self->keys[slot] = *codes;
      self->rows[(gsize)slot * self->n_words + i / WORD] |= G_GUINT64_CONSTANT (1) << i % WORD;
    }

  return self;
}

void
sheaf_text_pattern_free (SheafTextPattern *self)
{
  g_free (self->keys);
  g_free (self->rows);
  g_free (self->plus);
  g_free (self->minus);
  g_free (self);
}

/* One word of the next column. CARRY: the difference to the column before above it, and below it.
 */
static int
advance (guint64 *plus, guint64 *minus, guint64 equal, guint64 last, int carry)
{
  guint64 vertical = equal | *minus, horizontal, up, down;
  int below;

  if (carry < 0)
    equal |= 1;
  horizontal = (((equal & *plus) + *plus) ^ *plus) | equal;
  up = *minus | ~(horizontal | *plus);
  down = *plus & horizontal;
  below = (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
  up = up << 1 | (carry > 0);
  down = down << 1 | (carry < 0);
  *plus = down | ~(vertical | up);
  *minus = up & vertical;

  return below;
}

void
sheaf_text_pattern_measure (SheafTextPattern *self,
                            const gunichar *text,
                            int step,
                            guint length,
                            gboolean anchored,
                            guint *distances)
{
  const guint64 top = G_GUINT64_CONSTANT (1) << (WORD - 1);
  const guint64 end = G_GUINT64_CONSTANT (1) << (self->n - 1) % WORD;

  memset (self->plus, 0xff, self->n_words * sizeof *self->plus);
  memset (self->minus, 0, self->n_words * sizeof *self->minus);
  distances[0] = self->n;
  for (guint i = 0; i < length; i++)
    {
      const guint64 *row
          = self->rows + (gsize)find_slot (self, text[(gssize)i * step]) * self->n_words;
      int carry = anchored ? 1 : 0;

      for (guint w = 0; w < self->n_words; w++)
        carry = advance (&self->plus[w], &self->minus[w], row[w],
                         w + 1 == self->n_words ? end : top, carry);
      distances[i + 1] = distances[i] + (guint)carry;
    }
}
