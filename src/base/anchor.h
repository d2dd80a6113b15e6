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

/* Of the code points START … END of TEXT (valid UTF-8). NULL: nothing that could be told again is in between.
 * (transfer full) */
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

/* A text made ready for placing anchors in it. TEXT is copied. */
typedef struct _SheafAnchorText SheafAnchorText;

SheafAnchorText *sheaf_anchor_text_new (const char *text);
void             sheaf_anchor_text_free (SheafAnchorText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAnchorText, sheaf_anchor_text_free)

/* Where ANCHOR's quotation stands now. START, END (out) are untouched where it is nowhere. */
SheafPlaced sheaf_anchor_place (const SheafAnchor *anchor,
                                SheafAnchorText   *text,
                                guint             *start,
                                guint             *end);

G_END_DECLS
