/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links of the article: the page's menu, where they lead to, and which of them are saved. */

#include "base/error.h"
#include "library/add.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

#define ASK_MS 400     /* the library changes in bursts */
#define LAST_COLOR 99u /* the one that was used last */

struct _SheafWindowLinks
{
  GtkWidget *menu; /* a popover of the reader */
  char *href;      /* (nullable): what the menu is about */
  GStrv asked;     /* (nullable): addresses of the article that is shown */
  GCancellable *asking;
  guint timer;
  gboolean watches; /* the store */
};

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

/* --- Which are saved --- */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_store_find_addresses_finish (SHEAF_STORE (source), result, &error);

  if (ids != NULL) /* else cancelled, and SELF may be gone; or they stay as they were */
    sheaf_page_view_set_saved (get_view (self), (const char *const *)self->links->asked, ids);
}

static void
ask (SheafWindow *self)
{
  SheafWindowLinks *links = self->links;

  g_cancellable_cancel (links->asking);
  g_clear_object (&links->asking);
  g_clear_pointer (&links->asked, g_strfreev);
  links->asked = sheaf_page_view_dup_addresses (get_view (self));
  if (self->library == NULL || links->asked[0] == NULL)
    return;
  links->asking = g_cancellable_new ();
  sheaf_store_find_addresses_async (sheaf_library_get_store (self->library),
                                    (const char *const *)links->asked, links->asking, found_cb,
                                    self);
}

static gboolean
ask_cb (gpointer data)
{
  SheafWindow *self = data;

  self->links->timer = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SheafWindow *self, const SheafChange *change)
{
  if ((change->ids == NULL || (change->flags & (SHEAF_CHANGE_LISTS | SHEAF_CHANGE_CONTENT)) != 0)
      && self->links->timer == 0)
    self->links->timer = g_timeout_add (ASK_MS, ask_cb, self);
}

static void
loaded_cb (SheafWindow *self)
{
  if (!self->links->watches)
    g_signal_connect_object (sheaf_library_get_store (self->library), "changed",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->links->watches = TRUE;
  ask (self);
}

/* --- What is done with a link --- */

static void
open_article_cb (SheafWindow *self, gint64 id)
{
  sheaf_window_show_mark (self, id, 0);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gint64 id = self->links->href != NULL
                  ? sheaf_page_view_get_saved (get_view (self), self->links->href)
                  : 0;

  if (id != 0)
    open_article_cb (self, id);
}

static void
browse_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (self->links->href != NULL)
    sheaf_window_open_outside (self, self->links->href);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  g_autoptr (GError) error = NULL;
  SheafAdded added = { 0 };

  if (self->library == NULL) /* the window was closed meanwhile; what was given is kept */
    return;
  if (!sheaf_library_add_finish (SHEAF_LIBRARY (source), result, &added, &error))
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      sheaf_undo_stack_say (self->undo, sentence);
    }
  else if (added.existed)
    open_article_cb (self, added.id);
  else
    sheaf_undo_stack_say_done (self->undo, _ ("Saved to Sheaf"));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (self->links->href != NULL && self->library != NULL)
    sheaf_library_add_async (self->library, self->links->href, NULL, NULL, saved_cb,
                             g_object_ref (self));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (self->links->href == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->links->href);
  sheaf_undo_stack_say (self->undo, _ ("Link copied"));
}

static void
copy_text_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit_by_name (get_view (data), "copy-clipboard");
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit_by_name (get_view (data), "select-all", TRUE);
}

/* --- The menu --- */

static void
add_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
add_link (GMenu *menu, const char *href, gboolean saved)
{
  g_autoptr (GMenu) section = g_menu_new ();
  gboolean mail = g_str_has_prefix (href, "mailto:");

  if (saved)
    g_menu_append (section, _ ("Open Article"), "link.open");
  g_menu_append (section, mail ? _ ("Write Mail") : _ ("Open in Browser"), "link.browse");
  if (!saved && !mail)
    g_menu_append (section, _ ("Save to Sheaf"), "link.save");
  g_menu_append (section, _ ("Copy Link"), "link.copy");
  add_section (menu, section);
}

static void
add_text (SheafWindow *self, GMenu *menu, gboolean selected)
{
  g_autoptr (GMenu) copying = g_menu_new (), marking = g_menu_new (), selecting = g_menu_new ();
  g_autoptr (GMenu) elsewhere = g_menu_new ();

  if (selected)
    {
      g_autoptr (GMenuItem) highlight = g_menu_item_new (C_ ("verb", "Highlight"), NULL);

      g_menu_append (copying, _ ("Copy"), "link.copy-text");
      g_menu_append (copying, _ ("Copy with Source"), "mark.copy");
      g_menu_item_set_action_and_target (highlight, "mark.color", "u", LAST_COLOR);
      g_menu_append_item (marking, highlight);
      g_menu_append (marking, _ ("Note"), "mark.note");
      if (sheaf_window_is_attaching (self))
        g_menu_append (marking, _ ("Attach Highlight"), "mark.attach(int64 0)");
    }
  sheaf_window_add_hand_over (self, elsewhere);
  g_menu_append (selecting, C_ ("text", "Select All"), "link.select-all");
  add_section (menu, copying);
  add_section (menu, marking);
  add_section (menu, elsewhere);
  add_section (menu, selecting);
}

static void
menu_cb (SheafWindow *self, int span, double x, double y)
{
  SheafWindowLinks *links = self->links;
  SheafDocument *document = sheaf_page_view_get_document (get_view (self));
  g_autoptr (GMenu) menu = g_menu_new ();
  guint start, end;
  double reader_x, reader_y;

  if (document == NULL
      || !gtk_widget_translate_coordinates (GTK_WIDGET (get_view (self)), GTK_WIDGET (self->reader),
                                            x, y, &reader_x, &reader_y))
    return;
  sheaf_window_leave_marks (self);
  g_clear_pointer (&links->href, g_free);
  if (span >= 0)
    links->href = g_strdup (sheaf_document_get_spans (document, NULL)[span].href);
  if (links->href != NULL && *links->href != '#')
    add_link (menu, links->href, sheaf_page_view_get_saved (get_view (self), links->href) != 0);
  add_text (self, menu, sheaf_page_view_get_selected (get_view (self), &start, &end));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (links->menu), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (links->menu),
                               &(GdkRectangle){ (int)reader_x, (int)reader_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (links->menu));
}

/* --- Life --- */

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "browse", .activate = browse_cb },
  { .name = "save", .activate = save_cb },
  { .name = "copy", .activate = copy_cb },
  { .name = "copy-text", .activate = copy_text_cb },
  { .name = "select-all", .activate = select_all_cb },
};

void
sheaf_window_init_links (SheafWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  SheafWindowLinks *links = self->links = g_new0 (SheafWindowLinks, 1);

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "link", G_ACTION_GROUP (group));
  links->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (links->menu), FALSE);
  gtk_widget_set_halign (links->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (links->menu, GTK_WIDGET (self->reader));
  g_signal_connect_object (self->reader, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "open-article", G_CALLBACK (open_article_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
}

void
sheaf_window_finalize_links (SheafWindow *self)
{
  SheafWindowLinks *links = g_steal_pointer (&self->links);

  g_clear_handle_id (&links->timer, g_source_remove);
  g_cancellable_cancel (links->asking);
  g_clear_object (&links->asking);
  g_strfreev (links->asked);
  g_free (links->href);
  g_free (links);
}
