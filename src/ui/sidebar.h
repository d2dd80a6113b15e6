/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places, smart lists and the tree of tags, with their counts. */
#pragma once

#include "library/library.h"
#include "ui/sidebar-item.h"
#include "ui/undo-stack.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SIDEBAR (sheaf_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, SHEAF, SIDEBAR, GtkWidget)

/* Signals: "selected" (SheafSidebarItem): another line, or it means other articles now; "activated": it was clicked or
 * Enter was pressed on it; "counted": the counts, or the tags, are others.
 * Property "all" (uint, read-only): how many articles there are, the trash counted; G_MAXUINT until known. */

void sheaf_sidebar_set_library (SheafSidebar   *self,
                                SheafLibrary   *library,
                                GSettings      *settings,
                                SheafUndoStack *undo);
AdwHeaderBar *sheaf_sidebar_get_header (SheafSidebar *self);
GtkMenuButton *sheaf_sidebar_get_add_button (SheafSidebar *self);

void sheaf_sidebar_select_place (SheafSidebar *self, SheafPlace place);
SheafSidebarItem *sheaf_sidebar_get_selected (SheafSidebar *self); /* (transfer none) (nullable) */

/* The smart list that is about to be made is to be selected once it is there. */
void sheaf_sidebar_expect_list (SheafSidebar *self);

/* (transfer none) (nullable): until they are known */
SheafSidebarCounts *sheaf_sidebar_get_counts (SheafSidebar *self);

/* The names of all tags, for completion. (transfer none), never NULL */
const char *const *sheaf_sidebar_get_tags (SheafSidebar *self);

G_END_DECLS
