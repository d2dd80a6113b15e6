/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kept files are named by their content and never believed unseen; verify finds each kind of
 * damage. */

#include "store/files.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "test-library.h"

static char *
make_folder (void)
{
  return g_dir_make_tmp ("sheaf-files-XXXXXX", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
test_put (void)
{
  for (guint compress = 0; compress < 2; compress++)
    {
      g_autofree char *folder = make_folder ();
      g_autoptr (GBytes) bytes = g_bytes_new_static ("a picture", 9);
      g_autoptr (GError) error = NULL;
      g_autofree char *sha = sheaf_files_put (folder, bytes, compress, &error);
      g_autofree char *again = sheaf_files_put (folder, bytes, compress, &error);
      g_autofree char *expected = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (GBytes) back = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (sha, ==, expected);
      g_assert_cmpstr (again, ==, sha);
      back = sheaf_files_get (folder, sha, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, back));
      sheaf_files_remove (folder, sha);
      g_assert_null (sheaf_files_get (folder, sha, &error));
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
      remove_folder (folder);
    }
}

/* A name that is no hash leads nowhere. */
static void
test_names (void)
{
  static const char *const names[]
      = { "",   "..",          "../../etc/passwd",
          "ab", "/etc/passwd", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff" };
  g_autofree char *folder = make_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sheaf_files_get (folder, names[i], &error));
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
      sheaf_files_remove (folder, names[i]);
    }
  remove_folder (folder);
}

static void
test_damage (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a picture", 9);
  g_autofree char *sha = sheaf_files_put (folder, bytes, FALSE, NULL);
  g_autofree char *path = sheaf_files_path (folder, sha);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "a pictury", 9, NULL));
  g_assert_null (sheaf_files_get (folder, sha, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  /* The same picture comes once more: now it is whole again. */
  {
    g_autofree char *same = sheaf_files_put (folder, bytes, FALSE, NULL);
    g_autoptr (GBytes) kept = sheaf_files_get (folder, sha, NULL);

    g_assert_cmpstr (same, ==, sha);
    g_assert_nonnull (kept);
    g_assert_true (g_bytes_equal (kept, bytes));
  }
  remove_folder (folder);
}

/* Two names of one file, as a backup beside has them: it is moved all the same. */
static void
test_move_out (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *keep = g_build_filename (folder, "keep", NULL);
  g_autofree char *blocked = g_build_filename (folder, "blocked", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a picture", 9);
  g_autofree char *sha = sheaf_files_put (folder, bytes, FALSE, NULL);
  g_autofree char *path = sheaf_files_path (folder, sha);
  g_autofree char *kept = g_build_filename (keep, sha, NULL);

  g_assert_true (g_file_set_contents (blocked, "", 0, NULL));
  g_assert_false (sheaf_files_move_out (folder, sha, blocked));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (keep, 0700), ==, 0);
  g_assert_cmpint (link (path, kept), ==, 0);
  g_assert_true (sheaf_files_move_out (folder, sha, keep));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (sheaf_files_bring_in (folder, sha, keep));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static guint
count_problems (SheafDb *db, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = sheaf_verify (db, folder, NULL, &error);

  g_assert_no_error (error);

  return g_strv_length (problems);
}

/* Each damage is made in a sound library of its own, and found. */
static void
test_verify (void)
{
  static const char *const damages[] = {
    "UPDATE content SET text_z = x'28b52ffd00'",
    "UPDATE content SET doc_z = zeroblob (10)",
    "UPDATE article SET title = 'another'", /* the index still has the old one */
    "INSERT INTO body_fts (body_fts, rowid, body) VALUES ('delete', 1, 'words')", /* a word is no
                                                                                     longer found */
    "PRAGMA foreign_keys = OFF; DELETE FROM article",
    "UPDATE content SET snapshot_sha = zeroblob (32)", /* a file that is not there */
    "INSERT INTO asset (sha, mime) VALUES (zeroblob (32), 'image/png')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *folder = make_folder ();
      g_autoptr (SheafDb) db = open_library ();

      add_page (db, "https://example.org/a", "A", "A text with words.", NULL);
      g_assert_cmpuint (count_problems (db, folder), ==, 0);
      g_assert_cmpint (sqlite3_exec (sheaf_db_get_handle (db), damages[i], NULL, NULL, NULL), ==,
                       SQLITE_OK);
      g_test_message ("%s", damages[i]);
      g_assert_cmpuint (count_problems (db, folder), >, 0);
      remove_folder (folder);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/files/put", test_put);
  g_test_add_func ("/store/files/names", test_names);
  g_test_add_func ("/store/files/damage", test_damage);
  g_test_add_func ("/store/files/move-out", test_move_out);
  g_test_add_func ("/store/verify/damages", test_verify);

  return g_test_run ();
}
