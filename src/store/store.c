/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The main thread's side of the library: every question is a job for one of three threads, every
 * answer comes back here. */

#include "store/store.h"

#include "base/text.h"
#include "store/edit-private.h"
#include "store/files.h"
#include "store/read.h"
#include "store/schema.h"
#include "store/store-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#define FIRST_PAGE 64
#define LOOK_MS 400 /* after a write to the WAL: was it another process? */

static guint changed;

G_DEFINE_FINAL_TYPE (SheafStore, sheaf_store, G_TYPE_OBJECT)

void
sheaf_store_emit_changed (SheafStore *self,
                          SheafChangeFlags flags,
                          const gint64 *ids,
                          gsize n,
                          const SheafSidebarCounts *counts)
{
  SheafChange change = { flags, ids, n, counts };

  g_signal_emit (self, changed, 0, &change);
}

void
sheaf_store_set_reading_speed (SheafStore *self, guint words)
{
  g_autoptr (SheafSidebarCounts) nothing = sheaf_sidebar_counts_new ();

  g_return_if_fail (SHEAF_IS_STORE (self));

  sheaf_text_set_reading_speed (words);
  sheaf_store_emit_changed (self, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS, NULL, 0, nothing);
}

/* --- Other processes --- */

typedef struct
{
  gint64 version;
} Look;

static gboolean
look_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "PRAGMA data_version", error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  look->version = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafStore *self = SHEAF_STORE (source);
  const Look *look = sheaf_worker_finish (result, NULL);

  if (look == NULL || look->version == self->data_version)
    return;
  self->data_version = look->version;
  sheaf_store_emit_changed (self,
                            SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS
                                | SHEAF_CHANGE_NOTES | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_JOBS
                                | SHEAF_CHANGE_SAVED,
                            NULL, 0, NULL);
}

static void
look (SheafStore *self)
{
  if (self->writer != NULL)
    sheaf_worker_push (self->writer, look_on_writer, g_new0 (Look, 1), g_free, self, NULL,
                       looked_cb, NULL);
}

static gboolean
look_cb (gpointer data)
{
  SheafStore *self = data;

  self->look = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* PRAGMA data_version of the writer's connection moves only by others' commits: ours are no news.
 */
static void
wal_changed_cb (SheafStore *self)
{
  if (self->look == 0)
    self->look = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
watch (SheafStore *self)
{
  g_autofree char *path = g_build_filename (self->folder, "library.db-wal", NULL);
  g_autoptr (GFile) wal = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (wal, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (wal_changed_cb), self,
                             G_CONNECT_SWAPPED);
  look (self); /* what came before the watch */
}

/* --- Opening and closing --- */

typedef struct
{
  char *folder;
  SheafHold *hold;
  SheafRepair *repair;
  SheafDb *dbs[3];
  gboolean reading; /* the first of them is none */
  Look look;        /* before anything is read */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->dbs); i++)
    g_clear_pointer (&self->dbs[i], sheaf_db_close);
  g_clear_pointer (&self->hold, sheaf_hold_free);
  g_clear_pointer (&self->repair, sheaf_repair_free);
  g_free (self->folder);
  g_free (self);
}

void
sheaf_store_note_damage (SheafStore *self, const GError *error)
{
  g_autofree char *path = NULL;

  if (self->marked || self->writer == NULL
      || !g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED))
    return;
  self->marked = TRUE;
  path = sheaf_salvage_mark_path (self->folder);
  g_file_set_contents (path, "", 0, NULL);
}

/* What somebody else has open is not repaired now, nor what a disk does not let be; the mark
 * stays. */
static gboolean
repair_marked (Opening *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *mark = sheaf_salvage_mark_path (self->folder);
  GError *failure = NULL;

  if (!g_file_test (mark, G_FILE_TEST_EXISTS))
    return TRUE;
  self->repair = sheaf_repair (self->folder, cancellable, &failure);
  if (self->repair != NULL)
    g_unlink (mark);
  else if (!g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_IN_USE)
           && !g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_STORE))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);

  return TRUE;
}

static gboolean
open_dbs (Opening *self, GError **error)
{
  static const SheafDbMode modes[] = { SHEAF_DB_WRITER, SHEAF_DB_READER, SHEAF_DB_READER };

  self->hold = sheaf_hold_share (self->folder, error);
  if (self->hold == NULL)
    return FALSE;
  if (sheaf_salvage_is_emptied (self->folder))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED, "the library is empty");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      self->dbs[i] = sheaf_db_open (self->folder, modes[i], error);
      if (self->dbs[i] == NULL)
        return FALSE;
    }
  if (!look_on_writer (self->dbs[0], &self->look, NULL, error))
    return FALSE;
  sheaf_db_hand_over (self->dbs[0]);

  return TRUE;
}

static gboolean
open_to_read (Opening *self, GError **error)
{
  int version;

  self->hold = sheaf_hold_read (self->folder, error);
  if (self->hold == NULL)
    return FALSE;
  for (guint i = 1; i < G_N_ELEMENTS (self->dbs); i++)
    {
      self->dbs[i] = sheaf_db_open (self->folder, SHEAF_DB_READER, error);
      if (self->dbs[i] == NULL)
        return FALSE;
    }
  if (!sheaf_schema_check (self->dbs[1], &version, error))
    return FALSE;
  sheaf_db_hand_over (self->dbs[1]);
  if (version != SHEAF_SCHEMA_VERSION)
    g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "it has to be upgraded first");

  return version == SHEAF_SCHEMA_VERSION;
}

static void
close_dbs (Opening *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->dbs); i++)
    g_clear_pointer (&self->dbs[i], sheaf_db_close);
  g_clear_pointer (&self->hold, sheaf_hold_free);
}

/* ERROR says why it did not open: what is damaged is cloned. */
static gboolean
salvage (Opening *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SheafHold) alone = NULL;

  if (!g_error_matches (*error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED)
      && !g_error_matches (*error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE))
    return FALSE;
  close_dbs (self);
  alone = sheaf_hold_alone (self->folder, NULL);
  if (alone == NULL)
    return FALSE;
  g_clear_error (error);
  g_clear_pointer (&self->repair, sheaf_repair_free);
  self->repair = sheaf_salvage (self->folder, cancellable, error);

  return self->repair != NULL;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;

  if (opening->reading)
    {
      if (open_to_read (opening, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
    }
  else if (g_mkdir_with_parents (opening->folder, 0700) != 0)
    g_task_return_new_error (task, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", opening->folder,
                             g_strerror (errno));
  else if (repair_marked (opening, cancellable, &error)
           && (open_dbs (opening, &error)
               || (salvage (opening, cancellable, &error) && open_dbs (opening, &error))))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_folder (const char *folder, gboolean reading, GTask *task)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->folder = g_strdup (folder);
  opening->reading = reading;
  g_task_set_source_tag (task, open_folder);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

void
sheaf_store_open_async (const char *folder,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  open_folder (folder, FALSE, task);
}

void
sheaf_store_open_to_read_async (const char *folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  open_folder (folder, TRUE, task);
}

static void
close_db (gpointer db)
{
  sheaf_db_close (db);
}

SheafStore *
sheaf_store_open_finish (GAsyncResult *result, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));
  SheafStore *self;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  self = g_object_new (SHEAF_TYPE_STORE, NULL);
  self->folder = g_strdup (opening->folder);
  self->files_folder = g_build_filename (opening->folder, "files", NULL);
  self->hold = g_steal_pointer (&opening->hold);
  self->repair = g_steal_pointer (&opening->repair);
  if (!opening->reading)
    self->writer = sheaf_worker_new ("sheaf-writer", g_steal_pointer (&opening->dbs[0]), close_db);
  self->lists = sheaf_worker_new ("sheaf-lists", g_steal_pointer (&opening->dbs[1]), close_db);
  self->search = sheaf_worker_new ("sheaf-search", g_steal_pointer (&opening->dbs[2]), close_db);
  self->data_version = opening->look.version;
  if (!opening->reading)
    watch (self);

  return self;
}

void
sheaf_store_close (SheafStore *self)
{
  g_return_if_fail (SHEAF_IS_STORE (self));

  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_object (&self->monitor);
  g_cancellable_cancel (self->searching); /* or its end is waited for */
  g_clear_object (&self->searching);
  g_cancellable_cancel (self->closing);
  g_clear_pointer (&self->comparer, sheaf_worker_free);
  g_clear_pointer (&self->search, sheaf_worker_free);
  g_clear_pointer (&self->lists, sheaf_worker_free);
  g_clear_pointer (&self->writer, sheaf_worker_free); /* the last: it checkpoints */
  g_clear_pointer (&self->hold, sheaf_hold_free);
}

static void
sheaf_store_dispose (GObject *object)
{
  sheaf_store_close (SHEAF_STORE (object));
  G_OBJECT_CLASS (sheaf_store_parent_class)->dispose (object);
}

static void
sheaf_store_finalize (GObject *object)
{
  SheafStore *self = SHEAF_STORE (object);

  g_clear_pointer (&self->repair, sheaf_repair_free);
  g_clear_object (&self->closing);
  g_free (self->folder);
  g_free (self->files_folder);
  G_OBJECT_CLASS (sheaf_store_parent_class)->finalize (object);
}

static void
sheaf_store_class_init (SheafStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_store_finalize;
  changed = g_signal_new ("changed", SHEAF_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                          G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sheaf_store_init (SheafStore *self)
{
  self->closing = g_cancellable_new ();
  self->first_budget = SHEAF_FIRST_BUDGET;
  self->search_budget = SHEAF_SEARCH_BUDGET;
}

const char *
sheaf_store_get_folder (SheafStore *self)
{
  return self->folder;
}

const SheafRepair *
sheaf_store_get_repair (SheafStore *self)
{
  return self->repair;
}

const char *
sheaf_store_get_files_folder (SheafStore *self)
{
  return self->files_folder;
}

/* --- Applying --- */

typedef struct
{
  SheafEdit *edit;
  char *files_folder;
  SheafProgress *progress; /* (nullable) */
  SheafEditOutcome outcome;
} ApplyJob;

static void
apply_job_free (gpointer data)
{
  ApplyJob *job = data;

  sheaf_edit_unref (job->edit);
  g_clear_pointer (&job->progress, sheaf_progress_unref);
  sheaf_edit_outcome_clear (&job->outcome);
  g_free (job->files_folder);
  g_free (job);
}

static void
prepare_apply (gpointer data)
{
  sheaf_edit_prepare (((ApplyJob *)data)->edit);
}

static gboolean
apply_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ApplyJob *job = data;

  return sheaf_edit_apply_watched (job->edit, db, job->files_folder, job->progress, &job->outcome,
                                   error);
}

/* Announces an edit before whoever made it hears of it. */
static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafStore *self = SHEAF_STORE (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  ApplyJob *job = sheaf_worker_finish (result, &error);

  if (job == NULL)
    {
      sheaf_store_note_damage (self, error);
      g_task_return_error (task, error);
      return;
    }
  if (job->outcome.flags != 0)
    sheaf_store_emit_changed (self, job->outcome.flags, (const gint64 *)job->outcome.ids->data,
                              job->outcome.ids->len, job->outcome.counts);
  g_task_set_task_data (task, g_object_ref (result), g_object_unref); /* keeps the job */
  g_task_return_pointer (task, job, NULL);
}

/* PROGRESS (nullable). */
static void
apply_watched (SheafStore *self,
               SheafEdit *edit,
               SheafProgress *progress,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  ApplyJob *job = g_new0 (ApplyJob, 1);

  g_task_set_source_tag (task, sheaf_store_apply_async);
  job->edit = sheaf_edit_ref (edit);
  job->files_folder = g_strdup (self->files_folder);
  job->progress = progress != NULL ? sheaf_progress_ref (progress) : NULL;
  sheaf_worker_push_prepared (self->writer, sheaf_edit_has_to_prepare (edit) ? prepare_apply : NULL,
                              apply_on_writer, job, apply_job_free, self, cancellable, applied_cb,
                              task);
}

void
sheaf_store_apply_async (SheafStore *self,
                         SheafEdit *edit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (SHEAF_IS_STORE (self));

  apply_watched (self, edit, NULL, cancellable, callback, user_data);
}

gboolean
sheaf_store_apply_finish (SheafStore *self,
                          GAsyncResult *result,
                          SheafEdit **inverse,
                          gint64 *id,
                          gboolean *existed,
                          GError **error)
{
  ApplyJob *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_store_apply_async), FALSE);

  job = g_task_propagate_pointer (G_TASK (result), error);
  if (job == NULL)
    return FALSE;
  if (inverse != NULL)
    *inverse = g_steal_pointer (&job->outcome.inverse);
  if (id != NULL)
    *id = job->outcome.id;
  if (existed != NULL)
    *existed = job->outcome.existed;

  return TRUE;
}

gboolean
sheaf_store_do_add_finish (SheafStore *self,
                           GAsyncResult *result,
                           SheafDone *done,
                           gint64 *id,
                           gboolean *existed,
                           GError **error)
{
  ApplyJob *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_store_apply_async), FALSE);

  job = g_task_propagate_pointer (G_TASK (result), error);
  if (job == NULL)
    return FALSE;
  *done = job->outcome.done;
  if (id != NULL)
    *id = job->outcome.id;
  if (existed != NULL)
    *existed = job->outcome.existed;

  return TRUE;
}

gboolean
sheaf_store_do_finish (SheafStore *self, GAsyncResult *result, SheafDone *done, GError **error)
{
  return sheaf_store_do_add_finish (self, result, done, NULL, NULL, error);
}

void
sheaf_store_do_watched_async (SheafStore *self,
                              SheafEdit *edit,
                              SheafDeed deed,
                              SheafJoin join,
                              SheafProgress *progress,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (SheafEdit) doing = sheaf_edit_new_deed (sheaf_edit_ref (edit), deed, join);

  g_return_if_fail (SHEAF_IS_STORE (self));

  apply_watched (self, doing, progress, NULL, callback, user_data);
}

void
sheaf_store_do_async (SheafStore *self,
                      SheafEdit *edit,
                      SheafDeed deed,
                      SheafJoin join,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  sheaf_store_do_watched_async (self, edit, deed, join, NULL, callback, user_data);
}

void
sheaf_store_undo_watched_async (SheafStore *self,
                                gboolean redo,
                                SheafProgress *progress,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (SheafEdit) undo = sheaf_edit_new_undo (redo);

  g_return_if_fail (SHEAF_IS_STORE (self));

  apply_watched (self, undo, progress, NULL, callback, user_data);
}

void
sheaf_store_undo_async (SheafStore *self,
                        gboolean redo,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  sheaf_store_undo_watched_async (self, redo, NULL, callback, user_data);
}

/* --- Reading: one job type; each question fills what it needs --- */

static gpointer
finish_job (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  gpointer job = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return job;
}

typedef struct
{
  /* asked */
  SheafQuery *query;
  GArray *ids;
  gint64 id;
  SheafJobQuestion question;
  char *files_folder;
  /* answered */
  gint64 next_job;
  GPtrArray *rows;
  SheafLoaded *loaded;
  SheafSidebarCounts *counts;
  GStrv problems;
  guint left_over; /* files */
} ReadJob;

static void
read_job_free (gpointer data)
{
  ReadJob *job = data;

  g_clear_pointer (&job->query, sheaf_query_unref);
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_clear_pointer (&job->loaded, sheaf_loaded_free);
  g_clear_pointer (&job->counts, sheaf_sidebar_counts_free);
  g_strfreev (job->problems);
  g_free (job->files_folder);
  g_free (job);
}

/* What takes several statements sees the library at one moment. */
static void
begin_reading (SheafDb *db)
{
  sheaf_db_run (db, "BEGIN", NULL);
}

static void
end_reading (SheafDb *db)
{
  sheaf_db_run (db, "COMMIT", NULL);
}

static gboolean
query_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  begin_reading (db);
  job->ids = sheaf_read_query (db, job->query, error);
  if (job->ids != NULL)
    job->rows = sheaf_read_rows (db, (const gint64 *)job->ids->data,
                                 MIN (job->ids->len, FIRST_PAGE), error);
  sheaf_db_set_cancellable (db, NULL);
  end_reading (db);

  return job->rows != NULL;
}

void
sheaf_store_query_async (SheafStore *self,
                         SheafQuery *query,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->query = sheaf_query_ref (query);
  sheaf_worker_push (sheaf_query_get_text (query) != NULL ? self->search : self->lists,
                     query_on_reader, job, read_job_free, self, cancellable, callback, user_data);
}

GArray *
sheaf_store_query_finish (SheafStore *self, GAsyncResult *result, GPtrArray **rows, GError **error)
{
  ReadJob *job = finish_job (self, result, error);

  if (job != NULL && rows != NULL)
    *rows = g_steal_pointer (&job->rows);

  return job != NULL ? g_steal_pointer (&job->ids) : NULL;
}

static gboolean
rows_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  job->rows = sheaf_read_rows (db, (const gint64 *)job->ids->data, job->ids->len, error);

  return job->rows != NULL;
}

void
sheaf_store_load_rows_async (SheafStore *self,
                             const gint64 *ids,
                             gsize n,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  if (n > 0)
    g_array_append_vals (job->ids, ids, n);
  sheaf_worker_push (self->lists, rows_on_reader, job, read_job_free, self, cancellable, callback,
                     user_data);
}

static GPtrArray *
finish_rows (SheafStore *self, GAsyncResult *result, GError **error)
{
  ReadJob *job = finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->rows) : NULL;
}

GPtrArray *
sheaf_store_load_rows_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  return finish_rows (self, result, error);
}

static gboolean
article_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  begin_reading (db);
  job->loaded = sheaf_read_article (db, job->id, error);
  end_reading (db);

  return job->loaded != NULL;
}

void
sheaf_store_load_article_async (SheafStore *self,
                                gint64 id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->id = id;
  sheaf_worker_push (self->lists, article_on_reader, job, read_job_free, self, cancellable,
                     callback, user_data);
}

SheafLoaded *
sheaf_store_load_article_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  ReadJob *job = finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->loaded) : NULL;
}

static gboolean
sidebar_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  sheaf_db_set_cancellable (db, cancellable);
  begin_reading (db);
  job->counts = sheaf_read_sidebar (db, error);
  end_reading (db);
  sheaf_db_set_cancellable (db, NULL);

  return job->counts != NULL;
}

void
sheaf_store_load_sidebar_async (SheafStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  sheaf_worker_push (self->writer, sidebar_on_writer, g_new0 (ReadJob, 1), read_job_free, self,
                     cancellable, callback, user_data);
}

SheafSidebarCounts *
sheaf_store_load_sidebar_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  ReadJob *job = finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->counts) : NULL;
}

static gboolean
smart_lists_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  job->rows = sheaf_read_smart_lists (db, error);

  return job->rows != NULL;
}

void
sheaf_store_load_smart_lists_async (SheafStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  sheaf_worker_push (self->lists, smart_lists_on_reader, g_new0 (ReadJob, 1), read_job_free, self,
                     cancellable, callback, user_data);
}

GPtrArray *
sheaf_store_load_smart_lists_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  return finish_rows (self, result, error);
}

static gboolean
jobs_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  job->rows = sheaf_read_jobs (db, &job->question, &job->next_job, error);

  return job->rows != NULL;
}

void
sheaf_store_load_jobs_async (SheafStore *self,
                             const SheafJobQuestion *question,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->question = *question;
  sheaf_worker_push (self->lists, jobs_on_reader, job, read_job_free, self, cancellable, callback,
                     user_data);
}

GPtrArray *
sheaf_store_load_jobs_finish (SheafStore *self, GAsyncResult *result, gint64 *next, GError **error)
{
  ReadJob *job = finish_job (self, result, error);

  if (job != NULL && next != NULL)
    *next = job->next_job;

  return job != NULL ? g_steal_pointer (&job->rows) : NULL;
}

static gboolean
verify_on_writer (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  ReadJob *job = data;

  job->problems = sheaf_verify (db, job->files_folder, cancellable, error);

  return job->problems != NULL
         && (job->problems[0] != NULL
             || sheaf_files_sweep (db, job->files_folder, FALSE, &job->left_over, error));
}

void
sheaf_store_verify_async (SheafStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->files_folder = g_strdup (self->files_folder);
  sheaf_worker_push (self->writer, verify_on_writer, job, read_job_free, self, cancellable,
                     callback, user_data);
}

GStrv
sheaf_store_verify_finish (SheafStore *self, GAsyncResult *result, guint *left_over, GError **error)
{
  ReadJob *job = sheaf_worker_finish (result, error);

  if (job != NULL && left_over != NULL)
    *left_over = job->left_over;

  return job != NULL ? g_steal_pointer (&job->problems) : NULL;
}
