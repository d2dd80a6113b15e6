/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Libraries of earlier versions, kept as they were written, are brought to ours: nothing of them is
 * lost, and what cannot be brought up stays as it was. */

#include "store/schema.h"

#include "test-folder.h"

typedef struct
{
  char *folder;
  char *file;
} Place;

static Place
make_place (const char *fixture)
{
  Place place = { g_dir_make_tmp ("sheaf-test-XXXXXX", NULL), NULL };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "fixtures", fixture, NULL);
  g_autofree char *packed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  place.file = g_build_filename (place.folder, "library.db", NULL);
  g_file_get_contents (path, &packed, &size, &error);
  g_assert_no_error (error);
  bytes = sheaf_db_unpack (packed, size, &error);
  g_assert_no_error (error);
  g_file_set_contents (place.file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);

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

/* Every version there was, and what is known to stand in its file. */
static const struct
{
  const char *fixture;
  int version;
} fixtures[] = {
  { "library-001.db.zst", 1 },
  { "library-002.db.zst", 2 },
  { "library-003.db.zst", 3 },
  { "library-004.db.zst", 4 },
};

static const struct
{
  const char *question;
  const char *answer;
} facts[] = {
  { "SELECT group_concat (id || state || starred || fetch || (trashed_at IS NOT NULL), ' ') FROM "
    "(SELECT * FROM article ORDER BY id)",
    "10000 20100 31000 40001 50020" },
  { "SELECT title FROM article WHERE id = 1",
    "The Marsh Keeper Who Learned to Read the Tide by Ear" },
  { "SELECT group_concat (name) FROM (SELECT name FROM tag ORDER BY id)", "Sea,Écriture" },
  { "SELECT count (*) FROM article_tag", "4" },
  { "SELECT article_id || body FROM note", "1Ask Ida about the gauge." },
  { "SELECT count (*) FROM content", "4" },
  { "SELECT count (snapshot_sha) FROM content", "4" },
  { "SELECT url FROM article WHERE id = (SELECT article_id FROM job)",
    "http://127.0.0.1:1/nothing" },
  { "SELECT rowid FROM body_fts WHERE body_fts MATCH '一晩'", "4" },
  { "SELECT rowid FROM title_fts WHERE title_fts MATCH 'tags: ecriture'", "1" },
  { "SELECT rowid FROM note_fts WHERE note_fts MATCH 'gauge'", "1" },
  { "SELECT sum (kind) || sum (paywalled) || count (canonical_url) FROM article", "000" },
  { "SELECT sum (color) FROM tag", "0" },
};

/* What came with versions 2 and 3, and stands in the file of the latter. */
static const struct
{
  const char *question;
  const char *answer;
} later_facts[] = {
  { "SELECT name || query FROM smart_list", "Long and unreadis:unread words:>1000" },
  { "SELECT query || tags || star FROM arrival_rule", "site:tideSea1" },
  { "SELECT article_id || url FROM address", "1https://example.org/moved" },
  { "SELECT article_id || other_id || apart FROM likeness", "121" },
  { "SELECT article_id || length (slots) || compared FROM fingerprint", "1961" },
};

/* Each list by the index that has it in order, and nothing else to be sorted or looked up. */
static const struct
{
  const char *sql;
  const char *index;
} plans[] = {
  { "SELECT id FROM article WHERE trashed_at IS NULL ORDER BY added_at DESC, id DESC",
    "article_kept" },
  { "SELECT id FROM article WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL ORDER BY "
    "added_at DESC, id DESC",
    "article_unread" },
  { "SELECT count (*) FROM article WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL",
    "article_unread" },
  { "SELECT id FROM article WHERE state = 1 AND trashed_at IS NULL ORDER BY added_at, id",
    "article_archive" },
  { "SELECT id FROM article WHERE starred = 1 AND trashed_at IS NULL ORDER BY added_at DESC, id "
    "DESC",
    "article_star" },
  { "SELECT id FROM article WHERE trashed_at IS NULL ORDER BY title_key, id", "article_title" },
  { "SELECT id FROM article WHERE trashed_at IS NULL ORDER BY published_at DESC, id DESC",
    "article_published" },
};

static void
assert_plans (SheafDb *db)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", plans[i].sql, NULL);
      g_autofree char *expected = g_strconcat ("SCAN article USING INDEX ", plans[i].index, NULL);
      g_autoptr (GError) error = NULL;
      sqlite3_stmt *stmt = sheaf_db_prepare_once (db, sql, &error);

      g_assert_no_error (error);
      g_assert_true (sheaf_db_step (db, stmt, &error));
      g_assert_cmpstr ((const char *)sqlite3_column_text (stmt, 3), ==, expected);
      g_assert_false (sheaf_db_step (db, stmt, &error)); /* nothing is sorted */
      sqlite3_finalize (stmt);
    }
}

static void
test_upgrade (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      Place place = make_place (fixtures[i].fixture);
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafDb) db = sheaf_db_open (place.folder, SHEAF_DB_WRITER, &error);

      g_assert_no_error (error);
      for (guint k = 0; k < G_N_ELEMENTS (facts); k++)
        assert_answer (db, facts[k].question, facts[k].answer);
      for (guint k = 0; fixtures[i].version > 2 && k < G_N_ELEMENTS (later_facts); k++)
        assert_answer (db, later_facts[k].question, later_facts[k].answer);
      assert_plans (db);
      g_assert_cmpint (fixtures[i].version, <, SHEAF_SCHEMA_VERSION);
      assert_sound (db);
      add_page (db, "https://example.org/new", "New", "a text that came later", NULL);
      assert_sound (db);
      g_clear_pointer (&db, sheaf_db_close);
      clear_place (&place);
    }
}

/* The last statement of an upgrade cannot be run: the whole of it did not happen. */
static void
test_all_or_nothing (void)
{
  Place place = make_place (fixtures[0].fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = NULL;

  run_raw (place.file, "CREATE TABLE deed (in_the_way)");
  db = sheaf_db_open (place.folder, SHEAF_DB_WRITER, &error);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  g_assert_null (db);
  g_clear_error (&error);
  run_raw (place.file, "CREATE TABLE smart_list (was_not_there); DROP TABLE smart_list");
  run_raw (place.file, "DROP TABLE deed");
  db = sheaf_db_open (place.folder, SHEAF_DB_WRITER, &error);
  g_assert_no_error (error);
  assert_answer (db, facts[0].question, facts[0].answer);
  assert_sound (db);
  g_clear_pointer (&db, sheaf_db_close);
  clear_place (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/upgrade", test_upgrade);
  g_test_add_func ("/schema/all-or-nothing", test_all_or_nothing);

  return g_test_run ();
}
