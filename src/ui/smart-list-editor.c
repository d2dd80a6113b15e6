/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The query is read here, which is quick, and counted by the store a moment after the last key. */

#include "ui/smart-list-editor.h"

#include "base/text.h"
#include "store/expression.h"
#include "ui/unknown-words.h"

#include <glib/gi18n.h>

#define SETTLE_MS 200
#define MOST_NAME 200 /* characters */
#define MOST_QUERY 4096

struct _SheafSmartListEditor
{
  AdwWindow parent_instance;

  GtkEditable *name;
  GtkEditable *query;
  GtkWidget *problem;
  GtkWidget *unknown;
  GtkWidget *count;
  GtkFlowBox *symbols;

  SheafStore *store;
  SheafUndoStack *undo;
  gint64 id;
  const char *symbol; /* NULL: the usual one */
  GCancellable *cancellable;
  guint settle;
};

static guint saved;

G_DEFINE_FINAL_TYPE (SheafSmartListEditor, sheaf_smart_list_editor, ADW_TYPE_WINDOW)

/* Of the icon theme in all its versions; the first is the usual one. */
static const struct
{
  const char *icon;
  const char *name;
} symbols[] = {
  { "system-search-symbolic", NC_ ("name of a symbol", "Magnifier") },
  { "document-open-recent-symbolic", NC_ ("name of a symbol", "Clock") },
  { "starred-symbolic", NC_ ("name of a symbol", "Star") },
  { "user-bookmarks-symbolic", NC_ ("name of a symbol", "Bookmark") },
  { "audio-headphones-symbolic", NC_ ("name of a symbol", "Headphones") },
  { "applications-science-symbolic", NC_ ("name of a symbol", "Science") },
  { "weather-clear-night-symbolic", NC_ ("name of a symbol", "Moon") },
  { "go-home-symbolic", NC_ ("name of a symbol", "House") },
  { "emoji-travel-symbolic", NC_ ("name of a symbol", "Travel") },
  { "emoji-food-symbolic", NC_ ("name of a symbol", "Food") },
  { "emoji-nature-symbolic", NC_ ("name of a symbol", "Nature") },
  { "emoji-flags-symbolic", NC_ ("name of a symbol", "Flag") },
};

/* --- What the query means --- */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafSmartListEditor *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint count;

  if (!sheaf_store_count_finish (SHEAF_STORE (source), result, &count, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* else SELF may be gone */
        gtk_label_set_label (GTK_LABEL (self->count), "");
      return;
    }
  text = g_strdup_printf (ngettext ("%'u article", "%'u articles", count), count);
  gtk_label_set_label (GTK_LABEL (self->count), text);
}

static gboolean
count_cb (gpointer data)
{
  SheafSmartListEditor *self = data;
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, gtk_editable_get_text (self->query));

  self->settle = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_store_count_async (self->store, query, self->cancellable, counted_cb, self);

  return G_SOURCE_REMOVE;
}

/* Sets off what is not understood where it stands, and says what becomes of it. */
static void
mark_unknown (SheafSmartListEditor *self)
{
  PangoAttrList *attrs = pango_attr_list_new ();
  g_autofree char *unknown
      = sheaf_unknown_words_mark (gtk_editable_get_text (self->query), G_MAXSIZE, attrs);
  g_autofree char *sentence = sheaf_unknown_words_dup_sentence (unknown);

  adw_entry_row_set_attributes (ADW_ENTRY_ROW (self->query), attrs);
  pango_attr_list_unref (attrs);
  gtk_label_set_label (GTK_LABEL (self->unknown), sentence);
  gtk_widget_set_visible (self->unknown, unknown != NULL);
}

static void
clear_problem (SheafSmartListEditor *self, GtkEditable *row)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_widget_set_visible (self->problem, FALSE);
}

static void
name_changed_cb (SheafSmartListEditor *self)
{
  clear_problem (self, self->name);
}

static void
query_changed_cb (SheafSmartListEditor *self)
{
  clear_problem (self, self->query);
  mark_unknown (self);
  if (self->store == NULL)
    return;
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, count_cb, self);
}

/* --- Saving --- */

static gboolean
refuse (SheafSmartListEditor *self, GtkEditable *row, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));

  return FALSE;
}

static gboolean
check (SheafSmartListEditor *self)
{
  const char *name = gtk_editable_get_text (self->name);
  const char *query = gtk_editable_get_text (self->query);
  g_autoptr (SheafExpression) expression = sheaf_expression_parse (query);

  if (sheaf_text_is_blank (name))
    return refuse (self, self->name, _ ("A list needs a name."));
  if (g_utf8_strlen (name, -1) > MOST_NAME)
    return refuse (self, self->name, _ ("The name is too long: 200 characters at most."));
  if (sheaf_expression_is_empty (expression))
    return refuse (self, self->query,
                   _ ("A list needs something to look for, as “is:unread time:<10m”."));
  if (g_utf8_strlen (query, -1) > MOST_QUERY)
    return refuse (self, self->query, _ ("The search is too long: 4,096 characters at most."));

  return TRUE;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafSmartListEditor *self = SHEAF_SMART_LIST_EDITOR (widget);
  SheafSmartList list = { 0 };
  g_autoptr (SheafEdit) edit = NULL;

  if (!check (self))
    return;
  list.id = self->id;
  list.name = (char *)gtk_editable_get_text (self->name);
  list.query = (char *)gtk_editable_get_text (self->query);
  list.symbol = (char *)self->symbol;
  edit = sheaf_edit_new_smart_list (&list);
  g_signal_emit (self, saved, 0);
  sheaf_undo_stack_do_saying (self->undo, SHEAF_DEED_SMART_LIST, edit,
                              self->id == 0 ? _ ("Smart list saved") : _ ("Smart list changed"));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Symbols --- */

static void
symbol_cb (GtkToggleButton *button, SheafSmartListEditor *self)
{
  const char *icon = g_object_get_data (G_OBJECT (button), "symbol");

  if (gtk_toggle_button_get_active (button))
    self->symbol = g_str_equal (icon, symbols[0].icon) ? NULL : icon;
}

static void
add_symbols (SheafSmartListEditor *self, const char *chosen)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      const char *name = g_dpgettext2 (NULL, "name of a symbol", symbols[i].name);

      gtk_button_set_icon_name (GTK_BUTTON (button), symbols[i].icon);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data (G_OBJECT (button), "symbol", (gpointer)symbols[i].icon);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      g_signal_connect (button, "toggled", G_CALLBACK (symbol_cb), self);
      if (i == 0 || g_strcmp0 (symbols[i].icon, chosen) == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      gtk_flow_box_append (self->symbols, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

/* --- Life --- */

static void
sheaf_smart_list_editor_dispose (GObject *object)
{
  SheafSmartListEditor *self = SHEAF_SMART_LIST_EDITOR (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->undo);
  G_OBJECT_CLASS (sheaf_smart_list_editor_parent_class)->dispose (object);
}

static void
sheaf_smart_list_editor_class_init (SheafSmartListEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_smart_list_editor_dispose;
  saved = g_signal_new ("saved", SHEAF_TYPE_SMART_LIST_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                        NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/sheaf_app/Sheaf/ui/smart-list-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, name);
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, query);
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, unknown);
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, count);
  gtk_widget_class_bind_template_child (widget_class, SheafSmartListEditor, symbols);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sheaf_smart_list_editor_init (SheafSmartListEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SheafSmartListEditor *
sheaf_smart_list_editor_open (GtkWindow *parent,
                              SheafStore *store,
                              SheafUndoStack *undo,
                              const SheafSmartList *list)
{
  SheafSmartListEditor *self
      = g_object_new (SHEAF_TYPE_SMART_LIST_EDITOR, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->undo = g_object_ref (undo);
  self->id = list->id;
  gtk_window_set_title (GTK_WINDOW (self),
                        list->id == 0 ? _ ("New Smart List") : _ ("Edit Smart List"));
  add_symbols (self, list->symbol);
  gtk_editable_set_text (self->name, list->name != NULL ? list->name : "");
  gtk_editable_set_text (self->query, list->query != NULL ? list->query : "");
  if (!sheaf_text_is_blank (list->query))
    count_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));

  return self;
}
