/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be typed into a search, in a popover: the rows of store/operator.c with an example each, which goes into
 * the field when it is chosen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SEARCH_HELP (sheaf_search_help_get_type ())
G_DECLARE_FINAL_TYPE (SheafSearchHelp, sheaf_search_help, SHEAF, SEARCH_HELP, GtkPopover)

/* Signal "chosen" (string): an example; the popover is closed by then. */

GtkWidget *sheaf_search_help_new (void);

G_END_DECLS
