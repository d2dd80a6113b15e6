/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which articles share tags with one, for whoever has read it. */

#include "store/read.h"
#include "store/store-private.h"

typedef struct
{
  gint64 id;
  guint most;
  GPtrArray *rows;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_free (job);
}

static gboolean
related_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  job->rows = sheaf_read_related (db, job->id, job->most, error);
  sheaf_db_set_cancellable (db, NULL);

  return job->rows != NULL;
}

void
sheaf_store_load_related_async (SheafStore *self,
                                gint64 id,
                                guint most,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (SHEAF_IS_STORE (self));

  job->id = id;
  job->most = most;
  sheaf_worker_push (self->lists, related_on_reader, job, job_free, self, cancellable, callback,
                     user_data);
}

GPtrArray *
sheaf_store_load_related_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  Job *job = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return job != NULL ? g_steal_pointer (&job->rows) : NULL;
}
