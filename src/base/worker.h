/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One thread and one first-in-first-out queue. A job comes back on the main context of the thread
 * that pushed it. The only file, beside the atomic reference counts, that knows about concurrency. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafWorker SheafWorker;

/* Runs on the worker's thread. CONTEXT is the worker's own, DATA the job's. FALSE with ERROR set. */
typedef gboolean (*SheafWorkerFunc) (gpointer       context,
                                     gpointer       data,
                                     GCancellable  *cancellable,
                                     GError       **error);

/* NAME is the thread's. CONTEXT is handed to every job; CONTEXT_FREE (nullable) runs on the thread
 * at the end. */
SheafWorker *sheaf_worker_new (const char    *name,
                               gpointer       context,
                               GDestroyNotify context_free);

/* Ends the queue: jobs already pushed run, then the thread is joined. Blocks until then. */
void sheaf_worker_free (SheafWorker *self);

/* Pushes a job; where SELF is NULL, the worker having ended, it is cancelled. DATA is owned by the job (DATA_FREE
 * nullable). A job whose CANCELLABLE (nullable) is cancelled before it begins never runs. CALLBACK is always called,
 * later, on this thread's context. */
void sheaf_worker_push (SheafWorker        *self,
                        SheafWorkerFunc     func,
                        gpointer            data,
                        GDestroyNotify      data_free,
                        gpointer            source_object,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

/* The same; PREPARE (nullable) runs at once on a thread of its own, with DATA alone, and FUNC after it when it is its
 * turn: what needs no CONTEXT is not done in a row. */
void sheaf_worker_push_prepared (SheafWorker        *self,
                                 void              (*prepare) (gpointer data),
                                 SheafWorkerFunc     func,
                                 gpointer            data,
                                 GDestroyNotify      data_free,
                                 gpointer            source_object,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/* The job's DATA (transfer none, valid while RESULT is), or NULL with ERROR set. */
gpointer sheaf_worker_finish (GAsyncResult *result,
                              GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafWorker, sheaf_worker_free)

G_END_DECLS
