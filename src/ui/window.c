/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which pane carries what, and what follows what: the sidebar chooses a query, the list asks it,
 * the reader follows the list's selection, the notes follow the reader. */

#include "ui/window.h"

#include "base/error.h"
#include "base/save-link.h"
#include "base/text.h"
#include "base/url.h"
#include "library/add.h"
#include "ui/add-popover.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 40
#define LATE_MS 1500

G_DEFINE_FINAL_TYPE (SheafWindow, sheaf_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Layout --- */

static void
layout_changed_cb (SheafWindow *self)
{
  AdwHeaderBar *const headers[SHEAF_SHELL_N_PAGES] = {
    [SHEAF_SHELL_SIDEBAR] = sheaf_sidebar_get_header (self->sidebar),
    [SHEAF_SHELL_LIST] = sheaf_article_pane_get_header (self->list),
    [SHEAF_SHELL_READER] = sheaf_reader_get_header (self->reader),
    [SHEAF_SHELL_NOTES] = sheaf_notes_pane_get_header (self->notes),
  };
  int first = sheaf_shell_get_first (self->shell), last = sheaf_shell_get_last (self->shell);

  for (int i = 0; i < SHEAF_SHELL_N_PAGES; i++)
    {
      adw_header_bar_set_show_start_title_buttons (headers[i], i == first);
      adw_header_bar_set_show_end_title_buttons (headers[i], i == last);
    }
  sheaf_article_pane_set_back_visible (self->list, first == SHEAF_SHELL_LIST);
  sheaf_reader_set_back_visible (self->reader, first == SHEAF_SHELL_READER);
  sheaf_reader_set_narrow (self->reader, sheaf_shell_get_columns (self->shell) == 1);
  sheaf_notes_pane_set_back_visible (self->notes, sheaf_shell_get_notes_over (self->shell));
}

static void
all_cb (SheafWindow *self)
{
  guint all;

  g_object_get (self->sidebar, "all", &all, NULL);
  if (all == G_MAXUINT)
    return;
  gtk_stack_set_visible_child_name (self->stack, all == 0 ? "welcome" : "library");
  if (all == 0)
    gtk_widget_grab_focus (self->first_address);
  else if (gtk_root_get_focus (GTK_ROOT (self)) == NULL) /* the list was there before the counts */
    sheaf_article_pane_focus_list (self->list);
}

/* --- What follows what --- */

static void
place_selected_cb (SheafWindow *self, SheafSidebarItem *item)
{
  const SheafSidebarFacts *facts = sheaf_sidebar_item_get_facts (item);
  g_autoptr (SheafQuery) query = sheaf_sidebar_item_dup_query (item);

  sheaf_article_pane_show (self->list, query, facts->path != NULL ? facts->path : facts->title);
  if (facts->kind == SHEAF_SIDEBAR_PLACE)
    g_settings_set_int (self->settings, "last-place", facts->place);
  sheaf_window_update_actions (self);
}

static void
place_activated_cb (SheafWindow *self)
{
  sheaf_shell_focus (self->shell, SHEAF_SHELL_LIST);
}

static void
opened_cb (SheafWindow *self)
{
  sheaf_shell_show (self->shell, SHEAF_SHELL_READER);
}

static void
selection_cb (SheafWindow *self)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);

  if (self->library != NULL)
    sheaf_library_set_shown (self->library, article != NULL ? sheaf_article_get_id (article) : 0);
  sheaf_reader_show (self->reader, article, sheaf_article_pane_get_n_selected (self->list));
  sheaf_window_leave_aloud (self);
  sheaf_window_find_searched (self);
  if (article == NULL)
    {
      sheaf_notes_pane_show (self->notes, 0, NULL);
      sheaf_window_drop_marks (self);
      sheaf_window_take_correct (self, NULL);
      sheaf_window_update_outline (self);
    }
  sheaf_window_update_actions (self);
}

static void
loaded_cb (SheafWindow *self, const SheafLoaded *loaded)
{
  sheaf_notes_pane_show (self->notes, loaded->row->id, loaded->note);
  sheaf_window_take_marks (self, loaded);
  sheaf_window_take_correct (self, loaded);
  sheaf_window_take_aloud (self, loaded);
  sheaf_window_update_outline (self);
  sheaf_reader_set_known_tags (self->reader, sheaf_sidebar_get_tags (self->sidebar));
  sheaf_window_update_actions (self);
  if (loaded->row->id == self->to_read)
    gtk_widget_grab_focus (GTK_WIDGET (sheaf_reader_get_view (self->reader)));
  self->to_read = 0;
}

static void
add_tag_cb (SheafWindow *self, const char *name)
{
  sheaf_window_change_tags (self, name, NULL);
}

static void
remove_tag_cb (SheafWindow *self, const char *name)
{
  sheaf_window_change_tags (self, NULL, name);
}

static void
store_changed_cb (SheafWindow *self, const SheafChange *change)
{
  sheaf_window_reload_marks (self, change);
  sheaf_window_update_actions (self);
}

void
sheaf_window_go (SheafWindow *self, SheafPlace place)
{
  sheaf_sidebar_select_place (self->sidebar, place);
  sheaf_shell_show (self->shell, SHEAF_SHELL_LIST);
}

/* --- Saving --- */

typedef struct
{
  SheafWindow *window;
  char *target;
} Saving;

static void
say_saved_before (SheafWindow *self, gint64 id)
{
  sheaf_undo_stack_say (self->undo, _ ("Already in the library"));
  sheaf_window_go (self, SHEAF_PLACE_ALL);
  sheaf_article_pane_select_id (self->list, id, FALSE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (SheafWindow) self = saving->window;
  g_autofree char *target = saving->target;
  g_autoptr (GError) error = NULL;
  SheafAdded added = { 0 };

  g_free (saving);
  if (self->library == NULL) /* the window was closed meanwhile; what was given is kept */
    return;
  if (!sheaf_library_add_finish (SHEAF_LIBRARY (source), result, &added, &error))
    {
      gboolean link = sheaf_save_link_is (target); /* a file's name is short */
      g_autofree char *name = g_path_get_basename (target);
      g_autofree char *sentence = sheaf_error_sentence (error, link ? NULL : name);

      sheaf_undo_stack_say (self->undo, sentence);
    }
  else if (added.existed)
    say_saved_before (self, added.id);
  else
    {
      SheafQuery *query = sheaf_article_pane_get_query (self->list);

      if (query == NULL || sheaf_query_get_place (query) == SHEAF_PLACE_TRASH
          || sheaf_query_get_place (query) == SHEAF_PLACE_ARCHIVE)
        sheaf_window_go (self, SHEAF_PLACE_UNREAD);
      sheaf_article_pane_select_id (self->list, added.id, FALSE);
      if (sheaf_save_link_is (target))
        sheaf_window_say_saved_link (self, target);
    }
  if (added.id != 0 && !added.needs_fetch && added.needs_pictures)
    sheaf_library_fetch_pictures_async (self->library, added.id, NULL, NULL, NULL);
}

void
sheaf_window_save (SheafWindow *self, const char *target, const char *const *tags)
{
  Saving *saving;

  if (self->library == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->window = g_object_ref (self);
  saving->target = g_strdup (target);
  sheaf_library_add_async (self->library, target, tags, NULL, saved_cb, saving);
}

static void
save_all_cb (SheafWindow *self, const char *const *addresses, const char *const *tags)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    sheaf_window_save (self, addresses[i], tags);
}

static void
first_save_cb (SheafWindow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->first_address));
  g_autofree char *url = sheaf_url_from_typed (typed, NULL);
  g_autofree char *sentence
      = url == NULL ? sheaf_error_sentence_for (SHEAF_ERROR_BAD_ADDRESS, typed) : NULL;

  gtk_widget_set_visible (self->first_problem, url == NULL && *typed != '\0');
  gtk_label_set_label (GTK_LABEL (self->first_problem), sentence != NULL ? sentence : "");
  if (url != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->first_address), "");
      sheaf_window_save (self, url, NULL);
    }
}

static void
add_shown_cb (SheafWindow *self)
{
  sheaf_add_popover_set_known_tags (SHEAF_ADD_POPOVER (self->add),
                                    sheaf_sidebar_get_tags (self->sidebar));
}

/* --- Life --- */

void
sheaf_window_flush (SheafWindow *self)
{
  if (self->library == NULL)
    return;
  sheaf_reader_flush (self->reader);
  sheaf_notes_pane_flush (self->notes);
  sheaf_window_flush_marks (self);
}

static gboolean
sheaf_window_close_request (GtkWindow *window)
{
  sheaf_window_flush (SHEAF_WINDOW (window));

  return GTK_WINDOW_CLASS (sheaf_window_parent_class)->close_request (window);
}

static void
sheaf_window_dispose (GObject *object)
{
  SheafWindow *self = SHEAF_WINDOW (object);

  g_clear_handle_id (&self->late, g_source_remove);
  sheaf_window_finalize_aloud (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->spelling);
  g_clear_object (&self->undo);
  g_clear_object (&self->library);
  g_clear_object (&self->article_signals);
  g_clear_object (&self->article_actions);
  G_OBJECT_CLASS (sheaf_window_parent_class)->dispose (object);
}

static void
sheaf_window_finalize (GObject *object)
{
  SheafWindow *self = SHEAF_WINDOW (object);

  sheaf_window_finalize_links (self);
  sheaf_window_finalize_end (self);
  sheaf_window_finalize_marks (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sheaf_window_parent_class)->finalize (object);
}

static void
sheaf_window_class_init (SheafWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sheaf_window_close_request;

  g_type_ensure (SHEAF_TYPE_SHELL);
  g_type_ensure (SHEAF_TYPE_SIDEBAR);
  g_type_ensure (SHEAF_TYPE_ARTICLE_PANE);
  g_type_ensure (SHEAF_TYPE_READER);
  g_type_ensure (SHEAF_TYPE_NOTES_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, opening);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, first_address);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, first_problem);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, reader);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, notes);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_cb);
  gtk_widget_class_bind_template_callback (widget_class, loaded_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_tag_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_tag_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_window_open_outside);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_window_update_actions);
  sheaf_window_class_init_actions (widget_class);
  sheaf_window_class_init_others (widget_class);
  sheaf_window_class_init_print (widget_class);
}

static gboolean
late_cb (gpointer data)
{
  SheafWindow *self = data;

  self->late = 0;
  gtk_widget_set_visible (self->opening, TRUE);

  return G_SOURCE_REMOVE;
}

static void
sheaf_window_init (SheafWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->add = sheaf_add_popover_new ();
  g_signal_connect_object (self->add, "save", G_CALLBACK (save_all_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "show", G_CALLBACK (add_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (sheaf_sidebar_get_add_button (self->sidebar), self->add);
  sheaf_window_init_actions (self);
  sheaf_window_init_correct (self);
  sheaf_window_init_keys (self);
  sheaf_window_init_paste (self);
  sheaf_window_init_preferences (self);
  sheaf_window_init_find (self);
  sheaf_window_init_notes (self);
  sheaf_window_init_lists (self);
  sheaf_window_init_marks (self);
  sheaf_window_init_links (self);
  sheaf_window_init_pictures (self);
  sheaf_window_init_hand_over (self);
  sheaf_window_init_footnotes (self);
  sheaf_window_init_end (self);
  self->late = g_timeout_add (LATE_MS, late_cb, self);
}

static void
bind_settings (SheafWindow *self)
{
  static const char *const panes[] = { "sidebar-width", "list-width", "notes-width", "show-notes" };

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    g_settings_bind (self->settings, panes[i], self->shell, panes[i], G_SETTINGS_BIND_DEFAULT);
}

SheafWindow *
sheaf_window_new (AdwApplication *application, GSettings *settings)
{
  SheafWindow *self = g_object_new (SHEAF_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (GAction) single_keys = g_settings_create_action (settings, "single-keys");

  self->settings = g_object_ref (settings);
  g_action_map_add_action (G_ACTION_MAP (self), single_keys);
  bind_settings (self);
  sheaf_window_init_aloud (self);
  sheaf_window_init_caret (self);
  sheaf_window_init_outline (self);
  sheaf_window_init_spelling (self);

  return self;
}

void
sheaf_window_set_library (SheafWindow *self, SheafLibrary *library)
{
  SheafStore *store = sheaf_library_get_store (library);

  g_return_if_fail (self->library == NULL);

  g_clear_handle_id (&self->late, g_source_remove);
  self->library = g_object_ref (library);
  self->undo = sheaf_undo_stack_new (store, self->toasts);
  g_signal_connect_object (self->undo, "undone", G_CALLBACK (sheaf_window_select_undone), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sheaf_sidebar_set_library (self->sidebar, library, self->settings, self->undo);
  sheaf_article_pane_set_library (self->list, library, self->settings);
  sheaf_reader_set_library (self->reader, library, self->settings);
  sheaf_notes_pane_set_library (self->notes, library);
  sheaf_sidebar_select_place (self->sidebar,
                              (SheafPlace)g_settings_get_int (self->settings, "last-place"));
  place_selected_cb (self, sheaf_sidebar_get_selected (self->sidebar));
  layout_changed_cb (self);
  sheaf_window_watch_health (self);
  sheaf_window_start_receiving (self);
}

void
sheaf_window_set_problem (SheafWindow *self, const char *sentence)
{
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->problem, safe);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}
