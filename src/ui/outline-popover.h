/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of what a page view shows, over the page and gone with a choice; it can be kept beside the page. */
#pragma once

#include "ui/outline-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_OUTLINE_POPOVER (sheaf_outline_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafOutlinePopover, sheaf_outline_popover, SHEAF, OUTLINE_POPOVER, GtkPopover)

GtkWidget *sheaf_outline_popover_new (SheafPageView *view);

/* What it shows. (transfer none) */
SheafOutlineView *sheaf_outline_popover_get_view (SheafOutlinePopover *self);

/* Where it points to was set; WIDTH: how much room there is, in pixels. */
void sheaf_outline_popover_open (SheafOutlinePopover *self,
                                 int                  width);

G_END_DECLS
