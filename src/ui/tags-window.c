/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of the sidebar's kind, filtered, with a selection of many; every act is an edit, its toast
 * stands in this window. */

#include "ui/tags-window.h"

#include "base/items.h"
#include "base/text.h"
#include "store/tag-name.h"
#include "ui/list-focus.h"
#include "ui/sidebar-model.h"
#include "ui/tag-color.h"
#include "ui/tag-pairs.h"
#include "ui/tag-rename.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SheafTagsWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkStack *stack;
  GtkWidget *filter;
  GtkWidget *view;
  AdwStatusPage *empty;
  GtkActionBar *bar;
  GtkLabel *selected;
  GtkMenuButton *color;
  GtkWidget *pairs;

  SheafSidebar *sidebar;
  SheafUndoStack *undo;
  SheafSidebarModel *model;
  GtkCustomFilter *tester;
  GtkSelectionModel *selection;
  char *wanted; /* folded: what a name has to contain (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafTagsWindow, sheaf_tags_window, ADW_TYPE_WINDOW)

/* --- The selection --- */

static SheafSidebarItem *
peek_item (GListModel *model, guint position)
{
  g_autoptr (SheafSidebarItem) item = g_list_model_get_item (model, position);

  return item; /* the model holds it */
}

/* (transfer container): of SheafSidebarItem, which the model holds */
static GPtrArray *
get_selected (SheafTagsWindow *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (self->selection);
  GPtrArray *items = g_ptr_array_new ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, peek_item (G_LIST_MODEL (self->selection), position));

  return items;
}

static const char *
get_name (GPtrArray *items, guint i)
{
  return sheaf_sidebar_item_get_facts (items->pdata[i])->path;
}

static void
show_selection (SheafTagsWindow *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (self->selection);
  guint n = (guint)gtk_bitset_get_size (bits);
  /* Translators: tags */
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  gtk_label_set_label (self->selected, text);
  gtk_action_bar_set_revealed (self->bar, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tags.rename", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tags.merge", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tags.delete", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tags.color", n > 0);
}

static void
show_emptiness (SheafTagsWindow *self)
{
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;

  adw_status_page_set_title (self->empty, none ? _ ("No Tags Yet") : _ ("No Tag Like That"));
  adw_status_page_set_description (self->empty, none ? _ ("Press T on an article to tag it")
                                                     : _ ("Try other letters"));
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

/* --- Acts --- */

static void
rename_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafTagsWindow *self = SHEAF_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) items = get_selected (self);

  if (items->len == 1)
    sheaf_tag_rename_ask (GTK_WINDOW (self), get_name (items, 0),
                          sheaf_sidebar_get_tags (self->sidebar), self->undo);
}

typedef SheafEdit *(*MakeFunc) (const char *name, guint value);

static SheafEdit *
make_delete (const char *name, guint value)
{
  return sheaf_edit_new_delete_tag (name);
}

static void
do_each (SheafTagsWindow *self, SheafDeed deed, MakeFunc make, guint value)
{
  g_autoptr (GPtrArray) items = get_selected (self);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_autoptr (SheafEdit) edit = NULL;

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (edits, make (get_name (items, i), value));
  edit = sheaf_edit_new_batch (g_steal_pointer (&edits));
  if (edit != NULL)
    sheaf_undo_stack_do (self->undo, deed, edit, items->len == 1 ? get_name (items, 0) : NULL);
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  do_each (SHEAF_TAGS_WINDOW (widget), SHEAF_DEED_DELETE_TAG, make_delete, 0);
}

static void
color_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafTagsWindow *self = SHEAF_TAGS_WINDOW (widget);

  gtk_menu_button_popdown (self->color);
  do_each (self, SHEAF_DEED_COLOR_TAG, sheaf_edit_new_color_tag,
           (guint)g_variant_get_int32 (parameter));
}

/* --- Merging --- */

typedef struct
{
  SheafUndoStack *undo;
  GtkEditable *entry;
  GStrv names;
} Merging;

static void
merging_free (gpointer data, GClosure *closure)
{
  Merging *self = data;

  g_object_unref (self->undo);
  g_strfreev (self->names);
  g_free (self);
}

static void
merge_response_cb (AdwMessageDialog *dialog, const char *response, Merging *merging)
{
  g_autofree char *to = sheaf_tag_clean_name (gtk_editable_get_text (merging->entry));
  g_autoptr (SheafEdit) edit = NULL;
  g_autofree char *words = NULL;
  guint n = g_strv_length (merging->names);

  if (!g_str_equal (response, "merge") || to == NULL)
    return;
  edit = sheaf_edit_new_merge_tags ((const char *const *)merging->names, to);
  if (edit == NULL)
    return;
  words = g_strdup_printf (ngettext ("%'u tag merged into “%s”", "%'u tags merged into “%s”", n), n,
                           to);
  sheaf_undo_stack_do_saying (merging->undo, SHEAF_DEED_MERGE_TAGS, edit, words);
}

static void
merge_name_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *to = sheaf_tag_clean_name (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "merge", to != NULL);
}

/* The name that most articles have is the likeliest. */
static const char *
find_likeliest (GPtrArray *items)
{
  const SheafSidebarFacts *best = sheaf_sidebar_item_get_facts (items->pdata[0]);

  for (guint i = 1; i < items->len; i++)
    {
      const SheafSidebarFacts *facts = sheaf_sidebar_item_get_facts (items->pdata[i]);

      if (facts->count > best->count)
        best = facts;
    }

  return best->path;
}

static void
merge_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafTagsWindow *self = SHEAF_TAGS_WINDOW (widget);
  g_autoptr (GPtrArray) items = get_selected (self);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GtkWidget *dialog, *entry;
  Merging *merging;

  if (items->len < 2)
    return;
  for (guint i = 0; i < items->len; i++)
    g_strv_builder_add (names, get_name (items, i));
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Merge Tags"),
                                   _ ("Which name do they keep?"));
  entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), SHEAF_TAG_MAX_CHARS);
  gtk_editable_set_text (GTK_EDITABLE (entry), find_likeliest (items));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the tag"), -1);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "merge",
                                    _ ("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "merge",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "merge");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  merging = g_new0 (Merging, 1);
  merging->undo = g_object_ref (self->undo);
  merging->entry = GTK_EDITABLE (entry);
  merging->names = g_strv_builder_end (names);
  g_signal_connect (entry, "changed", G_CALLBACK (merge_name_cb), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (merge_response_cb), merging, merging_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

/* --- Rows --- */

static void
show_item (GtkListItem *list_item)
{
  const SheafSidebarFacts *facts
      = sheaf_sidebar_item_get_facts (gtk_list_item_get_item (list_item));
  GtkWidget *parent = gtk_widget_get_parent (gtk_list_item_get_child (list_item));
  g_autofree char *count
      = g_strdup_printf (ngettext ("%'u article", "%'u articles", facts->count), facts->count);
  g_autofree char *name = sheaf_items_join (facts->path, count);
  g_autofree char *check = g_strdup_printf (_ ("Select %s"), facts->path);

  gtk_image_set_from_paintable (g_object_get_data (G_OBJECT (list_item), "dot"),
                                sheaf_tag_color_get_dot (facts->color));
  gtk_label_set_label (g_object_get_data (G_OBJECT (list_item), "name"), facts->path);
  gtk_label_set_label (g_object_get_data (G_OBJECT (list_item), "count"), count);
  gtk_accessible_update_property (g_object_get_data (G_OBJECT (list_item), "check"),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, check, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

/* The box follows the selection, and the selection the box. */
static void
toggled_cb (GtkCheckButton *check, GtkListItem *item)
{
  SheafTagsWindow *self
      = SHEAF_TAGS_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (check), SHEAF_TYPE_TAGS_WINDOW));
  gboolean on = gtk_check_button_get_active (check);

  if (self == NULL || on == gtk_list_item_get_selected (item))
    return;
  if (on)
    gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), FALSE);
  else
    gtk_selection_model_unselect_item (self->selection, gtk_list_item_get_position (item));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *children[]
      = { gtk_check_button_new (), gtk_image_new (), gtk_label_new (NULL), gtk_label_new (NULL) };
  static const char *const names[] = { "check", "dot", "name", "count" };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      g_object_set_data (G_OBJECT (item), names[i], children[i]);
      gtk_box_append (GTK_BOX (row), children[i]);
    }
  gtk_widget_set_focusable (children[0], FALSE); /* Ctrl+Space does the same */
  gtk_label_set_xalign (GTK_LABEL (children[2]), 0);
  gtk_label_set_ellipsize (GTK_LABEL (children[2]), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (children[2], TRUE);
  gtk_widget_add_css_class (children[3], "count");
  g_object_bind_property (item, "selected", children[0], "active", G_BINDING_DEFAULT);
  g_signal_connect (children[0], "toggled", G_CALLBACK (toggled_cb), item);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (show_item), item);
  show_item (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_item, item);
}

static void
activate_cb (SheafTagsWindow *self, guint position)
{
  gtk_selection_model_select_item (self->selection, position, TRUE);
  rename_cb (GTK_WIDGET (self), NULL, NULL);
}

/* --- The filter --- */

static gboolean
passes (gpointer item, gpointer data)
{
  SheafTagsWindow *self = data;
  g_autofree char *key = NULL;

  if (self->wanted == NULL)
    return TRUE;
  key = sheaf_text_fold (sheaf_sidebar_item_get_facts (item)->path);

  return strstr (key, self->wanted) != NULL;
}

static void
filter_changed_cb (SheafTagsWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  g_autofree char *wanted = sheaf_text_is_blank (text) ? NULL : sheaf_text_fold (text);

  gtk_selection_model_unselect_all (self->selection); /* what is out of sight is not acted on */
  g_free (self->wanted);
  self->wanted = g_steal_pointer (&wanted);
  gtk_filter_changed (GTK_FILTER (self->tester), GTK_FILTER_CHANGE_DIFFERENT);
  show_emptiness (self);
}

static void
stop_filter_cb (SheafTagsWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- What follows the library --- */

static void
counted_cb (SheafTagsWindow *self)
{
  SheafSidebarCounts *counts = sheaf_sidebar_get_counts (self->sidebar);

  if (counts == NULL)
    return;
  sheaf_sidebar_model_update (self->model, counts, NULL);
  sheaf_tag_pairs_update (SHEAF_TAG_PAIRS (self->pairs), counts);
  show_selection (self);
  show_emptiness (self);
}

static void
n_pairs_cb (SheafTagsWindow *self)
{
  GtkStackPage *page = gtk_stack_get_page (self->pages, self->pairs);
  g_autofree char *title = NULL;
  guint n;

  g_object_get (self->pairs, "n-pairs", &n, NULL);
  title = n > 0 ? g_strdup_printf ("%s (%u)", _ ("Look-Alikes"), n) : g_strdup (_ ("Look-Alikes"));
  gtk_stack_page_set_title (page, title);
}

/* --- Keys --- */

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafTagsWindow *self = SHEAF_TAGS_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->pages, "tags");
  gtk_widget_grab_focus (self->filter);
}

/* Not while a name is typed. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafTagsWindow *self)
{
  if (key != GDK_KEY_Delete || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "tags.delete", NULL);

  return GDK_EVENT_STOP;
}

/* --- Life --- */

static void
sheaf_tags_window_dispose (GObject *object)
{
  SheafTagsWindow *self = SHEAF_TAGS_WINDOW (object);

  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  if (self->tester != NULL)
    gtk_custom_filter_set_filter_func (self->tester, NULL, NULL, NULL);
  g_clear_object (&self->undo);
  g_clear_object (&self->selection);
  g_clear_object (&self->tester);
  g_clear_object (&self->model);
  g_clear_object (&self->sidebar);
  G_OBJECT_CLASS (sheaf_tags_window_parent_class)->dispose (object);
}

static void
sheaf_tags_window_finalize (GObject *object)
{
  g_free (SHEAF_TAGS_WINDOW (object)->wanted);
  G_OBJECT_CLASS (sheaf_tags_window_parent_class)->finalize (object);
}

static void
sheaf_tags_window_class_init (SheafTagsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_tags_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_tags_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/tags-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, filter);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, view);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, selected);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsWindow, color);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_filter_cb);
  gtk_widget_class_install_action (widget_class, "tags.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "tags.merge", NULL, merge_cb);
  gtk_widget_class_install_action (widget_class, "tags.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "tags.color", "i", color_cb);
  gtk_widget_class_install_action (widget_class, "tags.find", NULL, find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "tags.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "tags.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
init_list (SheafTagsWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keyboard = gtk_event_controller_key_new ();
  GtkFilterListModel *filtered;

  self->model = sheaf_sidebar_model_new_flat ();
  self->tester = gtk_custom_filter_new (passes, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->model)),
                                        GTK_FILTER (g_object_ref (self->tester)));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (filtered)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  sheaf_list_focus_set_model (GTK_LIST_VIEW (self->view), self->selection);
  g_object_unref (factory);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keyboard);
}

static void
sheaf_tags_window_init (SheafTagsWindow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_child (GTK_POPOVER (popover), sheaf_tag_color_buttons_new ("tags.color"));
  gtk_menu_button_set_popover (self->color, popover);
  init_list (self);
}

void
sheaf_tags_window_open (GtkWindow *parent,
                        SheafSidebar *sidebar,
                        SheafStore *store,
                        GSettings *settings)
{
  SheafTagsWindow *self = g_object_new (SHEAF_TYPE_TAGS_WINDOW, "transient-for", parent, NULL);

  self->sidebar = g_object_ref (sidebar);
  self->undo = sheaf_undo_stack_new (store, self->toasts);
  sheaf_undo_stack_serve (self->undo, GTK_WIDGET (self));
  self->pairs = sheaf_tag_pairs_new (settings, self->undo);
  gtk_stack_add_titled (self->pages, self->pairs, "pairs", _ ("Look-Alikes"));
  g_signal_connect_object (self->pairs, "notify::n-pairs", G_CALLBACK (n_pairs_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sidebar, "counted", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  counted_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->filter);
}
