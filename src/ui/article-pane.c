/* SPDX-License-Identifier: GPL-3.0-or-later */

/* query -> ids -> lazy list -> selection -> GtkListView. One list for life, refilled by each query.
 */

#include "ui/article-pane.h"

#include "ui/article-pane-private.h"
#include "ui/list-focus.h"

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

/* --- What the rest of the window sees --- */

void
sheaf_article_pane_selection_changed (SheafArticlePane *self)
{
  guint first = sheaf_article_selection_get_first (self->selection);
  g_autoptr (SheafArticle) article = NULL;

  sheaf_article_pane_note_move (self);
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

/* --- Asking, and what comes back --- */

void
sheaf_article_pane_show_error (SheafArticlePane *self, const GError *error)
{
  g_autofree char *sentence = sheaf_error_sentence (error, NULL);

  adw_status_page_set_icon_name (self->empty, "dialog-warning-symbolic");
  adw_status_page_set_title (self->empty, _ ("The List Cannot Be Read"));
  adw_status_page_set_description (self->empty, sentence);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
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
    sheaf_article_pane_show_error (self, error);
  else
    sheaf_article_pane_refill (self, ids, rows);
}

/* What is searched for is searched in the whole library, the trash apart. (transfer full) */
static SheafQuery *
make_search (SheafArticlePane *self)
{
  SheafPlace place = sheaf_query_get_place (self->query) == SHEAF_PLACE_TRASH ? SHEAF_PLACE_TRASH
                                                                              : SHEAF_PLACE_ALL;
  g_autoptr (SheafQuery) all = sheaf_query_new (place);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, self->search_order);

  return sheaf_query_with_text (ordered, sheaf_search_bar_get_text (self->search));
}

SheafQuery *
sheaf_article_pane_dup_asked (SheafArticlePane *self)
{
  g_autoptr (SheafQuery) query
      = sheaf_article_pane_has_search (self) ? make_search (self) : sheaf_query_ref (self->query);

  return sheaf_query_with_seed (query, self->seed);
}

void
sheaf_article_pane_ask (SheafArticlePane *self)
{
  g_autoptr (SheafQuery) query = NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->query == NULL || self->store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  query = sheaf_article_pane_dup_asked (self);
  sheaf_article_pane_show_order (self);
  if (self->queue != NULL)
    sheaf_article_pane_ask_queue (self);
  else if (sheaf_article_pane_has_search (self))
    sheaf_article_pane_ask_search (self, query);
  else
    sheaf_store_query_async (self->store, query, self->cancellable, query_cb, self);
}

void
sheaf_article_pane_ask_fresh (SheafArticlePane *self)
{
  self->fresh = TRUE;
  sheaf_article_pane_ask (self);
}

static gboolean
ask_cb (gpointer data)
{
  SheafArticlePane *self = data;

  self->idle = 0;
  sheaf_article_pane_ask (self);

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

/* --- Actions --- */

static void
minutes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_article_pane_open_minutes (data);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_article_pane_leave (data);
}

static const GActionEntry actions[] = {
  { .name = "minutes", .activate = minutes_cb },
  { .name = "leave", .activate = leave_cb },
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
    sheaf_article_pane_set_searching (SHEAF_ARTICLE_PANE (object), g_value_get_boolean (value));
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
  sheaf_article_pane_dispose_search (self);
  g_clear_pointer (&self->minutes, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->article);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->conditions);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->sort_menu);
  g_clear_object (&self->direction_menu);
  g_clear_pointer (&self->query, sheaf_query_unref);
  g_clear_pointer (&self->queue, g_array_unref);
  g_clear_pointer (&self->place_title, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, sort_button);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, menu);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, below);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, status);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, unknown);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, save);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, help_button);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, leave);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, view);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, empty);
  gtk_widget_class_bind_template_child (widget_class, SheafArticlePane, menu_row);
  sheaf_article_pane_class_init_rows (widget_class);
  sheaf_article_pane_class_init_search (widget_class);
}

static void
sheaf_article_pane_init (SheafArticlePane *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), sheaf_article_pane_sort_actions,
                                   sheaf_article_pane_n_sort_actions, self);
  /* Before the template: a popover that is there already would never learn of the group. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list-pane", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  sheaf_article_pane_init_sort (self);
}

void
sheaf_article_pane_set_library (SheafArticlePane *self, SheafLibrary *library, GSettings *settings)
{
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (sheaf_library_get_store (library));
  self->settings = g_object_ref (settings);
  self->thumbnails = sheaf_thumbnails_new (library, THUMBNAIL_SIDE);
  self->conditions = g_object_ref (sheaf_library_get_conditions (library));
  self->list = sheaf_article_list_new (sheaf_library_get_store (library));
  self->selection = sheaf_article_selection_new (self->list);
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (sheaf_article_pane_selection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  sheaf_article_pane_init_rows (self);
  sheaf_article_pane_init_search (self);
  sheaf_list_focus_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_pane_show (SheafArticlePane *self, SheafQuery *query, const char *title)
{
  self->remembered = FALSE;
  self->cursor_id = self->undone_id = SHEAF_NO_ID;
  self->cursor = 0;
  self->fresh = TRUE;
  g_clear_pointer (&self->query, sheaf_query_unref);
  self->query = sheaf_query_with_order (query, sheaf_article_pane_get_kept_order (self, query));
  g_free (self->place_title);
  self->place_title = g_strdup (title);
  sheaf_article_pane_drop_queue (self);
  if (self->searching)
    sheaf_article_pane_set_searching (self, FALSE); /* asks */
  else
    sheaf_article_pane_ask (self);
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
  sheaf_article_pane_set_searching (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
sheaf_article_pane_search (SheafArticlePane *self, const char *text)
{
  sheaf_article_pane_start_search (self);
  sheaf_search_bar_set_text (self->search, text);
}

void
sheaf_article_pane_stop_search (SheafArticlePane *self)
{
  sheaf_article_pane_set_searching (self, FALSE);
}

gboolean
sheaf_article_pane_leave (SheafArticlePane *self)
{
  if (self->searching)
    sheaf_article_pane_set_searching (self, FALSE);
  else if (self->queue != NULL)
    {
      sheaf_article_pane_drop_queue (self);
      sheaf_article_pane_ask_fresh (self);
      gtk_widget_grab_focus (self->view);
    }
  else
    return FALSE;

  return TRUE;
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
