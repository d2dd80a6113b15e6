/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window beside the main one: articles that were saved twice, in groups, to be merged or told apart. It looks for
 * them as it opens; closing it stops that. Each change can be taken back, here and in the main window. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_DUPLICATES_WINDOW (sheaf_duplicates_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafDuplicatesWindow, sheaf_duplicates_window, SHEAF, DUPLICATES_WINDOW, AdwWindow)

GtkWindow *sheaf_duplicates_window_new (GtkWindow  *parent,
                                        SheafStore *store);

G_END_DECLS
