/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "I have twenty minutes": the popover that asks how many, and the list of what fits into them. Its
 * ids stay as they were chosen; what is archived or deleted meanwhile leaves it. */

#include "ui/article-pane-private.h"

#include "base/items.h"
#include "ui/minutes-popover.h"

#include <glib/gi18n.h>

static GSimpleAction *
find_action (SheafArticlePane *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

/* SECONDS: what is left of it. */
static void
show_status (SheafArticlePane *self, guint n, guint seconds)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint minutes = (seconds + 30) / 60;

  g_string_append_printf (words, ngettext ("%'u article", "%'u articles", n), n);
  if (minutes > 0)
    {
      g_autofree char *time
          = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);

      sheaf_items_append (words, time);
    }
  gtk_widget_set_visible (self->below, TRUE);
  gtk_widget_set_visible (self->leave, TRUE);
  gtk_widget_set_visible (self->save, FALSE);
  gtk_widget_set_visible (self->help_button, FALSE);
  gtk_widget_set_visible (self->unknown, FALSE);
  gtk_label_set_label (GTK_LABEL (self->status), words->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafArticlePane *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, &error);
  g_autoptr (GArray) ids = NULL;
  guint seconds = 0, speed = g_settings_get_int (self->settings, "reading-speed");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  if (rows == NULL)
    {
      sheaf_article_pane_show_error (self, error);
      return;
    }
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < rows->len; i++)
    {
      const SheafRow *row = rows->pdata[i];
      SheafReadable readable = { row->id, row->word_count, row->progress };

      if (row->trashed || row->archived)
        continue;
      g_array_append_val (ids, row->id);
      if (!row->read)
        seconds += sheaf_readable_seconds (&readable, speed);
    }
  sheaf_article_pane_refill (self, ids, rows);
  show_status (self, ids->len, seconds);
}

void
sheaf_article_pane_ask_queue (SheafArticlePane *self)
{
  sheaf_store_load_rows_async (self->store, (const gint64 *)self->queue->data, self->queue->len,
                               self->cancellable, rows_cb, self);
}

void
sheaf_article_pane_drop_queue (SheafArticlePane *self)
{
  g_clear_pointer (&self->queue, g_array_unref);
  adw_window_title_set_title (self->title, self->place_title);
  gtk_widget_set_visible (self->below, self->searching);
  gtk_widget_set_visible (self->leave, FALSE);
  g_simple_action_set_enabled (find_action (self, "minutes"), TRUE);
}

static void
chosen_cb (SheafArticlePane *self, guint minutes, GArray *ids)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u Minute", "%u Minutes", minutes), minutes);

  if (self->searching)
    sheaf_article_pane_set_searching (self, FALSE);
  sheaf_article_pane_remember (self);
  g_clear_pointer (&self->queue, g_array_unref);
  self->queue = g_array_ref (ids);
  adw_window_title_set_title (self->title, title);
  g_simple_action_set_enabled (find_action (self, "minutes"), FALSE);
  gtk_widget_grab_focus (self->view);
  sheaf_article_pane_ask_fresh (self);
}

void
sheaf_article_pane_open_minutes (SheafArticlePane *self)
{
  g_autoptr (SheafQuery) asked = sheaf_article_pane_dup_asked (self);
  graphene_rect_t bounds;

  g_clear_pointer (&self->minutes, gtk_widget_unparent);
  self->minutes = sheaf_minutes_popover_new (self->store, asked, self->settings);
  g_signal_connect_object (self->minutes, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->minutes, GTK_WIDGET (self));
  if (gtk_widget_compute_bounds (self->menu, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->minutes),
                                 &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                  (int)bounds.size.width,
                                                  (int)bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->minutes));
}
