/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The viewer of an article's pictures, over all else in the window; and fetching those that are
 * missing. */

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

/* --- Missing ones --- */

typedef struct
{
  SheafWindow *window;
  gint64 id;
} Fetching;

/* What came is shown by the reader, which hears of it from the store. */
static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Fetching *fetching = data;
  g_autoptr (SheafWindow) self = fetching->window;
  SheafArticle *article;

  sheaf_library_fetch_finish (SHEAF_LIBRARY (source), result, NULL);
  if (self->library == NULL)
    return;
  article = sheaf_article_pane_get_article (self->list);
  if (article != NULL && sheaf_article_get_id (article) == fetching->id)
    sheaf_page_view_set_fetching (
        sheaf_reader_get_view (self->reader), FALSE,
        sheaf_conditions_is_cut_off (sheaf_library_get_conditions (self->library)));
}

static void
retry_cb (SheafWindow *self)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);
  Fetching *fetching;

  if (article == NULL || self->library == NULL)
    return;
  fetching = g_new0 (Fetching, 1);
  fetching->window = g_object_ref (self);
  fetching->id = sheaf_article_get_id (article);
  sheaf_page_view_set_fetching (sheaf_reader_get_view (self->reader), TRUE, FALSE);
  sheaf_library_fetch_pictures_async (self->library, fetching->id, self->cancellable, fetched_cb,
                                      fetching);
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
  g_signal_connect_object (sheaf_reader_get_view (self->reader), "retry-pictures",
                           G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
}
