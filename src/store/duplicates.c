/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three parts, one after the other: fingerprints, a few at a time on the writer between whatever
 * else it has to do; comparing, on a thread and a connection of its own, written down by the writer
 * a few at a time; reading the groups.
 */

#include "store/duplicates.h"

#include "store/compare.h"
#include "store/edit-private.h"
#include "store/fingerprint.h"
#include "store/read.h"
#include "store/store-private.h"

#define FILL_AT_ONCE 40   /* articles: some ms */
#define WRITE_AT_ONCE 500 /* rows: some ms */
#define TELL_MS 100
#define FILL_SHARE 0.7 /* of the whole, where nothing is known of it */

typedef struct
{
  SheafStore *store;
  SheafProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable; /* follows the caller's and the store's end */
  gulong cancelled, closed;  /* handlers of these */
  guint timer;
  guint filled, to_fill;
  gint compared; /* thousandths; atomic */
  SheafCompared *result;
  guint written;
  gboolean news; /* something was found that was not known */
  GPtrArray *groups;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->result, sheaf_compared_free);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  const Finding *self = data;
  double share = self->to_fill > 0 ? FILL_SHARE : 0;
  double filled = self->to_fill > 0 ? MIN (1.0, (double)self->filled / self->to_fill) : 1;

  self->progress (share * filled + (1 - share) * g_atomic_int_get (&self->compared) / 1000.0,
                  self->progress_data);

  return G_SOURCE_CONTINUE;
}

/* Which articles are duplicates of others is a list's question; no count of the sidebar moved. */
static void
tell_news (Finding *self)
{
  g_autoptr (SheafSidebarCounts) nothing = sheaf_sidebar_counts_new ();

  if (self->news)
    sheaf_store_emit_changed (self->store, SHEAF_CHANGE_LISTS, NULL, 0, nothing);
}

/* Also where it failed: nothing is told any more. Takes TASK. */
static void
end (GTask *task, GError *failure)
{
  Finding *self = g_task_get_task_data (task);
  GCancellable *given = g_task_get_cancellable (task);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_disconnect (given, self->cancelled);
  g_cancellable_disconnect (self->store->closing, self->closed);
  tell_news (self);
  if (failure != NULL)
    {
      sheaf_store_note_damage (self->store, failure);
      g_task_return_error (task, failure);
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&self->groups),
                           (GDestroyNotify)g_ptr_array_unref);
  g_object_unref (task);
}

/* --- What the steps do it with --- */

/* A few rows are worth no waiting for the disk: what is lost is made anew. DATA is WRITE's. */
static gboolean
write_relaxed (SheafDb *db,
               gboolean (*write) (SheafDb *db, gpointer data, GError **error),
               gpointer data,
               GError **error)
{
  gboolean good;

  sheaf_db_set_relaxed (db, TRUE);
  good = sheaf_db_begin (db, error);
  if (good && !write (db, data, error))
    {
      sheaf_db_rollback (db);
      good = FALSE;
    }
  good = good && sheaf_db_commit (db, error);
  sheaf_db_set_relaxed (db, FALSE);

  return good;
}

/* A connection of the step's own. HOLD (out): to be kept as long. */
static SheafDb *
open_reader (const Finding *self, SheafHold **hold, GCancellable *cancellable, GError **error)
{
  SheafDb *db;

  *hold = sheaf_hold_share (self->store->folder, error);
  db = *hold != NULL ? sheaf_db_open (self->store->folder, SHEAF_DB_READER, error) : NULL;
  if (db != NULL)
    sheaf_db_set_cancellable (db, cancellable);

  return db;
}

/* --- Fingerprints --- */

typedef struct
{
  guint made, left;
  gboolean count;
} Filling;

static gboolean
count_unfilled (SheafDb *db, guint *n, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "SELECT count (*) FROM article a WHERE fingerprint IS "
                                         "NULL AND EXISTS (SELECT 1 FROM content WHERE article_id "
                                         "= a.id)",
                                         error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  *n = sqlite3_column_int (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
fill_some (SheafDb *db, gpointer data, GError **error)
{
  Filling *self = data;

  return sheaf_fingerprint_fill (db, FILL_AT_ONCE, &self->made, error);
}

static gboolean
fill_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  Filling *self = data;

  if (self->count && !count_unfilled (db, &self->left, error))
    return FALSE;
  if (self->count && self->left == 0)
    return TRUE;

  return write_relaxed (db, fill_some, self, error);
}

static void
compare (GTask *task);

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Takes TASK, as all the steps do. */
static void
fill (GTask *task, gboolean count)
{
  Finding *self = g_task_get_task_data (task);
  Filling *filling = g_new0 (Filling, 1);

  filling->count = count;
  sheaf_worker_push (self->store->writer, fill_on_writer, filling, g_free, self->store,
                     self->cancellable, filled_cb, task);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Finding *self = g_task_get_task_data (task);
  GError *failure = NULL;
  const Filling *filling = sheaf_worker_finish (result, &failure);

  if (filling == NULL)
    {
      end (task, failure);
      return;
    }
  if (filling->count)
    self->to_fill = filling->left;
  self->filled += filling->made;
  if (filling->made > 0)
    fill (task, FALSE);
  else
    compare (task);
}

/* --- Comparing --- */

static gboolean
compare_on_thread (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Finding *self = data;
  g_autoptr (SheafHold) hold = NULL;
  g_autoptr (SheafDb) db = open_reader (self, &hold, cancellable, error);

  self->result = db != NULL ? sheaf_compare (db, &self->compared, cancellable, error) : NULL;

  return self->result != NULL;
}

static gboolean
read_on_thread (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Finding *self = data;
  g_autoptr (SheafHold) hold = NULL;
  g_autoptr (SheafDb) db = open_reader (self, &hold, cancellable, error);

  self->groups = db != NULL ? sheaf_read_duplicates (db, error) : NULL;

  return self->groups != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *failure = NULL;

  sheaf_worker_finish (result, &failure);
  end (data, failure);
}

static gboolean
write_likeness (SheafDb *db, gpointer data, GError **error)
{
  Finding *self = data;

  return sheaf_compare_write (db, self->result, self->written, WRITE_AT_ONCE, error);
}

static gboolean
write_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  return write_relaxed (db, write_likeness, data, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data);

/* What is alike first: the articles are compared once all of it is written. */
static void
write_some (GTask *task)
{
  Finding *self = g_task_get_task_data (task);

  sheaf_worker_push (self->store->writer, write_on_writer, self, NULL, self->store,
                     self->cancellable, written_cb, task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Finding *self = g_task_get_task_data (task);
  GError *failure = NULL;

  if (sheaf_worker_finish (result, &failure) == NULL)
    {
      end (task, failure);
      return;
    }
  self->news = self->news || self->result->alike->len > 0;
  self->written += WRITE_AT_ONCE;
  if (self->written < self->result->alike->len + self->result->ids->len)
    write_some (task);
  else
    compare (task);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Finding *self = g_task_get_task_data (task);
  GError *failure = NULL;

  if (sheaf_worker_finish (result, &failure) == NULL)
    end (task, failure);
  else if (self->result->ids->len > 0)
    write_some (task);
  else
    sheaf_worker_push (self->store->comparer, read_on_thread, self, NULL, self->store,
                       self->cancellable, read_cb, task);
}

static void
compare (GTask *task)
{
  Finding *self = g_task_get_task_data (task);

  g_clear_pointer (&self->result, sheaf_compared_free);
  self->written = 0;
  sheaf_worker_push (self->store->comparer, compare_on_thread, self, NULL, self->store,
                     self->cancellable, compared_cb, task);
}

/* --- Merging --- */

/* Those of GROUP that are the same as its AT-th, where that is the first of them; else none. */
static GArray *
list_same (const SheafDuplicates *group, guint at)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint64 whole = ((const SheafCopy *)group->copies->pdata[at])->whole;

  for (guint i = 0; whole != 0 && i < group->copies->len; i++)
    {
      const SheafCopy *copy = group->copies->pdata[i];

      if (copy->whole != whole)
        continue;
      if (i < at)
        break;
      g_array_append_val (ids, copy->row->id);
    }

  return ids;
}

SheafEdit *
sheaf_duplicates_merge_same (const GPtrArray *groups, GArray **kept)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GArray) merges = g_array_new (FALSE, FALSE, sizeof (SheafMerge));
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < groups->len; i++)
    for (guint k = 0; k < ((const SheafDuplicates *)groups->pdata[i])->copies->len; k++)
      {
        GArray *ids = list_same (groups->pdata[i], k);
        SheafMerge merge = { (const gint64 *)(gpointer)ids->data, ids->len, 0 };

        g_ptr_array_add (lists, ids);
        if (ids->len < 2)
          continue;
        merge.keep = merge.ids[0];
        g_array_append_val (merges, merge);
        g_array_append_val (left, merge.keep);
      }
  if (kept != NULL)
    *kept = g_steal_pointer (&left);

  return merges->len > 0
             ? sheaf_edit_new_merges ((const SheafMerge *)(gpointer)merges->data, merges->len)
             : NULL;
}

/* --- From outside --- */

static void
cancelled_cb (GCancellable *given, GCancellable *own)
{
  g_cancellable_cancel (own);
}

void
sheaf_store_find_duplicates_async (SheafStore *self,
                                   SheafProgressFunc progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;
  Finding *finding;

  g_return_if_fail (SHEAF_IS_STORE (self));

  if (self->comparer == NULL && self->writer != NULL)
    self->comparer = sheaf_worker_new ("sheaf-compare", NULL, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_store_find_duplicates_async);
  finding = g_new0 (Finding, 1);
  finding->store = g_object_ref (self);
  finding->progress = progress;
  finding->progress_data = progress_data;
  finding->cancellable = g_cancellable_new ();
  finding->closed = g_cancellable_connect (self->closing, G_CALLBACK (cancelled_cb),
                                           g_object_ref (finding->cancellable), g_object_unref);
  if (cancellable != NULL)
    finding->cancelled
        = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                 g_object_ref (finding->cancellable), g_object_unref);
  g_task_set_task_data (task, finding, finding_free);
  if (progress != NULL)
    finding->timer = g_timeout_add (TELL_MS, tell_cb, finding);
  fill (task, TRUE);
}

GPtrArray *
sheaf_store_find_duplicates_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_store_find_duplicates_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
