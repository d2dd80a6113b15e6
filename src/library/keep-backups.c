/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A worker, a timer and what is under way. The time of the newest backup says when the next one is
 * due, so it does not matter how long the program runs at a time. */

#include "library/keep-backups.h"

#include "base/time.h"
#include "library/library-private.h"

#define FIRST_LOOK_SECONDS 120 /* starting is over */
#define LOOK_SECONDS 3600
#define LONGEST (3 * G_TIME_SPAN_DAY) /* that one is put off to save power */

struct _SheafBackups
{
  SheafWorker *worker;
  GCancellable *cancellable; /* the end */
  guint timer;
  gint permille;   /* atomic */
  GError *failure; /* (nullable) */
};

typedef struct
{
  SheafBackups *backups;
  char *folder, *target;
  gboolean only_when_due, only_look, saving;
  SheafBackup *made;
  GPtrArray *list, *set_aside;
  GCancellable *own;
  GCancellable *from[2]; /* the library's end and whoever asked: either cancels it */
  gulong handlers[2];
} BackupJob;

static void
cancel_cb (GCancellable *from, GCancellable *own)
{
  g_cancellable_cancel (own);
}

static void
job_free (gpointer data)
{
  BackupJob *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->from); i++)
    {
      g_cancellable_disconnect (self->from[i], self->handlers[i]);
      g_clear_object (&self->from[i]);
    }
  g_object_unref (self->own);
  g_clear_pointer (&self->made, sheaf_backup_free);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->set_aside, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->target);
  g_free (self);
}

static gboolean
is_wanted (const BackupJob *job, gint64 now)
{
  const SheafBackup *newest = job->list->len > 0 ? job->list->pdata[0] : NULL;
  gint64 age = newest != NULL ? now - newest->made_at : 0;

  if (!job->only_when_due)
    return TRUE;
  if (job->saving && newest != NULL && age >= 0 && age < LONGEST)
    return FALSE;

  return sheaf_backup_is_due (job->list, now);
}

static gboolean
run (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  BackupJob *job = data;
  g_autofree char *folder = sheaf_backup_folder (job->folder);
  gint64 now = sheaf_time_now ();

  job->list = sheaf_backup_list (folder);
  if (job->only_look)
    {
      job->set_aside = sheaf_backup_list_set_aside (job->folder);
      sheaf_backup_count (job->list);
      sheaf_backup_count (job->set_aside);
      return TRUE;
    }
  if (!is_wanted (job, now))
    return TRUE;
  g_atomic_int_set (&job->backups->permille, 0);
  job->made = sheaf_backup_make (job->folder, job->target, now, &job->backups->permille,
                                 cancellable, error);
  g_atomic_int_set (&job->backups->permille, -1);

  return job->made != NULL;
}

/* Takes what is asked in JOB. */
static void
push (SheafLibrary *library,
      BackupJob *job,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  SheafBackups *self = sheaf_library_get_backups (library);
  SheafStore *store = sheaf_library_get_store (library);

  job->backups = self;
  job->folder = store != NULL ? g_strdup (sheaf_store_get_folder (store)) : NULL;
  job->own = g_cancellable_new ();
  job->from[0] = g_object_ref (self->cancellable);
  g_set_object (&job->from[1], cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (job->from) && job->from[i] != NULL; i++)
    job->handlers[i] = g_cancellable_connect (job->from[i], G_CALLBACK (cancel_cb), job->own, NULL);
  if (self->worker == NULL && store != NULL)
    self->worker = sheaf_worker_new ("sheaf-backups", NULL, NULL);
  sheaf_worker_push (self->worker, run, job, job_free, library, job->own, callback, data);
}

/* ERROR (nullable): how a backup among the library's own ended. */
static void
note_end (SheafLibrary *library, const GError *error)
{
  SheafBackups *self = sheaf_library_get_backups (library);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (&self->failure);
  self->failure = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit_by_name (library, "backups-changed");
}

const GError *
sheaf_library_get_backup_error (SheafLibrary *self)
{
  return sheaf_library_get_backups (self)->failure;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  BackupJob *job = sheaf_worker_finish (result, &error);

  if (g_task_get_task_data (task) == NULL)
    note_end (SHEAF_LIBRARY (source), error);
  if (job != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->made), (GDestroyNotify)sheaf_backup_free);
  else
    g_task_return_error (task, error);
}

void
sheaf_library_backup_async (SheafLibrary *self,
                            const char *target,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  BackupJob *job = g_new0 (BackupJob, 1);

  g_task_set_source_tag (task, sheaf_library_backup_async);
  g_task_set_task_data (task, g_strdup (target), g_free);
  job->target = g_strdup (target);
  push (self, job, cancellable, asked_cb, task);
}

SheafBackup *
sheaf_library_backup_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_library_backup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sheaf_library_list_backups_async (SheafLibrary *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  BackupJob *job = g_new0 (BackupJob, 1);

  job->only_look = TRUE;
  push (self, job, cancellable, callback, user_data);
}

GPtrArray *
sheaf_library_list_backups_finish (SheafLibrary *self,
                                   GAsyncResult *result,
                                   GPtrArray **set_aside,
                                   GError **error)
{
  BackupJob *job = sheaf_worker_finish (result, error);

  if (job != NULL && set_aside != NULL)
    *set_aside = g_steal_pointer (&job->set_aside);

  return job != NULL ? g_steal_pointer (&job->list) : NULL;
}

int
sheaf_library_get_backup_progress (SheafLibrary *self)
{
  return g_atomic_int_get (&sheaf_library_get_backups (self)->permille);
}

/* --- By themselves --- */

/* One that fails is tried again at the next look. Where none was due, nothing has changed. */
static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const BackupJob *job = sheaf_worker_finish (result, &error);

  if (job == NULL || job->made != NULL)
    note_end (SHEAF_LIBRARY (source), error);
}

void
sheaf_backups_look (SheafLibrary *library)
{
  BackupJob *job = g_new0 (BackupJob, 1);

  job->only_when_due = TRUE;
  job->saving = sheaf_library_is_saving_power (library);
  push (library, job, NULL, made_cb, NULL);
}

static gboolean
look_cb (gpointer data)
{
  SheafBackups *self = sheaf_library_get_backups (data);

  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look_cb, data);
  sheaf_backups_look (data);

  return G_SOURCE_REMOVE;
}

void
sheaf_backups_start (SheafBackups *self, SheafLibrary *library)
{
  self->timer = g_timeout_add_seconds (FIRST_LOOK_SECONDS, look_cb, library);
}

SheafBackups *
sheaf_backups_new (void)
{
  SheafBackups *self = g_new0 (SheafBackups, 1);

  self->cancellable = g_cancellable_new ();
  self->permille = -1;

  return self;
}

void
sheaf_backups_stop (SheafBackups *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->worker, sheaf_worker_free);
}

void
sheaf_backups_free (SheafBackups *self)
{
  sheaf_backups_stop (self);
  g_clear_error (&self->failure);
  g_object_unref (self->cancellable);
  g_free (self);
}
