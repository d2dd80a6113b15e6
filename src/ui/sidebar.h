/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places and tags with their counts of unread articles. */
#pragma once

#include "library/library.h"
#include "ui/sidebar-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SIDEBAR (sheaf_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, SHEAF, SIDEBAR, GtkWidget)

/* Signals: "selected" (SheafSidebarItem): another line; "activated": it was clicked or Enter was pressed on it.
 * Property "all" (uint, read-only): how many articles there are, the trash counted; G_MAXUINT until known. */

void sheaf_sidebar_set_library (SheafSidebar *self, SheafLibrary *library);
AdwHeaderBar *sheaf_sidebar_get_header (SheafSidebar *self);
GtkMenuButton *sheaf_sidebar_get_add_button (SheafSidebar *self);

void sheaf_sidebar_select_place (SheafSidebar *self, SheafPlace place);
SheafSidebarItem *sheaf_sidebar_get_selected (SheafSidebar *self); /* (transfer none) (nullable) */

/* The names of all tags, for completion. (transfer none), never NULL */
const char *const *sheaf_sidebar_get_tags (SheafSidebar *self);

G_END_DECLS
