/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the article in a page view can be gone through by: lists of its headings, links, highlights and pictures, and how
 * long it still takes to read. It follows the page while it is in sight. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_OUTLINE_VIEW (sheaf_outline_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafOutlineView, sheaf_outline_view, SHEAF, OUTLINE_VIEW, GtkWidget)

/* Signal "gone": a person chose something, and the page is about to show it. */
GtkWidget *sheaf_outline_view_new (SheafPageView *view);

/* Asks the page view what it shows now. FALSE: there is nothing to list. */
gboolean sheaf_outline_view_update (SheafOutlineView *self);

/* Fills the list before it is seen; lets its rows go. */
void sheaf_outline_view_show (SheafOutlineView *self);
void sheaf_outline_view_clear (SheafOutlineView *self);

/* The keyboard begins where the page is. */
void sheaf_outline_view_focus (SheafOutlineView *self);

/* The list is as high as its rows, up to MOST pixels; else it takes what room there is. */
void sheaf_outline_view_set_height (SheafOutlineView *self,
                                    int               most);

/* Brings the next (1) or the previous (-1) heading to the top of the page; at the ends nothing happens. */
void sheaf_outline_view_step (SheafOutlineView *self,
                              int               step);

G_END_DECLS
