/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of tags that look like one, two by two, each pair to be merged or kept apart. */
#pragma once

#include "store/counts.h"
#include "ui/undo-stack.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_PAIRS (sheaf_tag_pairs_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagPairs, sheaf_tag_pairs, SHEAF, TAG_PAIRS, GtkWidget)

/* Property "n-pairs" (uint, read-only). Pairs that are kept apart are remembered in SETTINGS. */
GtkWidget *sheaf_tag_pairs_new (GSettings      *settings,
                                SheafUndoStack *undo);

/* Looks again, on a thread; COUNTS is read by the call alone. */
void sheaf_tag_pairs_update (SheafTagPairs            *self,
                             const SheafSidebarCounts *counts);

G_END_DECLS
