/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person did is taken back and done again, any number of times, after a restart too. The
 * whole library is compared each time, table by table. */

#include "store/edit.h"

#include "test-folder.h"
#include "test-marks.h"

static SheafDone
run (SheafDb *db, SheafEdit *edit)
{
  g_autoptr (SheafEdit) owned = edit;
  g_autoptr (GError) error = NULL;
  SheafEditOutcome outcome;
  SheafDone done;

  g_assert_true (sheaf_edit_apply (edit, db, NULL, &outcome, &error));
  g_assert_no_error (error);
  done = outcome.done;
  sheaf_edit_outcome_clear (&outcome);

  return done;
}

static SheafDone
act (SheafDb *db, SheafDeed deed, SheafEdit *edit)
{
  return run (db, sheaf_edit_new_deed (edit, deed, SHEAF_JOIN_NEVER));
}

static void
undo (SheafDb *db)
{
  g_assert_cmpint (run (db, sheaf_edit_new_undo (FALSE)).deed, !=, SHEAF_N_DEEDS);
}

static void
redo (SheafDb *db)
{
  g_assert_cmpint (run (db, sheaf_edit_new_undo (TRUE)).deed, !=, SHEAF_N_DEEDS);
}

#define N_ARTICLES 4

static void
fill_library (SheafDb *db, gint64 *ids)
{
  static const char *const tags[] = { "Sea", "sky", NULL };

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

      ids[i] = add_page (db, url, "An article", "Some text.", i % 2 == 0 ? tags : NULL);
    }
}

/* One of all there are, over some of the articles. */
static SheafEdit *
make_edit (guint which, const gint64 *ids, guint n)
{
  static const char *const tags[] = { "sea", "New", NULL };
  static const gint64 marks[] = { 1, 2, 3, 4 };
  g_autoptr (SheafMark) mark = NULL;

  switch (which % 12)
    {
    case 0:
      return sheaf_edit_new_archive (ids, n, TRUE);
    case 1:
      return sheaf_edit_new_archive (ids, n, FALSE);
    case 2:
      return sheaf_edit_new_star (ids, n, TRUE);
    case 3:
      return sheaf_edit_new_trash (ids, n, TRUE);
    case 4:
      return sheaf_edit_new_trash (ids, n, FALSE);
    case 5:
      return sheaf_edit_new_read (ids, n, TRUE);
    case 6:
      return sheaf_edit_new_tag (ids, n, tags, NULL);
    case 7:
      return sheaf_edit_new_tag (ids, n, NULL, tags);
    case 8:
      return sheaf_edit_new_note (ids[0], "A note.\nIts second line: 海.");
    case 9:
      return sheaf_edit_new_note (ids[0], NULL);
    case 10:
      mark = make_mark (ids[0], "text", 5, n % 5, "About it.");
      return sheaf_edit_new_mark (mark);
    default:
      return sheaf_edit_new_remove_marks (marks, n);
    }
}

/* Any order of doing, undoing and doing again; the library is always that of a list of states. */
static void
test_any_order (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  gint64 ids[N_ARTICLES];
  guint now = 0;

  fill_library (db, ids);
  g_ptr_array_add (states, dump_tables (db));
  for (guint step = 0; step < 400; step++)
    {
      guint dice = g_rand_int_range (rand, 0, 10);
      SheafDone done;
      g_autofree char *dump = NULL;

      if (dice < 4)
        {
          guint first = g_rand_int_range (rand, 0, N_ARTICLES);
          guint n = g_rand_int_range (rand, 1, N_ARTICLES - first + 1);

          done = act (db, SHEAF_DEED_TAG,
                      make_edit (g_rand_int_range (rand, 0, 12), ids + first, n));
          if (done.deed != SHEAF_N_DEEDS)
            {
              g_ptr_array_set_size (states, now + 1);
              g_ptr_array_add (states, dump_tables (db));
              now++;
            }
        }
      else if (dice < 7)
        {
          done = run (db, sheaf_edit_new_undo (FALSE));
          g_assert_cmpint (done.deed != SHEAF_N_DEEDS, ==, now > 0);
          now -= done.deed != SHEAF_N_DEEDS;
        }
      else
        {
          done = run (db, sheaf_edit_new_undo (TRUE));
          g_assert_cmpint (done.deed != SHEAF_N_DEEDS, ==, now + 1 < states->len);
          now += done.deed != SHEAF_N_DEEDS;
        }
      dump = dump_tables (db);
      g_assert_cmpstr (dump, ==, states->pdata[now]);
    }
  g_assert_cmpuint (states->len, >, 3);
  assert_sound (db);
}

/* The last hundred, no more. */
static void
test_many (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autofree char *tenth = NULL;
  g_autofree char *after = NULL;
  gint64 ids[N_ARTICLES];

  fill_library (db, ids);
  for (guint i = 0; i < 110; i++)
    {
      g_autofree char *text = g_strdup_printf ("Note %u", i);

      act (db, SHEAF_DEED_NOTE, sheaf_edit_new_note (ids[0], text));
      if (i == 9)
        tenth = dump_tables (db);
    }
  for (guint i = 0; i < 100; i++)
    undo (db);
  after = dump_tables (db);
  g_assert_cmpstr (after, ==, tenth);
  g_assert_cmpint (run (db, sheaf_edit_new_undo (FALSE)).deed, ==, SHEAF_N_DEEDS);
}

/* What joins is one: told as one, taken back as one. */
static void
test_join (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autofree char *before = NULL, *between = NULL, *after = NULL, *again = NULL;
  gint64 ids[N_ARTICLES];
  SheafDone done = { 0 };

  fill_library (db, ids);
  before = dump_tables (db);
  for (guint i = 0; i < N_ARTICLES; i++)
    done = run (db, sheaf_edit_new_deed (sheaf_edit_new_archive (&ids[i], 1, TRUE),
                                         SHEAF_DEED_ARCHIVE, SHEAF_JOIN_ALWAYS));
  g_assert_cmpint (done.deed, ==, SHEAF_DEED_ARCHIVE);
  g_assert_cmpuint (done.n, ==, N_ARTICLES);
  g_assert_cmpint (done.article_id, ==, ids[0]);
  between = dump_tables (db);
  undo (db);
  after = dump_tables (db);
  g_assert_cmpstr (after, ==, before);
  redo (db);
  again = dump_tables (db);
  g_assert_cmpstr (again, ==, between);
  /* Nothing changed: nothing was done. */
  done = act (db, SHEAF_DEED_ARCHIVE, sheaf_edit_new_archive (ids, N_ARTICLES, TRUE));
  g_assert_cmpint (done.deed, ==, SHEAF_N_DEEDS);
  assert_answer (db, "SELECT count (*) FROM deed", "1");
}

/* A note as it is typed is one deed; that of another article is another. */
static void
test_join_same_article (void)
{
  static const char *const texts[] = { "a", "an", "and" };
  g_autoptr (SheafDb) db = open_library ();
  gint64 ids[N_ARTICLES];

  fill_library (db, ids);
  for (guint article = 0; article < 2; article++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      run (db, sheaf_edit_new_deed (sheaf_edit_new_note (ids[article], texts[i]), SHEAF_DEED_NOTE,
                                    SHEAF_JOIN_SAME_ARTICLE));
  assert_answer (db, "SELECT group_concat (n) FROM deed", "1,1");
  undo (db);
  assert_answer (db, "SELECT group_concat (body) FROM note", "and");
  undo (db);
  assert_answer (db, "SELECT count (*) FROM note", "0");
  redo (db);
  redo (db);
  assert_answer (db, "SELECT group_concat (body) FROM note", "and,and");
}

/* What was written long ago is not taken back with what was written now. */
static void
test_join_in_time (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 ids[N_ARTICLES];

  fill_library (db, ids);
  for (guint i = 0; i < 2; i++)
    {
      run (db, sheaf_edit_new_deed (sheaf_edit_new_note (ids[0], i == 0 ? "Monday" : "Tuesday"),
                                    SHEAF_DEED_NOTE, SHEAF_JOIN_SAME_ARTICLE));
      g_assert_true (sheaf_db_run (db, "UPDATE deed SET made_at = made_at - 86400000000", NULL));
    }
  undo (db);
  assert_answer (db, "SELECT body FROM note", "Monday");
}

/* What was taken back is forgotten once something else is done. */
static void
test_new_branch (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 ids[N_ARTICLES];

  fill_library (db, ids);
  act (db, SHEAF_DEED_STAR, sheaf_edit_new_star (ids, 1, TRUE));
  undo (db);
  act (db, SHEAF_DEED_ARCHIVE, sheaf_edit_new_archive (ids, 1, TRUE));
  g_assert_cmpint (run (db, sheaf_edit_new_undo (TRUE)).deed, ==, SHEAF_N_DEEDS);
  assert_answer (db, "SELECT group_concat (name) FROM deed", "archive");
}

/* The trash was emptied meanwhile, a row is damaged: the one before is taken back. */
static void
test_passed_over (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 ids[N_ARTICLES];

  fill_library (db, ids);
  act (db, SHEAF_DEED_STAR, sheaf_edit_new_star (ids + 1, 1, TRUE));
  act (db, SHEAF_DEED_NOTE, sheaf_edit_new_note (ids[0], "Gone with its article."));
  act (db, SHEAF_DEED_TAG, make_edit (6, ids, 1));
  act (db, SHEAF_DEED_DELETE, sheaf_edit_new_trash (ids, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  act (db, SHEAF_DEED_ARCHIVE, sheaf_edit_new_archive (ids + 1, 1, TRUE));
  g_assert_true (
      sheaf_db_run (db, "UPDATE deed SET back_z = x'28b52ffd' WHERE name = 'archive'", NULL));
  g_assert_cmpint (run (db, sheaf_edit_new_undo (FALSE)).deed, ==, SHEAF_DEED_STAR);
  g_assert_cmpint (run (db, sheaf_edit_new_undo (FALSE)).deed, ==, SHEAF_N_DEEDS);
  g_assert_cmpint (run (db, sheaf_edit_new_undo (TRUE)).deed, ==, SHEAF_DEED_STAR);
  assert_sound (db);
}

static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-test-XXXXXX", NULL);
  SheafDb *db = open_folder (folder);
  gint64 ids[N_ARTICLES];
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  fill_library (db, ids);
  for (guint i = 0; i < 12; i++)
    {
      char *state = dump_tables (db);

      if (act (db, SHEAF_DEED_TAG, make_edit (i, ids, 2)).deed != SHEAF_N_DEEDS)
        g_ptr_array_add (states, state);
      else
        g_free (state);
    }
  for (guint i = states->len; i > 0; i--)
    {
      g_autofree char *state = NULL;

      sheaf_db_close (db);
      db = open_folder (folder);
      undo (db);
      state = dump_tables (db);
      g_assert_cmpstr (state, ==, states->pdata[i - 1]);
    }
  sheaf_db_close (db);
  remove_folder (folder);
}

/* Bytes are never trusted: what is no edit is none, and what is one is harmless. */
static void
test_bytes (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 ids[N_ARTICLES];
  guint read = 0;

  fill_library (db, ids);
  for (guint round = 0; round < 4000; round++)
    {
      g_autoptr (GPtrArray) edits
          = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
      static const guint kept[] = { 0, 3, 6, 7, 8, 9 };
      g_autoptr (SheafEdit) batch = NULL, again = NULL;
      g_autoptr (GBytes) packed = NULL, damaged = NULL;
      g_autofree guint8 *data = NULL;
      gsize size;

      for (guint i = 0; i < 2; i++)
        g_ptr_array_add (edits, make_edit (kept[g_rand_int_range (rand, 0, G_N_ELEMENTS (kept))],
                                           ids, N_ARTICLES));
      batch = sheaf_edit_new_batch (g_steal_pointer (&edits));
      packed = sheaf_edit_pack (batch);
      size = g_bytes_get_size (packed);
      data = g_memdup2 (g_bytes_get_data (packed, NULL), size);
      for (guint i = 0; round > 0 && i < 3; i++)
        data[g_rand_int_range (rand, 0, size)] = g_rand_int_range (rand, 0, 256);
      if (round % 7 == 6)
        size = (gsize)g_rand_int_range (rand, 0, (gint32)size);
      damaged = g_bytes_new (data, size);
      again = sheaf_edit_unpack (damaged);
      read += again != NULL;
      if (round == 0)
        g_assert_nonnull (again);
      if (again != NULL && round % 16 == 0)
        {
          SheafEditOutcome outcome;

          if (sheaf_edit_apply (again, db, NULL, &outcome, NULL))
            sheaf_edit_outcome_clear (&outcome);
        }
    }
  g_assert_cmpuint (read, <, 4000);
  assert_answer (db, "SELECT count (*) FROM article", "4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-deed/any-order", test_any_order);
  g_test_add_func ("/store/edit-deed/many", test_many);
  g_test_add_func ("/store/edit-deed/join", test_join);
  g_test_add_func ("/store/edit-deed/join-same-article", test_join_same_article);
  g_test_add_func ("/store/edit-deed/join-in-time", test_join_in_time);
  g_test_add_func ("/store/edit-deed/new-branch", test_new_branch);
  g_test_add_func ("/store/edit-deed/passed-over", test_passed_over);
  g_test_add_func ("/store/edit-deed/restart", test_restart);
  g_test_add_func ("/store/edit-deed/bytes", test_bytes);

  return g_test_run ();
}
