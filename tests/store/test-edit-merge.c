/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles that become one: what is united, what is kept beside it, and that all of it comes back.
 */

#include "store/compare.h"
#include "store/duplicates.h"
#include "store/fingerprint.h"

#include "test-library.h"

#define STORY                                                                                      \
  "The keeper of the north light rowed out before dawn, because the bell buoy had been silent "    \
  "for two nights and the herring boats were due. He found the chain parted three fathoms down, "  \
  "worn through where it had rubbed on a wreck that no chart shows. By noon he had spliced a new " \
  "length to it with the help of a boy from the village, and at the turn of the tide the bell "    \
  "rang again over the shoals."
#define OTHER                                                                                      \
  "Bakers in the old town keep a sourdough that is said to be a hundred years old, and none of "   \
  "them will tell where the first spoon of it came from. Every evening it is fed with rye and "    \
  "lukewarm water, and every morning half of it goes into the loaves."

#define A "https://one.example/buoy"
#define B "https://two.example/news/bell"
#define C "https://three.example/3"

static void
run (SheafDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sheaf_db_run (db, sql, &error);
  g_assert_no_error (error);
}

/* Does as a deed, so that the inverse goes through its bytes. */
static void
act (SheafDb *db, SheafEdit *edit, SheafDeed deed)
{
  apply (db, sheaf_edit_new_deed (edit, deed, SHEAF_JOIN_NEVER));
}

static SheafEdit *
merge (gint64 keep, guint n, ...)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  va_list list;

  va_start (list, n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = va_arg (list, gint64);

      g_array_append_val (ids, id);
    }
  va_end (list);

  return sheaf_edit_new_merge ((const gint64 *)ids->data, ids->len, keep);
}

/* Three copies, each with something of its own. */
static SheafDb *
open_copies (void)
{
  const char *const sea[] = { "sea", "light", NULL }, *const news[] = { "news", "light", NULL };
  SheafDb *db = open_library ();

  add_page (db, A, "The Bell Buoy", STORY "\nOur own end.", sea);
  add_page (db, B, "Bell Rings Again", "From the coast.\n" STORY, news);
  add_page (db, C, "Buoy", STORY, NULL);
  apply (db, sheaf_edit_new_note (1, "Ask Ida. Mind the wreck. Twice."));
  apply (db, sheaf_edit_new_note (2, "Mind the wreck."));
  run (db, "UPDATE article SET added_at = 100 * id, state = id % 2, progress = id / 10.0,"
           " word_count = 400 - id, published = '202' || (9 - id), published_at = 90 - id;"
           "UPDATE article SET starred = 1, read_at = 7, author = NULL WHERE id = 2;"
           "UPDATE article SET read_at = 9, final_url = 'https://three.example/final' WHERE id = 3;"
           "INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, created_at,"
           " changed_at) VALUES (randomblob (16), 2, 'two nights', 'for ', ' and', 9, 19, 'mine',"
           " 1, 1);"
           "INSERT INTO note_fts (rowid, quote, body) SELECT id, quote, body FROM note WHERE quote"
           " IS NOT NULL;"
           "INSERT INTO asset VALUES (zeroblob (32), 'image/png', 1, 2, 3), (randomblob (32), "
           "'image/png', 1, 2, 3);"
           "INSERT INTO article_asset SELECT 1, 'https://x.example/p', sha FROM asset ORDER BY sha "
           "LIMIT 1;"
           "INSERT INTO article_asset SELECT 2, 'https://x.example/p', sha FROM asset ORDER BY sha "
           "DESC LIMIT 1;"
           "INSERT INTO article_asset SELECT 2, 'https://x.example/q', sha FROM asset ORDER BY sha "
           "DESC LIMIT 1;"
           "INSERT INTO address VALUES (randomblob (16), 2, 'https://two.example/old')");
  assert_sound (db);

  return db;
}

static void
test_unites (void)
{
  g_autoptr (SheafDb) db = open_copies ();
  static const struct
  {
    const char *sql, *answer;
  } facts[] = {
    { "SELECT group_concat (id) FROM article", "1" },
    { "SELECT title || state || starred || read_at || progress || added_at FROM article",
      "The Bell Buoy0170.3100" },
    { "SELECT published || published_at FROM article", "202687" },
    { "SELECT group_concat (name) FROM (SELECT name FROM tag ORDER BY name)", "light,news,sea" },
    { "SELECT count (*) FROM article_tag WHERE article_id = 1", "3" },
    { "SELECT body FROM note WHERE quote IS NULL",
      "Ask Ida. Mind the wreck. Twice.\n\n⁂\n\nMind the wreck." },
    { "SELECT article_id || body FROM note WHERE quote IS NOT NULL", "1mine" },
    { "SELECT group_concat (title) FROM (SELECT title FROM version ORDER BY id)",
      "Bell Rings Again,Buoy" },
    { "SELECT count (*) FROM version WHERE article_id = 1 AND unz (text_z) LIKE '%rang again%'",
      "2" },
    { "SELECT group_concat (url) FROM (SELECT url FROM address ORDER BY url)",
      "https://three.example/3,https://three.example/final,https://two.example/news/bell,"
      "https://two.example/old" },
    { "SELECT count (DISTINCT sha) || count (*) FROM article_asset", "23" },
    { "SELECT group_concat (rowid) FROM body_fts WHERE body_fts MATCH 'chain'", "1" },
    { "SELECT group_concat (rowid) FROM title_fts WHERE title_fts MATCH 'tags: news'", "1" },
    { "SELECT count (*) FROM note_fts WHERE note_fts MATCH 'wreck OR nights'", "2" },
  };

  apply (db, merge (1, 3, G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (3)));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    assert_answer (db, facts[i].sql, facts[i].answer);
  assert_sound (db);

  /* Every address finds it, and so does saving again. */
  g_assert_cmpint (add_address (db, A), ==, 1);
  g_assert_cmpint (add_address (db, B), ==, 1);
  g_assert_cmpint (add_address (db, C "?utm_source=x"), ==, 1);
  g_assert_cmpint (add_address (db, "https://three.example/final"), ==, 1);
  assert_sound (db);
}

static void
test_undone (void)
{
  for (gint64 keep = 0; keep <= 3; keep++)
    {
      g_autoptr (SheafDb) db = open_copies ();
      g_autofree char *before = dump_tables (db), *merged = NULL, *again = NULL, *after = NULL;
      SheafEdit *edit
          = merge (keep, 3, G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (3));

      act (db, edit, SHEAF_DEED_MERGE);
      run (db, "UPDATE version SET kept_at = 0");
      merged = dump_tables (db);
      assert_answer (db, "SELECT n || name FROM deed", "2merge");
      for (guint round = 0; round < 2; round++)
        {
          g_clear_pointer (&after, g_free);
          g_clear_pointer (&again, g_free);
          apply (db, sheaf_edit_new_undo (FALSE));
          after = dump_tables (db);
          g_assert_cmpstr (before, ==, after);
          assert_sound (db);
          apply (db, sheaf_edit_new_undo (TRUE));
          run (db, "UPDATE version SET kept_at = 0");
          again = dump_tables (db);
          g_assert_cmpstr (merged, ==, again);
          assert_sound (db);
        }
    }
}

/* One whose fetch failed, kept or not, and one that waits: the text counts. */
static void
test_without_text (void)
{
  for (gint64 keep = 0; keep <= 3; keep++)
    {
      g_autoptr (SheafDb) db = open_library ();
      g_autofree char *before = NULL, *after = NULL;

      add_address (db, A);
      add_page (db, B, "Bell", STORY, NULL);
      add_address (db, C);
      apply (db, sheaf_edit_new_fail (1, SHEAF_ERROR_NOT_FOUND, 0));
      before = dump_tables (db);
      act (db, merge (keep, 3, G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (3)),
           SHEAF_DEED_MERGE);
      assert_answer (db, "SELECT group_concat (id || title || fetch) FROM article", "2Bell0");
      assert_answer (db, "SELECT count (*) FROM version", "0");
      assert_answer (db, "SELECT count (*) FROM job", "0");
      assert_answer (db, "SELECT count (*) FROM address WHERE article_id = 2", "2");
      assert_sound (db);
      apply (db, sheaf_edit_new_undo (FALSE));
      after = dump_tables (db);
      g_assert_cmpstr (before, ==, after);
    }
}

/* What changed meanwhile stays, what is gone stays gone. */
static void
test_undone_late (void)
{
  g_autoptr (SheafDb) db = open_copies ();
  gint64 one = 1;

  act (db, merge (1, 2, G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (2)), SHEAF_DEED_MERGE);
  run (db, "UPDATE article SET progress = 0.9 WHERE id = 1");
  run (db, "DELETE FROM version");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, "SELECT progress || starred FROM article WHERE id = 1", "0.90");
  assert_answer (db,
                 "SELECT fetch || (SELECT count (*) FROM job WHERE article_id = 2) FROM article"
                 " WHERE id = 2",
                 "11");
  assert_sound (db);
  apply (db, sheaf_edit_new_undo (TRUE));
  apply (db, sheaf_edit_new_trash (&one, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  assert_answer (db, "SELECT count (*) FROM version", "0");
  assert_answer (db, "SELECT count (*) FROM address", "0");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, "SELECT group_concat (id) FROM article", "3");
  assert_sound (db);
}

static void
test_nothing (void)
{
  g_autoptr (SheafDb) db = open_copies ();
  g_autofree char *before = dump_tables (db), *after = NULL;

  act (db, merge (1, 1, G_GINT64_CONSTANT (1)), SHEAF_DEED_MERGE);
  act (db, merge (0, 3, G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (77)),
       SHEAF_DEED_MERGE);
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
  assert_answer (db, "SELECT count (*) FROM deed", "0");
}

/* --- Addresses at saving --- */

static gint64
fill (SheafDb *db,
      gint64 id,
      const char *final_url,
      const char *canonical,
      const char *text,
      const char *kind)
{
  g_autoptr (SheafPage) page = make_page ("A title", text);
  SheafEdit *inverse;
  gint64 now;

  page->canonical_url = g_strdup (canonical);
  page->kind = kind;
  inverse
      = apply_full (db, sheaf_edit_new_fill (id, final_url, page, NULL, FALSE), &now, NULL, NULL);
  g_assert_null (inverse);
  assert_sound (db);

  return now;
}

static void
test_redirect (void)
{
  static const struct
  {
    const char *final_url, *canonical, *text, *kind;
    gboolean joins;
  } cases[] = {
    { A, NULL, STORY, NULL, TRUE }, /* redirected to what is saved */
    { A "?utm_source=x", NULL, STORY, NULL, TRUE },
    { B, A, STORY, NULL, TRUE }, /* calls itself so */
    { B, A, STORY "\nAn end.", NULL, TRUE },
    { B, NULL, STORY, NULL, FALSE }, /* the same text elsewhere: for the finder */
    { A, NULL, OTHER, NULL, FALSE }, /* another text */
    { B, A, OTHER, NULL, FALSE },
    { A, A, STORY, "wall", FALSE }, /* a wall says the same everywhere */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const tags[] = { "mine", NULL };
      g_autoptr (SheafDb) db = open_library ();
      gint64 first = add_page (db, A, "Bell", STORY, NULL), id = first + 1, now;

      act (db, sheaf_edit_new_add (B, NULL, tags), SHEAF_DEED_ADD);
      now = fill (db, id, cases[i].final_url, cases[i].canonical, cases[i].text, cases[i].kind);
      g_test_message ("case %u", i);
      g_assert_cmpint (now, ==, cases[i].joins ? first : id);
      assert_answer (db, "SELECT count (*) FROM article", cases[i].joins ? "1" : "2");
      assert_answer (db, "SELECT count (*) FROM job", "0");
      g_assert_cmpint (add_address (db, B), ==, now);
      if (!cases[i].joins)
        continue;
      assert_answer (db, "SELECT count (*) FROM article_tag WHERE article_id = 1", "1");

      /* That it was added is undone: it is in the trash, and the first is as it was. */
      apply (db, sheaf_edit_new_undo (FALSE));
      assert_answer (db,
                     "SELECT id || (trashed_at IS NOT NULL) FROM article WHERE url LIKE "
                     "'%two%'",
                     "21");
      assert_answer (db, "SELECT count (*) FROM article_tag WHERE article_id = 1", "0");
      assert_sound (db);
      apply (db, sheaf_edit_new_undo (TRUE));
      assert_answer (db, "SELECT group_concat (id) FROM article", "1");
      assert_sound (db);
    }
}

/* The short address first, then the long one. */
static void
test_redirected_before (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://sho.example/x");

  fill (db, id, A, NULL, STORY, NULL);
  g_assert_cmpint (add_address (db, A), ==, id);

  /* Two articles that are gone and lead to the same start page are two. */
  g_assert_cmpint (fill (db, add_address (db, "https://gone.example/1"), "https://gone.example/",
                         NULL, OTHER, "listing"),
                   ==, 2);
  g_assert_cmpint (fill (db, add_address (db, "https://gone.example/2"), "https://gone.example/",
                         NULL, OTHER, "listing"),
                   ==, 3);
  g_assert_cmpint (add_address (db, "https://gone.example/"), ==, 4);
}

/* --- The finder --- */

static void
find (SheafDb *db)
{
  g_autoptr (GError) error = NULL;
  guint made;

  do
    g_assert_true (sheaf_fingerprint_fill (db, 1, &made, &error));
  while (made > 0);
  for (;;)
    {
      g_autoptr (SheafCompared) compared = sheaf_compare (db, NULL, NULL, &error);

      g_assert_no_error (error);
      if (compared->ids->len == 0)
        return;
      for (guint i = 0; i < compared->ids->len + compared->alike->len; i += 2)
        g_assert_true (sheaf_compare_write (db, compared, i, 2, &error));
    }
}

/* "1=2~3 …": groups, the kept one first; = the same, ~ alike, ? one page. */
static char *
describe (SheafDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  GString *text = g_string_new (NULL);

  find (db);
  groups = sheaf_read_duplicates (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < groups->len; i++)
    {
      const SheafDuplicates *group = groups->pdata[i];

      for (guint k = 0; k < group->copies->len; k++)
        {
          const SheafCopy *copy = group->copies->pdata[k];

          g_string_append_printf (text, "%s%" G_GINT64_FORMAT,
                                  k == 0                    ? i > 0 ? " " : ""
                                  : copy->same              ? "="
                                  : copy->resemblance > 0.3 ? "~"
                                                            : "?",
                                  copy->row->id);
        }
    }

  return g_string_free (text, FALSE);
}

#define assert_groups(db, expected)                                                                \
  do                                                                                               \
    {                                                                                              \
      g_autofree char *groups_ = describe (db);                                                    \
      g_assert_cmpstr (groups_, ==, expected);                                                     \
    }                                                                                              \
  while (0)

static void
test_found (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 three = 3, pair[] = { 1, 2 };
  SheafEdit *back;

  add_page (db, A, "The Bell Buoy", STORY, NULL);
  add_page (db, B, "Bell Rings Again",
            "By our correspondent on the coast, for the evening.\n" STORY, NULL);
  assert_groups (db, "1~2"); /* a syndicated story on two sites */
  add_page (db, C, "Again", STORY, NULL);
  add_page (db, "https://four.example/", "Bread", OTHER, NULL);
  add_page (db, "https://five.example/", "Bread", OTHER, NULL);
  add_page (db, "https://six.example/", "Short", "Too short to tell.", NULL);
  add_page (db, "https://seven.example/", "Short", "Too short to tell.", NULL);
  assert_groups (db, "4=5 1~2=3");
  assert_answer (db, "SELECT min (compared) FROM fingerprint", "1");

  /* In the trash it joins still, and is not shown. */
  apply (db, sheaf_edit_new_trash (&three, 1, TRUE));
  assert_groups (db, "4=5 1~2");
  apply (db, sheaf_edit_new_trash (&three, 1, FALSE));

  /* A person says that two are two. */
  back = apply_full (db, sheaf_edit_new_apart (pair, 2, TRUE), NULL, NULL, NULL);
  assert_groups (db, "4=5 1~2=3"); /* through the third */
  apply (db, back);

  /* Another text is no copy any more, and what was said stays said. */
  apply (db, sheaf_edit_new_apart ((gint64[]){ 4, 5 }, 2, TRUE));
  assert_groups (db, "1~2=3");
  apply (db, merge (0, 3, G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (2), G_GINT64_CONSTANT (3)));
  assert_groups (db, "");
  assert_sound (db);
}

/* Rows of a library that has no fingerprints yet, and one that is damaged among them. */
static void
test_backfill (void)
{
  g_autoptr (SheafDb) db = open_library ();

  add_page (db, A, "One", STORY, NULL);
  add_page (db, B, "Two", STORY, NULL);
  add_page (db, C, "Three", STORY, NULL);
  run (db, "UPDATE article SET fingerprint = NULL; DELETE FROM fingerprint");
  run (db, "UPDATE content SET text_z = x'00112233' WHERE article_id = 2");
  assert_groups (db, "1=3");
  assert_answer (db, "SELECT count (*) FROM article WHERE fingerprint IS NULL", "0");
}

/* A hundred copies are a star, not five thousand pairs; the first going leaves the others joined.
 */
static void
test_many (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GPtrArray) groups = NULL;
  gint64 one = 1;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://many.example/%u", i);

      add_page (db, url, "Notice", STORY, NULL);
    }
  find (db);
  assert_answer (db, "SELECT count (*) FROM likeness", "99");
  apply (db, sheaf_edit_new_trash (&one, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  find (db);
  groups = sheaf_read_duplicates (db, NULL);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpuint (((SheafDuplicates *)groups->pdata[0])->copies->len, ==, 99);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-merge/unites", test_unites);
  g_test_add_func ("/edit-merge/undone", test_undone);
  g_test_add_func ("/edit-merge/without-text", test_without_text);
  g_test_add_func ("/edit-merge/undone-late", test_undone_late);
  g_test_add_func ("/edit-merge/nothing", test_nothing);
  g_test_add_func ("/address/redirect", test_redirect);
  g_test_add_func ("/address/redirected-before", test_redirected_before);
  g_test_add_func ("/duplicates/found", test_found);
  g_test_add_func ("/duplicates/backfill", test_backfill);
  g_test_add_func ("/duplicates/many", test_many);

  return g_test_run ();
}
