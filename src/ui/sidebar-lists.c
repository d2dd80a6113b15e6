/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The smart lists, and how many articles each means: counted one after the other on a reader's
 * thread, once changes have come to rest, and for a part of the time only. */

#include "ui/sidebar-private.h"

#define SETTLE_MS 400
#define REST 4

static gboolean
count_lists_cb (gpointer data);

static void
count_next (SheafSidebar *self);

static void
queue (SheafSidebar *self, guint after_ms)
{
  if (self->count_lists == 0)
    self->count_lists = g_timeout_add (after_ms, count_lists_cb, self);
}

static void
end_round (SheafSidebar *self)
{
  gint64 took = g_get_monotonic_time () - self->count_began;

  self->counting = 0;
  if (self->count_again)
    queue (self, SETTLE_MS + (guint)(REST * took / 1000));
  self->count_again = FALSE;
}

typedef struct
{
  SheafSidebar *sidebar; /* not owned: cancelled when it goes */
  gint64 id;
} Counting;

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Counting *counting = data;
  SheafSidebar *self = counting->sidebar;
  g_autoptr (GError) error = NULL;
  guint count;
  gboolean good = sheaf_store_count_finish (SHEAF_STORE (source), result, &count, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (good)
    {
      sheaf_sidebar_model_set_list_count (self->model, counting->id, count);
      sheaf_sidebar_queue_refresh (self);
    }
  count_next (self);
}

static void
count_next (SheafSidebar *self)
{
  g_autoptr (SheafQuery) all = NULL;
  g_autoptr (SheafQuery) query = NULL;
  const SheafSmartList *list;
  Counting *counting;

  if (self->lists == NULL || self->counting >= self->lists->len)
    {
      end_round (self);
      return;
    }
  list = self->lists->pdata[self->counting++];
  all = sheaf_query_new (SHEAF_PLACE_ALL);
  query = sheaf_query_with_text (all, list->query);
  counting = g_new0 (Counting, 1);
  counting->sidebar = self;
  counting->id = list->id;
  sheaf_store_count_async (self->store, query, self->cancellable, counted_cb, counting);
}

static gboolean
count_lists_cb (gpointer data)
{
  SheafSidebar *self = data;

  self->count_lists = 0;
  self->count_began = g_get_monotonic_time ();
  count_next (self);

  return G_SOURCE_REMOVE;
}

void
sheaf_sidebar_queue_list_counts (SheafSidebar *self)
{
  if (self->lists == NULL || self->lists->len == 0)
    return;
  if (self->counting > 0)
    self->count_again = TRUE;
  else
    queue (self, SETTLE_MS);
}

/* --- Loading --- */

static gint64
find_new (const GPtrArray *lists, const GPtrArray *before)
{
  for (guint i = 0; before != NULL && i < lists->len; i++)
    {
      gint64 id = ((SheafSmartList *)lists->pdata[i])->id;
      gboolean had = FALSE;

      for (guint k = 0; k < before->len && !had; k++)
        had = ((SheafSmartList *)before->pdata[k])->id == id;
      if (!had)
        return id;
    }

  return 0;
}

static void
select_new (SheafSidebar *self, gint64 id)
{
  g_autofree char *key = g_strdup_printf ("list:%" G_GINT64_FORMAT, id);
  guint position = sheaf_sidebar_model_find (self->model, key);

  self->expects_list = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafSidebar *self = data;
  GPtrArray *lists = sheaf_store_load_smart_lists_finish (SHEAF_STORE (source), result, NULL);
  gint64 new_id;

  if (lists == NULL) /* cancelled: SELF may be gone */
    return;
  new_id = self->expects_list ? find_new (lists, self->lists) : 0;
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  self->lists = lists;
  sheaf_sidebar_model_update (self->model, self->counts, self->lists);
  sheaf_sidebar_queue_refresh (self);
  if (new_id != 0)
    select_new (self, new_id);
  if (self->counting > 0)
    self->count_again = TRUE;
  else if (lists->len > 0)
    queue (self, 0); /* what was just asked for is not waited for */
}

void
sheaf_sidebar_load_lists (SheafSidebar *self)
{
  sheaf_store_load_smart_lists_async (self->store, self->cancellable, loaded_cb, self);
}
