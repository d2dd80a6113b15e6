/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One GListStore of lines; the counts are asked for again, off the main thread, a moment after the
 * library changed. */

#include "ui/sidebar.h"

#include "ui/sidebar-row.h"

#include <glib/gi18n.h>

#define SETTLE_MS 80

struct _SheafSidebar
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkMenuButton *add;
  GtkWidget *view;

  SheafLibrary *library;
  GListStore *items;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  guint settle;
  guint all;
  guint first_tag; /* position; 0: there is none, nor a heading */
  GStrv tags;
};

enum
{
  PROP_ALL = 1,
  N_PROPS,
};

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, GTK_TYPE_WIDGET)

static const struct
{
  SheafPlace place;
  const char *title;
  const char *icon;
} places[] = {
  { SHEAF_PLACE_UNREAD, NC_ ("place", "Unread"), "sheaf-inbox-symbolic" },
  { SHEAF_PLACE_STARRED, NC_ ("place", "Starred"), "starred-symbolic" },
  { SHEAF_PLACE_ARCHIVE, NC_ ("place", "Archive"), "sheaf-archive-symbolic" },
  { SHEAF_PLACE_ALL, NC_ ("place", "All"), "view-list-symbolic" },
  { SHEAF_PLACE_TRASH, NC_ ("place", "Trash"), "user-trash-symbolic" },
};

/* --- Counts --- */

static guint
count_for (const SheafSidebarCounts *counts, SheafPlace place)
{
  switch (place)
    {
    case SHEAF_PLACE_UNREAD:
      return counts->unread;
    case SHEAF_PLACE_STARRED:
      return counts->starred_unread;
    case SHEAF_PLACE_ARCHIVE:
    case SHEAF_PLACE_ALL:
    case SHEAF_PLACE_TRASH:
      break;
    }

  return 0;
}

static gboolean
has_same_tags (SheafSidebar *self, GPtrArray *tags)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (self->first_tag == 0 || n - self->first_tag != tags->len)
    return self->first_tag == 0 && tags->len == 0;
  for (guint i = 0; i < tags->len; i++)
    {
      g_autoptr (SheafSidebarItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->items), self->first_tag + i);
      const SheafTagCount *tag = tags->pdata[i];

      if (sheaf_sidebar_item_get_tag (item) != tag->id)
        return FALSE;
    }

  return TRUE;
}

static void
replace_tags (SheafSidebar *self, GPtrArray *tags)
{
  SheafSidebarItem *selected = sheaf_sidebar_get_selected (self);
  gint64 selected_tag = selected != NULL ? sheaf_sidebar_item_get_tag (selected) : 0;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items)), from = G_N_ELEMENTS (places);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (tags->len > 0)
    g_ptr_array_add (items, sheaf_sidebar_item_new_heading (_ ("Tags")));
  for (guint i = 0; i < tags->len; i++)
    {
      const SheafTagCount *tag = tags->pdata[i];

      g_ptr_array_add (items, sheaf_sidebar_item_new_tag (tag->id, tag->name));
    }
  g_list_store_splice (self->items, from, n - from, items->pdata, items->len);
  self->first_tag = tags->len > 0 ? from + 1 : 0;
  for (guint i = 0; selected_tag > 0 && i < tags->len; i++)
    if (((const SheafTagCount *)tags->pdata[i])->id == selected_tag)
      gtk_single_selection_set_selected (self->selection, self->first_tag + i);
}

static void
keep_names (SheafSidebar *self, GPtrArray *tags)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < tags->len; i++)
    g_strv_builder_add (names, ((const SheafTagCount *)tags->pdata[i])->name);
  g_strfreev (self->tags);
  self->tags = g_strv_builder_end (names);
}

static void
show_counts (SheafSidebar *self, const SheafSidebarCounts *counts)
{
  guint all = counts->all + counts->trashed;

  if (!has_same_tags (self, counts->tags))
    replace_tags (self, counts->tags);
  keep_names (self, counts->tags);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (SheafSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (sheaf_sidebar_item_get_kind (item) == SHEAF_SIDEBAR_PLACE)
        sheaf_sidebar_item_set_count (item,
                                      count_for (counts, sheaf_sidebar_item_get_place (item)));
      else if (self->first_tag > 0 && i >= self->first_tag)
        {
          const SheafTagCount *tag = counts->tags->pdata[i - self->first_tag];

          sheaf_sidebar_item_set_count (item, tag->unread);
          sheaf_sidebar_item_set_title (item, tag->name);
        }
    }
  if (self->all != all)
    {
      self->all = all;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALL]);
    }
}

static void
counts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafSidebarCounts) counts
      = sheaf_store_load_sidebar_finish (SHEAF_STORE (source), result, NULL);

  if (counts != NULL) /* else cancelled: DATA may be gone */
    show_counts (data, counts);
}

static gboolean
count_cb (gpointer data)
{
  SheafSidebar *self = data;

  self->settle = 0;
  sheaf_store_load_sidebar_async (sheaf_library_get_store (self->library), self->cancellable,
                                  counts_cb, self);

  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (SheafSidebar *self, const SheafChange *change)
{
  if (self->settle == 0
      && (change->ids == NULL || (change->flags & (SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS)) != 0))
    self->settle = g_timeout_add (SETTLE_MS, count_cb, self);
}

/* --- Rows --- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, GTK_WIDGET (sheaf_sidebar_row_new ()));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  SheafSidebarItem *item = gtk_list_item_get_item (list_item);
  gboolean heading = sheaf_sidebar_item_get_kind (item) == SHEAF_SIDEBAR_HEADING;

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
selected_cb (SheafSidebar *self)
{
  SheafSidebarItem *item = sheaf_sidebar_get_selected (self);

  if (item != NULL && sheaf_sidebar_item_get_kind (item) != SHEAF_SIDEBAR_HEADING)
    g_signal_emit (self, signals[SELECTED], 0, item);
}

static void
activate_cb (SheafSidebar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
released_cb (GtkGestureClick *click, int n, double x, double y, SheafSidebar *self)
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
  g_clear_handle_id (&self->settle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->library);
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, add);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, view);
}

static void
sheaf_sidebar_init (SheafSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->all = G_MAXUINT;
  self->tags = g_new0 (char *, 1);
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (SHEAF_TYPE_SIDEBAR_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (SheafSidebarItem) item = sheaf_sidebar_item_new_place (
          places[i].place, g_dpgettext2 (NULL, "place", places[i].title), places[i].icon);

      g_list_store_append (self->items, item);
    }
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_after (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));
}

void
sheaf_sidebar_set_library (SheafSidebar *self, SheafLibrary *library)
{
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  count_cb (self);
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
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].place == place)
      gtk_single_selection_set_selected (self->selection, i);
}

SheafSidebarItem *
sheaf_sidebar_get_selected (SheafSidebar *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

const char *const *
sheaf_sidebar_get_tags (SheafSidebar *self)
{
  return (const char *const *)self->tags;
}
