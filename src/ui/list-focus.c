/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/list-focus.h"

/* The view has heard of it before. */
static void
items_changed_cb (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_get_root (focus) == NULL)
    gtk_widget_grab_focus (view);
}

void
sheaf_list_focus_set_model (GtkListView *view, GtkSelectionModel *model)
{
  gtk_list_view_set_model (view, model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
