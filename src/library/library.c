/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Store, fetcher and the queue of what waits for the network. The queue itself is the table of
 * jobs: here is only what is under way. */

#include "library/library.h"

#include "base/error.h"
#include "base/time.h"
#include "library/library-private.h"
#include "library/receiver.h"

#define MAX_RUNNING 16
#define MAX_RUNNING_GENTLY 2
#define LOOK_AGAIN_SECONDS 60     /* where the store would not take what came */
#define LONGEST_SECONDS (15 * 60) /* a clock that stood still while the machine slept */
#define QUIET_SECONDS 30          /* nothing has come for so long: duplicates are looked for */
#define MAX_ATTEMPTS 8
#define SETTLE_MS 500 /* a network that comes back says so several times */

struct _SheafLibrary
{
  GObject parent_instance;

  SheafStore *store;
  SheafFetcher *fetcher;
  SheafWorker *workers[2];
  guint next_worker;
  GCancellable *cancellable;
  GHashTable *running;  /* article id -> GPtrArray of GTask */
  GHashTable *attempts; /* article id -> failed tries so far, of the jobs last read */
  GHashTable *ended;    /* article ids whose fetch ended while jobs were being read: the answer is
                         * older than that */
  gboolean fetching;
  gboolean looking; /* a question for jobs is under way */
  gboolean look_again;
  guint timer;                 /* the next one that is put off is due */
  guint settling;              /* the network came back just now */
  SheafConditions *conditions; /* (nullable): nobody has asked for them */
  gint64 shown;                /* 0: none */
  gint64 began; /* fetching, µs, monotonic; 0: nothing was fetched since it was told */
  guint came, failed;
  SheafBackups *backups;
  SheafDuplicatesWatch *duplicates;
  SheafReceiver *receiver;
};

G_DEFINE_FINAL_TYPE (SheafLibrary, sheaf_library, G_TYPE_OBJECT)

static void
look_for_jobs (SheafLibrary *self);

static gboolean
due_cb (gpointer data)
{
  SheafLibrary *self = data;

  self->timer = 0;
  look_for_jobs (self);

  return G_SOURCE_REMOVE;
}

/* Nothing wakes up for a queue in which nothing waits. */
static void
look_later (SheafLibrary *self, gint64 seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint)CLAMP (seconds, 1, LONGEST_SECONDS), due_cb, self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafLibrary *self = SHEAF_LIBRARY (source);
  g_autoptr (GError) error = NULL;

  if (sheaf_library_fetch_finish (self, result, &error))
    look_for_jobs (self);
  /* Where the store cannot write, the same job would be due again at once. */
  else if (self->fetching && g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_STORE))
    look_later (self, LOOK_AGAIN_SECONDS);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    look_for_jobs (self);
}

static void
run_job (SheafLibrary *self, const SheafJob *job)
{
  guint most = sheaf_conditions_is_saving (self->conditions) ? MAX_RUNNING_GENTLY : MAX_RUNNING;

  if (g_hash_table_contains (self->running, &job->article_id)
      || (g_hash_table_size (self->running) >= most && job->article_id != self->shown)
      || sheaf_conditions_must_wait (self->conditions, job->url))
    return;
  if (g_hash_table_contains (self->ended, &job->article_id))
    {
      self->look_again = TRUE;
      return;
    }
  if (self->began == 0)
    self->began = g_get_monotonic_time ();
  g_hash_table_insert (self->attempts, g_memdup2 (&job->article_id, sizeof (gint64)),
                       GUINT_TO_POINTER (job->attempts));
  if (job->kind == SHEAF_JOB_PICTURES)
    sheaf_library_fetch_pictures_async (self, job->article_id, self->cancellable, fetched_cb, NULL);
  else
    sheaf_library_fetch_async (self, job->article_id, self->cancellable, fetched_cb, NULL);
}

static void
tell_caught_up (SheafLibrary *self)
{
  gint64 began = self->began;
  guint came = self->came, failed = self->failed;

  self->began = 0;
  self->came = self->failed = 0;
  g_signal_emit_by_name (self, "caught-up", came, failed, began);
}

static void
jobs_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafLibrary) self = data;
  gint64 next = 0;
  g_autoptr (GPtrArray) jobs
      = sheaf_store_load_jobs_finish (SHEAF_STORE (source), result, &next, NULL);

  self->looking = FALSE;
  for (guint i = 0; jobs != NULL && i < jobs->len && self->fetching; i++)
    run_job (self, jobs->pdata[i]);
  if (next != 0 && self->fetching)
    look_later (self, (next - sheaf_time_now ()) / G_TIME_SPAN_SECOND + 1);
  if (self->look_again)
    {
      self->look_again = FALSE;
      look_for_jobs (self);
    }
  else if (self->began != 0 && g_hash_table_size (self->running) == 0 && self->fetching)
    tell_caught_up (self);
}

static void
look_for_jobs (SheafLibrary *self)
{
  SheafJobQuestion question = { .now = sheaf_time_now (), .first = self->shown };

  if (!self->fetching || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->looking)
    {
      self->look_again = TRUE;
      return;
    }

  self->looking = TRUE;
  g_hash_table_remove_all (self->ended);
  question.pages_only = sheaf_conditions_is_metered (self->conditions);
  question.newest_first = sheaf_conditions_is_saving (self->conditions);
  sheaf_store_load_jobs_async (self->store, &question, self->cancellable, jobs_cb,
                               g_object_ref (self));
}

static void
store_changed_cb (SheafLibrary *self, const SheafChange *change)
{
  if (change->flags & SHEAF_CHANGE_JOBS)
    look_for_jobs (self);
}

static gboolean
settled_cb (gpointer data)
{
  SheafLibrary *self = data;
  g_autoptr (SheafEdit) edit = sheaf_edit_new_hurry ();

  self->settling = 0;
  sheaf_store_apply_async (self->store, edit, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
conditions_changed_cb (SheafLibrary *self, gboolean back)
{
  if (back)
    {
      g_clear_handle_id (&self->settling, g_source_remove);
      self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
    }
  else if (self->settling == 0)
    look_for_jobs (self);
  if (!sheaf_conditions_is_saving (self->conditions))
    sheaf_duplicates_watch_go_on (self->duplicates);
}

static void
end_all_fetches (SheafLibrary *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
  g_autoptr (GList) ids = g_hash_table_get_keys (self->running);

  for (GList *link = ids; link != NULL; link = link->next)
    sheaf_library_end_fetch (self, *(const gint64 *)link->data, error);
}

static void
sheaf_library_dispose (GObject *object)
{
  SheafLibrary *self = SHEAF_LIBRARY (object);

  sheaf_library_close (self);
  G_OBJECT_CLASS (sheaf_library_parent_class)->dispose (object);
}

static void
sheaf_library_finalize (GObject *object)
{
  SheafLibrary *self = SHEAF_LIBRARY (object);

  g_clear_pointer (&self->backups, sheaf_backups_free);
  g_clear_pointer (&self->duplicates, sheaf_duplicates_watch_free);
  g_clear_object (&self->receiver);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->conditions);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_clear_pointer (&self->attempts, g_hash_table_unref);
  g_clear_pointer (&self->ended, g_hash_table_unref);
  G_OBJECT_CLASS (sheaf_library_parent_class)->finalize (object);
}

static void
sheaf_library_class_init (SheafLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_library_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_library_finalize;
  g_signal_new ("backups-changed", SHEAF_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("caught-up", SHEAF_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_INT64);
}

static void
sheaf_library_init (SheafLibrary *self)
{
  self->cancellable = g_cancellable_new ();
  self->backups = sheaf_backups_new ();
  self->duplicates = sheaf_duplicates_watch_new ();
  self->receiver = sheaf_receiver_new (self);
  self->running = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify)g_ptr_array_unref);
  self->attempts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->ended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = sheaf_store_open_finish (result, &error);
  SheafLibrary *self;

  if (store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self = g_object_new (SHEAF_TYPE_LIBRARY, NULL);
  self->store = g_steal_pointer (&store);
  self->fetcher = sheaf_fetcher_new (NULL);
  self->workers[0] = sheaf_worker_new ("sheaf-pool-1", NULL, NULL);
  self->workers[1] = sheaf_worker_new ("sheaf-pool-2", NULL, NULL);
  g_task_return_pointer (task, self, g_object_unref);
}

void
sheaf_library_open_async (const char *folder,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  /* GLib registers the program's resources when the first of them is looked for, and another thread
   * that comes at that moment finds none: so here, before there are any. */
  g_resources_get_info ("/", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
  g_task_set_source_tag (task, sheaf_library_open_async);
  sheaf_store_open_async (folder, cancellable, store_opened_cb, task);
}

SheafLibrary *
sheaf_library_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_library_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sheaf_library_close (SheafLibrary *self)
{
  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->fetching)
    g_signal_handlers_disconnect_by_func (self->conditions, conditions_changed_cb, self);
  self->fetching = FALSE;
  end_all_fetches (self);
  sheaf_receiver_close (self->receiver);
  sheaf_backups_stop (self->backups);
  sheaf_duplicates_watch_stop (self->duplicates);
  for (guint i = 0; i < G_N_ELEMENTS (self->workers); i++)
    g_clear_pointer (&self->workers[i], sheaf_worker_free);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->store, store_changed_cb, self);
      sheaf_store_close (self->store);
    }
  g_clear_object (&self->store);
  g_clear_object (&self->fetcher);
}

SheafStore *
sheaf_library_get_store (SheafLibrary *self)
{
  g_return_val_if_fail (SHEAF_IS_LIBRARY (self), NULL);

  return self->store;
}

void
sheaf_library_start_fetching (SheafLibrary *self)
{
  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  if (self->fetching)
    return;
  self->fetching = TRUE;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheaf_library_get_conditions (self), "changed",
                           G_CALLBACK (conditions_changed_cb), self, G_CONNECT_SWAPPED);
  sheaf_backups_start (self->backups, self);
  sheaf_duplicates_watch_start (self->duplicates, self, QUIET_SECONDS);
  look_for_jobs (self);
}

void
sheaf_library_set_shown (SheafLibrary *self, gint64 id)
{
  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  if (self->shown == id)
    return;
  self->shown = id;
  /* Else the queue comes to it by itself. */
  if (id != 0 && self->fetching
      && (sheaf_conditions_is_metered (self->conditions)
          || sheaf_conditions_is_saving (self->conditions)))
    look_for_jobs (self);
}

SheafConditions *
sheaf_library_get_conditions (SheafLibrary *self)
{
  g_return_val_if_fail (SHEAF_IS_LIBRARY (self), NULL);

  if (self->conditions == NULL)
    self->conditions = sheaf_conditions_new (NULL, NULL);

  return self->conditions;
}

void
sheaf_library_set_conditions (SheafLibrary *self, SheafConditions *conditions)
{
  g_return_if_fail (SHEAF_IS_LIBRARY (self) && !self->fetching);

  g_set_object (&self->conditions, conditions);
}

gboolean
sheaf_library_lost_network (SheafLibrary *self, const char *url)
{
  return self->fetching && sheaf_conditions_must_wait (self->conditions, url);
}

void
sheaf_library_count_page (SheafLibrary *self, gboolean came)
{
  if (came)
    self->came++;
  else
    self->failed++;
}

gboolean
sheaf_library_wants_pictures (SheafLibrary *self, gint64 id)
{
  return !self->fetching || id == self->shown || !sheaf_conditions_is_metered (self->conditions);
}

gboolean
sheaf_library_is_saving_power (SheafLibrary *self)
{
  return self->fetching && sheaf_conditions_is_saving (self->conditions);
}

SheafFetcher *
sheaf_library_get_fetcher (SheafLibrary *self)
{
  return self->fetcher;
}

SheafWorker *
sheaf_library_get_worker (SheafLibrary *self)
{
  return self->workers[self->next_worker++ % G_N_ELEMENTS (self->workers)];
}

SheafDuplicatesWatch *
sheaf_library_get_duplicates_watch (SheafLibrary *self)
{
  return self->duplicates;
}

SheafReceiver *
sheaf_library_get_receiver (SheafLibrary *self)
{
  return self->receiver;
}

SheafBackups *
sheaf_library_get_backups (SheafLibrary *self)
{
  return self->backups;
}

GCancellable *
sheaf_library_get_cancellable (SheafLibrary *self)
{
  return self->cancellable;
}

gboolean
sheaf_library_begin_fetch (SheafLibrary *self, gint64 id, GTask *task)
{
  GPtrArray *waiting = g_hash_table_lookup (self->running, &id);
  gboolean first = waiting == NULL;

  if (first)
    {
      waiting = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->running, g_memdup2 (&id, sizeof id), waiting);
    }
  g_ptr_array_add (waiting, g_object_ref (task));

  return first;
}

void
sheaf_library_end_fetch (SheafLibrary *self, gint64 id, const GError *error)
{
  g_autoptr (GPtrArray) waiting = NULL;
  gpointer key = NULL;

  if (!g_hash_table_steal_extended (self->running, &id, &key, (gpointer *)&waiting))
    return;
  g_free (key);
  g_hash_table_remove (self->attempts, &id);
  if (self->looking)
    g_hash_table_add (self->ended, g_memdup2 (&id, sizeof id));
  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], TRUE);
}

gint64
sheaf_library_get_not_before (SheafLibrary *self, gint64 id)
{
  guint attempts = GPOINTER_TO_UINT (g_hash_table_lookup (self->attempts, &id));
  gint64 wait = sheaf_library_backoff (attempts);

  return wait == G_MAXINT64 ? wait : sheaf_time_now () + wait;
}

gint64
sheaf_library_get_not_before_again (SheafLibrary *self, gint64 id)
{
  guint attempts = GPOINTER_TO_UINT (g_hash_table_lookup (self->attempts, &id));

  return attempts == 0
             ? 0
             : sheaf_time_now () + MIN (sheaf_library_backoff (attempts - 1), G_TIME_SPAN_DAY);
}

gint64
sheaf_library_backoff (guint attempts)
{
  gint64 wait = 60 * G_TIME_SPAN_SECOND;

  if (attempts >= MAX_ATTEMPTS)
    return G_MAXINT64;
  for (guint i = 0; i < attempts && wait < G_TIME_SPAN_DAY; i++)
    wait *= 5;

  return MIN (wait, G_TIME_SPAN_DAY);
}
