/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread that pops GTasks from a GAsyncQueue. It hands each back, with the one reference to it,
 * to the context the task was made in: the answer is given there, and the task, its data and its
 * source object end there, never on the worker's thread. */

#include "base/worker.h"

struct _SheafWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  gpointer context;
  GDestroyNotify context_free;
};

typedef struct
{
  void (*prepare) (gpointer data); /* NULL: there is nothing to prepare */
  SheafWorkerFunc func;
  gpointer data;
  GDestroyNotify data_free;
  gboolean prepared;
  GError *error; /* (nullable): it failed or never ran */
} Job;

static int quit; /* its address ends a queue */

/* Of `prepared`, of all jobs. */
static GMutex preparing;
static GCond was_prepared;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_error (&job->error);
  g_free (job);
}

/* --- Preparing --- */

static void
prepare_job (gpointer data, gpointer user_data)
{
  Job *job = data;

  job->prepare (job->data);
  g_mutex_lock (&preparing);
  job->prepared = TRUE; /* the job may be gone as soon as the lock is free */
  g_cond_broadcast (&was_prepared);
  g_mutex_unlock (&preparing);
}

static gpointer
make_pool (gpointer data)
{
  return g_thread_pool_new (prepare_job, NULL, (int)g_get_num_processors (), FALSE, NULL);
}

/* For the life of the program. */
static void
start_preparing (Job *job)
{
  static GOnce pool = G_ONCE_INIT;

  g_thread_pool_push (g_once (&pool, make_pool, NULL), job, NULL);
}

static void
wait_until_prepared (Job *job)
{
  g_mutex_lock (&preparing);
  while (!job->prepared)
    g_cond_wait (&was_prepared, &preparing);
  g_mutex_unlock (&preparing);
}

/* --- The queue --- */

static void
run (SheafWorker *self, Job *job, GCancellable *cancellable)
{
  gboolean done;

  if (job->prepare != NULL)
    wait_until_prepared (job);
  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  done = job->func (self->context, job->data, cancellable, &job->error);
  g_warn_if_fail (done == (job->error == NULL));
}

/* On the pushing thread. */
static gboolean
answer_cb (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, job->data, NULL);

  return G_SOURCE_REMOVE;
}

/* (transfer full): TASK */
static void
hand_back (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, answer_cb, task, g_object_unref);
  g_source_set_static_name (source, "SheafWorker");
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
thread_main (gpointer data)
{
  SheafWorker *self = data;
  gpointer next;

  while ((next = g_async_queue_pop (self->queue)) != &quit)
    {
      run (self, g_task_get_task_data (next), g_task_get_cancellable (next));
      hand_back (next);
    }
  if (self->context_free != NULL)
    self->context_free (self->context);

  return NULL;
}

SheafWorker *
sheaf_worker_new (const char *name, gpointer context, GDestroyNotify context_free)
{
  SheafWorker *self = g_new0 (SheafWorker, 1);

  self->context = context;
  self->context_free = context_free;
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, thread_main, self);

  return self;
}

void
sheaf_worker_free (SheafWorker *self)
{
  g_async_queue_push (self->queue, &quit);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

void
sheaf_worker_push (SheafWorker *self,
                   SheafWorkerFunc func,
                   gpointer data,
                   GDestroyNotify data_free,
                   gpointer source_object,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  sheaf_worker_push_prepared (self, NULL, func, data, data_free, source_object, cancellable,
                              callback, user_data);
}

void
sheaf_worker_push_prepared (SheafWorker *self,
                            void (*prepare) (gpointer data),
                            SheafWorkerFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            gpointer source_object,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (source_object, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->prepare = prepare;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  g_task_set_task_data (task, job, job_free);
  g_task_set_source_tag (task, sheaf_worker_push);
  if (self != NULL)
    {
      if (prepare != NULL)
        start_preparing (job);
      g_async_queue_push (self->queue, task);
      return;
    }
  g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The worker has ended");
  hand_back (task);
}

gpointer
sheaf_worker_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_worker_push), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
