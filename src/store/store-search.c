/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store's questions for somebody who searches: the two stages, one job each, so that a newer
 * search comes between them; the words around further hits; how many there are; what may be meant.
 * All but the last go through texts and run beside the lists, whose rows do not wait for them. */

#include "store/read.h"
#include "store/store-private.h"

typedef struct
{
  SheafQuery *query;
  guint limit, enough;
  gint64 budget, deadline; /* a stage has the one, a few hits the other */
  SheafFound *found;
} SearchJob;

typedef struct
{
  SheafQuery *query;
  guint limit;
  SheafStageFunc first;
  gpointer user_data;
  GCancellable *outer; /* the caller's (nullable) */
  gulong outer_handler;
} Search;

static void
search_job_free (gpointer data)
{
  SearchJob *job = data;

  sheaf_query_unref (job->query);
  g_clear_pointer (&job->found, sheaf_found_free);
  g_free (job);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_cancellable_disconnect (search->outer, search->outer_handler);
  g_clear_object (&search->outer);
  sheaf_query_unref (search->query);
  g_free (search);
}

static gboolean
first_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  SearchJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  sheaf_db_set_deadline (db, g_get_monotonic_time () + job->budget);
  sheaf_db_run (db, "BEGIN", NULL);
  job->found = sheaf_read_first_hits (db, job->query, job->limit, error);
  sheaf_db_set_deadline (db, G_MAXINT64);
  sheaf_db_set_cancellable (db, NULL);
  sheaf_db_run (db, "COMMIT", NULL);

  return job->found != NULL;
}

static gboolean
all_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  SearchJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  sheaf_db_run (db, "BEGIN", NULL);
  job->found = sheaf_read_search (db, job->query, job->limit, job->budget, error);
  sheaf_db_set_cancellable (db, NULL);
  sheaf_db_run (db, "COMMIT", NULL);

  return job->found != NULL;
}

/* Takes the task. */
static void
push (GTask *task, SheafWorkerFunc func, gint64 budget, GAsyncReadyCallback callback)
{
  SheafStore *self = g_task_get_source_object (task);
  const Search *search = g_task_get_task_data (task);
  SearchJob *job = g_new0 (SearchJob, 1);

  job->query = sheaf_query_ref (search->query);
  job->limit = search->limit;
  job->budget = budget;
  sheaf_worker_push (self->search, func, job, search_job_free, self, g_task_get_cancellable (task),
                     callback, task);
}

static void
all_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SearchJob *job = sheaf_worker_finish (result, &error);

  sheaf_store_note_damage (SHEAF_STORE (source), error);
  if (job == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&job->found), (GDestroyNotify)sheaf_found_free);
}

static void
first_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafStore *self = SHEAF_STORE (source);
  GTask *task = data;
  const Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  SearchJob *job = sheaf_worker_finish (result, &error);

  sheaf_store_note_damage (self, error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (job->found->hits->len > 0 && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    search->first (self, job->found, search->user_data);
  push (task, all_on_reader, self->search_budget, all_cb);
}

static void
cancel_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

void
sheaf_store_search_async (SheafStore *self,
                          SheafQuery *query,
                          guint limit,
                          SheafStageFunc first,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  SheafOrder order = sheaf_query_get_effective_order (query);
  Search *search;
  GTask *task;

  g_return_if_fail (SHEAF_IS_STORE (self));

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  task = g_task_new (self, self->searching, callback, user_data);
  g_task_set_source_tag (task, sheaf_store_search_async);
  search = g_new0 (Search, 1);
  search->query = sheaf_query_ref (query);
  search->limit = limit;
  search->first = first;
  search->user_data = user_data;
  g_task_set_task_data (task, search, search_free);
  if (cancellable != NULL)
    {
      search->outer = g_object_ref (cancellable);
      search->outer_handler = g_cancellable_connect (
          cancellable, G_CALLBACK (cancel_cb), g_object_ref (self->searching), g_object_unref);
    }
  if (first != NULL && (order == SHEAF_ORDER_RELEVANCE || order == SHEAF_ORDER_NEWEST))
    push (task, first_on_reader, self->first_budget, first_cb);
  else
    push (task, all_on_reader, self->search_budget, all_cb);
}

SheafFound *
sheaf_store_search_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_store_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sheaf_store_set_search_budget (SheafStore *self, gint64 budget)
{
  g_return_if_fail (SHEAF_IS_STORE (self));

  self->search_budget = budget;
}

/* --- A few hits, soon --- */

static gboolean
some_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  SearchJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  sheaf_db_run (db, "BEGIN", NULL);
  job->found = sheaf_read_some_hits (db, job->query, job->limit, job->enough, job->deadline, error);
  sheaf_db_set_deadline (db, G_MAXINT64);
  sheaf_db_set_cancellable (db, NULL);
  sheaf_db_run (db, "COMMIT", NULL);

  return job->found != NULL;
}

void
sheaf_store_find_some_async (SheafStore *self,
                             SheafQuery *query,
                             guint limit,
                             guint enough,
                             gint64 deadline,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SearchJob *job;

  g_return_if_fail (SHEAF_IS_STORE (self));

  job = g_new0 (SearchJob, 1);
  job->query = sheaf_query_ref (query);
  job->limit = limit;
  job->enough = enough;
  job->deadline = deadline;
  sheaf_worker_push (self->search, some_on_reader, job, search_job_free, self, cancellable,
                     callback, user_data);
}

SheafFound *
sheaf_store_find_some_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  SearchJob *job = sheaf_worker_finish (result, error);

  return job != NULL ? g_steal_pointer (&job->found) : NULL;
}

/* --- Further hits, and how many --- */

typedef struct
{
  SheafQuery *query;
  GArray *ids;
  GPtrArray *snippets;
  guint count;
} HitsJob;

static void
hits_job_free (gpointer data)
{
  HitsJob *job = data;

  sheaf_query_unref (job->query);
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_pointer (&job->snippets, g_ptr_array_unref);
  g_free (job);
}

static HitsJob *
hits_job_new (SheafQuery *query)
{
  HitsJob *job = g_new0 (HitsJob, 1);

  job->query = sheaf_query_ref (query);

  return job;
}

static gboolean
snippets_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  HitsJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  job->snippets
      = sheaf_read_snippets (db, job->query, (const gint64 *)job->ids->data, job->ids->len);
  sheaf_db_set_cancellable (db, NULL);

  return TRUE;
}

void
sheaf_store_load_snippets_async (SheafStore *self,
                                 SheafQuery *query,
                                 const gint64 *ids,
                                 gsize n,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HitsJob *job = hits_job_new (query);

  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  if (n > 0)
    g_array_append_vals (job->ids, ids, n);
  sheaf_worker_push (self->search, snippets_on_reader, job, hits_job_free, self, cancellable,
                     callback, user_data);
}

GPtrArray *
sheaf_store_load_snippets_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  HitsJob *job = sheaf_worker_finish (result, error);

  return job != NULL ? g_steal_pointer (&job->snippets) : NULL;
}

static gboolean
count_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  HitsJob *job = data;
  gboolean good;

  sheaf_db_set_cancellable (db, cancellable);
  good = sheaf_read_count (db, job->query, &job->count, error);
  sheaf_db_set_cancellable (db, NULL);

  return good;
}

void
sheaf_store_count_async (SheafStore *self,
                         SheafQuery *query,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  sheaf_worker_push (self->search, count_on_reader, hits_job_new (query), hits_job_free, self,
                     cancellable, callback, user_data);
}

gboolean
sheaf_store_count_finish (SheafStore *self, GAsyncResult *result, guint *count, GError **error)
{
  HitsJob *job = sheaf_worker_finish (result, error);

  if (job != NULL)
    *count = job->count;

  return job != NULL;
}

/* --- What can be read of a list --- */

typedef struct
{
  SheafQuery *query;
  GArray *readables;
} ReadablesJob;

static void
readables_job_free (gpointer data)
{
  ReadablesJob *job = data;

  sheaf_query_unref (job->query);
  g_clear_pointer (&job->readables, g_array_unref);
  g_free (job);
}

static gboolean
readables_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadablesJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  job->readables = sheaf_read_readables (db, job->query, error);
  sheaf_db_set_cancellable (db, NULL);

  return job->readables != NULL;
}

void
sheaf_store_load_readables_async (SheafStore *self,
                                  SheafQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ReadablesJob *job = g_new0 (ReadablesJob, 1);

  job->query = sheaf_query_ref (query);
  sheaf_worker_push (self->search, readables_on_reader, job, readables_job_free, self, cancellable,
                     callback, user_data);
}

GArray *
sheaf_store_load_readables_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  ReadablesJob *job = sheaf_worker_finish (result, error);

  return job != NULL ? g_steal_pointer (&job->readables) : NULL;
}

/* --- Completion --- */

typedef struct
{
  char *text;
  gsize cursor;
  SheafCompletion *completion;
} CompleteJob;

static void
complete_job_free (gpointer data)
{
  CompleteJob *job = data;

  g_clear_pointer (&job->completion, sheaf_completion_free);
  g_free (job->text);
  g_free (job);
}

static gboolean
complete_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  CompleteJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  job->completion = sheaf_read_completion (db, job->text, job->cursor, error);
  sheaf_db_set_cancellable (db, NULL);

  return job->completion != NULL;
}

void
sheaf_store_complete_async (SheafStore *self,
                            const char *text,
                            gsize cursor,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CompleteJob *job = g_new0 (CompleteJob, 1);

  job->text = g_strdup (text);
  job->cursor = cursor;
  sheaf_worker_push (self->lists, complete_on_reader, job, complete_job_free, self, cancellable,
                     callback, user_data);
}

SheafCompletion *
sheaf_store_complete_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  CompleteJob *job = sheaf_worker_finish (result, error);

  return job != NULL ? g_steal_pointer (&job->completion) : NULL;
}
