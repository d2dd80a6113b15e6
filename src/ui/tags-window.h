/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of all tags: found, renamed, merged, coloured, deleted; and those that look like one. */
#pragma once

#include "ui/sidebar.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAGS_WINDOW (sheaf_tags_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagsWindow, sheaf_tags_window, SHEAF, TAGS_WINDOW, AdwWindow)

/* Follows the counts of SIDEBAR, which PARENT contains. */
void sheaf_tags_window_open (GtkWindow    *parent,
                             SheafSidebar *sidebar,
                             SheafStore   *store,
                             GSettings    *settings);

G_END_DECLS
