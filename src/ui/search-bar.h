/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The field in which a search is typed: it offers completions, and marks what is not understood. */
#pragma once

#include "store/store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SEARCH_BAR (sheaf_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafSearchBar, sheaf_search_bar, SHEAF, SEARCH_BAR, GtkWidget)

/* Signals: "changed": what is typed is another; "stop": Escape; "activate": Enter; "leave": Down, to what was
 * found. Property "unknown" (string, nullable, read-only): what was not understood and is searched as words, in
 * quotes; notifies. */

void sheaf_search_bar_set_store (SheafSearchBar *self, SheafStore *store);
const char *sheaf_search_bar_get_text (SheafSearchBar *self);
void sheaf_search_bar_set_text (SheafSearchBar *self, const char *text); /* "changed" comes at once */

/* Puts EXAMPLE where the cursor is, as words of its own, and selects what stands behind its colon: that is to be
 * typed over. */
void sheaf_search_bar_insert (SheafSearchBar *self, const char *example);

G_END_DECLS
