/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Archive, star, trash, read, progress, note, tags: each applied, looked at, undone, and every
 * table compared. */

#include "store/edit.h"

#include "test-library.h"

static gint64 ids[3];

static SheafDb *
open_three (void)
{
  const char *const tags[] = { "sea", NULL };
  SheafDb *db = open_library ();

  ids[0] = add_page (db, "https://example.org/1", "One", "The first text.", tags);
  ids[1] = add_page (db, "https://example.org/2", "Two", "The second text.", NULL);
  ids[2] = add_page (db, "https://example.org/3", "Three", "The third text.", NULL);

  return db;
}

typedef SheafEdit *(*Make) (const gint64 *ids, gsize n, gboolean on);

static const struct
{
  Make make;
  const char *count; /* of those that are so */
} states[] = {
  { sheaf_edit_new_archive, "SELECT count (*) FROM article WHERE state = 1" },
  { sheaf_edit_new_star, "SELECT count (*) FROM article WHERE starred" },
  { sheaf_edit_new_trash, "SELECT count (*) FROM article WHERE trashed_at IS NOT NULL" },
  { sheaf_edit_new_read, "SELECT count (*) FROM article WHERE read_at IS NOT NULL" },
};

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SheafDb) db = open_three ();

      assert_undone (db, states[i].make (ids, 3, TRUE));
      apply (db, states[i].make (ids, 2, TRUE));
      assert_answer (db, states[i].count, "2");
      /* Over a mixed selection: the one that was not so comes back alone. */
      assert_undone (db, states[i].make (ids, 3, TRUE));
      assert_undone (db, states[i].make (ids, 3, FALSE));
      apply (db, states[i].make (ids, 3, FALSE));
      assert_answer (db, states[i].count, "0");
    }
}

/* Somebody cancels once the change has begun: SQLite asks between two of its steps. */
static int
cancel_cb (void *data)
{
  SheafProgress *progress = data;
  guint done, total;

  sheaf_progress_get (progress, &done, &total);
  if (done >= 1)
    sheaf_progress_cancel (progress);

  return 0;
}

static SheafEdit *
new_tagging (const gint64 *these, gsize n, gboolean on)
{
  static const char *const names[] = { "sea", "tide", NULL };

  return sheaf_edit_new_tag (these, n, on ? names : NULL, on ? NULL : names);
}

static SheafEdit *
new_retrying (const gint64 *these, gsize n, gboolean on)
{
  return sheaf_edit_new_retry (these, n);
}

/* What is cancelled half-way did not happen, and the next change is none the worse for it. */
static void
test_cancelled (void)
{
  static const Make makes[] = { sheaf_edit_new_archive, sheaf_edit_new_star, sheaf_edit_new_trash,
                                sheaf_edit_new_read,    new_tagging,         new_retrying };

  for (guint i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      g_autoptr (SheafDb) db = open_three ();
      g_autofree char *before = dump_tables (db);
      g_autoptr (SheafEdit) edit = makes[i](ids, 3, TRUE);
      g_autoptr (SheafProgress) progress = sheaf_progress_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      SheafEditOutcome outcome;
      guint done, total;

      sqlite3_progress_handler (sheaf_db_get_handle (db), 1, cancel_cb, progress);
      g_assert_false (sheaf_edit_apply_watched (edit, db, NULL, progress, &outcome, &error));
      sqlite3_progress_handler (sheaf_db_get_handle (db), 0, NULL, NULL);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      sheaf_progress_get (progress, &done, &total);
      g_assert_cmpuint (done, ==, 2);
      g_assert_cmpuint (total, ==, 3);
      after = dump_tables (db);
      g_assert_cmpstr (before, ==, after);
      apply (db, sheaf_edit_new_archive (ids, 3, TRUE));
      assert_answer (db, states[0].count, "3");
    }
}

/* Nothing changes for ids that are gone, and nothing fails. */
static void
test_strangers (void)
{
  static const gint64 strangers[] = { 0, -1, 999, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SheafDb) db = open_three ();
      g_autofree char *before = dump_tables (db), *after = NULL;

      apply (db, states[i].make (strangers, G_N_ELEMENTS (strangers), TRUE));
      after = dump_tables (db);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_progress (void)
{
  static const struct
  {
    double given;
    const char *kept;
  } cases[] = { { .25, "0.25" }, { 1, "1.0" }, { 0, "0.0" }, { 7, "1.0" }, { -3, "0.0" } };
  g_autoptr (SheafDb) db = open_three ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      apply (db, sheaf_edit_new_progress (ids[1], cases[i].given));
      assert_answer (db, "SELECT progress FROM article WHERE title = 'Two'", cases[i].kept);
    }
}

static void
test_note (void)
{
  g_autoptr (SheafDb) db = open_three ();
  g_autoptr (SheafLoaded) loaded = NULL;

  assert_undone (db, sheaf_edit_new_note (ids[0], "About salt."));
  apply (db, sheaf_edit_new_note (ids[0], "About salt."));
  assert_undone (db, sheaf_edit_new_note (ids[0], "About sweet water."));
  assert_undone (db, sheaf_edit_new_note (ids[0], NULL));
  assert_undone (db, sheaf_edit_new_note (ids[0], " \n"));
  loaded = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpstr (loaded->note, ==, "About salt.");
  g_assert_true (loaded->row->has_note);
  assert_answer (db, "SELECT rowid FROM note_fts WHERE note_fts MATCH 'salt'", "1");
}

static void
test_tags (void)
{
  const char *const some[] = { "sea", "Nordsee", "北海", NULL }, *const sea[] = { "SEA", NULL };
  g_autoptr (SheafDb) db = open_three ();

  assert_undone (db, sheaf_edit_new_tag (ids, 3, some, NULL));
  assert_undone (db, sheaf_edit_new_tag (ids, 3, NULL, sea));
  assert_undone (db, sheaf_edit_new_tag (ids, 3, some, sea));
  apply (db, sheaf_edit_new_tag (ids, 3, some, NULL));
  assert_answer (db, "SELECT count (*) FROM article_tag", "9");
  assert_answer (db, "SELECT count (*) FROM tag", "3"); /* one name however it is written */
  apply (db, sheaf_edit_new_tag (ids, 3, NULL, sea));
  assert_answer (db, "SELECT count (*) FROM tag WHERE name_key = 'sea'",
                 "0"); /* without articles it goes */
  assert_answer (db, "SELECT count (*) FROM title_fts WHERE title_fts MATCH 'tags: nordsee'", "3");
}

/* The number of a note or tag that went may have become another's before it comes back. */
static void
test_numbers_used_again (void)
{
  const char *const sea[] = { "sea", NULL }, *const land[] = { "land", NULL };
  g_autoptr (SheafDb) db = open_three ();
  SheafEdit *back;

  apply (db, sheaf_edit_new_note (ids[0], "About salt."));
  back = apply_full (db, sheaf_edit_new_note (ids[0], NULL), NULL, NULL, NULL);
  apply (db, sheaf_edit_new_note (ids[1], "Another."));
  apply (db, back);
  assert_answer (db,
                 "SELECT group_concat (body, '|') FROM (SELECT body FROM note ORDER BY article_id)",
                 "About salt.|Another.");
  assert_sound (db);

  apply (db, sheaf_edit_new_tag (ids, 1, sea, NULL));
  back = apply_full (db, sheaf_edit_new_tag (ids, 1, NULL, sea), NULL, NULL, NULL);
  apply (db, sheaf_edit_new_tag (ids + 1, 1, land, NULL));
  apply (db, back);
  assert_answer (
      db,
      "SELECT group_concat (name, '|') FROM (SELECT t.name FROM article_tag x JOIN tag t ON"
      " t.id = x.tag_id ORDER BY x.article_id)",
      "sea|land");
  assert_sound (db);
}

/* What is no name is passed over. */
static void
test_blank_tags (void)
{
  const char *const blank[] = { "", "  ", "\t\n", NULL };
  g_autoptr (SheafDb) db = open_three ();
  g_autofree char *before = dump_tables (db), *after = NULL;

  apply (db, sheaf_edit_new_tag (ids, 3, blank, blank));
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
}

/* Deeds in a row, undone from the last: the library is as it was. */
static void
test_many (void)
{
  g_autoptr (SheafDb) db = open_three ();
  g_autofree char *before = dump_tables (db), *after = NULL;
  g_autoptr (GPtrArray) inverses = g_ptr_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 200; i++)
    {
      static const char *const names[] = { "a", "b", "c" };
      const char *const tag[] = { names[g_rand_int_range (rand, 0, 3)], NULL };
      gint64 id = ids[g_rand_int_range (rand, 0, 3)];
      int deed = g_rand_int_range (rand, 0, 7);
      gboolean on = g_rand_boolean (rand);
      SheafEdit *edit = deed < 4   ? states[deed].make (&id, 1, on)
                        : deed < 6 ? sheaf_edit_new_tag (&id, 1, on ? tag : NULL, on ? NULL : tag)
                                   : sheaf_edit_new_note (id, on ? names[i % 3] : NULL);
      SheafEdit *inverse = apply_full (db, edit, NULL, NULL, NULL);

      if (inverse != NULL)
        g_ptr_array_add (inverses, inverse);
    }
  assert_sound (db);
  for (guint i = inverses->len; i-- > 0;)
    apply (db, inverses->pdata[i]);
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
  assert_sound (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-state/states", test_states);
  g_test_add_func ("/store/edit-state/cancelled", test_cancelled);
  g_test_add_func ("/store/edit-state/strangers", test_strangers);
  g_test_add_func ("/store/edit-state/progress", test_progress);
  g_test_add_func ("/store/edit-note/note", test_note);
  g_test_add_func ("/store/edit-tags/tags", test_tags);
  g_test_add_func ("/store/edit/numbers-used-again", test_numbers_used_again);
  g_test_add_func ("/store/edit-tags/blank", test_blank_tags);
  g_test_add_func ("/store/edit/many", test_many);

  return g_test_run ();
}
