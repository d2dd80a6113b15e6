/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which addresses are saved, for whoever shows links. */

#include "store/read.h"
#include "store/store-private.h"

typedef struct
{
  GStrv urls;
  GArray *ids;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_strfreev (job->urls);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

static gboolean
addresses_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  job->ids = sheaf_read_addresses (db, (const char *const *)job->urls, error);
  sheaf_db_set_cancellable (db, NULL);

  return job->ids != NULL;
}

void
sheaf_store_find_addresses_async (SheafStore *self,
                                  const char *const *urls,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (SHEAF_IS_STORE (self));

  job->urls = g_strdupv ((GStrv)urls);
  sheaf_worker_push (self->lists, addresses_on_reader, job, job_free, self, cancellable, callback,
                     user_data);
}

GArray *
sheaf_store_find_addresses_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  Job *job = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return job != NULL ? g_steal_pointer (&job->ids) : NULL;
}
