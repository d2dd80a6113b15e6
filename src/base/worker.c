/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread that pops GTasks from a GAsyncQueue. A GTask returns its result on the context it was
 * made in. */

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
  SheafWorkerFunc func;
  gpointer data;
  GDestroyNotify data_free;
} Job;

static int quit; /* its address ends a queue */

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

static void
run (SheafWorker *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (job->func (self->context, job->data, cancellable, &error))
    g_task_return_pointer (task, job->data, NULL);
  else
    g_task_return_error (task, error);
}

static gpointer
thread_main (gpointer data)
{
  SheafWorker *self = data;
  gpointer next;

  while ((next = g_async_queue_pop (self->queue)) != &quit)
    {
      run (self, next);
      g_object_unref (next);
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
  GTask *task = g_task_new (source_object, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->data_free = data_free;
  g_task_set_task_data (task, job, job_free);
  g_task_set_source_tag (task, sheaf_worker_push);
  g_async_queue_push (self->queue, task);
}

gpointer
sheaf_worker_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_worker_push), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
