/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of an article: what goes on from it is asked for when it comes near the screen. */

#include "ui/page-end.h"
#include "ui/window-private.h"

#define NEAR 4000 /* characters before the end */
#define MOST_RELATED 4

struct _SheafWindowEnd
{
  SheafPageEnd *widget; /* the page's */
  gint64 article;       /* which it is about; 0: not asked for yet */
  GCancellable *asking;
};

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

static SheafRow *
get_row (SheafWindow *self)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);

  return article != NULL ? sheaf_article_get_row (article) : NULL;
}

static void
show_next (SheafWindow *self)
{
  g_autoptr (SheafArticle) next = sheaf_article_pane_dup_next_unread (self->list);
  SheafRow *row = next != NULL ? sheaf_article_get_row (next) : NULL;

  sheaf_page_end_set_next (self->end->widget, row != NULL ? row->title : next != NULL ? "" : NULL);
}

static void
stop (SheafWindow *self)
{
  g_cancellable_cancel (self->end->asking);
  g_clear_object (&self->end->asking);
  self->end->article = 0;
}

static void
related_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows
      = sheaf_store_load_related_finish (SHEAF_STORE (source), result, &error);
  SheafRow *row;

  if (rows == NULL) /* cancelled, and SELF may be gone; or there is nothing to show */
    return;
  row = get_row (self);
  if (row != NULL && row->id == self->end->article)
    sheaf_page_end_set_related (self->end->widget, rows, (const char *const *)row->tags);
}

static void
read_cb (SheafWindow *self, double top, double bottom)
{
  SheafDocument *document = sheaf_page_view_get_document (get_view (self));
  SheafRow *row = get_row (self);

  if (document == NULL || row == NULL || self->library == NULL
      || (1 - bottom) * sheaf_document_get_length (document) > NEAR)
    return;
  show_next (self);
  if (self->end->article == row->id)
    return;
  stop (self);
  self->end->article = row->id;
  self->end->asking = g_cancellable_new ();
  sheaf_store_load_related_async (sheaf_library_get_store (self->library), row->id, MOST_RELATED,
                                  self->end->asking, related_cb, self);
}

static void
loaded_cb (SheafWindow *self, const SheafLoaded *loaded)
{
  if (loaded->row->id == self->end->article)
    return;
  stop (self);
  sheaf_page_end_set_related (self->end->widget, NULL, NULL);
}

static void
next_cb (SheafWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move-unread", "i", 1);
}

static void
open_cb (SheafWindow *self, gint64 id)
{
  sheaf_window_show_mark (self, id, 0);
}

static void
archived_cb (SheafWindow *self, const char *action, GVariant *state)
{
  sheaf_page_end_set_archived (self->end->widget, g_variant_get_boolean (state));
}

void
sheaf_window_show_lost (SheafWindow *self, GPtrArray *marks, gint64 attaching)
{
  sheaf_lost_marks_set (sheaf_page_end_get_lost (self->end->widget), marks, attaching);
}

void
sheaf_window_init_end (SheafWindow *self)
{
  SheafWindowEnd *end = self->end = g_new0 (SheafWindowEnd, 1);

  end->widget = SHEAF_PAGE_END (sheaf_page_end_new ());
  sheaf_page_view_set_end (get_view (self), end->widget);
  g_signal_connect_object (end->widget, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (end->widget, "open-article", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->article_actions, "action-state-changed::archive",
                           G_CALLBACK (archived_cb), self, G_CONNECT_SWAPPED);
}

void
sheaf_window_finalize_end (SheafWindow *self)
{
  stop (self);
  g_free (g_steal_pointer (&self->end));
}
