/* SPDX-License-Identifier: GPL-3.0-or-later */

/* query -> ids -> lazy list -> selection -> GtkListView. One list for life, refilled by each query.
 */

#include "ui/article-pane.h"

#include "ui/article-pane-private.h"

#include <glib/gi18n.h>

#define THUMBNAIL_SIDE 144

enum
{
  PROP_ARTICLE = 1,
  PROP_N_SELECTED,
  PROP_SEARCHING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SheafArticlePane, sheaf_article_pane, GTK_TYPE_WIDGET)

static void
ask (SheafArticlePane *self);

/* --- What the rest of the window sees --- */

static void
selection_changed_cb (SheafArticlePane *self)
{
  guint first = sheaf_article_selection_get_first (self->selection);
  g_autoptr (SheafArticle) article = NULL;

  if (sheaf_article_selection_count (self->selection) == 1)
    {
      article = g_list_model_get_item (G_LIST_MODEL (self->list), first);
      self->cursor = first;
      self->cursor_id = sheaf_article_get_id (article);
      if (self->cursor_id != self->undone_id && self->wanted_id == SHEAF_NO_ID)
        self->undone_id = SHEAF_NO_ID;
    }
  if (g_set_object (&self->article, article))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARTICLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/* --- Empty lists --- */

static const struct
{
  const char *icon;
  const char *title;
  const char *text;
} empty_places[] = {
  [SHEAF_PLACE_UNREAD]
  = { "sheaf-inbox-symbolic", N_ ("All Read"), N_ ("What you save comes here") },
  [SHEAF_PLACE_STARRED]
  = { "starred-symbolic", N_ ("No Stars Yet"), N_ ("Press S on an article to star it") },
  [SHEAF_PLACE_ARCHIVE] = { "sheaf-archive-symbolic", N_ ("Archive Is Empty"),
                            N_ ("Press A on an article to archive it") },
  [SHEAF_PLACE_ALL]
  = { "view-list-symbolic", N_ ("No Articles"), N_ ("Press Ctrl+N to add the first one") },
  [SHEAF_PLACE_TRASH] = { "user-trash-symbolic", N_ ("Trash Is Empty"), NULL },
};

static void
show_emptiness (SheafArticlePane *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  SheafPlace place = sheaf_query_get_place (self->query);

  if (self->searching)
    {
      adw_status_page_set_icon_name (self->empty, "system-search-symbolic");
      adw_status_page_set_title (self->empty, _ ("No Results"));
      adw_status_page_set_description (self->empty, _ ("Try other words"));
    }
  else
    {
      const char *text = empty_places[place].text;

      adw_status_page_set_icon_name (self->empty, empty_places[place].icon);
      adw_status_page_set_title (self->empty, _ (empty_places[place].title));
      adw_status_page_set_description (self->empty, text != NULL ? _ (text) : NULL);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "list");
}

/* --- Asking, and what comes back --- */

/* After a refill the view anchors itself on the row that had the focus: the right row is focused
 * first, the exact place is set two frames later. */
static gboolean
restore_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SheafArticlePane *self = data;

  if (self->restore_ticks-- > 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
      self->before_scroll);

  return G_SOURCE_REMOVE;
}

static void
restore_place (SheafArticlePane *self)
{
  guint position;

  if (sheaf_article_list_find (self->list, self->before_id, &position))
    sheaf_article_pane_go_to (self, position, TRUE);
  self->before_id = SHEAF_NO_ID;
  self->restore_ticks = 2;
  gtk_widget_add_tick_callback (self->view, restore_tick_cb, self, NULL);
}

static gboolean
has_id (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

/* An article that was just read to its end leaves the list of the unread only once another is
 * opened; and one that was brought back is shown where it was taken from, read or not. */
static void
keep_open_article (SheafArticlePane *self, GArray *ids)
{
  SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;
  gint64 id = SHEAF_NO_ID;

  if (self->fresh || self->searching || sheaf_query_get_place (self->query) != SHEAF_PLACE_UNREAD)
    return;
  if (self->undone_id != SHEAF_NO_ID)
    id = self->undone_id;
  else if (row != NULL && row->read && !row->archived && !row->trashed)
    id = row->id;
  if (id != SHEAF_NO_ID && !has_id (ids, id))
    g_array_insert_val (ids, MIN (self->cursor, ids->len), id);
}

static void
refill (SheafArticlePane *self, GArray *ids, GPtrArray *rows)
{
  gboolean first = self->fresh;
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gboolean focused = sheaf_article_pane_has_row_focus (self, focus);
  gint64 had = self->article != NULL ? self->cursor_id : SHEAF_NO_ID;
  guint position;

  keep_open_article (self, ids);
  if (first)
    gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  sheaf_article_list_refill (self->list, ids, rows);
  self->fresh = FALSE;

  if (self->wanted_id != SHEAF_NO_ID
      && sheaf_article_list_find (self->list, self->wanted_id, &position))
    {
      self->wanted_id = SHEAF_NO_ID;
      sheaf_article_pane_go_to (self, position, focused);
    }
  else if (!self->searching && self->before_id != SHEAF_NO_ID)
    restore_place (self);
  else if (had != SHEAF_NO_ID && sheaf_article_list_find (self->list, had, &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  else if (had != SHEAF_NO_ID && !first && ids->len > 0)
    sheaf_article_pane_go_to (
        self, self->cursor, focused); /* it was archived or deleted: the next one takes its place */
  else if (first)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  selection_changed_cb (self);
  show_emptiness (self);
  if (!self->filled && gtk_widget_get_mapped (self->view))
    gtk_widget_grab_focus (self->view); /* keys work from the first moment */
  self->filled = TRUE;
}

static void
query_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafArticlePane *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) ids = sheaf_store_query_finish (SHEAF_STORE (source), result, &rows, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  if (ids == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      adw_status_page_set_icon_name (self->empty, "dialog-warning-symbolic");
      adw_status_page_set_title (self->empty, _ ("The List Cannot Be Read"));
      adw_status_page_set_description (self->empty, sentence);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
      return;
    }
  refill (self, ids, rows);
}

/* What is searched for is searched in the whole library, the trash apart. (transfer full) */
static SheafQuery *
make_search (SheafArticlePane *self, const char *words)
{
  SheafPlace place = sheaf_query_get_place (self->query) == SHEAF_PLACE_TRASH ? SHEAF_PLACE_TRASH
                                                                              : SHEAF_PLACE_ALL;
  g_autoptr (SheafQuery) all = sheaf_query_new (place);
  g_autoptr (SheafQuery) ordered
      = sheaf_query_with_order (all, sheaf_query_get_order (self->query));

  return sheaf_query_with_text (ordered, words);
}

static void
ask (SheafArticlePane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (SheafQuery) query = NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->query == NULL || self->library == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  query
      = self->searching && *text != '\0' ? make_search (self, text) : sheaf_query_ref (self->query);
  sheaf_store_query_async (sheaf_library_get_store (self->library), query, self->cancellable,
                           query_cb, self);
}

static gboolean
ask_cb (gpointer data)
{
  SheafArticlePane *self = data;

  self->idle = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (SheafArticlePane *self, const SheafChange *change)
{
  SheafChangeFlags wanted
      = SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS | (self->searching ? SHEAF_CHANGE_NOTES : 0);

  if (self->idle == 0 && (change->ids == NULL || (change->flags & wanted) != 0))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, ask_cb, self, NULL);
}

/* --- Search --- */

static void
set_searching (SheafArticlePane *self, gboolean searching)
{
  if (self->searching == searching)
    return;
  self->searching = searching;
  gtk_stack_set_visible_child_name (GTK_STACK (self->title_stack), searching ? "search" : "title");
  gtk_widget_set_hexpand (self->title_stack, searching);
  gtk_widget_set_visible (self->menu, !searching);
  if (searching)
    {
      self->before_id = self->cursor_id;
      self->before_scroll = gtk_adjustment_get_value (
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)));
      gtk_widget_grab_focus (self->search);
    }
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gtk_widget_grab_focus (self->view);
      ask (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
search_changed_cb (SheafArticlePane *self)
{
  if (!self->searching)
    return;
  self->fresh = TRUE;
  sheaf_article_pane_show_words (self);
  ask (self);
}

static void
search_activate_cb (SheafArticlePane *self)
{
  sheaf_article_pane_go_to (self, 0, TRUE);
}

/* --- Sorting --- */

static const char *const order_names[] = {
  [SHEAF_ORDER_NEWEST] = "newest",
  [SHEAF_ORDER_OLDEST] = "oldest",
  [SHEAF_ORDER_TITLE] = "title",
};

static void
order_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  SheafArticlePane *self = data;
  const char *name = g_variant_get_string (value, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
    if (g_str_equal (order_names[i], name) && self->query != NULL)
      {
        g_autoptr (SheafQuery) query = sheaf_query_with_order (self->query, i);

        g_simple_action_set_state (action, value);
        sheaf_query_unref (self->query);
        self->query = g_steal_pointer (&query);
        self->fresh = TRUE;
        ask (self);
      }
}

static const GActionEntry actions[] = {
  { .name = "order", .parameter_type = "s", .state = "'newest'", .change_state = order_cb },
};

/* --- Life --- */

static void
sheaf_article_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SheafArticlePane *self = SHEAF_ARTICLE_PANE (object);

  switch (id)
    {
    case PROP_ARTICLE:
      g_value_set_object (value, self->article);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, sheaf_article_pane_get_n_selected (self));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sheaf_article_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SEARCHING)
    set_searching (SHEAF_ARTICLE_PANE (object), g_value_get_boolean (value));
}

static void
sheaf_article_pane_dispose (GObject *object)
{
  SheafArticlePane *self = SHEAF_ARTICLE_PANE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  sheaf_article_pane_dispose_rows (self);
  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->article);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->library);
  g_clear_pointer (&self->query, sheaf_query_unref);
  G_OBJECT_CLASS (sheaf_article_pane_parent_class)->dispose (object);
}

static void
sheaf_article_pane_class_init (SheafArticlePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_article_pane_dispose;
  object_class->get_property = sheaf_article_pane_get_property;
  object_class->set_property = sheaf_article_pane_set_property;
  properties[PROP_ARTICLE] = g_param_spec_object ("article", NULL, NULL, SHEAF_TYPE_ARTICLE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCHING]
      = g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("menu-opens", SHEAF_TYPE_ARTICLE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("opened", SHEAF_TYPE_ARTICLE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/article-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, header);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, title_stack);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, title);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, search);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, back);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, search_button);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, menu);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, view);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, empty);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, menu_row);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_article_pane_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  sheaf_article_pane_class_init_rows (widget_class);
}

static void
sheaf_article_pane_init (SheafArticlePane *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  /* Before the template: a popover that is there already would never learn of the group. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list-pane", G_ACTION_GROUP (group));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sheaf_article_pane_set_library (SheafArticlePane *self, SheafLibrary *library)
{
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  self->thumbnails = sheaf_thumbnails_new (library, THUMBNAIL_SIDE);
  self->list = sheaf_article_list_new (sheaf_library_get_store (library));
  self->selection = sheaf_article_selection_new (self->list);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  sheaf_article_pane_init_rows (self);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_pane_show (SheafArticlePane *self, SheafQuery *query, const char *title)
{
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (
      query, self->query != NULL ? sheaf_query_get_order (self->query) : SHEAF_ORDER_NEWEST);

  self->before_id = self->cursor_id = self->undone_id = SHEAF_NO_ID;
  self->cursor = 0;
  self->fresh = TRUE;
  g_clear_pointer (&self->query, sheaf_query_unref);
  self->query = g_steal_pointer (&ordered);
  adw_window_title_set_title (self->title, title);
  if (self->searching)
    set_searching (self, FALSE); /* asks */
  else
    ask (self);
}

SheafQuery *
sheaf_article_pane_get_query (SheafArticlePane *self)
{
  return self->query;
}

AdwHeaderBar *
sheaf_article_pane_get_header (SheafArticlePane *self)
{
  return self->header;
}

void
sheaf_article_pane_set_back_visible (SheafArticlePane *self, gboolean visible)
{
  gtk_widget_set_visible (self->back, visible);
}

GArray *
sheaf_article_pane_get_selected (SheafArticlePane *self)
{
  return sheaf_article_selection_get_ids (self->selection);
}

SheafArticle *
sheaf_article_pane_get_article (SheafArticlePane *self)
{
  return self->article;
}

guint
sheaf_article_pane_get_n_selected (SheafArticlePane *self)
{
  return self->selection != NULL ? sheaf_article_selection_count (self->selection) : 0;
}

gboolean
sheaf_article_pane_all_selected (SheafArticlePane *self, SheafRowTest test)
{
  g_autoptr (GArray) ids = sheaf_article_selection_get_ids (self->selection);

  for (guint i = 0; i < ids->len; i++)
    {
      SheafArticle *article = sheaf_article_list_peek (self->list, g_array_index (ids, gint64, i));
      SheafRow *row = article != NULL ? sheaf_article_get_row (article) : NULL;

      if (row != NULL && !test (row))
        return FALSE;
    }

  return ids->len > 0;
}

void
sheaf_article_pane_start_search (SheafArticlePane *self)
{
  set_searching (self, TRUE);
  gtk_widget_grab_focus (self->search);
}

void
sheaf_article_pane_stop_search (SheafArticlePane *self)
{
  set_searching (self, FALSE);
}

gboolean
sheaf_article_pane_get_searching (SheafArticlePane *self)
{
  return self->searching;
}

gboolean
sheaf_article_pane_has_row_focus (SheafArticlePane *self, GtkWidget *focus)
{
  return focus != NULL && gtk_widget_is_ancestor (focus, self->view);
}

gboolean
sheaf_article_pane_has_search_focus (SheafArticlePane *self, GtkWidget *focus)
{
  return focus != NULL && (focus == self->search || gtk_widget_is_ancestor (focus, self->search));
}
