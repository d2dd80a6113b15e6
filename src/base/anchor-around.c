/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands around a place, beside what stood around the quotation: how many letters of both
 * sides they have in common, and whether that can be an accident. */

#include "base/anchor-private.h"

#include "base/text.h"

#include <string.h>

#define SLACK 8 /* what may be inserted in the surroundings */

/* Imported ones may be far longer than ours: only what is near the quotation is looked at. */
void
sheaf_anchor_side_init (SheafAnchorSide *self, const char *text, int step)
{
  g_autoptr (SheafTextShadow) shadow = NULL;
  const char *from = text, *to = text;
  guint n, first;

  self->step = step;
  if (text == NULL)
    return;
  if (step < 0)
    from = sheaf_text_back (text, to = text + strlen (text), 4 * SHEAF_ANCHOR_AROUND);
  else
    to = sheaf_text_skip (text, 4 * SHEAF_ANCHOR_AROUND, &n);
  shadow = sheaf_text_shadow_new (from, to - from);
  n = sheaf_text_shadow_trim (shadow, &first);
  self->n = MIN (n, SHEAF_ANCHOR_AROUND);
  self->touches = n > 0 && (step < 0 ? first + n == shadow->n : first == 0);
  for (guint i = 0; i < self->n; i++)
    self->codes[i] = shadow->codes[step < 0 ? first + n - 1 - i : first + i];
}

/* How many units of the text there are outwards from AT, a unit beside the place; a space there is
 * left out. */
static guint
side_room (const SheafAnchorSide *self, const SheafTextShadow *text, gint64 *at)
{
  if (*at >= 0 && *at < text->n && text->codes[*at] == ' ')
    *at += self->step;
  if (*at < 0 || *at >= text->n)
    return 0;

  return self->step < 0 ? (guint)*at + 1 : text->n - (guint)*at;
}

/* How many are the same, to the first that is not. */
guint
sheaf_anchor_side_run (const SheafAnchorSide *self, const SheafTextShadow *text, gint64 at)
{
  guint n = MIN (side_room (self, text, &at), self->n), same = 0;

  while (same < n && text->codes[at + (gint64)same * self->step] == self->codes[same])
    same++;

  return same;
}

guint
sheaf_anchor_side_distance (SheafAnchorSide *self, const SheafTextShadow *text, gint64 at)
{
  guint n = MIN (side_room (self, text, &at), self->n + SLACK);
  guint distances[SHEAF_ANCHOR_AROUND + SLACK + 1], least = self->n;

  if (self->n == 0 || n == 0)
    return self->n;
  if (self->pattern == NULL)
    self->pattern = sheaf_text_pattern_new (self->codes, self->n, 1);
  sheaf_text_pattern_measure (self->pattern, text->codes + at, self->step, n, TRUE, distances);
  for (guint i = 0; i <= n; i++)
    least = MIN (least, distances[i]);

  return least;
}

/* Two in five letters may be others: texts that have nothing to do with each other differ in three
 * of four. Next to the text's edge hardly anything is left to compare. */
static gboolean
side_fits (const SheafAnchorSide *self, const SheafTextShadow *text, gint64 at, guint distance)
{
  gboolean at_edge = side_room (self, text, &at) == 0;

  if (self->n == 0)
    return at_edge;
  if (self->n < SLACK)
    return distance == 0 && side_room (self, text, &at) <= SLACK;

  return distance * 5 <= self->n * 2;
}

gboolean
sheaf_wanted_is_surrounded (const SheafWanted *self)
{
  return self->sides[0].n + self->sides[1].n > 0;
}

guint
sheaf_wanted_apart (const SheafWanted *self, guint unit)
{
  return !self->known ? 0 : unit > self->near ? unit - self->near : self->near - unit;
}

/* Fills what PLACE says of its surroundings. */
void
sheaf_wanted_measure (SheafWanted *self, SheafPlace *place)
{
  gint64 beside[] = { (gint64)place->start - 1, place->end };
  guint run = 0;

  place->likeness = 0;
  place->fits = 0;
  place->same = TRUE;
  place->apart = sheaf_wanted_apart (self, place->start);
  for (int i = 0; i < 2 && sheaf_wanted_is_surrounded (self); i++)
    {
      SheafAnchorSide *side = &self->sides[i];
      guint same = sheaf_anchor_side_run (side, self->text, beside[i]);
      guint distance
          = same == side->n ? 0 : sheaf_anchor_side_distance (side, self->text, beside[i]);
      gboolean fits = side_fits (side, self->text, beside[i], distance);

      run += same;
      /* what is next to it counts twice: lines of a list have much in common. Where it does not fit
       * all else they have in common is chance. */
      if (fits && side->n == 0)
        place->likeness += SHEAF_ANCHOR_AROUND;
      else
        place->likeness += same + (fits ? side->n - distance : same);
      place->fits += fits ? 1 : 0;
      place->same = place->same && distance == 0 && (fits || side->n > 0);
    }
  if (run >= 2 * SLACK)
    place->fits = MAX (place->fits, 1);
  if (place->fits == 0)
    place->likeness = 0;
}

gboolean
sheaf_place_is_better (const SheafPlace *one, const SheafPlace *other)
{
  if (one->errors != other->errors)
    return one->errors < other->errors;
  if (one->likeness != other->likeness)
    return one->likeness > other->likeness;

  return one->apart < other->apart;
}
