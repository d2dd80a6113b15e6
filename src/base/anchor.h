/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A place in a text that outlives a change of the text: what is quoted, what stands around it, and where it was. The quotation
 * is the truth, the position a hint. W3C Web Annotation Data Model, 4.2.4 TextQuoteSelector and 4.2.5
 * TextPositionSelector. Pure functions, any thread.
 *
 * Positions are code points of an article's plain text (sheaf_document_get_text). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_ANCHOR_AROUND 32 /* code points kept before and after, at most */

typedef struct
{
  char *exact;
  char *prefix, *suffix; /* "": the text begins or ends there */
  guint start, end;      /* when it was made or placed last; both 0: it is not known */
} SheafAnchor;

/* Of the code points START … END of TEXT (valid UTF-8), without white space at its ends, and no letter cut. NULL: nothing
 * that could be told again is in between. (transfer full) */
SheafAnchor *sheaf_anchor_new (const char *text,
                               guint       start,
                               guint       end);
SheafAnchor *sheaf_anchor_copy (const SheafAnchor *self);
void         sheaf_anchor_free (SheafAnchor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAnchor, sheaf_anchor_free)

/* How a place was found again, the surest first. */
typedef enum
{
  SHEAF_PLACED_THERE,    /* where it was */
  SHEAF_PLACED_QUOTE,    /* the quotation stands there once, or what stands around it decided */
  SHEAF_PLACED_ENDS,     /* its beginning and its end, about as far apart */
  SHEAF_PLACED_ROUGHLY,  /* what is nearly the quotation */
  SHEAF_PLACED_NOWHERE,  /* it is kept, and tried again on the next text */
} SheafPlaced;

/* A text made ready for placing anchors in it: about 20 ms for a million letters, 100 ms where most have marks of their
 * own. TEXT is copied. Used by one thread at a time. */
typedef struct _SheafAnchorText SheafAnchorText;

SheafAnchorText *sheaf_anchor_text_new (const char *text);
void             sheaf_anchor_text_free (SheafAnchorText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAnchorText, sheaf_anchor_text_free)

/* Where ANCHOR's quotation stands now: the same letters, however its spaces, quotation marks, dashes and accents are written.
 * Of several places that with its surroundings, then the nearest. A quotation of fewer than 24 letters that stands in
 * several places, none of them like its own, is nowhere, for a wrong place is worse than none. Nearly the quotation are at
 * most 15 % other letters, of 24 … 2,048; of very many such places only the likeliest are looked at: it takes
 * at most some ten milliseconds. The anchor is not changed. START, END (out) are untouched where it is nowhere. */
SheafPlaced sheaf_anchor_place (const SheafAnchor *anchor,
                                SheafAnchorText   *text,
                                guint             *start,
                                guint             *end);

G_END_DECLS
