/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window beside the main one: the highlights of the whole library, to be searched, reviewed, opened, removed and taken
 * elsewhere. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_HIGHLIGHTS_WINDOW (sheaf_highlights_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafHighlightsWindow, sheaf_highlights_window, SHEAF, HIGHLIGHTS_WINDOW, AdwWindow)

/* Signal "open" (int64 article, int64 highlight; 0: the article as such): it was clicked, or Enter. */
GtkWindow *sheaf_highlights_window_new (GtkWindow  *parent,
                                        SheafStore *store);

G_END_DECLS
