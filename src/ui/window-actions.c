/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person can do: "article." with what is selected, "win." with the window. Each change is an
 * edit given to the undo stack. */

#include "config.h"

#include "ui/bidi.h"
#include "ui/tags-dialog.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

/* --- The selection --- */

static gboolean
is_archived (const SheafRow *row)
{
  return row->archived;
}

static gboolean
is_starred (const SheafRow *row)
{
  return row->starred;
}

static gboolean
is_read (const SheafRow *row)
{
  return row->read;
}

static SheafRow *
get_row (SheafWindow *self)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);

  return article != NULL ? sheaf_article_get_row (article) : NULL;
}

typedef SheafEdit *(*EditFunc) (const gint64 *ids, gsize n, gboolean on);

static void
change (SheafWindow *self, SheafDeed deed, EditFunc make, gboolean on)
{
  g_autoptr (GArray) ids = sheaf_article_pane_get_selected (self->list);
  SheafRow *row = get_row (self);
  g_autoptr (SheafEdit) edit = NULL;

  if (ids->len == 0)
    return;
  edit = make ((const gint64 *)ids->data, ids->len, on);
  sheaf_undo_stack_do (self->undo, deed, edit, row != NULL ? row->title : NULL);
}

static void
archive_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gboolean on = !sheaf_article_pane_all_selected (self->list, is_archived);

  change (self, on ? SHEAF_DEED_ARCHIVE : SHEAF_DEED_UNARCHIVE, sheaf_edit_new_archive, on);
}

static void
star_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gboolean on = !sheaf_article_pane_all_selected (self->list, is_starred);

  change (self, on ? SHEAF_DEED_STAR : SHEAF_DEED_UNSTAR, sheaf_edit_new_star, on);
}

static void
read_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gboolean on = !sheaf_article_pane_all_selected (self->list, is_read);

  change (self, on ? SHEAF_DEED_READ : SHEAF_DEED_UNREAD, sheaf_edit_new_read, on);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change (data, SHEAF_DEED_DELETE, sheaf_edit_new_trash, TRUE);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change (data, SHEAF_DEED_RESTORE, sheaf_edit_new_trash, FALSE);
}

/* --- Fetching again --- */

static SheafEdit *
make_retry (const gint64 *ids, gsize n, gboolean on)
{
  return sheaf_edit_new_retry (ids, n);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change (data, SHEAF_DEED_FETCH, make_retry, TRUE);
}

/* A failed one: what can be seen of it needs no toast. */
static void
retry_one_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (SheafEdit) edit = sheaf_edit_new_retry (&id, 1);

  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, NULL, NULL);
}

/* --- Tags --- */

static void
tag_selected (SheafWindow *self, const char *const *add, const char *const *remove)
{
  g_autoptr (GArray) ids = sheaf_article_pane_get_selected (self->list);
  SheafRow *row = get_row (self);
  g_autoptr (SheafEdit) edit = NULL;

  if (ids->len == 0)
    return;
  edit = sheaf_edit_new_tag ((const gint64 *)ids->data, ids->len, add, remove);
  sheaf_undo_stack_do (self->undo, add != NULL ? SHEAF_DEED_TAG : SHEAF_DEED_UNTAG, edit,
                       row != NULL ? row->title : NULL);
}

void
sheaf_window_change_tags (SheafWindow *self, const char *add, const char *remove)
{
  const char *added[] = { add, NULL }, *removed[] = { remove, NULL };

  tag_selected (self, add != NULL ? added : NULL, remove != NULL ? removed : NULL);
}

static void
tags_chosen_cb (const char *const *tags, gpointer data)
{
  tag_selected (data, tags, NULL);
}

static void
add_tags_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  guint n = sheaf_article_pane_get_n_selected (self->list);

  if (n == 0)
    return;
  sheaf_shell_show (self->shell, SHEAF_SHELL_READER);
  if (n > 1 || !sheaf_reader_edit_tags (self->reader))
    sheaf_tags_dialog_ask (GTK_WINDOW (self), n, sheaf_sidebar_get_tags (self->sidebar),
                           tags_chosen_cb, self);
}

/* --- The address --- */

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && self->undo != NULL)
    sheaf_undo_stack_say (
        self->undo, _ ("No program opened the address. Copy the link and open it in a browser."));
}

void
sheaf_window_open_any (SheafWindow *self, const char *url)
{
  gtk_show_uri_full (GTK_WINDOW (self), url, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (self));
}

void
sheaf_window_open_outside (SheafWindow *self, const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);

  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0
      || g_strcmp0 (scheme, "mailto") == 0)
    sheaf_window_open_any (self, url);
}

static void
open_original_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafRow *row = get_row (data);

  if (row != NULL && row->url != NULL)
    sheaf_window_open_outside (data, row->url);
}

static void
copy_link_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafRow *row = get_row (data);

  if (row != NULL && row->url != NULL)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (data), row->url);
      sheaf_undo_stack_say (SHEAF_WINDOW (data)->undo, _ ("Link copied"));
    }
}

static const GActionEntry article_entries[] = {
  { .name = "archive", .activate = archive_cb, .state = "false" },
  { .name = "star", .activate = star_cb, .state = "false" },
  { .name = "read", .activate = read_cb, .state = "false" },
  { .name = "delete", .activate = delete_cb },
  { .name = "restore", .activate = restore_cb },
  { .name = "retry", .activate = retry_cb },
  { .name = "retry-one", .activate = retry_one_cb, .parameter_type = "x" },
  { .name = "add-tags", .activate = add_tags_cb },
  { .name = "open-original", .activate = open_original_cb },
  { .name = "copy-link", .activate = copy_link_cb },
};

/* --- Moving about --- */

static gboolean
focus_is_in_reader (SheafWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->reader));
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  sheaf_article_pane_move (self->list, g_variant_get_int32 (parameter), FALSE,
                           !focus_is_in_reader (self));
}

static void
move_unread_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  sheaf_article_pane_move (self->list, g_variant_get_int32 (parameter), TRUE,
                           !focus_is_in_reader (self));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_shell_focus (SHEAF_WINDOW (data)->shell, SHEAF_SHELL_READER);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_reader_page (SHEAF_WINDOW (data)->reader, g_variant_get_int32 (parameter));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gboolean list_in_sight = sheaf_shell_get_first (self->shell) <= SHEAF_SHELL_LIST;

  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else if (!sheaf_window_leave_marks (self)
           && (!list_in_sight || !sheaf_article_pane_leave (self->list)))
    sheaf_shell_back (self->shell);
}

static void
panes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_shell_focus_next (SHEAF_WINDOW (data)->shell, g_variant_get_int32 (parameter));
}

static void
go_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_window_go (data, (SheafPlace)g_variant_get_int32 (parameter));
}

static void
start_search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  sheaf_shell_show (self->shell, SHEAF_SHELL_LIST);
  sheaf_article_pane_start_search (self->list);
}

static void
mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_article_pane_toggle_mark (SHEAF_WINDOW (data)->list);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_article_pane_select_all (SHEAF_WINDOW (data)->list);
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  g_object_set (self->shell, "show-notes", TRUE, NULL);
  sheaf_notes_pane_focus (self->notes);
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (gtk_window_is_fullscreen (data))
    gtk_window_unfullscreen (data);
  else
    gtk_window_fullscreen (data);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!sheaf_window_take_back_always (data))
    sheaf_undo_stack_undo (SHEAF_WINDOW (data)->undo, FALSE);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!sheaf_window_redo_always (data))
    sheaf_undo_stack_undo (SHEAF_WINDOW (data)->undo, TRUE);
}

void
sheaf_window_select_undone (SheafWindow *self, gint64 id)
{
  sheaf_window_forget_always (self, id != 0);
  sheaf_article_pane_show_undone (self->list, id);
}

static void
text_size_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const names[] = { "reader.smaller", "reader.normal-size", "reader.larger" };

  gtk_widget_activate_action (GTK_WIDGET (SHEAF_WINDOW (data)->reader),
                              names[g_variant_get_int32 (parameter) + 1], NULL);
}

/* --- Adding --- */

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "welcome"))
    {
      gtk_widget_grab_focus (self->first_address);
      return;
    }
  sheaf_shell_show (self->shell, SHEAF_SHELL_SIDEBAR);
  gtk_menu_button_popup (sheaf_sidebar_get_add_button (self->sidebar));
}

static void
files_chosen_cb (GtkNativeDialog *dialog, int response, SheafWindow *self)
{
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *uri = g_file_get_uri (file);

      sheaf_window_save (self, uri, NULL);
    }
  g_object_unref (dialog);
}

static void
open_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Open Files"), data, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Web Pages and Texts"));
  gtk_file_filter_add_mime_type (filter, "text/html");
  gtk_file_filter_add_mime_type (filter, "application/xhtml+xml");
  gtk_file_filter_add_mime_type (filter, "text/plain");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (files_chosen_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_window_paste (data);
}

/* --- The trash --- */

static void
empty_response_cb (AdwMessageDialog *dialog, const char *response, SheafWindow *self)
{
  g_autoptr (SheafEdit) edit = NULL;

  if (!g_str_equal (response, "empty"))
    return;
  edit = sheaf_edit_new_purge (NULL, 0);
  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, NULL, NULL);
}

static void
empty_trash_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *dialog = adw_message_dialog_new (
      data, _ ("Empty the Trash?"),
      _ ("The articles in it, their pictures and notes are deleted for ever."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "empty",
                                    _ ("_Empty Trash"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "empty",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (empty_response_cb), data, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Windows about this one --- */

static void
keys_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/io/github/sheaf_app/Sheaf/ui/keys.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "keys"));

  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "aloud_keys")),
                          g_action_map_lookup_action (data, "aloud") != NULL);
  gtk_window_set_transient_for (window, data);
  gtk_window_present (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (data, "application-name", "Sheaf", "application-icon", SHEAF_APP_ID,
                         "version", SHEAF_VERSION, "developer-name", _ ("The Sheaf authors"),
                         "comments", _ ("Save articles, read them in peace, keep them"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static const GActionEntry window_entries[] = {
  { .name = "add", .activate = add_cb },
  { .name = "open-file", .activate = open_file_cb },
  { .name = "paste", .activate = paste_cb },
  { .name = "back", .activate = back_cb },
  { .name = "move", .activate = move_cb, .parameter_type = "i" },
  { .name = "move-unread", .activate = move_unread_cb, .parameter_type = "i" },
  { .name = "open", .activate = open_cb },
  { .name = "page", .activate = page_cb, .parameter_type = "i" },
  { .name = "panes", .activate = panes_cb, .parameter_type = "i" },
  { .name = "go", .activate = go_cb, .parameter_type = "i" },
  { .name = "start-search", .activate = start_search_cb },
  { .name = "mark", .activate = mark_cb },
  { .name = "select-all", .activate = select_all_cb },
  { .name = "note", .activate = note_cb },
  { .name = "fullscreen", .activate = fullscreen_cb },
  { .name = "text-size", .activate = text_size_cb, .parameter_type = "i" },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "empty-trash", .activate = empty_trash_cb },
  { .name = "keys", .activate = keys_cb },
  { .name = "about", .activate = about_cb },
};

/* --- What is possible now --- */

static void
enable (GActionMap *map, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, name)), enabled);
}

void
sheaf_window_update_actions (SheafWindow *self)
{
  GActionMap *articles = G_ACTION_MAP (self->article_actions);
  SheafQuery *query = sheaf_article_pane_get_query (self->list);
  gboolean trash = query != NULL && sheaf_query_get_place (query) == SHEAF_PLACE_TRASH;
  gboolean some = sheaf_article_pane_get_n_selected (self->list) > 0;
  SheafRow *row = get_row (self);
  gboolean address = row != NULL && row->url != NULL;
  static const struct
  {
    const char *name;
    SheafRowTest test;
  } toggles[] = { { "archive", is_archived }, { "star", is_starred }, { "read", is_read } };

  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      gboolean on = some && sheaf_article_pane_all_selected (self->list, toggles[i].test);

      enable (articles, toggles[i].name, some && !trash);
      g_simple_action_set_state (
          G_SIMPLE_ACTION (g_action_map_lookup_action (articles, toggles[i].name)),
          g_variant_new_boolean (on));
    }
  enable (articles, "add-tags", some && !trash);
  enable (articles, "delete", some && !trash);
  enable (articles, "restore", some && trash);
  enable (articles, "retry", some && !trash && (row == NULL || address));
  enable (articles, "open-original", address);
  enable (articles, "copy-link", address);
  enable (G_ACTION_MAP (self), "empty-trash", trash);
  sheaf_window_update_print (self);
}

void
sheaf_window_init_actions (SheafWindow *self)
{
  g_autoptr (GPropertyAction) notes = g_property_action_new ("notes", self->shell, "show-notes");
  g_autoptr (GPropertyAction) search = g_property_action_new ("search", self->list, "searching");

  self->article_signals = g_signal_group_new (SHEAF_TYPE_ARTICLE);
  g_signal_group_connect_swapped (self->article_signals, "notify::row",
                                  G_CALLBACK (sheaf_window_update_actions), self);
  g_object_bind_property (self->list, "article", self->article_signals, "target",
                          G_BINDING_DEFAULT);
  self->article_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->article_actions), article_entries,
                                   G_N_ELEMENTS (article_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "article",
                                  G_ACTION_GROUP (self->article_actions));
  g_action_map_add_action_entries (G_ACTION_MAP (self), window_entries,
                                   G_N_ELEMENTS (window_entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (notes));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (search));
  sheaf_window_update_actions (self);
}

/* Keys with modifiers and function keys: class bindings, so that a text field has them first. */
void
sheaf_window_class_init_actions (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
    int value; /* where the action takes one */
    gboolean has_value;
  } bindings[] = {
    { GDK_KEY_Escape, 0, "win.back" },
    { sheaf_bidi_is_interface_rtl () ? GDK_KEY_Right : GDK_KEY_Left, GDK_ALT_MASK, "win.back" },
    { GDK_KEY_F6, 0, "win.panes", 1, TRUE },
    { GDK_KEY_F6, GDK_SHIFT_MASK, "win.panes", -1, TRUE },
    { GDK_KEY_F7, 0, "win.caret" },
    { GDK_KEY_F9, 0, "win.notes" },
    { GDK_KEY_F11, 0, "win.fullscreen" },
    { GDK_KEY_k, GDK_CONTROL_MASK, "win.start-search" },
    { GDK_KEY_f, GDK_CONTROL_MASK, "win.find" },
    { GDK_KEY_g, GDK_CONTROL_MASK, "win.step-found", 1, TRUE },
    { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.step-found", -1, TRUE },
    { GDK_KEY_F3, 0, "win.step-found", 1, TRUE },
    { GDK_KEY_F3, GDK_SHIFT_MASK, "win.step-found", -1, TRUE },
    { GDK_KEY_n, GDK_CONTROL_MASK, "win.add" },
    { GDK_KEY_o, GDK_CONTROL_MASK, "win.open-file" },
    { GDK_KEY_v, GDK_CONTROL_MASK, "win.paste" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo" },
    { GDK_KEY_0, GDK_CONTROL_MASK, "win.text-size", 0, TRUE },
    { GDK_KEY_plus, GDK_CONTROL_MASK, "win.text-size", 1, TRUE },
    { GDK_KEY_equal, GDK_CONTROL_MASK, "win.text-size", 1, TRUE },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "win.text-size", -1, TRUE },
    { GDK_KEY_question, GDK_CONTROL_MASK, "win.keys" },
    { GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences" },
    { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    if (bindings[i].has_value)
      gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers,
                                           bindings[i].action, "i", bindings[i].value);
    else
      gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers,
                                           bindings[i].action, NULL);
}
