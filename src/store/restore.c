/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looked through, copied beside the library, its files brought back, and only then put in its
 * place. */

#include "store/restore.h"

#include "base/error.h"
#include "base/time.h"
#include "store/backup.h"
#include "store/edit-private.h"
#include "store/files.h"
#include "store/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

void
sheaf_restored_free (SheafRestored *self)
{
  g_free (self->set_aside);
  g_free (self->backup);
  g_free (self);
}

static gboolean
vacuum_into (const char *from, const char *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (SheafDb) db = sheaf_db_open_file (from, error);
  sqlite3_stmt *stmt;

  if (db == NULL || !sheaf_db_run (db, "PRAGMA query_only = OFF", error))
    return FALSE;
  sheaf_db_set_cancellable (db, cancellable);
  stmt = sheaf_db_prepare (db, "VACUUM INTO ?1", error);
  if (stmt == NULL)
    return FALSE;
  sheaf_bind_text (stmt, 1, file);

  return sheaf_db_step_done (db, stmt, error);
}

/* Not byte by byte: a library that was set aside, or was open when it was copied, has a WAL. */
gboolean
sheaf_restore_copy (const char *from, const char *file, GCancellable *cancellable, GError **error)
{
  int out = g_open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean good;

  if (out < 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", file, g_strerror (errno));
      return FALSE;
    }
  good = vacuum_into (from, file, cancellable, error);
  if (good && fsync (out) != 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", file, g_strerror (errno));
      good = FALSE;
    }
  close (out);
  if (!good)
    g_unlink (file);

  return good;
}

/* BACKUP as typed -> its path. (transfer full) */
static char *
find_backup (const char *folder, const char *backup)
{
  g_autofree char *backups = sheaf_backup_folder (folder);
  g_autofree char *named = g_build_filename (backups, backup, NULL);

  return g_file_test (backup, G_FILE_TEST_IS_REGULAR) ? g_canonicalize_filename (backup, NULL)
                                                      : g_steal_pointer (&named);
}

static gboolean
bring_files (const char *folder, const char *backup, SheafRestored *restored, GError **error)
{
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_auto (GStrv) places = sheaf_backup_file_folders (backup);
  g_autoptr (SheafDb) db = sheaf_db_open_file (backup, error);
  g_autoptr (GHashTable) named = db != NULL ? sheaf_backup_named_files (db, error) : NULL;
  GHashTableIter iter;
  gpointer sha;

  if (named == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, named);
  while (g_hash_table_iter_next (&iter, &sha, NULL))
    {
      g_autofree char *plain = sheaf_files_path (files, sha);
      g_autofree char *packed = g_strconcat (plain, ".zst", NULL);
      gboolean there
          = g_file_test (plain, G_FILE_TEST_EXISTS) || g_file_test (packed, G_FILE_TEST_EXISTS);

      for (guint i = 0; !there && places[i] != NULL; i++)
        if (sheaf_files_bring_in (files, sha, places[i]))
          {
            there = TRUE;
            restored->files++;
          }
      restored->missing += !there;
    }

  return TRUE;
}

SheafRestored *
sheaf_restore (const char *folder, const char *backup, GCancellable *cancellable, GError **error)
{
  g_autoptr (SheafRestored) restored = g_new0 (SheafRestored, 1);
  g_autoptr (SheafHold) hold = NULL;
  g_autofree char *file = g_build_filename (folder, "library.restoring", NULL);
  g_autofree char *present = g_build_filename (folder, "library.db", NULL);
  gboolean was_there;

  restored->backup = find_backup (folder, backup);
  if (!sheaf_backup_check (restored->backup, cancellable, NULL, error))
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", folder, g_strerror (errno));
      return NULL;
    }
  hold = sheaf_hold_alone (folder, error);
  if (hold == NULL || !sheaf_restore_copy (restored->backup, file, cancellable, error))
    return NULL;
  was_there = g_file_test (present, G_FILE_TEST_EXISTS);
  if (sheaf_backup_check (file, cancellable, &restored->articles, error)
      && bring_files (folder, restored->backup, restored, error))
    restored->set_aside = sheaf_hold_replace (folder, file, sheaf_time_now (), error);
  if (restored->set_aside == NULL)
    {
      g_unlink (file);
      return NULL;
    }
  if (!was_there)
    g_clear_pointer (&restored->set_aside, g_free);

  return g_steal_pointer (&restored);
}

/* --- Asynchronously --- */

typedef struct
{
  char *folder, *backup;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->folder);
  g_free (self->backup);
  g_free (self);
}

static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  GError *error = NULL;
  SheafRestored *restored = sheaf_restore (asked->folder, asked->backup, cancellable, &error);

  if (restored != NULL)
    g_task_return_pointer (task, restored, (GDestroyNotify)sheaf_restored_free);
  else
    g_task_return_error (task, error);
}

void
sheaf_restore_async (const char *folder,
                     const char *backup,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->folder = g_strdup (folder);
  asked->backup = g_strdup (backup);
  g_task_set_source_tag (task, sheaf_restore_async);
  g_task_set_task_data (task, asked, asked_free);
  g_task_run_in_thread (task, restore_in_thread);
}

SheafRestored *
sheaf_restore_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_restore_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
