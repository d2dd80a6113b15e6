/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is being typed at the cursor, and what it may become; whatever is chosen reads as it was
 * meant. */

#include "store/completion.h"
#include "store/expression.h"
#include "store/read.h"

#include "test-library.h"

#include <string.h>

static SheafDb *
open_some (void)
{
  static const char *const one[] = { "science", "science/physics", "c*", NULL };
  static const char *const two[] = { "science/physics", "science fiction", "5\" disk", NULL };
  static const char setup[] = "UPDATE article SET site = 'The Guardian', author = 'Mary Anning', "
                              "lang = 'en' WHERE id < 3;"
                              "UPDATE article SET site = 'example.org', author = 'Ada Lovelace', "
                              "lang = 'de' WHERE id >= 3;"
                              "UPDATE article SET author = 'Mary Somerville' WHERE id = 4;"
                              "INSERT INTO title_fts (title_fts) VALUES ('rebuild')";
  g_autoptr (GError) error = NULL;
  SheafDb *db = open_library ();

  add_page (db, NULL, "a", "a", one);
  add_page (db, NULL, "b", "b", two);
  add_page (db, NULL, "c", "c", NULL);
  add_page (db, NULL, "d", "d", NULL);
  add_page (db, NULL, "e", "e", NULL);
  g_assert_true (sheaf_db_run (db, setup, &error));
  g_assert_no_error (error);

  return db;
}

/* "1-3 a, b": what is replaced, and the first candidates. '|' in TYPED is the cursor. */
static char *
complete (SheafDb *db, const char *typed)
{
  const char *bar = strchr (typed, '|');
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int)(bar - typed), typed, bar + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafCompletion) completion = sheaf_read_completion (db, text, bar - typed, &error);
  GString *line = g_string_new (NULL);

  g_assert_no_error (error);
  g_string_printf (line, "%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, completion->start,
                   completion->end);
  g_assert_cmpuint (completion->candidates->len, <=, SHEAF_COMPLETION_MOST);
  for (guint i = 0; i < MIN (completion->candidates->len, 4); i++)
    g_string_append_printf (line, "%s %s", i > 0 ? "," : "",
                            ((SheafCandidate *)completion->candidates->pdata[i])->text);

  return g_string_free (line, FALSE);
}

static void
test_complete (void)
{
  static const struct
  {
    const char *typed, *completed;
  } cases[] = {
    /* operators */
    { "|", "0-0 tag:, site:, author:, title:" },
    { "sea |", "4-4 tag:, site:, author:, title:" },
    { "t|", "0-1 tag:, title:, text:, time:" },
    { "TI|", "0-2 title:, time:" },
    { "sea -is|", "5-7 is:" },
    { "(s|", "1-2 site:, saved:, sort:" },
    { "ti|tle sea", "0-5 title:, time:" },
    { "xyz|", "0-3" },
    { "a.b|", "0-3" },
    { "\"t|", "0-2" },
    { "t(|", "2-2 tag:, site:, author:, title:" },
    /* what the table knows */
    { "is:|", "3-3 unread, read, starred, archived" },
    { "is:UN|", "3-5 unread" },
    { "-has:n|", "5-6 note" },
    { "sort:t|", "5-6 title" },
    { "sort:-t|", "5-7 -title" },
    { "saved:<|", "6-7 <7d, <30d, <1y" },
    { "words:99|", "6-8" },
    { "title:s|", "6-7" },
    { "nothing:s|", "0-9" },
    /* the library's, the most used first */
    { "tag:|", "4-4 science/physics, \"5\"\" disk\", \"c*\", science" },
    { "tag:sci|", "4-7 science/physics, science, \"science fiction\"" },
    { "tag:SCI|ence x", "4-11 science/physics, science, \"science fiction\"" },
    { "tag:phys|", "4-8 science/physics" },
    { "tag:fic|", "4-7 \"science fiction\"" },
    { "tag:\"science f|", "4-14 \"science fiction\"" },
    { "tag:\"science f|\" x", "4-15 \"science fiction\"" },
    { "tag:\"5\"\" d|", "4-10 \"5\"\" disk\"" },
    { "site:|", "5-5 example.org, \"The Guardian\"" },
    { "site:gua|", "5-8 \"The Guardian\"" },
    { "author:mary|", "7-11 \"Mary Anning\", \"Mary Somerville\"" },
    { "author:|", "7-7 \"Ada Lovelace\", \"Mary Anning\", \"Mary Somerville\"" },
    { "author:-|", "7-8 \"Ada Lovelace\", \"Mary Anning\", \"Mary Somerville\"" },
    { "lang:|", "5-5 de, en" },
    { "lang:E|", "5-6 en" },
    { "海 tag:sc|", "8-10 science/physics, science, \"science fiction\"" },
  };
  g_autoptr (SheafDb) db = open_some ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *completed = complete (db, cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (completed, ==, cases[i].completed);
    }
}

/* How many have it, and what it is for. */
static void
test_details (void)
{
  g_autoptr (SheafDb) db = open_some ();
  g_autoptr (SheafCompletion) tags = sheaf_read_completion (db, "tag:", 4, NULL);
  g_autoptr (SheafCompletion) states = sheaf_read_completion (db, "is:", 3, NULL);
  const SheafCandidate *first = tags->candidates->pdata[0], *disk = tags->candidates->pdata[1];

  g_assert_cmpint (tags->kind, ==, SHEAF_COMPLETION_VALUE);
  g_assert_cmpuint (first->count, ==, 2);
  g_assert_null (first->help);
  g_assert_cmpstr (disk->label, ==, "5\" disk");
  g_assert_nonnull (((SheafCandidate *)states->candidates->pdata[0])->help);
}

/* Every tag that is offered finds the articles it is counted on. */
static void
test_chosen (void)
{
  g_autoptr (SheafDb) db = open_some ();
  g_autoptr (SheafCompletion) tags = sheaf_read_completion (db, "tag:", 4, NULL);

  g_assert_cmpuint (tags->candidates->len, ==, 5);
  for (guint i = 0; i < tags->candidates->len; i++)
    {
      const SheafCandidate *tag = tags->candidates->pdata[i];
      g_autofree char *text = g_strconcat ("tag:", tag->text, NULL);
      g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
      g_autoptr (SheafQuery) query = sheaf_query_with_text (all, text);
      g_autoptr (GArray) ids = sheaf_read_query (db, query, NULL);

      g_assert_cmpuint (ids->len, ==, tag->count);
    }
}

/* More than are offered. */
static void
test_most (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafCompletion) completion = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *tag = g_strdup_printf ("tag%02u", i);
      const char *const tags[] = { tag, NULL };

      add_page (db, NULL, tag, tag, tags);
    }
  completion = sheaf_read_completion (db, "tag:t", 5, NULL);
  g_assert_cmpuint (completion->candidates->len, ==, SHEAF_COMPLETION_MOST);
}

/* A tag that very many have is not counted to the end. */
static void
test_bounded (void)
{
  static const char *const tags[] = { "much", NULL };
  static const char fill[]
      = "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)"
        " INSERT INTO article (uid, url_key, title, title_key, readerable, added_at, fetch) SELECT "
        "randomblob (16), randomblob (16), 'T', x'00', 1, 0, 0 FROM n;"
        "INSERT OR IGNORE INTO article_tag (article_id, tag_id) SELECT a.id, t.id FROM article a, "
        "tag t";
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafCompletion) begun = NULL, any = NULL;
  g_autoptr (GError) error = NULL;

  add_page (db, NULL, "a", "a", tags);
  g_assert_true (sheaf_db_run (db, fill, &error));
  g_assert_no_error (error);
  begun = sheaf_read_completion (db, "tag:m", 5, NULL);
  any = sheaf_read_completion (db, "tag:", 4, NULL);
  g_assert_cmpuint (((SheafCandidate *)begun->candidates->pdata[0])->count, ==, 1000);
  g_assert_cmpuint (((SheafCandidate *)any->candidates->pdata[0])->count, ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read-complete/complete", test_complete);
  g_test_add_func ("/store/read-complete/details", test_details);
  g_test_add_func ("/store/read-complete/chosen", test_chosen);
  g_test_add_func ("/store/read-complete/most", test_most);
  g_test_add_func ("/store/read-complete/bounded", test_bounded);

  return g_test_run ();
}
