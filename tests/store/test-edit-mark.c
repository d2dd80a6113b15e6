/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights made, changed, removed and placed anew: each looked at, undone, and every table
 * compared. */

#include "store/edit.h"

#include "test-folder.h"
#include "test-marks.h"

#define TEXT                                                                                       \
  "The keeper of the north light rowed out before dawn, because the bell buoy had been silent."

static gint64 ids[2];

static void
fill (SheafDb *db)
{
  ids[0] = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  ids[1] = add_page (db, "https://example.org/2", "Two", TEXT, NULL);
}

static SheafDb *
open_two (void)
{
  SheafDb *db = open_library ();

  fill (db);

  return db;
}

static SheafEdit *
new_mark (gint64 id, gint64 article, const char *exact, guint start, guint color, const char *body)
{
  g_autoptr (SheafMark) mark = make_mark (article, exact, start, color, body);

  mark->id = id;

  return sheaf_edit_new_mark (mark);
}

/* A change of what is said alone. */
static SheafEdit *
new_change (gint64 id, guint color, const char *body)
{
  SheafMark mark = { .id = id, .color = color, .body = (char *)body };

  return sheaf_edit_new_mark (&mark);
}

static gint64
put (SheafDb *db, gint64 article, const char *exact, guint start, guint color, const char *body)
{
  gint64 id = 0;
  SheafEdit *inverse
      = apply_full (db, new_mark (0, article, exact, start, color, body), &id, NULL, NULL);

  g_assert_nonnull (inverse);
  sheaf_edit_unref (inverse);
  g_assert_cmpint (id, >, 0);

  return id;
}

#define FOUND(words) "SELECT count (*) FROM note_fts WHERE note_fts MATCH '" words "'"

static void
test_made (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autoptr (SheafLoaded) loaded = NULL;
  SheafChangeFlags flags = 0;
  gint64 now = g_get_real_time ();
  const SheafMark *mark;
  SheafEdit *inverse;
  gint64 id;

  apply (db, sheaf_edit_new_note (ids[0], "About the sea."));
  assert_undone (db, new_mark (0, ids[0], "north light", 18, 3, "Which one?"));
  inverse = apply_full (db, new_mark (0, ids[0], "north light", 18, 3, "Which one?"), &id, NULL,
                        &flags);
  g_assert_cmpint (flags, ==, SHEAF_CHANGE_NOTES | SHEAF_CHANGE_ROWS);
  sheaf_edit_unref (inverse);
  put (db, ids[0], "keeper", 4, 0, NULL);
  assert_answer (db, FOUND ("quote: light"), "1");
  assert_answer (db, FOUND ("body: which"), "1");
  assert_answer (db, FOUND ("sea"), "1");
  assert_answer (db, "SELECT count (DISTINCT uid) FROM note WHERE length (uid) = 16", "3");

  loaded = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpstr (loaded->note, ==, "About the sea.");
  g_assert_cmpuint (loaded->marks->len, ==, 2);
  mark = loaded->marks->pdata[1]; /* by position */
  g_assert_cmpint (mark->id, ==, id);
  g_assert_cmpint (mark->article_id, ==, ids[0]);
  g_assert_cmpstr (mark->anchor->exact, ==, "north light");
  g_assert_cmpstr (mark->anchor->prefix, ==, "before ");
  g_assert_cmpstr (mark->anchor->suffix, ==, " behind");
  g_assert_cmpuint (mark->anchor->start, ==, 18);
  g_assert_cmpuint (mark->anchor->end, ==, 29);
  g_assert_cmpuint (mark->color, ==, 3);
  g_assert_cmpstr (mark->body, ==, "Which one?");
  g_assert_cmpint (mark->created_at, >=, now);
  g_assert_cmpint (mark->changed_at, ==, mark->created_at);
  g_assert_null (((SheafMark *)loaded->marks->pdata[0])->body);
  assert_sound (db);
}

static void
test_changed (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[0], "north light", 18, 3, "Which one?");
  gint64 other = put (db, ids[0], "dawn", 47, 1, NULL);
  g_autofree char *before = NULL, *after = NULL;

  g_assert_true (sheaf_db_run (db, "UPDATE note SET created_at = 5, changed_at = 6", NULL));
  assert_undone (db, new_change (id, 4, "Which one?"));
  assert_undone (db, new_change (id, 3, "The old one."));
  assert_undone (db, new_change (id, 3, NULL));
  assert_undone (db, new_mark (id, ids[0], "the north", 14, 3, "Which one?"));
  assert_undone (db, new_change (other, 1, "Early."));

  apply (db, new_change (id, 4, "The old one."));
  assert_answer (db, FOUND ("body: which"), "0");
  assert_answer (db, FOUND ("body: old"), "1");
  assert_answer (db, "SELECT color || quote || start FROM note WHERE id = 1", "4north light18");
  assert_answer (db, "SELECT created_at || (changed_at > 6) FROM note WHERE id = 1", "51");
  assert_answer (db, "SELECT changed_at FROM note WHERE id = 2", "6");

  /* What says the same changes nothing, and its time neither. */
  before = dump_tables (db);
  apply (db, new_change (id, 4, "The old one."));
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
}

static void
test_removed (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autoptr (SheafEdit) all = NULL;
  gint64 marks[3];

  apply (db, sheaf_edit_new_note (ids[0], "About the north."));
  marks[0] = put (db, ids[0], "north light", 18, 3, "Which one?");
  marks[1] = put (db, ids[1], "dawn", 47, 1, NULL);
  marks[2] = put (db, ids[0], "keeper", 4, 0, NULL);
  g_assert_true (sheaf_db_run (
      db, "UPDATE note SET prefix = NULL, start = NULL, end = NULL, color = NULL WHERE id = 4",
      NULL));
  assert_undone (db, sheaf_edit_new_remove_marks (marks, 1));
  assert_undone (db, sheaf_edit_new_remove_marks (marks, 3));
  all = sheaf_edit_new_remove_marks (marks, 3);
  g_assert_cmpuint (sheaf_edit_count (all), ==, 3);
  apply (db, sheaf_edit_new_remove_marks (marks, 2));
  assert_answer (db, "SELECT group_concat (quote) FROM note", "keeper");
  assert_answer (db, FOUND ("north"), "1"); /* the article's own note stays */
  assert_sound (db);
}

/* Where they stand: nothing else of them, and only of highlights. */
static void
test_placed (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[0], "north light", 18, 3, "Which one?"), other;
  SheafMarkPlace places[] = { { id, 118, 129 }, { 0, 1, 2 }, { 999, 3, 4 }, { 0 } };
  SheafChangeFlags flags = 0;

  apply (db, sheaf_edit_new_note (ids[0], "About the north."));
  other = 2;
  places[3] = (SheafMarkPlace){ other, 5, 6 };
  g_assert_true (sheaf_db_run (db, "UPDATE note SET changed_at = 6 WHERE id = 1", NULL));
  g_assert_null (apply_full (db, sheaf_edit_new_place_marks (places, 4), NULL, NULL, &flags));
  g_assert_cmpint (flags, ==, SHEAF_CHANGE_NOTES);
  assert_answer (db, "SELECT start || ' ' || end || ' ' || changed_at FROM note WHERE id = 1",
                 "118 129 6");
  assert_answer (db, "SELECT start IS NULL FROM note WHERE id = 2", "1");
  assert_answer (db, FOUND ("light"), "1");
  /* Nobody has to hear of what was so. */
  g_assert_null (apply_full (db, sheaf_edit_new_place_marks (places, 4), NULL, NULL, &flags));
  g_assert_cmpint (flags, ==, 0);
  assert_sound (db);
}

/* Articles and highlights that are gone, or never were. */
static void
test_strangers (void)
{
  g_autoptr (SheafDb) db = open_two ();
  static const gint64 strangers[] = { 0, -1, 999, G_MAXINT64 };
  SheafMark none = { .article_id = ids[0] };
  g_autofree char *before = NULL, *after = NULL;

  apply (db, sheaf_edit_new_note (ids[0], "About the north."));
  before = dump_tables (db);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      apply (db, new_mark (0, strangers[i], "north", 14, 0, NULL));
      if (strangers[i] != 0)
        apply (db, new_mark (strangers[i], ids[0], "north", 14, 0, NULL));
    }
  apply (db, new_change (1, 2, "The article's own note is none.")); /* its number */
  apply (db, sheaf_edit_new_remove_marks (strangers, G_N_ELEMENTS (strangers)));
  apply (db, sheaf_edit_new_remove_marks ((const gint64[]){ 1 }, 1));
  apply (db, sheaf_edit_new_mark (&none));
  apply (db, new_mark (0, ids[0], " \n\t", 14, 0, NULL));
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
}

/* The article went before its highlight was brought back. */
static void
test_gone (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[0], "north light", 18, 3, "Which one?");
  SheafEdit *removed = apply_full (db, sheaf_edit_new_remove_marks (&id, 1), NULL, NULL, NULL);

  apply (db, sheaf_edit_new_trash (ids, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  g_assert_null (apply_full (db, removed, NULL, NULL, NULL));
  assert_answer (db, "SELECT count (*) FROM note", "0");
  assert_sound (db);
}

/* The number of one that went may have become another's before it comes back. */
static void
test_number_used_again (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[0], "north light", 18, 3, NULL);
  SheafEdit *removed = apply_full (db, sheaf_edit_new_remove_marks (&id, 1), NULL, NULL, NULL);
  SheafEdit *changed;

  g_assert_cmpint (put (db, ids[1], "dawn", 47, 1, NULL), ==, id);
  changed = apply_full (db, new_change (id, 2, "Early."), NULL, NULL, NULL);
  apply (db, removed);
  apply (db, changed);
  assert_answer (db,
                 "SELECT group_concat (article_id || quote || color || coalesce (body, '')) FROM "
                 "(SELECT * FROM note ORDER BY article_id)",
                 "1north light3,2dawn1");
  assert_sound (db);
}

static void
test_bounds (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autofree char *quote = g_strnfill (64 * 1024 - 1, 'q');
  g_autofree char *long_quote = g_strconcat (quote, "äöü the rest of it", NULL);
  g_autofree char *exact = g_strnfill (64 * 1024, 'q');
  g_autofree char *half = g_strnfill (1024 * 1024, 'n');
  g_autofree char *body = g_strconcat ("ä", half, NULL);

  put (db, ids[0], long_quote, 7, 99, body);
  assert_answer (db, "SELECT length (CAST (quote AS BLOB)) || ' ' || color FROM note", "65535 0");
  assert_answer (db, "SELECT suffix || '|' || start || '|' || end FROM note",
                 "äöü the rest of it behind|7|65542");
  assert_answer (db, "SELECT length (body) FROM note", "1048576");
  put (db, ids[1], exact, 7, 5, " ");
  assert_answer (db,
                 "SELECT length (quote) || suffix || color || (body IS NULL) FROM note WHERE "
                 "article_id = 2",
                 "65536 behind01");
  put (db, ids[1],
       "a\xff"
       "b",
       9, 4, "c\xc3");
  assert_answer (db, "SELECT quote || body FROM note WHERE color = 4",
                 "a\uFFFD"
                 "bc\uFFFD");
  assert_sound (db);
}

static SheafDone
run (SheafDb *db, SheafEdit *edit)
{
  g_autoptr (SheafEdit) owned = edit;
  SheafEditOutcome outcome;
  SheafDone done;

  g_assert_true (sheaf_edit_apply (edit, db, NULL, &outcome, NULL));
  done = outcome.done;
  sheaf_edit_outcome_clear (&outcome);

  return done;
}

/* Every deed is undone and done again by a library that was opened anew. */
static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-test-XXXXXX", NULL);
  SheafDb *db = open_folder (folder);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  static const SheafDeed deeds[]
      = { SHEAF_DEED_MARK, SHEAF_DEED_CHANGE_MARK, SHEAF_DEED_REMOVE_MARK };

  fill (db);
  g_ptr_array_add (states, dump_tables (db));
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      SheafEdit *edit = i == 0   ? new_mark (0, ids[0], "north light", 18, 3, "Which one? 海")
                        : i == 1 ? new_change (1, 2, NULL)
                                 : sheaf_edit_new_remove_marks ((const gint64[]){ 1 }, 1);
      SheafDone done = run (db, sheaf_edit_new_deed (edit, deeds[i], SHEAF_JOIN_NEVER));

      g_assert_cmpint (done.deed, ==, deeds[i]);
      g_assert_cmpuint (done.n, ==, 1);
      g_assert_cmpint (done.article_id, ==, ids[0]);
      g_ptr_array_add (states, dump_tables (db));
    }
  for (int step = 1; step >= -1; step -= 2) /* back, and forth again */
    for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
      {
        guint expected = step == 1 ? G_N_ELEMENTS (deeds) - 1 - i : i + 1;
        g_autofree char *state = NULL;

        sheaf_db_close (db);
        db = open_folder (folder);
        run (db, sheaf_edit_new_undo (step == -1));
        state = dump_tables (db);
        g_assert_cmpstr (state, ==, states->pdata[expected]);
        assert_sound (db);
      }
  sheaf_db_close (db);
  remove_folder (folder);
}

/* An article that becomes another one brings its highlights along; undone, they go home, and what
 * was done to them before is undone there. */
static void
test_merged (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autofree char *bare = NULL, *before = NULL, *after = NULL, *undone = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  gint64 id;

  put (db, ids[0], "keeper", 4, 0, NULL);
  id = put (db, ids[1], "north light", 18, 3, "Which one?");
  bare = dump_tables (db);
  run (db, sheaf_edit_new_deed (new_change (id, 1, "This one."), SHEAF_DEED_CHANGE_MARK,
                                SHEAF_JOIN_NEVER));
  before = dump_tables (db);
  run (db, sheaf_edit_new_deed (sheaf_edit_new_merge (ids, 2, ids[0]), SHEAF_DEED_MERGE,
                                SHEAF_JOIN_NEVER));
  loaded = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpuint (loaded->marks->len, ==, 2);
  g_assert_cmpstr (((SheafMark *)loaded->marks->pdata[1])->anchor->exact, ==, "north light");
  assert_answer (db, FOUND ("light"), "1");
  assert_undone (db, new_change (id, 4, "Its new home."));
  assert_undone (db, sheaf_edit_new_remove_marks (&id, 1));
  run (db, sheaf_edit_new_undo (FALSE));
  after = dump_tables (db);
  g_assert_cmpstr (after, ==, before);
  run (db, sheaf_edit_new_undo (FALSE));
  undone = dump_tables (db);
  g_assert_cmpstr (undone, ==, bare);
  assert_sound (db);
}

/* Undone while it is another's: it is as it was, and stays there. */
static void
test_undone_elsewhere (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[1], "north light", 18, 3, "Which one?");
  SheafEdit *back = apply_full (db, new_change (id, 1, NULL), NULL, NULL, NULL);

  apply (db, sheaf_edit_new_merge (ids, 2, ids[0]));
  apply (db, back);
  assert_answer (db, "SELECT article_id || color || body FROM note", "13Which one?");
  assert_sound (db);
}

/* Bytes are never trusted: what is no edit is none, and what is one is harmless. */
static void
test_bytes (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  gint64 id = put (db, ids[0], "north light", 18, 3, "Which one?");
  g_autoptr (SheafEdit) removed
      = apply_full (db, sheaf_edit_new_remove_marks (&id, 1), NULL, NULL, NULL);
  g_autoptr (GBytes) packed = sheaf_edit_pack (removed);
  gsize size = g_bytes_get_size (packed);
  guint read = 0;

  for (guint round = 0; round < 6000; round++)
    {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (packed, NULL), size);
      gsize cut = round % 7 == 6 ? (gsize)g_rand_int_range (rand, 0, (gint32)size) : size;
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (SheafEdit) again = NULL;
      SheafEditOutcome outcome;

      for (guint i = 0; round > 0 && i < 1 + round % 3; i++)
        data[g_rand_int_range (rand, 0, (gint32)size)] = (guint8)g_rand_int_range (rand, 0, 256);
      damaged = g_bytes_new (data, cut);
      again = sheaf_edit_unpack (damaged);
      g_assert_true (round > 0 || again != NULL);
      read += again != NULL;
      if (again != NULL && sheaf_edit_apply (again, db, NULL, &outcome, NULL))
        {
          if (outcome.inverse != NULL)
            apply (db, g_steal_pointer (&outcome.inverse));
          sheaf_edit_outcome_clear (&outcome);
        }
    }
  g_assert_cmpuint (read, >, 10);
  g_assert_cmpuint (read, <, 6000);
  assert_answer (db, "SELECT count (*) FROM note", "0");
  assert_sound (db);
}

/* Values of the wrong kind in the right shape. */
static void
test_wrong_values (void)
{
  g_autoptr (SheafDb) db = open_two ();
  static const char *const wrong[] = {
    "('marks', <@a(ayxbamv) []>)",
    "('marks', <@a(ayxbamv) [(@ay [0x01], 1, true, [])]>)",
    "('marks', <@a(ayxbamv) [(@ay [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16], 1, true, [])]>)",
    "('marks', <@a(ayxbamv) [(@ay [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16], 1, true, [<'1'>, "
    "<'q'>, <''>, <''>, <int64 1>, <int64 2>, nothing, <int64 0>, <int64 1>, <int64 1>])]>)",
    "('marks', <@a(ayxbamv) [(@ay [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16], 1, true, [<int64 1>, "
    "nothing, <''>, <''>, <int64 1>, <int64 2>, nothing, <int64 0>, <int64 1>, <int64 1>])]>)",
    "('marks', <'?'>)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) value
          = g_variant_parse (G_VARIANT_TYPE ("(sv)"), wrong[i], NULL, NULL, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      bytes = g_variant_get_data_as_bytes (value);
      g_assert_null (sheaf_edit_unpack (bytes));
    }
}

/* Which articles a search finds. */
static char *
search (SheafDb *db, const char *text)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, text);
  g_autoptr (GArray) found = sheaf_read_query (db, query, NULL);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (line, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (found, gint64, i));

  return g_string_free (line, FALSE);
}

static void
test_searched (void)
{
  static const struct
  {
    const char *text, *with, *without;
  } cases[] = {
    { "has:highlight", "2", "" },   { "-has:highlight", "1", "2,1" }, { "has:note", "2", "" },
    { "note:lighthouse", "2", "" }, { "note:north", "2", "" },        { "lighthouse", "2", "" },
  };
  g_autoptr (SheafDb) db = open_two ();
  gint64 id = put (db, ids[1], "north light", 18, 3, "A lighthouse.");

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autofree char *found = search (db, cases[i].text);

          g_assert_cmpstr (found, ==, round == 0 ? cases[i].with : cases[i].without);
        }
      apply (db, sheaf_edit_new_remove_marks (&id, 1));
    }
}

/* Of many articles: the newest first, by position, what has none last. */
static void
test_read (void)
{
  g_autoptr (SheafDb) db = open_two ();
  gint64 third = add_page (db, "https://example.org/3", "Three", TEXT, NULL);
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, "title:one");
  g_autoptr (GPtrArray) marked = NULL, asked = NULL, named = NULL, untrashed = NULL;
  g_autoptr (GPtrArray) noted = NULL;
  const SheafMarkedArticle *article;

  put (db, ids[0], "unknown", 0, 0, NULL);
  g_assert_true (sheaf_db_run (db, "UPDATE note SET start = 0, end = 0", NULL));
  put (db, ids[0], "dawn", 47, 0, NULL);
  put (db, ids[0], "keeper", 4, 0, NULL);
  put (db, third, "buoy", 66, 1, NULL);
  apply (db, sheaf_edit_new_note (ids[1], "No highlight."));

  marked = sheaf_read_marks (db, NULL, NULL, 0, NULL);
  g_assert_cmpuint (marked->len, ==, 2);
  article = marked->pdata[0];
  g_assert_cmpstr (article->row->title, ==, "Three");
  g_assert_cmpuint (strlen (article->uid), ==, 32);
  article = marked->pdata[1];
  g_assert_cmpstr (article->row->url, ==, "https://example.org/1");
  g_assert_cmpuint (article->marks->len, ==, 3);
  g_assert_cmpuint (article->mark_uids->len, ==, 3);
  g_assert_cmpstr (((SheafMark *)article->marks->pdata[0])->anchor->exact, ==, "keeper");
  g_assert_cmpstr (((SheafMark *)article->marks->pdata[1])->anchor->exact, ==, "dawn");
  g_assert_cmpstr (((SheafMark *)article->marks->pdata[2])->anchor->exact, ==, "unknown");

  asked = sheaf_read_marks (db, query, NULL, 0, NULL);
  g_assert_cmpuint (asked->len, ==, 1);
  g_assert_cmpint (((SheafMarkedArticle *)asked->pdata[0])->row->id, ==, ids[0]);
  apply (db, sheaf_edit_new_trash (&third, 1, TRUE));
  named = sheaf_read_marks (db, NULL, &third, 1, NULL);
  g_assert_cmpuint (named->len, ==, 1);
  noted = sheaf_read_marks (db, NULL, &ids[1], 1, NULL);
  g_assert_cmpuint (noted->len, ==, 1);
  article = noted->pdata[0];
  g_assert_cmpstr (article->note, ==, "No highlight.");
  g_assert_cmpuint (strlen (article->note_uid), ==, 32);
  g_assert_cmpuint (article->marks->len, ==, 0);
  untrashed = sheaf_read_marks (db, NULL, NULL, 0, NULL);
  g_assert_cmpuint (untrashed->len, ==, 1);
}

static SheafPlaced
get_placed (const SheafLoaded *loaded, guint i, const char *exact)
{
  const SheafMark *mark = loaded->marks->pdata[i];

  g_assert_cmpstr (mark->anchor->exact, ==, exact);

  return mark->placed;
}

/* An article is read with its highlights where they stand in its text as it is now. */
static void
test_found_again (void)
{
  g_autoptr (SheafDb) db = open_two ();
  g_autoptr (SheafPage) page
      = make_page ("One", "Long ago, in spring, the keeper of the north light "
                          "rowed out before dawn, and he was not alone.");
  g_autoptr (SheafPage) last
      = make_page ("One", "The bell buoy rang, and the north light was lit.");
  g_autoptr (SheafLoaded) before = NULL, after = NULL, again = NULL;
  const SheafMark *mark;

  apply (db, new_mark (0, ids[0], "bell buoy", 65, 1, NULL));
  apply (db, new_mark (0, ids[0], "north light", 18, 0, NULL));
  before = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpuint (before->marks->len, ==, 2);
  g_assert_cmpint (get_placed (before, 0, "north light"), !=, SHEAF_PLACED_NOWHERE);
  g_assert_cmpint (get_placed (before, 1, "bell buoy"), !=, SHEAF_PLACED_NOWHERE);

  apply (db, sheaf_edit_new_fill (ids[0], NULL, page, NULL, FALSE));
  after = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpint (get_placed (after, 0, "north light"), ==, SHEAF_PLACED_QUOTE);
  g_assert_cmpint (get_placed (after, 1, "bell buoy"), ==, SHEAF_PLACED_NOWHERE);
  mark = after->marks->pdata[0];
  g_assert_true (mark->moved);
  g_assert_cmpuint (mark->anchor->start, ==, 39);
  g_assert_cmpuint (mark->anchor->end, ==, 50);

  apply (db, sheaf_edit_new_fill (ids[0], NULL, last, NULL, FALSE)); /* and what was lost, too */
  again = sheaf_read_article (db, ids[0], NULL);
  g_assert_cmpint (get_placed (again, 0, "bell buoy"), ==, SHEAF_PLACED_QUOTE);
  g_assert_cmpint (get_placed (again, 1, "north light"), ==, SHEAF_PLACED_QUOTE);
  assert_answer (db, "SELECT count (*) FROM note WHERE quote IS NOT NULL", "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-mark/made", test_made);
  g_test_add_func ("/store/edit-mark/changed", test_changed);
  g_test_add_func ("/store/edit-mark/removed", test_removed);
  g_test_add_func ("/store/edit-mark/strangers", test_strangers);
  g_test_add_func ("/store/edit-mark/gone", test_gone);
  g_test_add_func ("/store/edit-mark/number-used-again", test_number_used_again);
  g_test_add_func ("/store/edit-mark/bounds", test_bounds);
  g_test_add_func ("/store/edit-mark/restart", test_restart);
  g_test_add_func ("/store/edit-mark/merged", test_merged);
  g_test_add_func ("/store/edit-mark/undone-elsewhere", test_undone_elsewhere);
  g_test_add_func ("/store/edit-mark/bytes", test_bytes);
  g_test_add_func ("/store/edit-mark/wrong-values", test_wrong_values);
  g_test_add_func ("/store/edit-mark/searched", test_searched);
  g_test_add_func ("/store/read-marks/read", test_read);
  g_test_add_func ("/store/edit-mark/placed", test_placed);
  g_test_add_func ("/store/edit-mark/found-again", test_found_again);

  return g_test_run ();
}
