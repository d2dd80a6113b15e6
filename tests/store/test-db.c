/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose file is it? Ours, a newer one's, a stranger's, none: only ours is ever written to. */

#include "store/db.h"

#include "store/schema.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-folder.h"

typedef struct
{
  char *folder;
  char *file;
} Place;

static Place
make_place (void)
{
  Place place = { g_dir_make_tmp ("sheaf-test-XXXXXX", NULL), NULL };

  place.file = g_build_filename (place.folder, "library.db", NULL);

  return place;
}

static void
clear_place (Place *place)
{
  remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->file);
}

static void
run_raw (const char *file, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static char *
sum_file (const char *file)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (file, &bytes, &size, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, size);
}

static void
test_fresh (void)
{
  Place place = make_place ();

  {
    g_autoptr (GError) error = NULL;
    g_autoptr (SheafDb) db = sheaf_db_open (place.folder, SHEAF_DB_WRITER, &error);

    g_assert_no_error (error);
    assert_answer (db, "PRAGMA application_id", "1397245249"); /* "SHEA" */
    assert_answer (db, "PRAGMA user_version", G_STRINGIFY (SHEAF_SCHEMA_VERSION));
    assert_answer (db, "PRAGMA journal_mode", "wal");
    assert_answer (db, "PRAGMA foreign_keys", "1");
    assert_sound (db);
    add_page (db, "https://example.org/a", "A", "kept", NULL);
  }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (SheafDb) reader = sheaf_db_open (place.folder, SHEAF_DB_READER, &error);

    g_assert_no_error (error);
    assert_answer (reader, "SELECT title FROM article", "A");
    g_assert_false (sheaf_db_run (reader, "DELETE FROM article", &error));
    g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  }
  clear_place (&place);
}

/* In a process of its own, as soon as the pipe is closed. */
static pid_t
open_at_once (const char *folder, const int gate[2])
{
  pid_t pid = fork ();
  char byte;
  g_autoptr (SheafDb) db = NULL;

  if (pid != 0)
    return pid;
  close (gate[1]);
  if (read (gate[0], &byte, 1) == 0)
    db = sheaf_db_open (folder, SHEAF_DB_WRITER, NULL);
  _exit (db != NULL ? 0 : 1);
}

/* Several programs make the same library: each opens it. */
static void
test_opened_together (void)
{
  for (guint round = 0; round < 20; round++)
    {
      Place place = make_place ();
      pid_t pids[6];
      int gate[2];

      g_assert_cmpint (pipe (gate), ==, 0);
      for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
        pids[i] = open_at_once (place.folder, gate);
      close (gate[0]);
      close (gate[1]);
      for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
        {
          int status;

          g_assert_cmpint (waitpid (pids[i], &status, 0), ==, pids[i]);
          g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
        }
      clear_place (&place);
    }
}

/* What is not ours stays as it is, byte for byte. */
static void
test_refused (void)
{
  static const struct
  {
    const char *sql;   /* NULL: no database at all */
    const char *bytes; /* then these */
    int code;
  } cases[] = {
    { "PRAGMA application_id = 1397245249; PRAGMA user_version = 99; CREATE TABLE t (a)", NULL,
      SHEAF_ERROR_TOO_NEW },
    { "PRAGMA application_id = 1234; CREATE TABLE t (a)", NULL, SHEAF_ERROR_BAD_FILE },
    { "CREATE TABLE bookmarks (url)", NULL, SHEAF_ERROR_BAD_FILE },
    { NULL,
      "this is a letter and no database, and it is long enough to be looked at as one "
      "...............................",
      SHEAF_ERROR_BAD_FILE },
  };
  static const SheafDbMode modes[] = { SHEAF_DB_WRITER, SHEAF_DB_READER };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++)
    {
      Place place = make_place ();
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL, *after = NULL;

      if (cases[i / 2].sql != NULL)
        run_raw (place.file, cases[i / 2].sql);
      else
        g_assert_true (g_file_set_contents (place.file, cases[i / 2].bytes, -1, NULL));
      before = sum_file (place.file);
      g_assert_null (sheaf_db_open (place.folder, modes[i % 2], &error));
      g_assert_error (error, SHEAF_ERROR, cases[i / 2].code);
      after = sum_file (place.file);
      g_assert_cmpstr (before, ==, after);
      clear_place (&place);
    }
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_db_open ("/nonexistent/sheaf", SHEAF_DB_READER, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
}

static void
test_rollback (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sheaf_db_begin (db, &error));
  g_assert_true (sheaf_db_run (db, "INSERT INTO tag (name, name_key) VALUES ('a', 'a')", &error));
  sheaf_db_rollback (db);
  assert_answer (db, "SELECT count (*) FROM tag", "0");
  g_assert_true (sheaf_db_begin (db, &error));
  g_assert_true (sheaf_db_run (db, "INSERT INTO tag (name, name_key) VALUES ('a', 'a')", &error));
  g_assert_true (sheaf_db_commit (db, &error));
  assert_answer (db, "SELECT count (*) FROM tag", "1");
  g_assert_no_error (error);
}

static void
test_cancel (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sheaf_db_set_cancellable (db, cancellable);
  g_assert_false (sheaf_db_run (db,
                                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                                "LIMIT 100000000) SELECT count (*) FROM n",
                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_pack (void)
{
  static const char damaged[] = "\x28\xb5\x2f\xfd garbage";
  g_autoptr (GBytes) packed = sheaf_db_pack ("salt salt salt", 14);
  g_autoptr (GBytes) text
      = sheaf_db_unpack (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "salt salt salt", 14);
  g_assert_null (sheaf_db_unpack (damaged, sizeof damaged, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/db/opened-together", test_opened_together);
  g_test_add_func ("/store/db/fresh", test_fresh);
  g_test_add_func ("/store/db/refused", test_refused);
  g_test_add_func ("/store/db/no-folder", test_no_folder);
  g_test_add_func ("/store/db/rollback", test_rollback);
  g_test_add_func ("/store/db/cancel", test_cancel);
  g_test_add_func ("/store/db/pack", test_pack);

  return g_test_run ();
}
