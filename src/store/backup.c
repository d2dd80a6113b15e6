/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One backup made, looked through and given its name; the ones before it thinned out. */

#include "store/backup.h"

#include "store/edit-private.h"
#include "store/files.h"
#include "store/salvage.h"
#include "store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define DAYS 7
#define WEEKS 4
#define MOST_NUMBER 999999
#define ROOM_BEYOND (64 * 1024 * 1024) /* stays free on the disk */
#define PROGRESS_STEPS 1000

void
sheaf_backup_free (SheafBackup *self)
{
  g_free (self->path);
  g_free (self);
}

char *
sheaf_backup_folder (const char *folder)
{
  return g_build_filename (folder, "backups", NULL);
}

/* --- Names --- */

static gint64
parse_stamp (const char *text)
{
  int year, month, day, hour, minute, second;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (text, "%4d%2d%2dT%2d%2d%2dZ", &year, &month, &day, &hour, &minute, &second) == 6)
    time = g_date_time_new_utc (year, month, day, hour, minute, second);

  return time != NULL ? g_date_time_to_unix (time) * G_TIME_SPAN_SECOND : 0;
}

/* The number in "library-NNNNNN-…", "library-NNNNNN.tmp" or "NNNNNN.files"; 0: another name. */
static guint
parse_number (const char *name)
{
  const char *digits = g_str_has_prefix (name, "library-") ? name + strlen ("library-") : name;
  guint64 number;
  g_autofree char *six = g_strndup (digits, 6);

  if (strlen (six) != 6 || !g_ascii_string_to_unsigned (six, 10, 1, MOST_NUMBER, &number, NULL))
    return 0;

  return number;
}

static SheafBackup *
read_name (const char *folder, const char *name)
{
  guint number = parse_number (name);
  SheafBackup *self;
  GStatBuf info;

  if (number == 0 || strlen (name) != strlen ("library-000001-20260101T000000Z.db")
      || !g_str_has_prefix (name, "library-") || !g_str_has_suffix (name, "Z.db"))
    return NULL;
  self = g_new0 (SheafBackup, 1);
  self->path = g_build_filename (folder, name, NULL);
  self->number = number;
  self->made_at = parse_stamp (name + strlen ("library-000001-"));
  self->bytes = g_stat (self->path, &info) == 0 ? info.st_size : 0;
  self->articles = -1;

  return self;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const SheafBackup *x = *(SheafBackup *const *)a, *y = *(SheafBackup *const *)b;

  return x->number < y->number ? 1 : x->number > y->number ? -1 : 0;
}

GPtrArray *
sheaf_backup_list (const char *backups)
{
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_backup_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      SheafBackup *backup = read_name (backups, name);

      if (backup != NULL)
        g_ptr_array_add (list, backup);
    }
  g_ptr_array_sort (list, compare_newest_first);

  return list;
}

gboolean
sheaf_backup_is_due (GPtrArray *list, gint64 now)
{
  const SheafBackup *newest = list->len > 0 ? list->pdata[0] : NULL;

  return newest == NULL || now - newest->made_at >= G_TIME_SPAN_DAY
         || newest->made_at - now > G_TIME_SPAN_HOUR;
}

/* The highest number in use, whatever uses it; those in the making count. */
static guint
highest_number (const char *backups, gboolean files_too)
{
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name;
  guint highest = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (files_too || g_str_has_prefix (name, "library-"))
      highest = MAX (highest, parse_number (name));

  return highest;
}

/* --- Files --- */

char *
sheaf_backup_keep_folder (const char *files_folder)
{
  g_autofree char *folder = g_path_get_dirname (files_folder);
  g_autofree char *backups = sheaf_backup_folder (folder);
  guint newest = highest_number (backups, FALSE);

  return newest > 0 ? g_strdup_printf ("%s/%06u.files", backups, newest) : NULL;
}

GStrv
sheaf_backup_file_folders (const char *backup)
{
  g_autofree char *backups = g_path_get_dirname (backup);
  g_autofree char *base = g_path_get_basename (backup);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  g_autofree char *files = g_build_filename (backups, "files", NULL);
  guint number = parse_number (base);
  const char *name;

  g_strv_builder_add (folders, files);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".files") && parse_number (name) >= number)
      {
        g_autofree char *path = g_build_filename (backups, name, NULL);

        g_strv_builder_add (folders, path);
      }

  return g_strv_builder_end (folders);
}

static void
collect_shas (SheafDb *db, const char *sql, GHashTable *named, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (sheaf_db_get_handle (db), sql, -1, &stmt, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (stmt);
      if (code == SQLITE_ROW)
        {
          char *sha = sheaf_column_sha (stmt, 0);

          if (sha != NULL)
            g_hash_table_add (named, sha);
        }
    }
  if (code != SQLITE_DONE)
    sheaf_db_fail (db, error);
  sqlite3_finalize (stmt);
}

GHashTable *
sheaf_backup_named_files (SheafDb *db, GError **error)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT printf ('SELECT DISTINCT \"%w\" FROM \"%w\" WHERE \"%w\" IS NOT NULL', c.name, "
      "t.name, c.name) FROM pragma_table_list t JOIN pragma_table_info (t.name) c"
      " WHERE t.type = 'table' AND t.schema = 'main' AND c.name LIKE '%sha'",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (sheaf_db_step (db, stmt, &failure))
    g_ptr_array_add (questions, sheaf_column_text (stmt, 0));
  for (guint i = 0; failure == NULL && i < questions->len; i++)
    collect_shas (db, questions->pdata[i], named, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&named);
}

/* --- Questions --- */

static gboolean
ask (SheafDb *db, const char *sql, gint64 *answer, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  *answer = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

static const char count_sql[] = "SELECT count(*) FROM article";

/* --- Thinning out --- */

static void
remove_flat_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* What nobody can name any more: files purged when all backups that are left were not made yet. */
static void
remove_kept_files (const char *backups)
{
  g_autoptr (GPtrArray) list = sheaf_backup_list (backups);
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  guint oldest = list->len > 0 ? ((SheafBackup *)list->pdata[list->len - 1])->number : G_MAXUINT;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".files") && parse_number (name) > 0
        && parse_number (name) < oldest)
      {
        g_autofree char *path = g_build_filename (backups, name, NULL);

        remove_flat_folder (path);
      }
}

/* SPAN of which HOW_MANY are kept: is TIME's one not seen yet? */
static gboolean
is_first_of (GHashTable *seen, gint64 time, gint64 span, guint how_many)
{
  gint64 which = time / span;

  if (g_hash_table_size (seen) >= how_many || g_hash_table_contains (seen, &which))
    return FALSE;
  g_hash_table_add (seen, g_memdup2 (&which, sizeof which));

  return TRUE;
}

/* A library that lost most of what it had does not take the backups along that have it. */
static gboolean
holds_much_more (const char *path, gint64 articles)
{
  g_autoptr (SheafDb) db = articles >= 0 ? sheaf_db_open_file (path, NULL) : NULL;
  gint64 count;

  return db != NULL && ask (db, count_sql, &count, NULL) && count / 2 > articles;
}

void
sheaf_backup_thin_out (const char *backups, gint64 articles)
{
  g_autoptr (GPtrArray) list = sheaf_backup_list (backups);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) weeks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const SheafBackup *backup = list->pdata[i];
      gboolean day = is_first_of (days, backup->made_at, G_TIME_SPAN_DAY, DAYS);
      gboolean week = is_first_of (weeks, backup->made_at, 7 * G_TIME_SPAN_DAY, WEEKS);

      if (i > 0 && !day && !week && !holds_much_more (backup->path, articles))
        g_unlink (backup->path);
    }
  remove_kept_files (backups);
}

/* --- Counting --- */

void
sheaf_backup_count (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      SheafBackup *backup = list->pdata[i];
      g_autoptr (SheafDb) db = sheaf_db_open_file (backup->path, NULL);

      if (db == NULL || !ask (db, count_sql, &backup->articles, NULL))
        backup->articles = -1;
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const SheafBackup *x = *(SheafBackup *const *)a, *y = *(SheafBackup *const *)b;

  return x->made_at < y->made_at ? 1 : x->made_at > y->made_at ? -1 : 0;
}

GPtrArray *
sheaf_backup_list_set_aside (const char *folder)
{
  g_autofree char *all = g_build_filename (folder, "set-aside", NULL);
  g_autoptr (GDir) dir = g_dir_open (all, 0, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_backup_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (all, name, "library.db", NULL);
      SheafBackup *backup;
      GStatBuf info;

      if (g_stat (path, &info) != 0)
        continue;
      backup = g_new0 (SheafBackup, 1);
      backup->path = g_steal_pointer (&path);
      backup->made_at = info.st_mtime * G_USEC_PER_SEC;
      backup->bytes = info.st_size;
      backup->articles = -1;
      g_ptr_array_add (list, backup);
    }
  g_ptr_array_sort (list, compare_times);

  return list;
}

/* --- Checking --- */

static gboolean
read_through (SheafDb *db, GError **error)
{
  g_auto (GStrv) found = sheaf_db_check (db, "quick_check", error);

  if (found == NULL || found[0] == NULL)
    return found != NULL;
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED, "%s", found[0]);

  return FALSE;
}

gboolean
sheaf_backup_check (const char *path, GCancellable *cancellable, gint64 *articles, GError **error)
{
  g_autoptr (SheafDb) db = NULL;
  gint64 version, count;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "%s: %s", path, g_strerror (ENOENT));
      return FALSE;
    }
  db = sheaf_db_open_file (path, error);
  if (db == NULL)
    return FALSE;
  sheaf_db_set_cancellable (db, cancellable);
  if (!ask (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "%s holds no library", path);
      return FALSE;
    }
  if (!read_through (db, error) || !ask (db, count_sql, &count, error))
    return FALSE;
  if (articles != NULL)
    *articles = count;

  return TRUE;
}

/* --- Making --- */

typedef struct
{
  const char *folder;
  const char *backups;
  gboolean own;
  char *temporary;
  int fd; /* of it, locked: it is being made */
  guint number;
  gint64 expected; /* bytes */
  gboolean damaged;
  guint missing;
  gint *permille;
  GCancellable *cancellable;
} Making;

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", what, g_strerror (errno));

  return FALSE;
}

/* What a kill left: nobody holds it. */
static void
remove_left_over (const char *backups)
{
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (backups, name, NULL);
      int fd = g_str_has_prefix (name, "library-") && g_str_has_suffix (name, ".tmp")
                   ? g_open (path, O_RDWR | O_CLOEXEC, 0)
                   : -1;

      if (fd < 0)
        continue;
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        g_unlink (path);
      close (fd);
    }
}

static gboolean
begin (Making *self, GError **error)
{
  if (g_mkdir_with_parents (self->backups, 0700) != 0)
    return fail (error, self->backups);
  remove_left_over (self->backups);
  for (self->number = highest_number (self->backups, TRUE) + 1; self->number <= MOST_NUMBER;
       self->number++)
    {
      g_free (self->temporary);
      self->temporary = g_strdup_printf ("%s/library-%06u.tmp", self->backups, self->number);
      self->fd = g_open (self->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (self->fd >= 0 && flock (self->fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (self->fd < 0 && errno != EEXIST)
        return fail (error, self->temporary);
      if (self->fd >= 0)
        close (self->fd);
      self->fd = -1;
    }
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "no number is left");

  return FALSE;
}

static gboolean
has_room (Making *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->backups);
  g_autoptr (GFileInfo) info
      = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  guint64 needed = self->expected + ROOM_BEYOND;

  if (info == NULL
      || g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) >= needed)
    return TRUE;
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", self->backups, g_strerror (ENOSPC));

  return FALSE;
}

static int
progress_cb (void *data)
{
  Making *self = data;
  struct stat info;

  if (self->permille != NULL && self->expected > 0 && fstat (self->fd, &info) == 0)
    g_atomic_int_set (self->permille, MIN (info.st_size * 900 / self->expected, 900));

  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
vacuum_into (Making *self, SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "VACUUM INTO ?1", error);
  gboolean good;

  if (stmt == NULL)
    return FALSE;
  sheaf_bind_text (stmt, 1, self->temporary);
  sqlite3_progress_handler (sheaf_db_get_handle (db), PROGRESS_STEPS, progress_cb, self);
  good = sheaf_db_step_done (db, stmt, error);
  sqlite3_progress_handler (sheaf_db_get_handle (db), 0, NULL, NULL);

  return good;
}

/* The copy holds what the library held, where nobody wrote to it meanwhile. */
static gboolean
copy (Making *self, gint64 *articles, GError **error)
{
  g_autoptr (SheafDb) db = sheaf_db_open (self->folder, SHEAF_DB_READER, error);
  gint64 pages, before, after, count;

  if (db == NULL
      || !ask (db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", &pages,
               error))
    return FALSE;
  self->expected = pages;
  if (!has_room (self, error) || !ask (db, "PRAGMA data_version", &before, error)
      || !ask (db, count_sql, &count, error)
      || !sheaf_db_run (db, "PRAGMA query_only = OFF", error) /* the library itself is open to
                                                                 read only */
      || !vacuum_into (self, db, error) || !ask (db, "PRAGMA data_version", &after, error)
      || !sheaf_backup_check (self->temporary, self->cancellable, articles, error))
    return FALSE;
  if (before == after && *articles != count)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED, "the copy counts otherwise");
      return FALSE;
    }

  return TRUE;
}

/* VACUUM reads every record and asks no text for its checksum. */
static gboolean
look_at_texts (Making *self, GError **error)
{
  g_autoptr (SheafDb) db = sheaf_db_open_file (self->temporary, error);
  sqlite3_stmt *stmt = NULL;
  GError *failure = NULL;

  if (db == NULL)
    return FALSE;
  sheaf_db_set_cancellable (db, self->cancellable);
  stmt = sheaf_db_prepare (db, "SELECT doc_z, text_z FROM content", &failure);
  while (stmt != NULL && !self->damaged && sheaf_db_step (db, stmt, &failure))
    for (int i = 0; i < 2; i++)
      {
        g_autoptr (GBytes) bytes
            = sheaf_db_unpack (sqlite3_column_blob (stmt, i), sqlite3_column_bytes (stmt, i), NULL);

        self->damaged |= bytes == NULL;
      }
  if (stmt != NULL)
    sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
bring_files (Making *self, GError **error)
{
  g_autofree char *from = g_build_filename (self->folder, "files", NULL);
  g_autofree char *keep = sheaf_backup_keep_folder (from);
  g_autofree char *to = g_build_filename (self->backups, "files", NULL);
  g_autoptr (SheafDb) db = NULL;
  g_autoptr (GHashTable) named = NULL;
  GHashTableIter iter;
  gpointer sha;

  if (self->own)
    return TRUE;
  db = sheaf_db_open_file (self->temporary, error);
  named = db != NULL ? sheaf_backup_named_files (db, error) : NULL;
  if (named == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, named);
  while (g_hash_table_iter_next (&iter, &sha, NULL))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (!sheaf_files_bring_in (to, sha, from) /* purged meanwhile, or missing */
          && (keep == NULL || !sheaf_files_bring_in (to, sha, keep)))
        self->missing++;
    }

  return TRUE;
}

static char *
name_it (Making *self, gint64 now, GError **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_TIME_SPAN_SECOND);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%dT%H%M%SZ");
  char *path = g_strdup_printf ("%s/library-%06u-%s.db", self->backups, self->number, stamp);
  int folder = g_open (self->backups, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean good = fsync (self->fd) == 0 && g_rename (self->temporary, path) == 0;

  if (!good)
    fail (error, path);
  if (folder >= 0)
    {
      fsync (folder);
      close (folder);
    }
  if (!good)
    g_clear_pointer (&path, g_free);

  return path;
}

/* It is repaired when it is opened next. */
static void
note_damage (const char *folder)
{
  g_autofree char *mark = sheaf_salvage_mark_path (folder);

  g_file_set_contents (mark, "", 0, NULL);
}

SheafBackup *
sheaf_backup_make (const char *folder,
                   const char *target,
                   gint64 now,
                   gint *permille,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *backups = target != NULL ? g_strdup (target) : sheaf_backup_folder (folder);
  Making self = { .folder = folder,
                  .backups = backups,
                  .own = target == NULL,
                  .fd = -1,
                  .permille = permille,
                  .cancellable = cancellable };
  g_autofree char *path = NULL, *name = NULL;
  gint64 articles = 0;
  SheafBackup *backup = NULL;
  GError *failure = NULL;

  if (begin (&self, &failure) && copy (&self, &articles, &failure)
      && look_at_texts (&self, &failure) && bring_files (&self, &failure)
      && !g_cancellable_set_error_if_cancelled (cancellable, &failure))
    path = name_it (&self, now, &failure);
  if (path == NULL && self.fd >= 0)
    g_unlink (self.temporary);
  if (self.fd >= 0)
    close (self.fd);
  g_free (self.temporary);
  if (self.damaged || g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_DAMAGED))
    note_damage (folder);
  if (path == NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (self.own && !self.damaged) /* the older ones may have what is damaged in this one */
    sheaf_backup_thin_out (backups, articles);
  name = g_path_get_basename (path);
  backup = read_name (backups, name);
  backup->articles = articles;
  backup->damaged = self.damaged;
  backup->missing = self.missing;
  if (permille != NULL)
    g_atomic_int_set (permille, 1000);

  return backup;
}
