/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the sidebar: an arrow where others stand under it, icon or dot, name, count. */
#pragma once

#include "ui/sidebar-item.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SIDEBAR_ROW (sheaf_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebarRow, sheaf_sidebar_row, SHEAF, SIDEBAR_ROW, GtkWidget)

/* Signal "fold": its arrow was clicked. */
SheafSidebarRow *sheaf_sidebar_row_new (void);
void sheaf_sidebar_row_set_item (SheafSidebarRow *self, SheafSidebarItem *item); /* (nullable) */
SheafSidebarItem *sheaf_sidebar_row_get_item (SheafSidebarRow *self);            /* (transfer none) (nullable) */

G_END_DECLS
