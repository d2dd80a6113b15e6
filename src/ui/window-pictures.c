/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The viewer of an article's pictures, over all else in the window. */

#include "ui/picture-viewer.h"
#include "ui/window-private.h"

static void
close_cb (SheafWindow *self, SheafPictureViewer *viewer)
{
  guint index = sheaf_picture_viewer_get_index (viewer);

  gtk_widget_set_can_focus (GTK_WIDGET (self->notices), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self->notices), TRUE);
  sheaf_page_view_focus_picture (sheaf_reader_get_view (self->reader), index);
  gtk_overlay_remove_overlay (self->cover, GTK_WIDGET (viewer));
}

static void
say_cb (SheafWindow *self, const char *words)
{
  sheaf_undo_stack_say (self->undo, words);
}

static void
open_cb (SheafWindow *self, guint index)
{
  g_autoptr (GPtrArray) pictures
      = sheaf_page_view_dup_pictures (sheaf_reader_get_view (self->reader));
  GtkWidget *viewer;

  if (self->library == NULL || pictures->len == 0)
    return;
  sheaf_window_leave_marks (self);
  viewer = sheaf_picture_viewer_new (self->library, pictures, index);
  g_signal_connect_object (viewer, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewer, "say", G_CALLBACK (say_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (self->cover, viewer);
  gtk_widget_grab_focus (viewer);
  /* What lies under it is out of reach; not insensitive, for it is still seen when a toast comes.
   */
  gtk_widget_set_can_focus (GTK_WIDGET (self->notices), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self->notices), FALSE);
}

/* Below the toasts, which are still seen. */
static void
add_cover (SheafWindow *self)
{
  self->cover = GTK_OVERLAY (gtk_overlay_new ());
  g_object_ref (self->notices);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->cover));
  gtk_overlay_set_child (self->cover, GTK_WIDGET (self->notices));
  g_object_unref (self->notices);
}

void
sheaf_window_init_pictures (SheafWindow *self)
{
  add_cover (self);
  g_signal_connect_object (sheaf_reader_get_view (self->reader), "open-picture",
                           G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
}
