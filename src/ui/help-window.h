/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The help: its pages at the side, in a narrow window in a menu, and the one that is read as an article is. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_HELP_WINDOW (sheaf_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafHelpWindow, sheaf_help_window, SHEAF, HELP_WINDOW, AdwWindow)

/* Goes with PARENT, but may lie under it. ALOUD: the program can speak. */
GtkWindow *sheaf_help_window_new (GtkWindow *parent,
                                  GSettings *settings,
                                  gboolean   aloud);

/* PAGE as in sheaf_help_pages(); "": the first, or the one that is shown. */
void sheaf_help_window_show_page (SheafHelpWindow *self,
                                  const char      *page);

G_END_DECLS
