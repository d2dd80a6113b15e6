/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of what a page view shows, over the page and gone with a choice; it can be kept beside the page. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_OUTLINE_POPOVER (sheaf_outline_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafOutlinePopover, sheaf_outline_popover, SHEAF, OUTLINE_POPOVER, GtkPopover)

GtkWidget *sheaf_outline_popover_new (SheafPageView *view);

/* Asks the view what it shows now. FALSE: there is nothing to list. */
gboolean sheaf_outline_popover_update (SheafOutlinePopover *self);

/* Where it points to was set; WIDTH: how much room there is, in pixels. */
void sheaf_outline_popover_open (SheafOutlinePopover *self,
                                 int                  width);

/* Brings the next (1) or the previous (-1) heading to the top of the page; at the ends nothing happens. */
void sheaf_outline_popover_step (SheafOutlinePopover *self,
                                 int                  step);

G_END_DECLS
