/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A code block or a table in the page: it draws the document's text in cells, scrolls sideways where they are
 * too wide, and shares the page's one selection. */
#pragma once

#include "base/text-find.h"
#include "ui/page-buffer.h"
#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_GRID_VIEW (sheaf_grid_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafGridView, sheaf_grid_view, SHEAF, GRID_VIEW, GtkWidget)

/* PAGE and ANCHOR stay the caller's and outlive it. */
GtkWidget *sheaf_grid_view_new (const SheafPageBuffer *page,
                                const SheafInset     *anchor);

/* The most it may be wide, and how its text is set. */
void sheaf_grid_view_set (SheafGridView         *self,
                          int                    measure,
                          const SheafTypography *type);

/* Marks HITS, SheafTextRange of the document from the one at FIRST on, and the one at CURRENT (or -1) more than them.
 * HITS (nullable) stays the caller's and is kept until the next call. */
void sheaf_grid_view_set_hits (SheafGridView *self,
                               const GArray  *hits,
                               guint          first,
                               int            current);

/* Colours the highlights, SheafPageMark. MARKS stays the caller's and is kept; to be called again where it changed. */
void sheaf_grid_view_set_marks (SheafGridView *self,
                                const GArray  *marks);

/* Marks what is read aloud, a range of the document; empty: nothing is. */
void sheaf_grid_view_set_spoken (SheafGridView *self,
                                 guint          start,
                                 guint          end);

/* Underlines the link that the pointer or the keyboard is at, a range of the document; empty: it is at none. */
void sheaf_grid_view_set_active (SheafGridView *self,
                                 guint          start,
                                 guint          end);

/* Signs the links that lead to saved articles. SAVED has their addresses as keys, stays the caller's and is kept; to be called
 * again where it changed. */
void sheaf_grid_view_set_saved (SheafGridView *self,
                                GHashTable    *saved);

/* How far down a place of the document is in the grid. */
int sheaf_grid_view_get_below (SheafGridView *self,
                               guint          offset);

/* Where the letter at a place of the document stands in the widget, at its edge where it is out of sight sideways; FALSE: it is
 * none of its own. */
gboolean sheaf_grid_view_get_place (SheafGridView *self,
                                    guint          offset,
                                    GdkRectangle  *place);

/* How far down a range is; scrolls sideways until it is in sight. */
int sheaf_grid_view_reveal (SheafGridView *self,
                            guint          start,
                            guint          end);

/* How far down it may be parted, at most at Y, so that what is above is whole lines or rows; 0: nowhere there. */
int sheaf_grid_view_get_part (SheafGridView *self,
                              int            y);

/* The place of the document whose letter is at a place of the widget; FALSE: there is none. */
gboolean sheaf_grid_view_find_offset (SheafGridView *self,
                                      double         x,
                                      double         y,
                                      guint         *offset);

G_END_DECLS
