/* SPDX-License-Identifier: GPL-3.0-or-later */

/* verify: a sound library is called sound, and each damage is found, whichever file or table it was
 * done to. The damage is done behind the program's back: by bytes of files, and by a connection
 * that knows nothing of our rules. */

#include "local-server.h"
#include "run-cli.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* --- A library to damage --- */

static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_folder (source, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (target, bytes, size, NULL));
    }
}

/* An article with pictures and a left-out line, a text, an address that failed; tags and notes. */
static TestPlace *
make_library (void)
{
  TestPlace *place = test_place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *article = local_server_url (server, "/article"),
                  *gone = local_server_url (server, "/status/404");
  g_autofree char *body = make_page (
      "The ferry", "boats</p><p>For all the latest harbour news, click here</p><p>and the sea");
  g_autofree char *page = test_place_write (place, "page.html", body, -1);
  const char *const steps[][6] = {
    { "add", article, gone, page, NULL },
    { "tag", "1", "+sea", "+rope", NULL },
    { "note", "1", "A note of mine", NULL },
    { "tag", "3", "+sea", NULL },
    { "delete", "3", NULL },
    { "star", "1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, steps[i]);

      assert_status (run, i == 0 ? 1 : 0);
    }

  return place;
}

static TestPlace *
copy_library (TestPlace *original)
{
  TestPlace *copy = test_place_new ();

  copy_folder (original->library, copy->library);

  return copy;
}

/* --- Doing damage --- */

static sqlite3 *
open_database (TestPlace *place)
{
  g_autofree char *path = g_build_filename (place->library, "library.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);

  return db;
}

static void
run_sql (TestPlace *place, const char *sql)
{
  sqlite3 *db = open_database (place);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_total_changes (db), >, 0);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* One bit of the middle of the blob of article ID. */
static void
flip_blob (TestPlace *place, const char *column, gint64 id)
{
  sqlite3 *db = open_database (place);
  sqlite3_blob *blob;
  guint8 byte;
  int at;

  g_assert_cmpint (sqlite3_blob_open (db, "main", "content", column, id, 1, &blob), ==, SQLITE_OK);
  at = sqlite3_blob_bytes (blob) / 2;
  g_assert_cmpint (sqlite3_blob_read (blob, &byte, 1, at), ==, SQLITE_OK);
  byte ^= 0x10;
  g_assert_cmpint (sqlite3_blob_write (blob, &byte, 1, at), ==, SQLITE_OK);
  sqlite3_blob_close (blob);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
flip_file (const char *path, gsize at)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (at, <, size);
  bytes[at] ^= 0x10;
  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
}

/* The first file that SQL names by its hash. (transfer full) */
static char *
find_file (TestPlace *place, const char *sql, const char *ending)
{
  sqlite3 *db = open_database (place);
  sqlite3_stmt *stmt;
  g_autofree char *sha = NULL, *name = NULL;
  char pair[3];

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  sha = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  g_strlcpy (pair, sha, sizeof pair);
  name = g_strconcat (sha, ending, NULL);

  return g_build_filename (place->library, "files", pair, name, NULL);
}

#define A_PICTURE "SELECT lower (hex (sha)) FROM asset ORDER BY sha LIMIT 1"
#define A_PAGE "SELECT lower (hex (snapshot_sha)) FROM content WHERE article_id = 1"

/* Whatever it was: once repaired, the library is sound, and goes on. */
static void
assert_repaired (TestPlace *place)
{
  g_autoptr (CliRun) repair = cli_run (place, "verify", "--repair", NULL);
  g_autoptr (CliRun) verify = cli_run (place, "verify", NULL);
  g_autoptr (CliRun) list = cli_run (place, "list", NULL);

  assert_status (repair, 0);
  assert_has (repair->out, "The library is sound.\n");
  assert_status (verify, 0);
  assert_status (list, 0);
}

/* verify fails and one of its lines has SAID in it. */
static void
assert_found (TestPlace *place, const char *said)
{
  g_autoptr (CliRun) run = cli_run (place, "verify", NULL);
  g_autoptr (CliRun) json = cli_run (place, "verify", "--json", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *problems;
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  assert_status (run, 1);
  assert_has (run->out, said);
  assert_lacks (run->out, "sound");
  assert_status (json, 1);
  node = cli_run_json (json);
  problems = json_object_get_array_member (json_node_get_object (node), "problems");
  g_assert_false (json_object_get_boolean_member (json_node_get_object (node), "sound"));
  g_assert_cmpuint (json_array_get_length (problems), ==, g_strv_length (lines) - 1);
  assert_repaired (place);
}

static TestPlace *original; /* sound; damaged are its copies */

static void
test_sound (void)
{
  g_autoptr (CliRun) run = cli_run (original, "verify", NULL);
  g_autoptr (JsonNode) node = cli_json (original, "verify", "--json", NULL);

  assert_status (run, 0);
  g_assert_cmpstr (run->out, ==, "The library is sound.\n");
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "sound"));
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (json_node_get_object (node), "problems")),
                    ==, 0);
}

static void
test_files (void)
{
  static const struct
  {
    const char *sql, *ending;
    enum
    {
      FLIP_FIRST,
      FLIP_MIDDLE,
      FLIP_LAST,
      CUT,
      EMPTY,
      REMOVE
    } how;
  } cases[] = {
    { A_PICTURE, "", FLIP_FIRST },  { A_PICTURE, "", FLIP_MIDDLE },  { A_PICTURE, "", FLIP_LAST },
    { A_PICTURE, "", CUT },         { A_PICTURE, "", EMPTY },        { A_PICTURE, "", REMOVE },
    { A_PAGE, ".zst", FLIP_FIRST }, { A_PAGE, ".zst", FLIP_MIDDLE }, { A_PAGE, ".zst", FLIP_LAST },
    { A_PAGE, ".zst", CUT },        { A_PAGE, ".zst", EMPTY },       { A_PAGE, ".zst", REMOVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestPlace) place = copy_library (original);
      g_autofree char *path = find_file (place, cases[i].sql, cases[i].ending);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *sha = g_strndup (name, 64);
      g_autofree char *bytes = NULL;
      gsize size;

      g_test_message ("%s, %u", name, cases[i].how);
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      switch (cases[i].how)
        {
        case FLIP_FIRST:
          flip_file (path, 0);
          break;
        case FLIP_MIDDLE:
          flip_file (path, size / 2);
          break;
        case FLIP_LAST:
          flip_file (path, size - 1);
          break;
        case CUT:
          g_assert_true (g_file_set_contents (path, bytes, size - 1, NULL));
          break;
        case EMPTY:
          g_assert_true (g_file_set_contents (path, "", 0, NULL));
          break;
        case REMOVE:
          g_assert_cmpint (g_unlink (path), ==, 0);
          break;
        }
      assert_found (place, sha);
    }
}

static void
test_blobs (void)
{
  static const char *const columns[] = { "text_z", "doc_z" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (TestPlace) place = copy_library (original);
      g_autoptr (CliRun) show = NULL;

      g_test_message ("%s", columns[i]);
      flip_blob (place, columns[i], 1);
      show = cli_run (place, "show", "1",
                      NULL); /* it does not fall, and does not show what is not so */
      assert_status (show, 1);
      g_assert_cmpstr (show->out, ==, "");
      assert_found (place, "article 1:");
    }
  {
    g_autoptr (TestPlace) place = copy_library (original);

    flip_blob (place, "removed_z", 3);
    assert_found (place, "article 3:");
  }
}

/* Rows that went or changed without the indexes and the other tables hearing of it. */
static void
test_rows (void)
{
  static const struct
  {
    const char *sql;
    const char *said;
  } cases[] = {
    { "DELETE FROM body_fts_docsize WHERE id = 1", "text index" },
    { "DELETE FROM body_fts_data WHERE id > 10", "text index" },
    { "DELETE FROM title_fts_docsize WHERE id = 2", "title index" },
    { "DELETE FROM title_fts_data WHERE id > 10", "title index" },
    { "DELETE FROM note_fts_data WHERE id > 10", "note index" },
    { "UPDATE article SET title = 'Another' WHERE id = 1", "title index" },
    { "UPDATE tag SET name = 'ropes' WHERE name = 'rope'", "title index" },
    { "DELETE FROM article_tag WHERE article_id = 1", "title index" },
    { "UPDATE note SET body = 'another note'", "note index" },
    { "DELETE FROM note", "note index" },
    { "DELETE FROM content WHERE article_id = 1", "text index" },
    { "DELETE FROM article WHERE id = 1", "points to nothing" },
    { "DELETE FROM tag WHERE name = 'rope'", "points to nothing" },
    { "UPDATE content SET text_z = (SELECT text_z FROM content WHERE article_id = 3) WHERE "
      "article_id = 1",
      "" },
    { "UPDATE content SET doc_z = (SELECT doc_z FROM content WHERE article_id = 3) WHERE "
      "article_id = 1",
      "article 1:" },
    { "UPDATE content SET doc_z = zeroblob (0) WHERE article_id = 1", "article 1:" },
    { "UPDATE content SET snapshot_sha = zeroblob (32) WHERE article_id = 1", "file 0000" },
    { "UPDATE content SET snapshot_sha = x'00' WHERE article_id = 1", "a name that is none" },
    { "DELETE FROM asset", "picture" },
    { "UPDATE article_asset SET sha = zeroblob (32)", "picture" },
    { "UPDATE article SET lead_sha = zeroblob (32) WHERE id = 1", "picture" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestPlace) place = copy_library (original);

      g_test_message ("%s", cases[i].sql);
      run_sql (place, cases[i].sql);
      assert_found (place, cases[i].said);
    }
}

/* A page of the database itself; the library may then not even open, but nothing falls. */
static void
test_database (void)
{
  g_autofree char *path = g_build_filename (original->library, "library.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size % 4096, ==, 0);
  for (gsize page = 1; page < size / 4096; page += 3)
    {
      g_autoptr (TestPlace) place = copy_library (original);
      g_autofree char *damaged = g_build_filename (place->library, "library.db", NULL);
      g_autofree char *copy = g_memdup2 (bytes, size);
      g_autoptr (CliRun) run = NULL;

      g_test_message ("page %" G_GSIZE_FORMAT, page);
      memset (copy + page * 4096, 0xa5, 64);
      g_assert_true (g_file_set_contents (damaged, copy, size, NULL));
      run = cli_run (place, "verify", NULL);
      assert_status (run, 1);
      assert_repaired (place);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  original = make_library ();
  g_test_add_func ("/cli/verify/sound", test_sound);
  g_test_add_func ("/cli/verify/files", test_files);
  g_test_add_func ("/cli/verify/blobs", test_blobs);
  g_test_add_func ("/cli/verify/rows", test_rows);
  g_test_add_func ("/cli/verify/database", test_database);
  status = g_test_run ();
  test_place_free (original);

  return status;
}
