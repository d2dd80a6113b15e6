/* SPDX-License-Identifier: GPL-3.0-or-later */

/* query -> ids -> lazy list -> selection -> GtkListView. One list for life, refilled by each query.
 */

#include "ui/article-pane.h"

#include "store/article-list.h"
#include "ui/article-row.h"
#include "ui/article-selection.h"
#include "ui/thumbnails.h"

#include <glib/gi18n.h>

#define THUMBNAIL_SIDE 144
#define NO_ID G_GINT64_CONSTANT (0)

struct _SheafArticlePane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkWidget *title_stack;
  AdwWindowTitle *title;
  GtkWidget *search;
  GtkWidget *back;
  GtkWidget *search_button;
  GtkWidget *menu;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *view;
  AdwStatusPage *empty;
  GMenuModel *menu_row;
  GtkWidget *row_menu; /* the context menu that is or was open */

  SheafLibrary *library;
  SheafThumbnails *thumbnails;
  SheafArticleList *list;
  SheafArticleSelection *selection;
  SheafQuery *query;
  SheafArticle *article;     /* the only one selected */
  GCancellable *cancellable; /* of the question under way */
  guint idle;                /* ask again */
  gboolean searching;
  gboolean filled; /* the first answer has come */
  gboolean fresh;  /* the next answer is to another question: begin at its top */
  guint cursor;    /* where the selection is or was */
  gint64 cursor_id;
  gint64 wanted_id; /* to be selected once it is listed */
  gint64 undone_id; /* brought back by Undo: stays in sight until another is opened */
  gint64 before_id; /* what was selected when the search began */
  double before_scroll;
  guint restore_ticks;
};

enum
{
  PROP_ARTICLE = 1,
  PROP_N_SELECTED,
  PROP_SEARCHING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint opened, menu_opens;

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
      if (self->cursor_id != self->undone_id && self->wanted_id == NO_ID)
        self->undone_id = NO_ID;
    }
  if (g_set_object (&self->article, article))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARTICLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static SheafArticleRow *
find_row (SheafArticlePane *self, gint64 id)
{
  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);
      SheafArticle *article = SHEAF_IS_ARTICLE_ROW (row)
                                  ? sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row))
                                  : NULL;

      if (article != NULL && sheaf_article_get_id (article) == id)
        return SHEAF_ARTICLE_ROW (row);
    }

  return NULL;
}

static void
go_to (SheafArticlePane *self, guint position, gboolean focus)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  SheafArticleRow *row;

  if (n == 0)
    return;
  position = MIN (position, n - 1);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u",
                              position); /* makes the row too */
  self->cursor = position;
  self->cursor_id = sheaf_article_list_get_id (self->list, position);
  row = focus ? find_row (self, self->cursor_id) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
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
    go_to (self, position, TRUE);
  self->before_id = NO_ID;
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
  gint64 id = NO_ID;

  if (self->fresh || self->searching || sheaf_query_get_place (self->query) != SHEAF_PLACE_UNREAD)
    return;
  if (self->undone_id != NO_ID)
    id = self->undone_id;
  else if (row != NULL && row->read && !row->archived && !row->trashed)
    id = row->id;
  if (id != NO_ID && !has_id (ids, id))
    g_array_insert_val (ids, MIN (self->cursor, ids->len), id);
}

static void
refill (SheafArticlePane *self, GArray *ids, GPtrArray *rows)
{
  gboolean first = self->fresh;
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gboolean focused = sheaf_article_pane_has_row_focus (self, focus);
  gint64 had = self->article != NULL ? self->cursor_id : NO_ID;
  guint position;

  keep_open_article (self, ids);
  if (first)
    gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  sheaf_article_list_refill (self->list, ids, rows);
  self->fresh = FALSE;

  if (self->wanted_id != NO_ID && sheaf_article_list_find (self->list, self->wanted_id, &position))
    {
      self->wanted_id = NO_ID;
      go_to (self, position, focused);
    }
  else if (!self->searching && self->before_id != NO_ID)
    restore_place (self);
  else if (had != NO_ID && sheaf_article_list_find (self->list, had, &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  else if (had != NO_ID && !first && ids->len > 0)
    go_to (self, self->cursor,
           focused); /* it was archived or deleted: the next one takes its place */
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
show_words (SheafArticlePane *self)
{
  const char *words = self->searching ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : NULL;

  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (SHEAF_IS_ARTICLE_ROW (row))
        sheaf_article_row_set_words (SHEAF_ARTICLE_ROW (row), words);
    }
}

static void
search_changed_cb (SheafArticlePane *self)
{
  if (!self->searching)
    return;
  self->fresh = TRUE;
  show_words (self);
  ask (self);
}

static void
search_activate_cb (SheafArticlePane *self)
{
  go_to (self, 0, TRUE);
}

/* --- Rows --- */

static void
activate_cb (SheafArticlePane *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, opened, 0);
}

/* The list itself selects a row after this: a tap on a first row would open nothing. */
static void
row_released_cb (GtkGestureClick *click, int n, double x, double y, SheafArticlePane *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  guint position;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && article != NULL
      && sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position))
    activate_cb (self, position);
}

static void
open_row_menu (SheafArticlePane *self, GtkWidget *row, double x, double y)
{
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  graphene_point_t at;
  guint position;

  if (article == NULL
      || !sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (!gtk_widget_compute_point (row, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)x, (float)y),
                                 &at))
    return;

  g_signal_emit (self, menu_opens, 0);
  /* The old one goes now and not when it closes: a chosen row's action comes after that. */
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  self->row_menu = gtk_popover_menu_new_from_model (self->menu_row);
  /* Never the row: rows are recycled under an open menu. Never the stack: GTK 4.8 dies of a child
   * that is no page of it when a screen reader asks. */
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_menu),
                               &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_menu), FALSE);
  gtk_widget_set_halign (self->row_menu, GTK_ALIGN_START);
  gtk_popover_popup (GTK_POPOVER (self->row_menu));
}

static void
row_pressed_cb (GtkGestureClick *click, int n, double x, double y, SheafArticlePane *self)
{
  open_row_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)), x, y);
}

/* The Menu key and Shift+F10. */
static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafArticlePane *self = SHEAF_ARTICLE_PANE (widget);
  SheafArticleRow *row = find_row (self, self->cursor_id);

  if (row != NULL)
    open_row_menu (self, GTK_WIDGET (row), 24, gtk_widget_get_height (GTK_WIDGET (row)) / 2.);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, SheafArticlePane *self)
{
  GtkWidget *row = GTK_WIDGET (sheaf_article_row_new (self->thumbnails));
  GtkGesture *menu = gtk_gesture_click_new (), *open = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (row_pressed_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_after (open, "released", G_CALLBACK (row_released_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (open));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, SheafArticlePane *self)
{
  SheafArticleRow *row = SHEAF_ARTICLE_ROW (gtk_list_item_get_child (item));

  sheaf_article_row_set_words (
      row, self->searching ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : NULL);
  sheaf_article_row_set_article (row, gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  sheaf_article_row_set_article (SHEAF_ARTICLE_ROW (gtk_list_item_get_child (item)), NULL);
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
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
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
  menu_opens = g_signal_new ("menu-opens", SHEAF_TYPE_ARTICLE_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                             NULL, NULL, G_TYPE_NONE, 0);
  opened = g_signal_new ("opened", SHEAF_TYPE_ARTICLE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
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
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "list-pane.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "list-pane.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "list-pane.menu",
                                       NULL);
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
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  self->thumbnails = sheaf_thumbnails_new (library, THUMBNAIL_SIDE);
  self->list = sheaf_article_list_new (sheaf_library_get_store (library));
  self->selection = sheaf_article_selection_new (self->list);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

void
sheaf_article_pane_show (SheafArticlePane *self, SheafQuery *query, const char *title)
{
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (
      query, self->query != NULL ? sheaf_query_get_order (self->query) : SHEAF_ORDER_NEWEST);

  self->before_id = self->cursor_id = self->undone_id = NO_ID;
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

void
sheaf_article_pane_move (SheafArticlePane *self, int step, gboolean unread_only, gboolean focus)
{
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  int position = self->cursor_id == NO_ID ? (step > 0 ? 0 : n - 1) : (int)self->cursor + step;

  for (; unread_only && position >= 0 && position < n; position += step)
    {
      g_autoptr (SheafArticle) article
          = g_list_model_get_item (G_LIST_MODEL (self->list), position);
      SheafRow *row = sheaf_article_get_row (article);

      if (row == NULL || sheaf_row_is_unread (row))
        break;
    }
  if (unread_only && (position < 0 || position >= n))
    return;
  go_to (self, MAX (0, position), focus);
}

void
sheaf_article_pane_select_id (SheafArticlePane *self, gint64 id, gboolean focus)
{
  guint position;

  self->wanted_id = NO_ID;
  if (sheaf_article_list_find (self->list, id, &position))
    go_to (self, position, focus);
  else
    self->wanted_id = id; /* once it comes */
}

void
sheaf_article_pane_show_undone (SheafArticlePane *self, gint64 id)
{
  self->undone_id = id;
  if (id != NO_ID)
    sheaf_article_pane_select_id (self, id, FALSE);
}

void
sheaf_article_pane_toggle_mark (SheafArticlePane *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  SheafArticle *article
      = SHEAF_IS_ARTICLE_ROW (row) ? sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row)) : NULL;
  guint position = self->cursor;

  if (article != NULL)
    sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position);
  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

void
sheaf_article_pane_select_all (SheafArticlePane *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_pane_focus_list (SheafArticlePane *self)
{
  SheafArticleRow *row = find_row (self, self->cursor_id);

  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  else
    gtk_widget_grab_focus (self->view);
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
