/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All of them are loaded, then filtered on a thread of the pool; of the list only what differs is
 * replaced, so that it stays where it is when one goes. */

#include "ui/highlights-window.h"

#include "base/error.h"
#include "ui/highlights-export.h"
#include "ui/highlights-filter.h"
#include "ui/highlights-row.h"
#include "ui/list-focus.h"
#include "ui/page-style.h"
#include "ui/undo-stack.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 250 /* before it is shown that it takes so long */
#define SETTLE_MS 150   /* several changes are one */

struct _SheafHighlightsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  GtkWidget *filters;
  GtkEditable *search;
  GtkBox *swatches;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkScrolledWindow *scroller;
  GtkListView *view;
  GtkActionBar *review_bar;

  GSimpleActionGroup *actions;
  GListStore *list; /* of SheafHighlight */
  GtkSingleSelection *selection;
  SheafStore *store;
  SheafUndoStack *undo;
  GPtrArray *articles; /* (nullable) of SheafMarkedArticle, never changed */
  char *query;         /* (nullable): what was typed for the library to answer */
  char *words;         /* (nullable) */
  GCancellable *loading, *filtering;
  guint patience, settling;
  guint32 seed; /* of the review */
  guint turn;
  gboolean to_top;
};

G_DEFINE_FINAL_TYPE (SheafHighlightsWindow, sheaf_highlights_window, ADW_TYPE_WINDOW)

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GVariant *
get_state (SheafHighlightsWindow *self, const char *action)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);
}

static gboolean
is_reviewing (SheafHighlightsWindow *self)
{
  g_autoptr (GVariant) state = get_state (self, "review");

  return g_variant_get_boolean (state);
}

static int
get_color (SheafHighlightsWindow *self)
{
  g_autoptr (GVariant) state = get_state (self, "color");

  return g_variant_get_int32 (state);
}

static void
set_enabled (SheafHighlightsWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), enabled);
}

static void
replace (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

/* --- The list --- */

static GPtrArray *
list_shown (SheafHighlightsWindow *self)
{
  GListModel *model = G_LIST_MODEL (self->list);
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (shown, g_list_model_get_item (model, i));

  return shown;
}

/* From the end: those of ROWS and of SHOWN that are the same, but for SAME at their beginning. */
static guint
count_same_end (const GPtrArray *rows, const GPtrArray *shown, guint same)
{
  guint end = 0;

  while (end < MIN (rows->len, shown->len) - same
         && sheaf_highlight_equal (rows->pdata[rows->len - 1 - end],
                                   shown->pdata[shown->len - 1 - end]))
    end++;

  return end;
}

static void
splice (SheafHighlightsWindow *self, const GPtrArray *rows)
{
  g_autoptr (GPtrArray) shown = list_shown (self);
  guint same = 0, end;

  while (same < MIN (rows->len, shown->len)
         && sheaf_highlight_equal (rows->pdata[same], shown->pdata[same]))
    same++;
  end = count_same_end (rows, shown, same);
  if (same + end < MAX (rows->len, shown->len))
    g_list_store_splice (self->list, same, shown->len - same - end, rows->pdata + same,
                         rows->len - same - end);
}

/* The row that has the keyboard; GTK_INVALID_LIST_POSITION: none. */
static guint
find_focused (SheafHighlightsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  SheafHighlight *shown = NULL;
  guint position;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    shown = sheaf_highlights_row_get (focus);

  return shown != NULL && g_list_store_find (self->list, shown, &position)
             ? position
             : GTK_INVALID_LIST_POSITION;
}

static void
focus_row (SheafHighlightsWindow *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (SheafHighlight) wanted = NULL;

  if (n == 0 || position == GTK_INVALID_LIST_POSITION)
    return;
  position = MIN (position, n - 1);
  wanted = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (sheaf_highlights_row_get (row) == wanted)
      gtk_widget_grab_focus (row);
  gtk_single_selection_set_selected (self->selection, position);
}

/* N: of how many ROWS are chosen. */
static void
show_rows (SheafHighlightsWindow *self, const GPtrArray *rows, guint n)
{
  gboolean none = self->articles->len == 0 && self->query == NULL;
  guint focused = find_focused (self);
  g_autofree char *count
      = n > 0 ? g_strdup_printf (ngettext ("%'u highlight", "%'u highlights", n), n) : NULL;

  splice (self, rows);
  adw_window_title_set_subtitle (self->heading, count);
  gtk_widget_set_visible (self->filters, !none);
  gtk_stack_set_visible_child_name (self->stack, none ? "empty" : rows->len > 0 ? "list" : "none");
  gtk_action_bar_set_revealed (self->review_bar, is_reviewing (self) && rows->len > 0);
  set_enabled (self, "next", n > SHEAF_HIGHLIGHTS_REVIEWED);
  set_enabled (self, "copy", rows->len > 0);
  set_enabled (self, "save", rows->len > 0);
  set_enabled (self, "review", !none);
  if (self->to_top)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  else
    focus_row (self, focused); /* removing takes the keyboard away from it */
  self->to_top = FALSE;
}

/* --- Filtering --- */

typedef struct
{
  GPtrArray *articles;
  SheafHighlightsFilter filter;
  guint n;
} FilterJob;

static void
filter_job_free (gpointer data)
{
  FilterJob *job = data;

  g_ptr_array_unref (job->articles);
  g_free (job->filter.words);
  g_free (job);
}

static void
filter_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FilterJob *job = data;
  GPtrArray *rows = sheaf_highlights_filter (job->articles, &job->filter, &job->n, cancellable);

  g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
}

static void
filtered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafHighlightsWindow *self = SHEAF_HIGHLIGHTS_WINDOW (source);
  FilterJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);

  if (rows == NULL) /* cancelled */
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  show_rows (self, rows, job->n);
}

static void
filter (SheafHighlightsWindow *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GVariant) order = get_state (self, "order");
  FilterJob *job;

  if (self->articles == NULL)
    return;
  replace (&self->filtering);
  job = g_new0 (FilterJob, 1);
  job->articles = g_ptr_array_ref (self->articles);
  job->filter.words = g_strdup (self->words);
  job->filter.color = get_color (self);
  job->filter.newest = g_str_equal (g_variant_get_string (order, NULL), "newest");
  job->filter.review = is_reviewing (self) ? self->seed : 0;
  job->filter.turn = self->turn;
  job->filter.now = g_get_real_time ();
  task = g_task_new (self, self->filtering, filtered_cb, NULL);
  g_task_set_task_data (task, job, filter_job_free);
  g_task_run_in_thread (task, filter_on_thread);
}

static void
filter_anew (SheafHighlightsWindow *self)
{
  self->to_top = TRUE;
  filter (self);
}

/* --- Loading --- */

static gboolean
patience_cb (gpointer data)
{
  SheafHighlightsWindow *self = data;

  self->patience = 0;
  if (self->articles == NULL) /* otherwise what was listed stays */
    gtk_stack_set_visible_child_name (self->stack, "looking");

  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafHighlightsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles
      = sheaf_store_load_marks_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (articles == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      g_clear_handle_id (&self->patience, g_source_remove);
      adw_status_page_set_description (self->problem, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  self->articles = g_steal_pointer (&articles);
  filter (self);
}

static void
load (SheafHighlightsWindow *self)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = NULL;

  replace (&self->loading);
  if (self->query != NULL)
    query = sheaf_query_with_text (all, self->query);
  if (self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
  sheaf_store_load_marks_async (self->store, query, NULL, 0, self->loading, loaded_cb,
                                g_object_ref (self));
}

static gboolean
settled_cb (gpointer data)
{
  SheafHighlightsWindow *self = data;

  self->settling = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SheafHighlightsWindow *self, const SheafChange *change)
{
  if ((change->flags & (SHEAF_CHANGE_NOTES | SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS)) != 0
      && self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* --- What a person does --- */

static void
search_changed_cb (SheafHighlightsWindow *self)
{
  g_autofree char *query = NULL;

  g_free (self->words);
  sheaf_highlights_split (gtk_editable_get_text (self->search), &query, &self->words);
  self->turn = 0;
  self->to_top = TRUE;
  if (g_strcmp0 (query, self->query) == 0)
    {
      filter (self);
      return;
    }
  g_free (self->query);
  self->query = g_steal_pointer (&query);
  load (self);
}

static void
stop_search_cb (SheafHighlightsWindow *self)
{
  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
activate_cb (SheafHighlightsWindow *self, guint position)
{
  g_autoptr (SheafHighlight) one = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  const SheafMark *mark = one != NULL ? sheaf_highlight_get_mark (one) : NULL;

  if (one == NULL)
    return;
  focus_row (self, position);
  g_signal_emit (self, signals[OPEN], 0, sheaf_highlight_get_row (one)->id,
                 mark != NULL ? mark->id : (gint64)0);
}

static void
remove_one (SheafHighlightsWindow *self, gint64 id)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_remove_marks (&id, 1);

  sheaf_undo_stack_do (self->undo, SHEAF_DEED_REMOVE_MARK, edit, NULL);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  remove_one (data, g_variant_get_int64 (parameter));
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SheafHighlightsWindow *self = SHEAF_HIGHLIGHTS_WINDOW (widget);
  guint focused = find_focused (self);
  g_autoptr (SheafHighlight) one = g_list_model_get_item (G_LIST_MODEL (self->list), focused);
  const SheafMark *mark = one != NULL ? sheaf_highlight_get_mark (one) : NULL;

  if (mark == NULL)
    return FALSE;
  remove_one (self, mark->id);

  return TRUE;
}

static gboolean
find_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SHEAF_HIGHLIGHTS_WINDOW (widget)->search));
}

static void
said_cb (GtkWindow *window, const char *sentence)
{
  SheafHighlightsWindow *self = SHEAF_HIGHLIGHTS_WINDOW (window);

  if (self->undo != NULL) /* it was closed meanwhile */
    sheaf_undo_stack_say (self->undo, sentence);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GPtrArray) shown = list_shown (data);

  sheaf_highlights_copy (data, shown, said_cb);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GPtrArray) shown = list_shown (data);

  sheaf_highlights_save (data, shown, said_cb);
}

static void
set_state_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  SHEAF_HIGHLIGHTS_WINDOW (data)->turn = 0;
  filter_anew (data);
}

static void
set_review_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  SHEAF_HIGHLIGHTS_WINDOW (data)->seed = MAX (1, g_random_int ());
  set_state_cb (action, value, data);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SHEAF_HIGHLIGHTS_WINDOW (data)->turn++;
  filter_anew (data);
}

static const GActionEntry entries[] = {
  { .name = "color", .parameter_type = "i", .state = "-1", .change_state = set_state_cb },
  { .name = "order", .parameter_type = "s", .state = "'article'", .change_state = set_state_cb },
  { .name = "review", .state = "false", .change_state = set_review_cb },
  { .name = "next", .activate = next_cb },
  { .name = "copy", .activate = copy_cb },
  { .name = "save", .activate = save_cb },
  { .name = "remove", .activate = remove_cb, .parameter_type = "x" },
};

/* --- The window --- */

static void
add_swatch (SheafHighlightsWindow *self, int color)
{
  const char *name = color >= 0 ? sheaf_page_mark_get_name ((guint)color) : _ ("All colours");
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *css_class = g_strdup_printf ("mark-%d", color);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_add_css_class (button, "mark-swatch");
  gtk_widget_add_css_class (button, color >= 0 ? css_class : "mark-all");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", color);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "highlights.color");
  gtk_box_append (self->swatches, button);
}

static void
cancel (SheafHighlightsWindow *self)
{
  g_cancellable_cancel (self->loading);
  g_cancellable_cancel (self->filtering);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
}

static void
sheaf_highlights_window_dispose (GObject *object)
{
  SheafHighlightsWindow *self = SHEAF_HIGHLIGHTS_WINDOW (object);

  cancel (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, changed_cb, self);
  g_clear_object (&self->undo);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_highlights_window_parent_class)->dispose (object);
}

static void
sheaf_highlights_window_finalize (GObject *object)
{
  SheafHighlightsWindow *self = SHEAF_HIGHLIGHTS_WINDOW (object);

  g_clear_object (&self->loading);
  g_clear_object (&self->filtering);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_object_unref (self->list);
  g_object_unref (self->selection);
  g_object_unref (self->actions);
  g_free (self->query);
  g_free (self->words);
  G_OBJECT_CLASS (sheaf_highlights_window_parent_class)->finalize (object);
}

/* What loads and filters holds it: closing ends that. */
static gboolean
sheaf_highlights_window_close_request (GtkWindow *window)
{
  cancel (SHEAF_HIGHLIGHTS_WINDOW (window));

  return GTK_WINDOW_CLASS (sheaf_highlights_window_parent_class)->close_request (window);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, find_cb, NULL);
}

static void
sheaf_highlights_window_class_init (SheafHighlightsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_highlights_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_highlights_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sheaf_highlights_window_close_request;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/sheaf_app/Sheaf/ui/highlights-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, filters);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, swatches);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, view);
  gtk_widget_class_bind_template_child (widget_class, SheafHighlightsWindow, review_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  add_keys (widget_class);
  signals[OPEN] = g_signal_new ("open", SHEAF_TYPE_HIGHLIGHTS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
sheaf_highlights_window_init (SheafHighlightsWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = sheaf_highlights_row_factory_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "highlights", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = g_list_store_new (SHEAF_TYPE_HIGHLIGHT);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect",
                                  TRUE, "model", self->list, NULL);
  gtk_list_view_set_factory (self->view, factory);
  sheaf_list_focus_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  for (int color = -1; color < SHEAF_PAGE_MARK_COLORS; color++)
    add_swatch (self, color);
}

GtkWindow *
sheaf_highlights_window_new (GtkWindow *parent, SheafStore *store)
{
  SheafHighlightsWindow *self
      = g_object_new (SHEAF_TYPE_HIGHLIGHTS_WINDOW, "transient-for", parent, "destroy-with-parent",
                      TRUE, "application", gtk_window_get_application (parent), NULL);

  self->store = g_object_ref (store);
  self->undo = sheaf_undo_stack_new (store, self->toasts);
  sheaf_undo_stack_serve (self->undo, GTK_WIDGET (self));
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WINDOW (self);
}
