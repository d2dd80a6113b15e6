/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In how many letters a text differs from a pattern: the fewest inserted, left out or replaced. Sixty-four letters of the
 * pattern are compared at once: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
 * dynamic programming", 1999, in blocks as H. Hyyrö has it, 2003. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafTextPattern SheafTextPattern;

/* Of N codes (at least one), from CODES on forwards (STEP 1) or backwards (-1). */
SheafTextPattern *sheaf_text_pattern_new (const gunichar *codes,
                                          guint           n,
                                          int             step);
void              sheaf_text_pattern_free (SheafTextPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTextPattern, sheaf_text_pattern_free)

/* Fills DISTANCES with LENGTH + 1 figures: how far the pattern is from the text that ends behind the J-th code and
 * begins, ANCHORED, with the first, else wherever it is least. */
void sheaf_text_pattern_measure (SheafTextPattern *self,
                                 const gunichar   *text,
                                 int               step,
                                 guint             length,
                                 gboolean          anchored,
                                 guint            *distances);

G_END_DECLS
