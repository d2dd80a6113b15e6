/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the steps that look for an anchor's place: what is looked for, and what was found. */
#pragma once

#include "base/anchor.h"
#include "base/text-distance.h"
#include "base/text-shadow.h"

G_BEGIN_DECLS

#define SHEAF_WANTED_SHORT 24 /* units; fewer may stand somewhere by accident */
#define SHEAF_WANTED_LONG  64 /* so many are no accident even when some differ */

/* What stood on one side, from the quotation outwards. */
typedef struct
{
  gunichar          codes[SHEAF_ANCHOR_AROUND];
  guint             n;
  int               step;
  gboolean          touches; /* no space was between it and the quotation */
  SheafTextPattern *pattern; /* made when it is first needed */
} SheafAnchorSide;

/* What is looked for, and in which text. */
typedef struct
{
  SheafTextShadow *shadow;   /* of the quotation */
  const gunichar  *codes;    /* of it, without white space at its ends */
  guint            n;
  SheafAnchorSide  sides[2]; /* before, after */
  SheafTextShadow *text;
  gboolean         known;    /* where it was: */
  guint            near;     /* unit of the text */
} SheafWanted;

/* Units of the text, and how they fit. */
typedef struct
{
  guint    start, end;
  guint    errors;
  guint    likeness; /* of the surroundings: letters in common, those next to it twice */
  guint    apart;    /* from where it was */
  guint    fits;     /* on how many sides the surroundings are its own */
  gboolean same;     /* they are, to the letter */
} SheafPlace;

/* TEXT (nullable) stood before the quotation (STEP -1) or after it (1). */
void sheaf_anchor_side_init (SheafAnchorSide *self,
                             const char      *text,
                             int              step);

/* How many units are the same outwards from AT, which is beside a place, to the first that is not. */
guint sheaf_anchor_side_run (const SheafAnchorSide *self,
                             const SheafTextShadow *text,
                             gint64                 at);

/* In how many it differs from what is there. */
guint sheaf_anchor_side_distance (SheafAnchorSide       *self,
                                  const SheafTextShadow *text,
                                  gint64                 at);

gboolean sheaf_wanted_is_surrounded (const SheafWanted *self);
guint    sheaf_wanted_apart         (const SheafWanted *self,
                                     guint              unit);

/* Fills what PLACE says of its surroundings. */
void sheaf_wanted_measure (SheafWanted *self,
                           SheafPlace  *place);

/* Fewer errors, then likelier surroundings, then nearer. */
gboolean sheaf_place_is_better (const SheafPlace *one,
                                const SheafPlace *other);

/* Nearly the quotation, in anchor-rough.c. */
gboolean sheaf_wanted_find_roughly (SheafWanted *self,
                                    SheafPlace  *best);

G_END_DECLS
