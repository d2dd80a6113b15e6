/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything checked as verify does, and mended where it lies; a database that is not sound itself
 * is cloned. */

#include "base/error.h"
#include "base/time.h"
#include "store/backup.h"
#include "store/edit-private.h"
#include "store/files.h"
#include "store/hold.h"
#include "store/mend.h"
#include "store/read.h"

#include <glib/gstdio.h>
#include <string.h>

/* --- Files --- */

/* What is known of the library's files while it is mended. */
typedef struct
{
  char *files, *aside;
  GStrv places;     /* of the backups */
  GPtrArray *moved; /* names, to be put away once nothing names them */
} Files;

static void
files_clear (Files *self)
{
  g_free (self->files);
  g_free (self->aside);
  g_strfreev (self->places);
  g_ptr_array_unref (self->moved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, files_clear)

static void
files_init (Files *self, const char *folder)
{
  g_autofree char *any = g_build_filename (folder, "backups", "library.db", NULL);

  self->files = g_build_filename (folder, "files", NULL);
  self->aside = g_build_filename (folder, "set-aside", "files", NULL);
  self->places = sheaf_backup_file_folders (any);
  self->moved = g_ptr_array_new_with_free_func (g_free);
}

/* Where the folder is there and cannot be looked into (a disk that is not), nothing in it is
 * lost. */
static gboolean
can_be_read (const char *files, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (files, 0, NULL);

  if (dir != NULL
      || (!g_file_test (files, G_FILE_TEST_EXISTS) && !g_file_test (files, G_FILE_TEST_IS_SYMLINK)))
    return TRUE;
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s cannot be read", files);

  return FALSE;
}

/* A sound one in its place, of those that were purged while a backup named them. */
static gboolean
find_in_backups (const Files *self, const char *sha)
{
  if (!sheaf_files_move_out (self->files, sha, self->aside))
    return FALSE;
  for (guint i = 0; self->places[i] != NULL; i++)
    if (sheaf_files_bring_in (self->files, sha, self->places[i]))
      {
        g_autoptr (GBytes) bytes = sheaf_files_get (self->files, sha, NULL);

        if (bytes != NULL)
          return TRUE;
        sheaf_files_remove (self->files, sha);
      }
  sheaf_files_bring_in (self->files, sha, self->aside); /* rows name it still */

  return FALSE;
}

static gboolean
forget_file (SheafDb *db, const char *sha, SheafRepair *repair, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM asset WHERE sha = ?1",
    "UPDATE version SET snapshot_sha = NULL WHERE snapshot_sha = ?1",
    "UPDATE content SET snapshot_sha = NULL WHERE snapshot_sha = ?1 RETURNING article_id",
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  for (guint i = 0; failure == NULL && i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *stmt = sheaf_db_prepare (db, statements[i], &failure);

      if (stmt == NULL)
        break;
      sheaf_bind_sha (stmt, 1, sha);
      while (sheaf_db_step (db, stmt, &failure))
        {
          gint64 id = sqlite3_column_int64 (stmt, 0);

          g_array_append_val (ids, id);
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    sheaf_repair_add (repair, SHEAF_LOSS_PICTURES, db, g_array_index (ids, gint64, i));

  return TRUE;
}

/* Files that are named and are not what their name says, and of which no backup has a sound one:
 * named no more. */
static gboolean
forget_damaged_files (SheafDb *db, Files *self, SheafRepair *repair, GError **error)
{
  static const char names_that_are_none[]
      = "UPDATE content SET snapshot_sha = NULL WHERE length (snapshot_sha) <> 32;"
        "UPDATE version SET snapshot_sha = NULL WHERE length (snapshot_sha) <> 32;"
        "DELETE FROM asset WHERE length (sha) <> 32";
  g_autoptr (GHashTable) named = sheaf_backup_named_files (db, error);
  GHashTableIter iter;
  gpointer sha;

  if (named == NULL || !sheaf_db_run (db, names_that_are_none, error)
      || (g_hash_table_size (named) > 0 && !can_be_read (self->files, error)))
    return FALSE;
  g_hash_table_iter_init (&iter, named);
  while (g_hash_table_iter_next (&iter, &sha, NULL))
    {
      gboolean lost;

      if (!sheaf_files_is_lost (self->files, sha, &lost, error))
        return FALSE;
      if (!lost || find_in_backups (self, sha))
        continue;
      if (!forget_file (db, sha, repair, error))
        return FALSE;
      g_ptr_array_add (self->moved, g_strdup (sha));
      repair->files++;
    }

  return TRUE;
}

static void
put_away_cb (gpointer data)
{
  Files *self = data;

  for (guint i = 0; i < self->moved->len; i++)
    sheaf_files_move_out (self->files, self->moved->pdata[i], self->aside);
}

/* --- The database --- */

/* The texts that are gone as the backups have them. */
static gboolean
bring_texts (
    SheafDb *db, const char *folder, GCancellable *cancellable, SheafRepair *repair, GError **error)
{
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (tables, (gpointer) "content");

  return sheaf_mend_from_backups (db, folder, tables, repair, cancellable, error);
}

static gboolean
mend_in_place (
    SheafDb *db, const char *folder, GCancellable *cancellable, SheafRepair *repair, GError **error)
{
  g_auto (Files) files = { NULL };

  files_init (&files, folder);
  if (!sheaf_db_run (db, "PRAGMA foreign_keys = OFF", error) || !sheaf_db_begin (db, error))
    return FALSE;
  if (!sheaf_mend_drop_damaged_texts (db, error)
      || !bring_texts (db, folder, cancellable, repair, error)
      || !forget_damaged_files (db, &files, repair, error) || !sheaf_mend (db, repair, error))
    {
      sheaf_db_rollback (db);
      return FALSE;
    }

  return sheaf_db_commit_with (db, put_away_cb, &files, error);
}

static gboolean
is_of_the_database (GStrv problems)
{
  for (guint i = 0; problems[i] != NULL; i++)
    if (g_str_has_prefix (problems[i], "database: ")
        && strstr (problems[i], " points to nothing") == NULL
        && strstr (problems[i], " a name that is none") == NULL)
      return TRUE;

  return FALSE;
}

/* FALSE with DAMAGED: its pages are. */
static gboolean
mend (const char *folder, GCancellable *cancellable, SheafRepair *repair, GError **error)
{
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, error);
  g_auto (GStrv) problems = db != NULL ? sheaf_verify (db, files, cancellable, error) : NULL;

  if (problems == NULL)
    return FALSE;
  if (is_of_the_database (problems))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED, problems[0]);
      return FALSE;
    }
  if (problems[0] != NULL && !mend_in_place (db, folder, cancellable, repair, error))
    return FALSE;

  return sheaf_files_sweep (db, files, TRUE, &repair->files, error);
}

SheafRepair *
sheaf_repair (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (SheafHold) hold = sheaf_hold_alone (folder, error);
  g_autoptr (SheafRepair) repair = sheaf_repair_new ();
  g_autoptr (GError) failure = NULL;

  if (hold == NULL)
    return NULL;
  if (sheaf_salvage_is_emptied (folder))
    return sheaf_salvage (folder, cancellable, error);
  if (mend (folder, cancellable, repair, &failure))
    return g_steal_pointer (&repair);
  if (g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_DAMAGED)
      || g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE))
    return sheaf_salvage (folder, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* --- Asynchronously --- */

static void
repair_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SheafRepair *repair = sheaf_repair (data, cancellable, &error);

  if (repair != NULL)
    g_task_return_pointer (task, repair, (GDestroyNotify)sheaf_repair_free);
  else
    g_task_return_error (task, error);
}

void
sheaf_repair_async (const char *folder,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sheaf_repair_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, repair_in_thread);
}

SheafRepair *
sheaf_repair_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_repair_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
