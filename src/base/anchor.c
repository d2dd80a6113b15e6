/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Both the quotation and the text are looked at as shadows (text-shadow.h). A wrong place is worse
 * than none: what is short, or only nearly the quotation, must stand in its surroundings too. Where
 * it stands in several places, that with its surroundings wins even over the old one: the next line
 * of a list may have moved there. */

#include "base/anchor.h"

#include "base/anchor-private.h"
#include "base/text.h"

#include <string.h>

#define LEAST_SPLIT 48 /* units; what has a beginning and an end */
#define LEAST_END 12   /* of a paragraph that is taken alone */

struct _SheafAnchorText
{
  SheafTextShadow *shadow;
};

/* Making one */

/* P inside of a letter moves to its beginning. */
static const char *
letter_start (const char *text, const char *p, guint *at)
{
  for (guint i = 0; i < SHEAF_ANCHOR_AROUND && p > text && *p != '\0'; i++, --*at)
    {
      const char *before = g_utf8_prev_char (p);

      if (!sheaf_text_shadow_joins (g_utf8_get_char (before), g_utf8_get_char (p)))
        break;
      p = before;
    }

  return p;
}

static const char *
letter_end (const char *text, const char *p)
{
  for (guint i = 0; i < SHEAF_ANCHOR_AROUND && p > text && *p != '\0'; i++)
    {
      if (!sheaf_text_shadow_joins (g_utf8_get_char (g_utf8_prev_char (p)), g_utf8_get_char (p)))
        break;
      p = g_utf8_next_char (p);
    }

  return p;
}

SheafAnchor *
sheaf_anchor_new (const char *text, guint start, guint end)
{
  g_autoptr (SheafTextShadow) shadow = NULL;
  SheafAnchor *self;
  const char *from, *to;
  guint n, first, from_at, to_at;

  g_return_val_if_fail (text != NULL, NULL);

  if (start >= end)
    return NULL;
  from = sheaf_text_skip (text, start, &from_at);
  to = letter_end (text, sheaf_text_skip (from, end - from_at, &to_at));
  if (from == to)
    return NULL;
  from = letter_start (text, from, &from_at);
  shadow = sheaf_text_shadow_new (from, to - from);
  n = sheaf_text_shadow_trim (shadow, &first);
  if (n == 0)
    return NULL;

  self = g_new0 (SheafAnchor, 1);
  self->start = from_at + shadow->from[first];
  self->end = from_at + shadow->to[first + n - 1];
  from = sheaf_text_skip (from, shadow->from[first], &n);
  to = sheaf_text_skip (from, self->end - self->start, &n);
  self->exact = g_strndup (from, to - from);
  self->suffix = g_strndup (to, sheaf_text_skip (to, SHEAF_ANCHOR_AROUND, &to_at) - to);
  to = sheaf_text_back (text, from, SHEAF_ANCHOR_AROUND);
  self->prefix = g_strndup (to, from - to);

  return self;
}

SheafAnchor *
sheaf_anchor_copy (const SheafAnchor *self)
{
  SheafAnchor *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->exact = g_strdup (self->exact);
  copy->prefix = g_strdup (self->prefix);
  copy->suffix = g_strdup (self->suffix);

  return copy;
}

void
sheaf_anchor_free (SheafAnchor *self)
{
  if (self == NULL)
    return;
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self);
}

SheafAnchorText *
sheaf_anchor_text_new (const char *text)
{
  SheafAnchorText *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new (SheafAnchorText, 1);
  self->shadow = sheaf_text_shadow_new (text, -1);

  return self;
}

void
sheaf_anchor_text_free (SheafAnchorText *self)
{
  if (self == NULL)
    return;
  sheaf_text_shadow_free (self->shadow);
  g_free (self);
}

/* The quotation itself */

static gboolean
is_one_word (gunichar a, gunichar b)
{
  return (g_unichar_isalnum (a) || g_unichar_ismark (a))
         && (g_unichar_isalnum (b) || g_unichar_ismark (b)) && !sheaf_text_is_paired (a)
         && !sheaf_text_is_paired (b);
}

/* The quotation's unit EDGE is in the middle of a word at AT, beside the place, and was not on that
 * side of it. */
static gboolean
cuts_word (const SheafWanted *self, const SheafAnchorSide *side, gunichar edge, gint64 at)
{
  if (at < 0 || at >= self->text->n || !is_one_word (edge, self->text->codes[at]))
    return FALSE;

  return !side->touches || !is_one_word (edge, side->codes[0]);
}

/* "art" is no word of "start", where it was one before. */
static gboolean
cuts_words (const SheafWanted *self, const SheafPlace *place)
{
  return sheaf_wanted_is_surrounded (self)
         && (cuts_word (self, &self->sides[0], self->codes[0], (gint64)place->start - 1)
             || cuts_word (self, &self->sides[1], self->codes[self->n - 1], place->end));
}

static gboolean
is_whole (const SheafTextShadow *text, guint start, guint end)
{
  return sheaf_text_shadow_is_edge (text, start) && sheaf_text_shadow_is_edge (text, end);
}

/* The best of all places where the quotation stands. Its surroundings may be all new where there is
 * only one of them, or it is long; without any the only thing to go by is the place itself. */
static gboolean
find_quote (SheafWanted *self, SheafPlace *best)
{
  gboolean all;
  g_autoptr (GArray) found
      = sheaf_text_shadow_find (self->text, self->codes, self->n, self->near, &all);
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      guint start = g_array_index (found, guint, i);
      SheafPlace place = { .start = start, .end = start + self->n };

      if (!is_whole (self->text, place.start, place.end))
        continue;
      sheaf_wanted_measure (self, &place);
      if (self->n < SHEAF_WANTED_SHORT && place.fits < 2 && cuts_words (self, &place))
        continue;
      if (n++ == 0 || sheaf_place_is_better (&place, best))
        *best = place;
    }
  if (n == 0)
    return FALSE;
  if (best->fits > 0 || self->n >= SHEAF_WANTED_SHORT)
    return TRUE;
  if (!sheaf_wanted_is_surrounded (self) && self->known && best->apart == 0)
    return TRUE;

  return n == 1 && all;
}

/* It stands where it was, in its old surroundings: no other place can be better. */
static gboolean
find_there (SheafWanted *self, SheafPlace *place)
{
  *place = (SheafPlace){ .start = self->near, .end = self->near + self->n };
  if (!self->known || !sheaf_wanted_is_surrounded (self) || place->end > self->text->n
      || memcmp (self->text->codes + self->near, self->codes, self->n * sizeof *self->codes) != 0
      || !is_whole (self->text, place->start, place->end))
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      gint64 beside = i == 0 ? (gint64)place->start - 1 : place->end;

      if (sheaf_anchor_side_run (&self->sides[i], self->text, beside) < self->sides[i].n)
        return FALSE;
    }

  return TRUE;
}

/* Its ends */

/* Units of the first or the last paragraph, where that has enough of them. */
static guint
count_end (const SheafWanted *self, const char *exact, int step)
{
  guint n = MIN (self->n / 2, SHEAF_ANCHOR_AROUND),
        first = (guint)(self->codes - self->shadow->codes);
  guint at = 0, cut = 0, last = 0;

  /* code points of the quotation up to the first, and behind the last, break inside of it */
  for (const char *p = exact; *p != '\0'; p = g_utf8_next_char (p), at++)
    if (*p == '\n' && at > self->shadow->from[first] && at < self->shadow->to[first + self->n - 1])
      {
        cut = cut == 0 ? at : cut;
        last = at;
      }
  if (cut == 0)
    return n;
  cut = sheaf_text_shadow_unit_at (self->shadow, cut) - first;
  last = first + self->n - 1 - sheaf_text_shadow_unit_at (self->shadow, last);
  if (step > 0)
    return cut >= LEAST_END ? MIN (n, cut) : n;

  return last >= LEAST_END ? MIN (n, last) : n;
}

static guint
absolute (guint a, guint b)
{
  return a > b ? a - b : b - a;
}

/* Each beginning with the end that makes the span most as long as it was. */
static gboolean
find_ends (SheafWanted *self, const char *exact, SheafPlace *best)
{
  g_autoptr (GArray) heads = NULL;
  g_autoptr (GArray) tails = NULL;
  guint n_head, n_tail, t = 0;
  gboolean all, any = FALSE;

  if (self->n < LEAST_SPLIT)
    return FALSE;
  n_head = count_end (self, exact, 1);
  n_tail = count_end (self, exact, -1);
  heads = sheaf_text_shadow_find (self->text, self->codes, n_head, self->near, &all);
  tails = sheaf_text_shadow_find (self->text, self->codes + self->n - n_tail, n_tail,
                                  self->near + self->n - n_tail, &all);
  for (guint h = 0; h < heads->len && tails->len > 0; h++)
    {
      guint start = g_array_index (heads, guint, h), end;
      SheafPlace place = { .start = start };

      while (t + 1 < tails->len
             && g_array_index (tails, guint, t + 1) + n_tail <= start + (guint64)self->n)
        t++;
      end = g_array_index (tails, guint, t) + n_tail;
      if (t + 1 < tails->len
          && absolute (g_array_index (tails, guint, t + 1) + n_tail, start + self->n)
                 < absolute (end, start + self->n))
        end = g_array_index (tails, guint, t + 1) + n_tail;
      if (end < start + n_head + n_tail || absolute (end - start, self->n) > self->n / 5
          || !is_whole (self->text, start, end))
        continue;
      place.end = end;
      sheaf_wanted_measure (self, &place);
      if (!any || sheaf_place_is_better (&place, best))
        *best = place;
      any = TRUE;
    }

  return any;
}

/* All of it */

static void
wanted_init (SheafWanted *self, const SheafAnchor *anchor, SheafTextShadow *text)
{
  guint first;

  self->text = text;
  self->shadow = sheaf_text_shadow_new (anchor->exact != NULL ? anchor->exact : "", -1);
  self->n = sheaf_text_shadow_trim (self->shadow, &first);
  self->codes = self->shadow->codes + first;
  sheaf_anchor_side_init (&self->sides[0], anchor->prefix, -1);
  sheaf_anchor_side_init (&self->sides[1], anchor->suffix, 1);
  self->known = anchor->start > 0 || anchor->end > 0;
  self->near = self->known ? sheaf_text_shadow_unit_at (text, anchor->start) : 0;
  if (self->near < text->n && text->codes[self->near] == ' ')
    self->near++;
}

static void
wanted_clear (SheafWanted *self)
{
  sheaf_text_shadow_free (self->shadow);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->sides[i].pattern, sheaf_text_pattern_free);
}

static SheafPlaced
find_place (SheafWanted *self, const char *exact, SheafPlace *place)
{
  if (self->n == 0 || self->text->n == 0)
    return SHEAF_PLACED_NOWHERE;
  if (find_there (self, place))
    return SHEAF_PLACED_THERE;
  if (find_quote (self, place))
    return self->known && place->apart == 0 ? SHEAF_PLACED_THERE : SHEAF_PLACED_QUOTE;
  if (find_ends (self, exact, place))
    return SHEAF_PLACED_ENDS;
  if (sheaf_wanted_find_roughly (self, place))
    return SHEAF_PLACED_ROUGHLY;

  return SHEAF_PLACED_NOWHERE;
}

SheafPlaced
sheaf_anchor_place (const SheafAnchor *anchor, SheafAnchorText *text, guint *start, guint *end)
{
  SheafWanted wanted = { 0 };
  SheafPlace place = { 0 };
  SheafPlaced placed;

  g_return_val_if_fail (anchor != NULL && text != NULL, SHEAF_PLACED_NOWHERE);

  wanted_init (&wanted, anchor, text->shadow);
  placed = find_place (&wanted, anchor->exact, &place);
  if (placed != SHEAF_PLACED_NOWHERE)
    {
      *start = text->shadow->from[place.start];
      *end = text->shadow->to[place.end - 1];
    }
  wanted_clear (&wanted);

  return placed;
}
