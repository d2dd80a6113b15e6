/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The highlights of many articles for whoever shows or exports them. */

#include "store/read.h"
#include "store/store-private.h"

typedef struct
{
  SheafQuery *query; /* (nullable) */
  GArray *ids;       /* gint64 */
  GPtrArray *articles;
} MarksJob;

static void
free_job (gpointer data)
{
  MarksJob *job = data;

  g_clear_pointer (&job->query, sheaf_query_unref);
  g_clear_pointer (&job->articles, g_ptr_array_unref);
  g_array_unref (job->ids);
  g_free (job);
}

static gboolean
marks_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  MarksJob *job = data;

  job->articles
      = sheaf_read_marks (db, job->query, (const gint64 *)job->ids->data, job->ids->len, error);

  return job->articles != NULL;
}

void
sheaf_store_load_marks_async (SheafStore *self,
                              SheafQuery *query,
                              const gint64 *ids,
                              gsize n,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MarksJob *job = g_new0 (MarksJob, 1);

  job->query = query != NULL ? sheaf_query_ref (query) : NULL;
  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (job->ids, ids, n);
  sheaf_worker_push (self->lists, marks_on_reader, job, free_job, self, cancellable, callback,
                     user_data);
}

GPtrArray *
sheaf_store_load_marks_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  MarksJob *job = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return job != NULL ? g_steal_pointer (&job->articles) : NULL;
}
