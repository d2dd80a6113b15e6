/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counts are loaded once and then moved by what each edit changed; where another process wrote,
 * or a tag was renamed, they are loaded again. */

#include "ui/sidebar.h"

#include "ui/list-focus.h"
#include "ui/sidebar-private.h"

#include <glib/gi18n.h>

#define SETTLE_MS 80
#define REST 4 /* where others write all the time, counting takes a part of five at most */

enum
{
  PROP_ALL = 1,
  N_PROPS,
};

enum
{
  SELECTED,
  ACTIVATED,
  COUNTED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, GTK_TYPE_WIDGET)

/* --- The selected line --- */

SheafSidebarRow *
sheaf_sidebar_find_row (SheafSidebar *self, SheafSidebarItem *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (SHEAF_IS_SIDEBAR_ROW (row)
          && sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row)) == item)
        return SHEAF_SIDEBAR_ROW (row);
    }

  return NULL;
}

void
sheaf_sidebar_select (SheafSidebar *self, SheafSidebarItem *item)
{
  guint position = sheaf_sidebar_model_find (self->model, sheaf_sidebar_item_get_key (item));
  SheafSidebarRow *row;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
  row = sheaf_sidebar_find_row (self, item);
  if (row != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_single_selection_set_selected (self->selection, position);
}

/* Where it now means other articles, that is told, too: a tag got its first tag below, a list
 * another query. */
static void
tell_selected (SheafSidebar *self)
{
  SheafSidebarItem *item = sheaf_sidebar_get_selected (self);
  g_autoptr (SheafQuery) query = item != NULL ? sheaf_sidebar_item_dup_query (item) : NULL;
  gboolean other;

  if (query == NULL)
    return;
  other = g_strcmp0 (self->selected, sheaf_sidebar_item_get_key (item)) != 0 || self->query == NULL
          || !sheaf_query_equal (self->query, query);
  g_free (self->selected);
  self->selected = g_strdup (sheaf_sidebar_item_get_key (item));
  g_clear_pointer (&self->query, sheaf_query_unref);
  self->query = g_steal_pointer (&query);
  if (other)
    g_signal_emit (self, signals[SELECTED], 0, item);
}

static void
selected_cb (SheafSidebar *self)
{
  if (!self->updating)
    tell_selected (self);
}

/* What is selected is gone, or folded away: the line that it stood under, or all. */
static guint
find_instead (SheafSidebar *self)
{
  g_autofree char *key = g_strdup (self->selected);
  char *slash;

  while (g_str_has_prefix (key, "tag:") && (slash = strrchr (key, '/')) != NULL)
    {
      guint position;

      *slash = '\0';
      position = sheaf_sidebar_model_find (self->model, key);
      if (position != GTK_INVALID_LIST_POSITION)
        return position;
    }

  return sheaf_sidebar_model_find (self->model, "place:3");
}

/* --- Counts --- */

static void
set_all (SheafSidebar *self, guint all)
{
  if (self->all == all)
    return;
  self->all = all;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALL]);
}

static void
refresh (SheafSidebar *self)
{
  guint position;

  g_clear_handle_id (&self->refresh, g_source_remove);
  self->updating = TRUE;
  sheaf_sidebar_model_update (self->model, self->counts, self->lists);
  position = self->selected != NULL ? sheaf_sidebar_model_find (self->model, self->selected)
                                    : GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION && self->selected != NULL)
    position = find_instead (self);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position);
  self->updating = FALSE;
  g_clear_pointer (&self->tags, g_strfreev);
  if (self->counts != NULL)
    set_all (self, self->counts->all + self->counts->trashed);
  if (self->selected != NULL)
    tell_selected (self);
  g_signal_emit (self, signals[COUNTED], 0);
}

static gboolean
refresh_cb (gpointer data)
{
  SheafSidebar *self = data;

  self->refresh = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

void
sheaf_sidebar_queue_refresh (SheafSidebar *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add (refresh_cb, self);
}

static void
counts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafSidebar *self = data;
  SheafSidebarCounts *counts = sheaf_store_load_sidebar_finish (SHEAF_STORE (source), result, NULL);

  if (counts == NULL) /* cancelled: SELF may be gone */
    return;
  g_clear_pointer (&self->counts, sheaf_sidebar_counts_free);
  self->counts = counts;
  self->took = g_get_monotonic_time () - self->asked_at;
  refresh (self);
}

static gboolean
count_cb (gpointer data)
{
  SheafSidebar *self = data;

  self->recount = 0;
  self->asked_at = g_get_monotonic_time ();
  sheaf_store_load_sidebar_async (self->store, self->cancellable, counts_cb, self);

  return G_SOURCE_REMOVE;
}

static void
queue_recount (SheafSidebar *self)
{
  guint rest = SETTLE_MS + (guint)(REST * self->took / 1000);

  if (self->recount == 0)
    self->recount = g_timeout_add (rest, count_cb, self);
}

static void
store_changed_cb (SheafSidebar *self, const SheafChange *change)
{
  if (change->counts == NULL)
    queue_recount (self);
  else if (self->counts != NULL && !sheaf_sidebar_counts_is_nothing (change->counts))
    {
      sheaf_sidebar_counts_move (self->counts, change->counts);
      sheaf_sidebar_queue_refresh (self);
    }
  if (change->ids == NULL || (change->flags & SHEAF_CHANGE_SAVED) != 0)
    sheaf_sidebar_load_lists (self);
  if ((change->flags & ~(SHEAF_CHANGE_JOBS | SHEAF_CHANGE_SAVED)) != 0)
    sheaf_sidebar_queue_list_counts (self);
}

/* --- Folding --- */

void
sheaf_sidebar_fold (SheafSidebar *self, SheafSidebarItem *item, gboolean folded)
{
  g_auto (GStrv) keys = NULL;

  sheaf_sidebar_model_fold (self->model, item, folded);
  keys = sheaf_sidebar_model_dup_folded (self->model);
  g_settings_set_strv (self->settings, "folded-tags", (const char *const *)keys);
  refresh (self);
}

static void
fold_cb (SheafSidebarRow *row, SheafSidebar *self)
{
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (row);

  if (item != NULL)
    sheaf_sidebar_fold (self, item, sheaf_sidebar_item_get_facts (item)->open);
}

/* --- Rows --- */

static void
menu_pressed_cb (GtkGestureClick *click, int n, double x, double y, SheafSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  sheaf_sidebar_open_menu (self, SHEAF_SIDEBAR_ROW (row), x, y);
}

/* The list selects a row after this: it has to be another one's turn. */
static void
released_cb (GtkGestureClick *click, int n, double x, double y, SheafSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row));

  if (item == NULL || sheaf_sidebar_item_get_facts (item)->kind == SHEAF_SIDEBAR_HEADING)
    return;
  sheaf_sidebar_select (self, item);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, SheafSidebar *self)
{
  SheafSidebarRow *row = sheaf_sidebar_row_new ();
  GtkGesture *menu = gtk_gesture_click_new (), *open = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_after (open, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (open));
  g_signal_connect (row, "fold", G_CALLBACK (fold_cb), self);
  sheaf_sidebar_init_drag (self, row);
  gtk_list_item_set_child (item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  SheafSidebarItem *item = gtk_list_item_get_item (list_item);
  gboolean heading = sheaf_sidebar_item_get_facts (item)->kind == SHEAF_SIDEBAR_HEADING;

  sheaf_sidebar_row_set_item (SHEAF_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_selectable (list_item, !heading);
  gtk_list_item_set_activatable (list_item, !heading);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  sheaf_sidebar_row_set_item (SHEAF_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (SheafSidebar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* --- Life --- */

static void
sheaf_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, SHEAF_SIDEBAR (object)->all);
}

static void
sheaf_sidebar_dispose (GObject *object)
{
  SheafSidebar *self = SHEAF_SIDEBAR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->count_lists, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->target);
  g_clear_object (&self->dragged);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->undo);
  g_clear_pointer (&self->counts, sheaf_sidebar_counts_free);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->query, sheaf_query_unref);
  g_clear_pointer (&self->selected, g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  G_OBJECT_CLASS (sheaf_sidebar_parent_class)->dispose (object);
}

static void
sheaf_sidebar_class_init (SheafSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_sidebar_dispose;
  object_class->get_property = sheaf_sidebar_get_property;
  properties[PROP_ALL] = g_param_spec_uint ("all", NULL, NULL, 0, G_MAXUINT, G_MAXUINT,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SELECTED] = g_signal_new ("selected", SHEAF_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, SHEAF_TYPE_SIDEBAR_ITEM);
  signals[ACTIVATED] = g_signal_new ("activated", SHEAF_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", SHEAF_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, add);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, view);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, menu_tag);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, menu_list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  sheaf_sidebar_class_init_actions (widget_class);
}

static void
sheaf_sidebar_init (SheafSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->all = G_MAXUINT;
  self->cancellable = g_cancellable_new ();
  self->model = sheaf_sidebar_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  sheaf_list_focus_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  sheaf_sidebar_init_actions (self);
}

void
sheaf_sidebar_set_library (SheafSidebar *self,
                           SheafLibrary *library,
                           GSettings *settings,
                           SheafUndoStack *undo)
{
  g_auto (GStrv) folded = g_settings_get_strv (settings, "folded-tags");

  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (sheaf_library_get_store (library));
  self->settings = g_object_ref (settings);
  self->undo = g_object_ref (undo);
  sheaf_sidebar_model_set_folded (self->model, (const char *const *)folded);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  count_cb (self);
  sheaf_sidebar_load_lists (self);
}

AdwHeaderBar *
sheaf_sidebar_get_header (SheafSidebar *self)
{
  return self->header;
}

GtkMenuButton *
sheaf_sidebar_get_add_button (SheafSidebar *self)
{
  return self->add;
}

void
sheaf_sidebar_select_place (SheafSidebar *self, SheafPlace place)
{
  char key[16];

  g_snprintf (key, sizeof key, "place:%d", (int)place);
  gtk_single_selection_set_selected (self->selection, sheaf_sidebar_model_find (self->model, key));
}

SheafSidebarItem *
sheaf_sidebar_get_selected (SheafSidebar *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
sheaf_sidebar_expect_list (SheafSidebar *self)
{
  self->expects_list = TRUE;
}

SheafSidebarCounts *
sheaf_sidebar_get_counts (SheafSidebar *self)
{
  return self->counts;
}

const char *const *
sheaf_sidebar_get_tags (SheafSidebar *self)
{
  g_autoptr (GStrvBuilder) names = NULL;

  if (self->tags != NULL)
    return (const char *const *)self->tags;
  names = g_strv_builder_new ();
  for (guint i = 0; self->counts != NULL && i < self->counts->tags->len; i++)
    {
      const SheafTagCount *tag = self->counts->tags->pdata[i];

      if (tag->id != 0)
        g_strv_builder_add (names, tag->name);
    }
  self->tags = g_strv_builder_end (names);

  return (const char *const *)self->tags;
}
