/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One thread, one queue: order, errors, cancelling, and who owns what at the end. */

#include "base/worker.h"

#define MANY 20000

/* --- Jobs, and what becomes of them --- */

static GThread *main_thread;
static GThread *worker_thread;
static guint results, freed, next_expected;

static void
reset (void)
{
  main_thread = g_thread_self ();
  worker_thread = NULL;
  results = freed = next_expected = 0;
}

static void
free_job (gpointer data)
{
  g_assert_true (g_thread_self () == main_thread);
  freed++;
  g_free (data);
}

static guint *
new_number (guint n)
{
  return g_memdup2 (&n, sizeof n);
}

static void
wait_for (guint n)
{
  while (results < n)
    g_main_context_iteration (NULL, TRUE);
}

/* CONTEXT: a GArray that only the worker's thread touches. */
static gboolean
note_number (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (g_thread_self () != main_thread);
  g_assert_true (worker_thread == NULL || worker_thread == g_thread_self ());
  worker_thread = g_thread_self ();
  g_array_append_vals (context, data, 1);

  return TRUE;
}

static gboolean
fail (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy");

  return FALSE;
}

static void
in_order_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint *number = sheaf_worker_finish (result, &error);

  g_assert_no_error (error);
  g_assert_true (g_thread_self () == main_thread);
  g_assert_cmpuint (*number, ==, next_expected);
  next_expected++;
  results++;
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_worker_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  results++;
}

static void
failed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_worker_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "busy");
  results++;
}

/* --- A gate at which the worker waits, so that the queue can be filled behind it --- */

typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean entered, open;
} Gate;

static gboolean
wait_at_gate (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);

  return TRUE;
}

static void
gate_push (Gate *gate, SheafWorker *worker)
{
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->changed);
  gate->entered = gate->open = FALSE;
  sheaf_worker_push (worker, wait_at_gate, gate, NULL, NULL, NULL, NULL, NULL);
  g_mutex_lock (&gate->lock);
  while (!gate->entered)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->changed);
}

/* --- Tests --- */

static void
test_order (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  SheafWorker *worker;

  reset ();
  worker = sheaf_worker_new ("test", seen, NULL);
  for (guint i = 0; i < MANY; i++)
    sheaf_worker_push (worker, note_number, new_number (i), free_job, NULL, NULL, in_order_cb,
                       NULL);
  g_assert_cmpuint (results, ==, 0); /* always later */
  wait_for (MANY);
  sheaf_worker_free (worker);
  g_assert_cmpuint (seen->len, ==, MANY);
  for (guint i = 0; i < MANY; i++)
    g_assert_cmpuint (g_array_index (seen, guint, i), ==, i);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (freed, ==, MANY);
}

static void
test_error (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SheafWorker) worker = NULL;

  reset ();
  worker = sheaf_worker_new ("test", seen, NULL);
  sheaf_worker_push (worker, fail, new_number (7), free_job, NULL, NULL, failed_cb, NULL);
  sheaf_worker_push (worker, note_number, new_number (0), free_job, NULL, NULL, in_order_cb, NULL);
  wait_for (2); /* one that failed does not stop the next */
  g_assert_cmpuint (seen->len, ==, 1);
}

static void
test_cancel_before (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GCancellable) early = g_cancellable_new ();
  g_autoptr (GCancellable) queued = g_cancellable_new ();
  g_autoptr (SheafWorker) worker = NULL;
  Gate gate;

  reset ();
  worker = sheaf_worker_new ("test", seen, NULL);
  gate_push (&gate, worker);
  g_cancellable_cancel (early);
  sheaf_worker_push (worker, note_number, new_number (8), free_job, NULL, early, cancelled_cb,
                     NULL);
  sheaf_worker_push (worker, note_number, new_number (9), free_job, NULL, queued, cancelled_cb,
                     NULL);
  sheaf_worker_push (worker, note_number, new_number (0), free_job, NULL, NULL, in_order_cb, NULL);
  g_cancellable_cancel (queued);
  g_assert_cmpuint (results, ==, 0);
  gate_open (&gate);
  wait_for (3);
  g_clear_pointer (&worker, sheaf_worker_free);
  g_assert_cmpuint (seen->len, ==, 1); /* the cancelled never ran */
  gate_clear (&gate);
}

static gboolean
until_cancelled (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  wait_at_gate (context, data, cancellable, error);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
test_cancel_running (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SheafWorker) worker = NULL;
  Gate gate = { 0 };

  reset ();
  worker = sheaf_worker_new ("test", NULL, NULL);
  g_mutex_init (&gate.lock);
  g_cond_init (&gate.changed);
  sheaf_worker_push (worker, until_cancelled, &gate, NULL, NULL, cancellable, cancelled_cb, NULL);
  g_mutex_lock (&gate.lock);
  while (!gate.entered)
    g_cond_wait (&gate.changed, &gate.lock);
  g_mutex_unlock (&gate.lock);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_for (1);
  g_clear_pointer (&worker, sheaf_worker_free);
  gate_clear (&gate);
}

/* A job that was done when it was cancelled still answers that it was: nothing touches its result.
 */
static void
test_cancel_done (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SheafWorker *worker;

  reset ();
  worker = sheaf_worker_new ("test", seen, NULL);
  sheaf_worker_push (worker, note_number, new_number (1), free_job, NULL, cancellable, cancelled_cb,
                     NULL);
  sheaf_worker_free (worker);
  g_assert_cmpuint (seen->len, ==, 1);
  g_cancellable_cancel (cancellable);
  wait_for (1);
}

static void
free_context (gpointer data)
{
  g_assert_true (g_thread_self () != main_thread);
  g_array_append_vals (data, &(guint){ G_MAXUINT }, 1);
  g_array_unref (data);
}

/* What was pushed before the end runs, its callbacks come afterwards. */
static void
test_free_with_queue (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  SheafWorker *worker;
  Gate gate;

  reset ();
  worker = sheaf_worker_new ("test", g_array_ref (seen), free_context);
  gate_push (&gate, worker);
  for (guint i = 0; i < 100; i++)
    sheaf_worker_push (worker, note_number, new_number (i), free_job, NULL, NULL, in_order_cb,
                       NULL);
  gate_open (&gate);
  sheaf_worker_free (worker);
  g_assert_cmpuint (seen->len, ==, 101);
  g_assert_cmpuint (g_array_index (seen, guint, 100), ==, G_MAXUINT); /* the context went last */
  g_assert_cmpuint (results, ==, 0);
  wait_for (100);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (freed, ==, 100);
  gate_clear (&gate);
}

/* The answer comes on the context of the thread that pushed. */
static gpointer
push_elsewhere (gpointer data)
{
  GMainContext *context = g_main_context_new ();
  guint before = results;

  main_thread = g_thread_self ();
  g_main_context_push_thread_default (context);
  sheaf_worker_push (data, note_number, new_number (0), free_job, NULL, NULL, in_order_cb, NULL);
  while (results == before)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);

  return NULL;
}

static void
test_other_context (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SheafWorker) worker = NULL;

  reset ();
  worker = sheaf_worker_new ("test", seen, NULL);
  g_thread_join (g_thread_new ("pusher", push_elsewhere, worker));
  g_assert_cmpuint (results, ==, 1);
}

static guint sources_gone;

static void
source_gone (gpointer data, GObject *was)
{
  g_assert_true (g_thread_self () == main_thread);
  sources_gone++;
}

static void
drop_source_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_nonnull (sheaf_worker_finish (result, NULL));
  g_assert_true (source == data);
  g_object_unref (data); /* the job's own reference is the last */
  results++;
}

static gboolean
do_nothing (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* A window or a store that a job has for its source must never end on the worker's thread. */
static void
test_source_ends_here (void)
{
  g_autoptr (SheafWorker) worker = NULL;

  reset ();
  sources_gone = 0;
  worker = sheaf_worker_new ("test", NULL, NULL);
  for (guint i = 0; i < MANY; i++)
    {
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);

      g_object_weak_ref (source, source_gone, NULL);
      sheaf_worker_push (worker, do_nothing, new_number (i), free_job, source, NULL, drop_source_cb,
                         source);
      if (i % 4 == 3)
        wait_for (i + 1);
    }
  wait_for (MANY);
  /* With the answer all is over: nothing keeps the source a little longer. */
  g_assert_cmpuint (sources_gone, ==, MANY);
  g_assert_cmpuint (freed, ==, MANY);
}

/* A callback may push the next job, as a chain does. */
static void
chain_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *number = sheaf_worker_finish (result, NULL);
  SheafWorker *worker = data;

  results++;
  if (*number < 1000)
    sheaf_worker_push (worker, do_nothing, new_number (*number + 1), free_job, NULL, NULL, chain_cb,
                       worker);
}

static void
test_chain (void)
{
  g_autoptr (SheafWorker) worker = NULL;

  reset ();
  worker = sheaf_worker_new ("test", NULL, NULL);
  sheaf_worker_push (worker, do_nothing, new_number (0), free_job, NULL, NULL, chain_cb, worker);
  wait_for (1001);
  g_assert_cmpuint (freed, ==, 1001);
}

/* A job that is prepared doubles its number ahead; a slow one holds the queue up, not the others'
 * preparing. */
static gatomicrefcount n_prepared; /* and one */

static void
double_number (gpointer data)
{
  g_assert_true (g_thread_self () != main_thread);
  g_assert_true (g_thread_self () != worker_thread);
  g_usleep (2000);
  *(guint *)data *= 2;
  g_atomic_ref_count_inc (&n_prepared);
}

static void
doubled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint *number = sheaf_worker_finish (result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (*number, ==, 2 * next_expected);
  next_expected++;
  results++;
}

static void
test_prepared (void)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  SheafWorker *worker;
  Gate gate;

  reset ();
  g_atomic_ref_count_init (&n_prepared);
  worker = sheaf_worker_new ("test", seen, NULL);
  gate_push (&gate, worker);
  for (guint i = 0; i < 50; i++)
    sheaf_worker_push_prepared (worker, double_number, note_number, new_number (i), free_job, NULL,
                                NULL, doubled_cb, NULL);
  while (!g_atomic_ref_count_compare (&n_prepared, 51)) /* behind the closed gate */
    g_usleep (1000);
  g_assert_cmpuint (results, ==, 0);
  gate_open (&gate);
  for (guint i = 50; i < 100; i++) /* the worker waits for each of these */
    sheaf_worker_push_prepared (worker, double_number, note_number, new_number (i), free_job, NULL,
                                NULL, doubled_cb, NULL);
  wait_for (100);
  sheaf_worker_free (worker);
  g_assert_cmpuint (seen->len, ==, 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (g_array_index (seen, guint, i), ==, 2 * i);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (freed, ==, 100);
  gate_clear (&gate);
}

/* Its data stays until it is prepared, though nobody wants it any more. */
static void
test_prepared_and_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  SheafWorker *worker;

  reset ();
  g_atomic_ref_count_init (&n_prepared);
  worker = sheaf_worker_new ("test", seen, NULL);
  g_cancellable_cancel (cancellable);
  sheaf_worker_push_prepared (worker, double_number, note_number, new_number (1), free_job, NULL,
                              cancellable, cancelled_cb, NULL);
  wait_for (1);
  g_assert_true (g_atomic_ref_count_compare (&n_prepared, 2));
  sheaf_worker_push_prepared (NULL, double_number, note_number, new_number (1), free_job, NULL,
                              NULL, cancelled_cb, NULL);
  wait_for (2);
  g_assert_true (g_atomic_ref_count_compare (&n_prepared, 2)); /* it has ended: nothing begins */
  sheaf_worker_free (worker);
  g_assert_cmpuint (seen->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/worker/order", test_order);
  g_test_add_func ("/base/worker/error", test_error);
  g_test_add_func ("/base/worker/cancel-before", test_cancel_before);
  g_test_add_func ("/base/worker/cancel-running", test_cancel_running);
  g_test_add_func ("/base/worker/cancel-done", test_cancel_done);
  g_test_add_func ("/base/worker/free-with-queue", test_free_with_queue);
  g_test_add_func ("/base/worker/other-context", test_other_context);
  g_test_add_func ("/base/worker/source-ends-here", test_source_ends_here);
  g_test_add_func ("/base/worker/chain", test_chain);
  g_test_add_func ("/base/worker/prepared", test_prepared);
  g_test_add_func ("/base/worker/prepared-and-cancelled", test_prepared_and_cancelled);

  return g_test_run ();
}
