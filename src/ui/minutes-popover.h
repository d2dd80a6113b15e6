/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks how many minutes somebody has to read, and shows what of a list fits into them. */
#pragma once

#include "store/store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_MINUTES_POPOVER (sheaf_minutes_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafMinutesPopover, sheaf_minutes_popover, SHEAF, MINUTES_POPOVER, GtkPopover)

/* Signal "chosen" (uint minutes, GArray ids of gint64): to be shown; the popover is closed by then. */

/* Of the list that QUERY means. SETTINGS: "reading-minutes", "reading-speed". */
GtkWidget *sheaf_minutes_popover_new (SheafStore *store, SheafQuery *query, GSettings *settings);

G_END_DECLS
