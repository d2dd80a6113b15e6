/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a fetch brings, or why it brought nothing; and the end of the trash. */

#include "store/edit.h"

#include "test-library.h"

static gint64
fill (SheafDb *db, gint64 id, const char *title, const char *text, gboolean incomplete)
{
  g_autoptr (SheafPage) page = make_page (title, text);

  page->lead_image = g_strdup ("https://example.org/p.png");
  apply (db, sheaf_edit_new_fill (id, "https://example.org/final", page, NULL, incomplete));

  return id;
}

static void
test_fill (void)
{
  const char *const tags[] = { "kept", NULL };
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/a");

  apply (db, sheaf_edit_new_tag (&id, 1, tags, NULL));
  apply (db, sheaf_edit_new_star (&id, 1, TRUE));
  apply (db, sheaf_edit_new_note (id, "mine"));
  fill (db, id, "A title", "The whole text of it.", FALSE);
  assert_answer (db, "SELECT fetch || title || starred FROM article", "0A title1");
  assert_answer (db, "SELECT group_concat (kind) FROM job", "1"); /* its pictures */
  apply (db, sheaf_edit_new_pictures_done (id));
  assert_answer (db, "SELECT count (*) FROM job", "0");
  assert_answer (db, "SELECT count (*) FROM note", "1");
  assert_answer (db, "SELECT count (*) FROM title_fts WHERE title_fts MATCH 'tags: kept'", "1");
  assert_answer (db, "SELECT count (*) FROM body_fts WHERE body_fts MATCH 'whole'", "1");
  assert_sound (db);
}

/* A cut text never takes the place of a longer one. */
static void
test_incomplete (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/a");

  fill (db, id, "T", "short", TRUE);
  assert_answer (db, "SELECT fetch FROM article", "3");
  fill (db, id, "T", "a text that is longer than it", FALSE);
  assert_answer (db, "SELECT fetch FROM article", "0");
  fill (db, id, "T", "cut", TRUE);
  assert_answer (db, "SELECT body FROM body_src", "a text that is longer than it\n");
  assert_answer (db, "SELECT fetch FROM article", "0");
  assert_sound (db);
}

/* A wall that stands where an article was read before does not replace it; a text that was
 * shortened does. */
static void
test_wall (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/a");

  fill (db, id, "T", "One sentence of it. Another one. And a third to end with.", FALSE);
  apply (db, sheaf_edit_new_retry (&id, 1));
  fill (db, id, "Subscribe", "Subscribe to read on.", FALSE);
  assert_answer (db, "SELECT fetch || title FROM article", "0T");
  fill (db, id, "T", "One sentence of it. And a third to end with.", FALSE);
  assert_answer (db, "SELECT body FROM body_src", "One sentence of it. And a third to end with.\n");
  /* What is said of a cut text stays said when a refetch fails. */
  fill (db, id, "T", "One sentence of it. And a third to end with. And so on", TRUE);
  assert_answer (db, "SELECT fetch FROM article", "3");
  apply (db, sheaf_edit_new_retry (&id, 1));
  apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NOT_FOUND, 0));
  assert_answer (db, "SELECT fetch FROM article", "3");
  assert_sound (db);
}

static void
fill_kind (SheafDb *db, gint64 id, const char *kind, const char *text)
{
  g_autoptr (SheafPage) page = make_page ("T", text);

  page->kind = kind;
  if (*text == '\0')
    g_clear_pointer (&page->document, sheaf_document_unref);
  apply (db, sheaf_edit_new_fill (id, NULL, page, NULL, FALSE));
}

/* What a page is decides, before its length does. */
static void
test_kinds (void)
{
  static const char article[] = "One sentence of it.",
                    wall[] = "Agree first, then agree again, then log in.";
  static const struct
  {
    const char *first_kind, *first, *then_kind, *then;
    const char *row; /* fetch, kind, reason, text */
  } cases[] = {
    { "article", article, "wall", wall, "0 0 - One sentence of it.\n" },
    { "article", article, "wall", "", "0 0 - One sentence of it.\n" },
    { "article", article, "listing", wall, "0 0 - One sentence of it.\n" },
    { "wall", wall, "article", article, "0 0 - One sentence of it.\n" },
    { "wall", "", "article", article, "0 0 - One sentence of it.\n" },
    { "wall", wall, "wall", "No.", "3 2 blocked Agree first, then agree again, then log in.\n" },
    { "wall", "", "wall", "", "4 2 blocked -" },
    { "empty", "", "media", "", "4 4 not-an-article -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = open_library ();
      gint64 id = add_address (db, "https://example.org/a");

      fill_kind (db, id, cases[i].first_kind, cases[i].first);
      apply (db, sheaf_edit_new_retry (&id, 1));
      fill_kind (db, id, cases[i].then_kind, cases[i].then);
      assert_answer (db,
                     "SELECT fetch || ' ' || kind || ' ' || coalesce (fetch_error, '-') || ' ' || "
                     "coalesce ((SELECT body FROM body_src), '-') FROM article",
                     cases[i].row);
      assert_sound (db);
    }
}

static void
test_fail (void)
{
  static const struct
  {
    SheafError code;
    const char *row; /* fetch, reason, jobs */
  } cases[] = {
    { SHEAF_ERROR_NETWORK, "2 network 1" },
    { SHEAF_ERROR_NOT_FOUND, "2 not-found 0" },
    { SHEAF_ERROR_BLOCKED, "2 blocked 0" },
    { SHEAF_ERROR_TOO_BIG, "2 too-big 0" },
    { SHEAF_ERROR_NOT_A_PAGE, "4 not-a-page 0" },
    { SHEAF_ERROR_NOT_AN_ARTICLE, "4 not-an-article 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = open_library ();
      gint64 id = add_address (db, "https://example.org/a");

      apply (db, sheaf_edit_new_fail (id, cases[i].code, 1000));
      assert_answer (
          db,
          "SELECT fetch || ' ' || fetch_error || ' ' || (SELECT count (*) FROM job) FROM article",
          cases[i].row);
      /* Retry brings the job back, whatever it was. */
      apply (db, sheaf_edit_new_retry (&id, 1));
      assert_answer (db, "SELECT fetch || ' ' || (SELECT count (*) FROM job) FROM article", "1 1");
      fill (db, id, "T", "text", FALSE);
      /* A refetch that fails leaves the article alone. */
      apply (db, sheaf_edit_new_retry (&id, 1));
      apply (db, sheaf_edit_new_fail (id, cases[i].code, 1000));
      assert_answer (db, "SELECT fetch || ' ' || (SELECT body FROM body_src) FROM article",
                     "0 text\n");
      assert_sound (db);
    }
}

/* Another text of the same article: the one that was read before is kept with it. */
static void
test_versions (void)
{
  static const char first[] = "One sentence of it. Another one. And a third to end with.",
                    second[] = "One sentence of it. A better one. And a third to end with.";
  static const struct
  {
    const char *then_kind, *then;
    const char *n, *kept;
  } cases[] = {
    { "article", second, "1", "One sentence of it. Another one. And a third to end with.\n" },
    { "article", first, "0", "" },
    { "wall", "No.", "0", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = open_library ();
      gint64 id = add_address (db, "https://example.org/a");

      fill_kind (db, id, "wall", "Agree first.");
      fill_kind (db, id, "article", first); /* a wall is no version of an article */
      apply (db, sheaf_edit_new_retry (&id, 1));
      fill_kind (db, id, cases[i].then_kind, cases[i].then);
      assert_answer (db, "SELECT count (*) FROM version", cases[i].n);
      assert_answer (db, "SELECT unz (text_z) FROM version", cases[i].kept);
      assert_sound (db);
    }
}

#define READ "The hut stands on seven legs of tarred oak."
#define UNREAD "Marta noticed it on her first night in it."

/* Who has read in a text goes on at the same words of what comes for it. */
static void
test_read_on (void)
{
  static const char before[] = READ "\n" UNREAD,
                    after[] = "This article was corrected after a reader wrote in.\n" READ
                              "\n" UNREAD "\nAnd more of it.";
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/a");
  double part = (sizeof READ) / (double)(sizeof before), there;

  fill_kind (db, id, "article", before);
  apply (db, sheaf_edit_new_progress (id, part));
  apply (db, sheaf_edit_new_retry (&id, 1));
  fill_kind (db, id, "article", after);
  there = (double)(strstr (after, UNREAD) - after) / (double)(sizeof after);
  {
    g_autofree char *answer = ask (db, "SELECT progress FROM article");

    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (answer, NULL), there, 1e-9);
  }
}

#define STANDS "SELECT group_concat (fetch || coalesce (fetch_error, ''), ' ') FROM article"
#define JOBS                                                                                       \
  "SELECT group_concat (article_id || ':' || kind, ' ') FROM (SELECT * FROM job ORDER BY "         \
  "article_id)"

/* Fetching again is taken back for what has not come, and done again; what came stays. */
static void
test_taken_back (void)
{
  g_autoptr (SheafDb) db = open_library ();
  SheafEdit *undone;
  gint64 ids[5];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

      ids[i] = add_address (db, url);
    }
  fill (db, ids[0], "T", "a text", FALSE);
  fill (db, ids[1], "T", "a text that is cut", TRUE);
  apply (db, sheaf_edit_new_fail (ids[2], SHEAF_ERROR_NOT_FOUND, 0));
  fill (db, ids[3], "T", "a fourth text", FALSE);
  undone = apply_full (db, sheaf_edit_new_retry (ids, 4), NULL, NULL, NULL);
  assert_answer (db, "SELECT count (*) FROM job WHERE kind = 0", "5");
  apply (db, undone);
  assert_answer (db, STANDS, "0 3 2not-found 0 1");
  assert_answer (db, JOBS, "1:1 2:1 4:1 5:0"); /* their pictures, and what waited already */

  apply (db,
         sheaf_edit_new_deed (sheaf_edit_new_retry (ids, 5), SHEAF_DEED_FETCH, SHEAF_JOIN_NEVER));
  assert_answer (db, "SELECT n FROM deed", "4");
  assert_answer (db, "SELECT count (*) FROM job", "5");
  fill (db, ids[0], "T", "another text", FALSE);
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, STANDS, "0 3 2not-found 0 1");
  assert_answer (db, JOBS, "1:1 2:1 4:1 5:0");
  assert_answer (db, "SELECT unz (text_z) FROM content WHERE article_id = 1", "another text\n");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, "SELECT count (*) FROM job WHERE kind = 0", "4");
  assert_sound (db);
}

static void
test_jobs (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GPtrArray) due = NULL, later = NULL;
  gint64 first = add_address (db, "https://example.org/a");

  add_address (db, "https://example.org/b");
  apply (db, sheaf_edit_new_fail (first, SHEAF_ERROR_NETWORK, 5000));
  due = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = 4999 }, NULL, NULL);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (((SheafJob *)due->pdata[0])->url, ==, "https://example.org/b");
  later = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = 5000 }, NULL, NULL);
  g_assert_cmpuint (later->len, ==, 2);
}

/* Put off while the clock was ten years ahead: nobody waits for that. */
static void
test_clock (void)
{
  static const gint64 years = 10 * 365 * G_TIME_SPAN_DAY;
  static const struct
  {
    gint64 now, not_before;
    guint due;
  } cases[] = {
    { 0, years + G_TIME_SPAN_DAY, 1 },
    { years, years + G_TIME_SPAN_DAY, 0 },
    { 2 * years, years + G_TIME_SPAN_DAY, 1 },
    { -years, G_TIME_SPAN_DAY, 1 },
    { 0, G_MAXINT64, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = open_library ();
      gint64 id = add_address (db, "https://example.org/a");
      g_autoptr (GPtrArray) jobs = NULL;

      apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NETWORK, cases[i].not_before));
      jobs = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = cases[i].now }, NULL, NULL);
      g_assert_cmpuint (jobs->len, ==, cases[i].due);
    }
}

/* A page whose reading ends the program is not read again at once by every start. */
static void
test_attempt (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GPtrArray) first = NULL, second = NULL, hurried = NULL;
  gint64 id = add_address (db, "https://example.org/a");

  apply (db, sheaf_edit_new_attempt (id, 0));
  first = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = 1 }, NULL, NULL);
  g_assert_cmpuint (((SheafJob *)first->pdata[0])->attempts, ==, 1);
  apply (db, sheaf_edit_new_attempt (id, 9000));
  second = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = 8999 }, NULL, NULL);
  g_assert_cmpuint (second->len, ==, 0);
  /* The network came back: what was put off is due, what was given up is not. */
  apply (db, sheaf_edit_new_fail (add_address (db, "https://example.org/b"), SHEAF_ERROR_NETWORK,
                                  G_MAXINT64));
  apply (db, sheaf_edit_new_hurry ());
  hurried = sheaf_read_jobs (db, &(SheafJobQuestion){ .now = 1 }, NULL, NULL);
  g_assert_cmpuint (hurried->len, ==, 1);
  g_assert_cmpint (((SheafJob *)hurried->pdata[0])->article_id, ==, id);
}

static void
test_picture (void)
{
  static const char sha[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafLoaded) loaded = NULL;
  SheafKeptPicture *picture;
  gint64 id = add_page (db, "https://example.org/a", "A", "text", NULL);

  apply (db,
         sheaf_edit_new_picture (id, "https://example.org/p.png", sha, "image/png", 77, 640, 480));
  apply (db,
         sheaf_edit_new_picture (id, "https://example.org/p.png", sha, "image/png", 77, 640, 480));
  loaded = sheaf_read_article (db, id, NULL);
  picture = g_hash_table_lookup (loaded->pictures, "https://example.org/p.png");
  g_assert_cmpstr (picture->sha, ==, sha);
  g_assert_cmpuint (picture->width, ==, 640);
  g_assert_cmpuint (picture->height, ==, 480);
  /* For a row that is gone it does nothing. */
  apply (db,
         sheaf_edit_new_picture (999, "https://example.org/q.png", sha, "image/png", 77, 640, 480));
  assert_answer (db, "SELECT count (*) FROM article_asset", "1");
  assert_sound (db);
}

/* Only what is in the trash goes; with it everything that was its own. */
static void
test_purge (void)
{
  const char *const tags[] = { "only", NULL };
  g_autoptr (SheafDb) db = open_library ();
  gint64 kept = add_page (db, "https://example.org/k", "Kept", "kept text", NULL);
  gint64 gone = add_page (db, "https://example.org/g", "Gone", "gone text", tags);
  gint64 both[] = { kept, gone };

  apply (db, sheaf_edit_new_note (gone, "gone note"));
  apply (db, sheaf_edit_new_trash (&gone, 1, TRUE));
  g_assert_null (apply_full (db, sheaf_edit_new_purge (both, 2), NULL, NULL, NULL));
  assert_answer (db, "SELECT group_concat (title) FROM article", "Kept");
  assert_answer (db,
                 "SELECT (SELECT count (*) FROM content) || (SELECT count (*) FROM note) || "
                 "(SELECT count (*) FROM tag)",
                 "100");
  assert_answer (db, "SELECT count (*) FROM body_fts WHERE body_fts MATCH 'gone'", "0");
  assert_sound (db);

  apply (db, sheaf_edit_new_trash (&kept, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  assert_answer (db, "SELECT count (*) FROM article", "0");
  assert_sound (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-fetch/fill", test_fill);
  g_test_add_func ("/store/edit-fetch/incomplete", test_incomplete);
  g_test_add_func ("/store/edit-fetch/wall", test_wall);
  g_test_add_func ("/store/edit-fetch/kinds", test_kinds);
  g_test_add_func ("/store/edit-fetch/attempt", test_attempt);
  g_test_add_func ("/store/edit-fetch/fail", test_fail);
  g_test_add_func ("/store/edit-fetch/versions", test_versions);
  g_test_add_func ("/store/edit-fetch/read-on", test_read_on);
  g_test_add_func ("/store/edit-fetch/taken-back", test_taken_back);
  g_test_add_func ("/store/edit-fetch/jobs", test_jobs);
  g_test_add_func ("/store/edit-fetch/clock", test_clock);
  g_test_add_func ("/store/edit-fetch/picture", test_picture);
  g_test_add_func ("/store/edit-purge/purge", test_purge);

  return g_test_run ();
}
