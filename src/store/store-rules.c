/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules on arrival for whoever shows them. */

#include "store/read.h"
#include "store/store-private.h"

static void
free_rules (gpointer data)
{
  g_clear_pointer ((GPtrArray **)data, g_ptr_array_unref);
  g_free (data);
}

static gboolean
rules_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray **rules = data;

  *rules = sheaf_read_arrival_rules (db, error);

  return *rules != NULL;
}

void
sheaf_store_load_rules_async (SheafStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  sheaf_worker_push (self->lists, rules_on_reader, g_new0 (GPtrArray *, 1), free_rules, self,
                     cancellable, callback, user_data);
}

GPtrArray *
sheaf_store_load_rules_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  GPtrArray **rules = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return rules != NULL ? g_steal_pointer (rules) : NULL;
}
