/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list that never lets the keyboard's focus go with a row: GTK moves it only after the next frame, and what is pressed
 * until then is lost. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_list_view_set_model(), once for a VIEW; MODEL is not taken. Where rows of MODEL go and the focus with them, the row
 * that is in their place has it before the change is over, or VIEW where none is left. Main thread. */
void sheaf_list_focus_set_model (GtkListView *view, GtkSelectionModel *model);

G_END_DECLS
