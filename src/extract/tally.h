/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a subtree holds, counted again and again while blocks are weighed: characters are measured
 * once for each text, into its node's data. For trees that pass-clean.c went over. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  gsize length, linked; /* characters; those of them in links */
  guint paragraphs, images, items, inputs;
} SheafTally;

/* Measures the texts under TOP. To be called first, and again where texts changed. */
void
sheaf_tally_measure (SheafNode *top);

void
sheaf_tally_count (SheafTally *self, const SheafNode *top);

/* Are there LEAST characters under TOP? Looks no further than it needs to. */
gboolean
sheaf_tally_reaches (const SheafNode *top, gsize least);

/* Share of the characters that stand in links, 0 … 1. */
double
sheaf_tally_density (const SheafTally *self);

G_END_DECLS
