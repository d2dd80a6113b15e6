/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups by their names alone (which are due, which stay), and made, restored and damaged for
 * real. */

#include "store/backup.h"

#include "base/time.h"
#include "store/files.h"
#include "store/hold.h"
#include "store/restore.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "test-folder.h"
#include "test-library.h"

#define NOON (G_GINT64_CONSTANT (1790000000) / 86400 * G_TIME_SPAN_DAY + G_TIME_SPAN_DAY / 2)

static char *
name_of (guint number, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_TIME_SPAN_SECOND);
  g_autofree char *stamp = g_date_time_format (date, "%Y%m%dT%H%M%SZ");

  return g_strdup_printf ("library-%06u-%s.db", number, stamp);
}

/* --- Names --- */

static void
test_thin_out (void)
{
  /* Days before noon of today, oldest first; what is left of each. */
  static const struct
  {
    const char *what;
    gint64 hours_ago[64];
    guint n;
    const char *left; /* numbers */
  } cases[] = {
    { "one", { 5 }, 1, "1" },
    { "the newest of a day", { 8, 5, 2 }, 3, "3" },
    { "a week of days",
      { 240, 216, 192, 168, 144, 120, 96, 72, 48, 24, 0 },
      11,
      "11 10 9 8 7 6 5" },
    { "weeks",
      { 24 * 70, 24 * 63, 24 * 56, 24 * 49, 24 * 42, 24 * 35, 24 * 28, 24 * 21, 24 * 14, 24 * 7,
        0 },
      11,
      "11 10 9 8 7 6 5" },
    { "the newest stays although its clock went back ten years", { 24, 0, 24 * 3650 }, 3, "3 2 1" },
    { "one of the future is one day among others", { 48, -24 * 3650, 24, 0 }, 4, "4 3 2 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
      g_autoptr (GString) left = g_string_new (NULL);
      g_autoptr (GPtrArray) list = NULL;

      for (guint k = 0; k < cases[i].n; k++)
        {
          g_autofree char *name = name_of (k + 1, NOON - cases[i].hours_ago[k] * G_TIME_SPAN_HOUR);
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_assert_true (g_file_set_contents (path, "x", 1, NULL));
        }
      sheaf_backup_thin_out (folder, -1);
      list = sheaf_backup_list (folder);
      for (guint k = 0; k < list->len; k++)
        g_string_append_printf (left, "%s%u", k > 0 ? " " : "",
                                ((SheafBackup *)list->pdata[k])->number);
      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (left->str, ==, cases[i].left);
      remove_folder (folder);
    }
}

static void
test_due (void)
{
  static const struct
  {
    gint64 hours_ago; /* of the newest; G_MAXINT64: there is none */
    gboolean due;
  } cases[] = {
    { G_MAXINT64, TRUE }, { 0, FALSE },        { 23, FALSE },        { 24, TRUE },
    { 24 * 400, TRUE },   { 24 * 3650, TRUE }, { -24 * 3650, TRUE }, { -1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) list
          = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_backup_free);

      if (cases[i].hours_ago != G_MAXINT64)
        {
          SheafBackup *backup = g_new0 (SheafBackup, 1);

          backup->made_at = NOON - cases[i].hours_ago * G_TIME_SPAN_HOUR;
          g_ptr_array_add (list, backup);
        }
      g_assert_cmpint (sheaf_backup_is_due (list, NOON), ==, cases[i].due);
    }
}

/* Other names are nobody's business. */
static void
test_names (void)
{
  static const char *const names[] = { "library-000002-20260102T030405Z.db",
                                       "library.db",
                                       "library-000003.tmp",
                                       "library-000004-20260102T030405Z.tmp",
                                       "library-000000-20260102T030405Z.db",
                                       "library-00000x-20260102T030405Z.db",
                                       "000007.files",
                                       "notes.txt" };
  g_autofree char *folder = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
  g_autoptr (GPtrArray) list = NULL;
  const SheafBackup *backup;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "abc", 3, NULL));
    }
  list = sheaf_backup_list (folder);
  g_assert_cmpuint (list->len, ==, 1);
  backup = list->pdata[0];
  g_assert_cmpuint (backup->number, ==, 2);
  g_assert_cmpint (backup->bytes, ==, 3);
  g_assert_cmpint (backup->articles, ==, -1);
  g_assert_cmpint (backup->made_at, ==,
                   sheaf_time_parse ("2026-01-02T03:04:05Z", SHEAF_TIME_NONE, NULL));
  remove_folder (folder);
}

/* --- For real --- */

static SheafBackup *
make (const char *folder, const char *target, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gint permille = 0;
  SheafBackup *backup = sheaf_backup_make (folder, target, now, &permille, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (backup);
  g_assert_cmpint (permille, ==, 1000);

  return backup;
}

static SheafRestored *
restore (const char *folder, const char *backup)
{
  g_autoptr (GError) error = NULL;
  SheafRestored *restored = sheaf_restore (folder, backup, NULL, &error);

  g_assert_no_error (error);

  return restored;
}

static void
test_make_and_restore (void)
{
  g_autofree char *folder = make_library_folder (20);
  g_autofree char *before = dump_folder (folder);
  g_autoptr (SheafBackup) backup = make (folder, NULL, NOON);
  g_autoptr (SheafRestored) restored = NULL;
  g_autofree char *name = g_path_get_basename (backup->path);
  g_autofree char *after = NULL, *old = NULL;
  struct stat info;

  g_assert_cmpint (backup->articles, ==, 20);
  g_assert_cmpint (stat (backup->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  change_folder (folder);
  restored = restore (folder, name);
  g_assert_cmpint (restored->articles, ==, 20);
  after = dump_folder (folder);
  g_assert_cmpstr (before, ==, after);
  assert_folder_sound (folder);
  old = dump_folder (restored->set_aside); /* what was there stays as it was */
  g_assert_cmpstr (old, !=, before);
  assert_folder_sound (restored->set_aside);
  remove_folder (folder);
}

/* The same while another connection writes and holds a WAL. */
static void
test_open_library (void)
{
  g_autofree char *folder = make_library_folder (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  g_autoptr (SheafBackup) backup = NULL;

  g_assert_no_error (error);
  add_page (db, "https://example.org/only-in-the-wal", "New", "Words of it", NULL);
  g_assert_true (sheaf_db_begin (db, NULL));
  backup = make (folder, NULL, NOON);
  sheaf_db_rollback (db);
  g_assert_cmpint (backup->articles, ==, 6);
  g_clear_pointer (&db, sheaf_db_close);
  remove_folder (folder);
}

static void
test_in_use (void)
{
  g_autofree char *folder = make_library_folder (3);
  g_autoptr (SheafBackup) backup = make (folder, NULL, NOON);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafHold) hold = sheaf_hold_share (folder, &error);
  g_autofree char *before = dump_folder (folder), *after = NULL;

  g_assert_no_error (error);
  g_assert_null (sheaf_restore (folder, backup->path, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_IN_USE);
  after = dump_folder (folder);
  g_assert_cmpstr (before, ==, after);
  g_clear_pointer (&hold, sheaf_hold_free);
  sheaf_restored_free (restore (folder, backup->path));
  remove_folder (folder);
}

/* What cannot be restored leaves the library alone. */
static void
test_refused (void)
{
  static const int codes[]
      = { SHEAF_ERROR_BAD_FILE, SHEAF_ERROR_BAD_FILE, SHEAF_ERROR_DAMAGED, SHEAF_ERROR_TOO_NEW };
  g_autofree char *folder = make_library_folder (50);
  g_autoptr (SheafBackup) backup = make (folder, NULL, NOON);
  g_autofree char *before = dump_folder (folder);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (backup->path, &bytes, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *bad = g_build_filename (folder, "bad.db", NULL);
      g_autofree char *copy = g_memdup2 (bytes, size);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 1)
        memset (copy, 0, 4096);
      if (i == 2)
        memset (copy + 4096 * 12, 0xa5, 4096);
      if (i == 3)
        copy[60 + 3] = 99; /* user_version */
      if (i > 0)
        g_assert_true (g_file_set_contents (bad, copy, size, NULL));
      g_assert_null (sheaf_restore (folder, bad, NULL, &error));
      g_assert_error (error, SHEAF_ERROR, codes[i]);
      after = dump_folder (folder);
      g_assert_cmpstr (before, ==, after);
    }
  remove_folder (folder);
}

/* A kill between the steps of the replacement: the next one to open finishes it. */
static void
test_killed_replacement (void)
{
  for (guint step = 0; step < 4; step++)
    {
      g_autofree char *folder = make_library_folder (4);
      g_autoptr (SheafBackup) backup = make (folder, NULL, NOON);
      g_autofree char *before = dump_folder (folder), *after = NULL;
      g_autofree char *next = g_build_filename (folder, "library.next-20260101T000000Z", NULL);
      g_autofree char *aside = g_build_filename (folder, "set-aside", "20260101T000000Z", NULL);
      g_autofree char *there = g_build_filename (folder, "library.db", NULL);
      g_autofree char *away = g_build_filename (aside, "library.db", NULL);
      g_autoptr (SheafHold) hold = NULL;
      g_autoptr (GError) error = NULL;

      change_folder (folder);
      g_assert_true (sheaf_restore_copy (backup->path, next, NULL, NULL));
      if (step >= 1)
        g_assert_cmpint (g_mkdir_with_parents (aside, 0700), ==, 0);
      if (step >= 2)
        g_assert_cmpint (g_rename (there, away), ==, 0);
      if (step >= 3)
        g_assert_cmpint (g_rename (next, there), ==, 0);
      hold = sheaf_hold_share (folder, &error);
      g_assert_no_error (error);
      g_assert_false (g_file_test (next, G_FILE_TEST_EXISTS));
      after = dump_folder (folder);
      g_assert_cmpstr (before, ==, after);
      assert_folder_sound (aside);
      g_clear_pointer (&hold, sheaf_hold_free);
      remove_folder (folder);
    }
}

/* What stands only in the WAL of a library is restored with it. */
static void
test_restore_with_wal (void)
{
  g_autofree char *folder = make_library_folder (3);
  g_autofree char *copy = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
  g_autofree char *other = g_dir_make_tmp ("sheaf-library-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (copy, "library.db", NULL);
  static const char *const names[] = { "library.db", "library.db-wal" };
  g_autoptr (SheafDb) db = open_folder (folder);
  g_autoptr (SheafRestored) restored = NULL;
  g_autofree char *before = NULL, *after = NULL;

  add_page (db, "https://example.org/only-in-the-wal", "New", "Words of it", NULL);
  before = dump_tables (db);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (folder, names[i], NULL);
      g_autofree char *to = g_build_filename (copy, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (to, bytes, size, NULL));
    }
  restored = restore (other, backup);
  g_assert_cmpint (restored->articles, ==, 4);
  after = dump_folder (other);
  g_assert_cmpstr (before, ==, after);
  assert_folder_sound (other);
  g_clear_pointer (&db, sheaf_db_close);
  remove_folder (folder);
  remove_folder (copy);
  remove_folder (other);
}

/* A backup of a library that is damaged, or lost most of its articles, costs no other one. */
static void
test_keeps_the_good (void)
{
  static const struct
  {
    const char *sql;
    gboolean damaged;
    guint left;
  } cases[] = {
    { "UPDATE article SET starred = 1", FALSE, 2 },
    { "UPDATE content SET text_z = x'28b52ffd00' WHERE article_id = 3", TRUE, 3 },
    { "PRAGMA foreign_keys = ON; DELETE FROM article WHERE id > 1", FALSE, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = make_library_folder (6);
      g_autofree char *backups = sheaf_backup_folder (folder);
      g_autoptr (SheafBackup) first = make (folder, NULL, NOON);
      g_autoptr (SheafBackup) second = make (folder, NULL, NOON + G_TIME_SPAN_DAY);
      g_autofree char *name = name_of (1, NOON + G_TIME_SPAN_DAY);
      g_autofree char *mark = g_build_filename (folder, "library.damaged", NULL);
      g_autofree char *same_day = g_build_filename (backups, name, NULL);
      g_autoptr (SheafBackup) third = NULL;
      g_autoptr (GPtrArray) list = NULL;
      SheafDb *db = open_folder (folder);

      g_assert_cmpint (g_rename (first->path, same_day), ==, 0);
      g_assert_true (sheaf_db_run (db, cases[i].sql, NULL));
      sheaf_db_close (db);
      third = make (folder, NULL, NOON + 2 * G_TIME_SPAN_DAY);
      g_assert_cmpint (third->damaged, ==, cases[i].damaged);
      g_assert_cmpint (g_file_test (mark, G_FILE_TEST_EXISTS), ==, cases[i].damaged);
      list = sheaf_backup_list (backups);
      g_test_message ("%s", cases[i].sql);
      g_assert_cmpuint (list->len, ==, cases[i].left);
      remove_folder (folder);
    }
}

/* One that failed does not happen at the next start. */
static void
test_failed_replacement (void)
{
  g_autofree char *folder = make_library_folder (4);
  g_autoptr (SheafBackup) backup = make (folder, NULL, NOON);
  g_autofree char *aside = g_build_filename (folder, "set-aside", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafHold) hold = NULL;

  change_folder (folder);
  before = dump_folder (folder);
  g_assert_true (g_file_set_contents (aside, "in the way", -1, NULL));
  g_assert_null (sheaf_restore (folder, backup->path, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  g_clear_error (&error);
  g_unlink (aside);
  hold = sheaf_hold_share (folder, &error);
  g_assert_no_error (error);
  g_clear_pointer (&hold, sheaf_hold_free);
  after = dump_folder (folder);
  g_assert_cmpstr (before, ==, after);
  remove_folder (folder);
}

static void
test_cancelled (void)
{
  g_autofree char *folder = make_library_folder (3);
  g_autofree char *backups = sheaf_backup_folder (folder);
  g_autofree char *left = g_build_filename (backups, "library-000007.tmp", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (SheafBackup) backup = NULL;

  g_assert_cmpint (g_mkdir_with_parents (backups, 0700), ==, 0);
  g_assert_true (g_file_set_contents (left, "a kill left it", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (sheaf_backup_make (folder, NULL, NOON, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (backups, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, NULL);
  backup = make (folder, NULL, NOON);
  g_assert_cmpuint (backup->number, ==, 1);
  remove_folder (folder);
}

/* --- Files --- */

static char *
put_snapshot (const char *folder, gint64 *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (GBytes) page = g_bytes_new_static ("<p>as it came</p>", 17);
  g_autoptr (SheafPage) made = make_page ("Kept", "Some words to keep");
  g_autoptr (SheafEdit) edit
      = sheaf_edit_new_add_page ("https://example.org/kept", made, page, NULL);
  SheafEditOutcome outcome;

  g_assert_no_error (error);
  g_assert_true (sheaf_edit_apply (edit, db, files, &outcome, &error));
  *id = outcome.id;
  sheaf_edit_outcome_clear (&outcome);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, page);
}

static void
purge (const char *folder, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (SheafEdit) trash = sheaf_edit_new_trash (&id, 1, TRUE);
  g_autoptr (SheafEdit) gone = sheaf_edit_new_purge (&id, 1);
  SheafEditOutcome outcome;

  g_assert_no_error (error);
  g_assert_true (sheaf_edit_apply (trash, db, files, &outcome, &error));
  sheaf_edit_outcome_clear (&outcome);
  g_assert_true (sheaf_edit_apply (gone, db, files, &outcome, &error));
  sheaf_edit_outcome_clear (&outcome);
}

static gboolean
has_file (const char *folder, const char *sha)
{
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (GBytes) bytes = sheaf_files_get (files, sha, NULL);

  return bytes != NULL;
}

/* The text of OF as a version of ID's. */
static void
keep_version (const char *folder, gint64 id, gint64 of)
{
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, NULL);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO version (article_id, kept_at, title, doc_z, text_z, snapshot_sha) SELECT "
      "%" G_GINT64_FORMAT ", 0, 'Earlier', doc_z, text_z, snapshot_sha FROM content WHERE "
      "article_id = %" G_GINT64_FORMAT,
      id, of);

  g_assert_true (sheaf_db_run (db, sql, NULL));
}

/* What another text of an article names is there as long as that is, whichever article had it
 * first. */
static void
test_version_files (void)
{
  g_autofree char *folder = make_library_folder (2);
  gint64 id;
  g_autofree char *sha = put_snapshot (folder, &id);

  keep_version (folder, 1, id);
  purge (folder, id);
  g_assert_true (has_file (folder, sha));
  assert_folder_sound (folder);
  purge (folder, 1);
  g_assert_false (has_file (folder, sha));
  remove_folder (folder);
}

/* A page that is fetched again takes nothing from what it said before. */
static void
test_version_fetched (void)
{
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<p>anew</p>", 11);
  g_autoptr (SheafPage) page = make_page ("Anew", "Other words to keep instead");
  g_autoptr (SheafEdit) fill = NULL;
  g_autoptr (SheafDb) db = NULL;
  SheafEditOutcome outcome;
  gint64 id;
  g_autofree char *sha = put_snapshot (folder, &id);

  keep_version (folder, id, id);
  db = sheaf_db_open (folder, SHEAF_DB_WRITER, NULL);
  fill = sheaf_edit_new_fill (id, NULL, page, bytes, FALSE);
  g_assert_true (sheaf_edit_apply (fill, db, files, &outcome, NULL));
  sheaf_edit_outcome_clear (&outcome);
  assert_answer (db,
                 "SELECT count (DISTINCT snapshot_sha) FROM (SELECT snapshot_sha FROM content "
                 "UNION SELECT snapshot_sha FROM version) WHERE snapshot_sha IS NOT NULL",
                 "2");
  g_assert_true (has_file (folder, sha));
  g_clear_pointer (&db, sheaf_db_close);
  remove_folder (folder);
}

/* What a backup names is there as long as the backup is, and not longer. */
static void
test_purged_files (void)
{
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *backups = sheaf_backup_folder (folder);
  gint64 id;
  g_autofree char *sha = put_snapshot (folder, &id);
  g_autoptr (SheafBackup) first = make (folder, NULL, NOON);
  g_autoptr (SheafBackup) second = make (folder, NULL, NOON + G_TIME_SPAN_DAY);
  g_autofree char *kept = g_build_filename (backups, "000002.files", NULL);

  purge (folder, id);
  g_assert_false (has_file (folder, sha));
  sheaf_restored_free (restore (folder, first->path));
  g_assert_true (has_file (folder, sha));
  assert_folder_sound (folder);
  purge (folder, id);
  g_unlink (first->path);
  sheaf_backup_thin_out (backups, -1);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_unlink (second->path);
  sheaf_backup_thin_out (backups, -1);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  /* Nobody is left who could name it: gone at once. */
  g_free (put_snapshot (folder, &id));
  purge (folder, id);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_false (has_file (folder, sha));
  remove_folder (folder);
}

/* What a backup elsewhere cannot be given is counted; what was put away counts as there. */
static void
test_missing_files (void)
{
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *target = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  gint64 id;
  g_autofree char *sha = put_snapshot (folder, &id);
  g_autoptr (SheafBackup) own = make (folder, NULL, NOON);
  g_autofree char *keep = sheaf_backup_keep_folder (files);
  g_autoptr (SheafBackup) whole = NULL, poor = NULL;
  g_autofree char *there = g_build_filename (target, "files", NULL);

  g_assert_true (sheaf_files_move_out (files, sha, keep));
  whole = make (folder, target, NOON);
  g_assert_cmpuint (whole->missing, ==, 0);
  remove_folder (keep);
  remove_folder (there);
  poor = make (folder, target, NOON);
  g_assert_cmpuint (poor->missing, ==, 1);
  remove_folder (folder);
  remove_folder (target);
}

/* A backup elsewhere needs nothing of the library it was made of. */
static void
test_elsewhere (void)
{
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *target = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
  g_autofree char *other = g_dir_make_tmp ("sheaf-backup-XXXXXX", NULL);
  gint64 id;
  g_autofree char *sha = put_snapshot (folder, &id);
  g_autofree char *before = dump_folder (folder), *after = NULL;
  g_autoptr (SheafBackup) backup = make (folder, target, NOON);
  g_autoptr (SheafRestored) restored = NULL;

  g_assert_cmpuint (backup->missing, ==, 0);
  remove_folder (folder);
  restored = restore (other, backup->path);
  g_assert_null (restored->set_aside);
  g_assert_cmpuint (restored->files, ==, 1);
  g_assert_true (has_file (other, sha));
  after = dump_folder (other);
  g_assert_cmpstr (before, ==, after);
  assert_folder_sound (other);
  remove_folder (target);
  remove_folder (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/backup/thin-out", test_thin_out);
  g_test_add_func ("/store/backup/due", test_due);
  g_test_add_func ("/store/backup/names", test_names);
  g_test_add_func ("/store/backup/make-and-restore", test_make_and_restore);
  g_test_add_func ("/store/backup/open-library", test_open_library);
  g_test_add_func ("/store/backup/in-use", test_in_use);
  g_test_add_func ("/store/backup/refused", test_refused);
  g_test_add_func ("/store/backup/killed-replacement", test_killed_replacement);
  g_test_add_func ("/store/backup/failed-replacement", test_failed_replacement);
  g_test_add_func ("/store/backup/restore-with-wal", test_restore_with_wal);
  g_test_add_func ("/store/backup/keeps-the-good", test_keeps_the_good);
  g_test_add_func ("/store/backup/cancelled", test_cancelled);
  g_test_add_func ("/store/backup/purged-files", test_purged_files);
  g_test_add_func ("/store/edit-purge/version-files", test_version_files);
  g_test_add_func ("/store/content/version-fetched", test_version_fetched);
  g_test_add_func ("/store/backup/missing-files", test_missing_files);
  g_test_add_func ("/store/backup/elsewhere", test_elsewhere);

  return g_test_run ();
}
