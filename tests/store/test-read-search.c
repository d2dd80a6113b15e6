/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two stages of a search: what each finds, in which order, with which words around it, and what
 * happens when there is no time. */

#include "store/read.h"

#include "test-library.h"

#include <string.h>

#define LONG_ENOUGH (60 * G_USEC_PER_SEC)

static SheafQuery *
make_query (const char *text, SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);

  return sheaf_query_with_text (ordered, text);
}

/* "3 1": the hits in order. */
static char *
hits_of (const SheafFound *found)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->hits->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            ((SheafHit *)found->hits->pdata[i])->row->id);

  return g_string_free (text, FALSE);
}

static char *
first_of (SheafDb *db, const char *typed, SheafOrder order, guint limit)
{
  g_autoptr (SheafQuery) query = make_query (typed, order);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found = sheaf_read_first_hits (db, query, limit, &error);

  g_assert_no_error (error);
  g_assert_false (found->whole);
  g_assert_cmpuint (found->ids->len, ==, found->hits->len);

  return hits_of (found);
}

static char *
all_of (SheafDb *db, const char *typed, SheafOrder order, gint64 budget, gboolean *ranked)
{
  g_autoptr (SheafQuery) query = make_query (typed, order);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found = sheaf_read_search (db, query, 50, budget, &error);

  g_assert_no_error (error);
  g_assert_true (found->whole);
  g_assert_cmpuint (found->ids->len, ==, found->hits->len);
  *ranked = found->ranked;

  return hits_of (found);
}

static SheafDb *
open_five (void)
{
  static const char *const tags[] = { "coast", NULL };
  SheafDb *db = open_library ();
  gint64 trashed;

  add_page (db, NULL, "One", "a lighthouse, a lighthouse, and one more lighthouse", NULL);
  add_page (db, NULL, "Lighthouse", "of stone", tags);
  add_page (db, NULL, "Three",
            "many words about a thing, among which there is one lighthouse that nobody looks at",
            NULL);
  apply (db,
         sheaf_edit_new_note (add_page (db, NULL, "Four", "sea", NULL), "remember the lighthouse"));
  trashed = add_page (db, NULL, "Five", "a lighthouse in the trash", NULL);
  apply (db, sheaf_edit_new_trash (&trashed, 1, TRUE));

  return db;
}

static void
test_stages (void)
{
  static const struct
  {
    const char *typed, *first, *newest, *all;
  } cases[] = {
    /* the title, the note, the newest text; then by rank */
    { "lighthouse", "2 4 3 1", "4 3 2 1", "2 4 1 3" },
    { "lightho", "2 4 3 1", "4 3 2 1", "2 4 1 3" },
    { "li", "2 4", "4 2", "2 4" },
    { "coast", "2", "2", "2" },
    { "lighthouse sea", "", "", "4" }, /* scattered: only the second finds it */
    { "lighthouse many", "3", "3", "3" },
    { "lighthouse tag:coast", "2", "2", "2" },
    { "lighthouse -tag:coast", "4 3 1", "4 3 1", "4 1 3" },
    { "stone OR sea ", "4 2", "4 2", "4 2" },
    { "is:trash lighthouse", "5", "5", "5" },
    { "tag:coast", "", "", "2" },
    { "***", "", "", "" },
    { "nothing", "", "", "" },
  };
  g_autoptr (SheafDb) db = open_five ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean ranked;
      g_autofree char *first = first_of (db, cases[i].typed, SHEAF_ORDER_RELEVANCE, 50);
      g_autofree char *newest = first_of (db, cases[i].typed, SHEAF_ORDER_NEWEST, 50);
      g_autofree char *all
          = all_of (db, cases[i].typed, SHEAF_ORDER_RELEVANCE, LONG_ENOUGH, &ranked);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (newest, ==, cases[i].newest);
      g_assert_cmpstr (all, ==, cases[i].all);
      g_assert_true (ranked);
    }
  {
    g_autofree char *two = first_of (db, "lighthouse", SHEAF_ORDER_RELEVANCE, 2);

    g_assert_cmpstr (two, ==, "2 4");
  }
}

/* The order that is said holds in the second stage. */
static void
test_said_order (void)
{
  g_autoptr (SheafDb) db = open_five ();
  gboolean ranked;
  g_autofree char *all
      = all_of (db, "lighthouse sort:title", SHEAF_ORDER_RELEVANCE, LONG_ENOUGH, &ranked);

  g_assert_cmpstr (all, ==, "4 2 1 3");
  g_assert_false (ranked);
}

/* Without time the newest come first, all of them, and that is said. */
static void
test_no_time (void)
{
  g_autoptr (SheafDb) db = open_five ();
  gboolean ranked;
  g_autofree char *none = all_of (db, "lighthouse", SHEAF_ORDER_RELEVANCE, 0, &ranked),
                  *some = NULL;

  g_assert_cmpstr (none, ==, "4 3 2 1");
  g_assert_false (ranked);
  some = all_of (db, "lighthouse", SHEAF_ORDER_RELEVANCE, LONG_ENOUGH, &ranked);
  g_assert_cmpstr (some, ==, "2 4 1 3");
  g_assert_true (ranked);
}

/* The deadline ends what runs, and nothing after it. */
static void
test_interrupted (void)
{
  static const char endless[]
      = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n";
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  sheaf_db_set_deadline (db, g_get_monotonic_time () + 1000);
  g_assert_false (sheaf_db_run (db, endless, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sheaf_db_is_late (db));
  sheaf_db_set_deadline (db, G_MAXINT64);
  g_assert_false (sheaf_db_is_late (db));
  after = first_of (db, "lighthouse", SHEAF_ORDER_RELEVANCE, 50);
  g_assert_cmpstr (after, ==, "2 4 3 1");
}

/* A first stage that is late from the start has nothing to show, and no error. */
static void
test_first_late (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autofree char *none = NULL;

  sheaf_db_set_deadline (db, 1);
  none = first_of (db, "lighthouse", SHEAF_ORDER_RELEVANCE, 50);
  g_assert_cmpstr (none, ==, "");
}

/* A cancelled search is no late one. */
static void
test_cancelled (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafQuery) query = make_query ("word", SHEAF_ORDER_RELEVANCE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("word number %u", i);

      add_page (db, NULL, "T", text, NULL);
    }
  g_cancellable_cancel (cancellable);
  sheaf_db_set_cancellable (db, cancellable);
  found = sheaf_read_search (db, query, 10, LONG_ENOUGH, &error);
  g_assert_null (found);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The words found stand between marks; in a text, in a note, in what was highlighted. */
static void
test_snippets (void)
{
  static const struct
  {
    const char *typed, *marked; /* NULL: no snippet */
  } cases[] = {
    { "title:lighthouse", NULL },
    { "stone", "of \001stone\002" },
    { "ston", "of \001stone\002" },
    { "remember", "\001remember\002 the lighthouse" },
    { "pebbles", "the \001pebbles\002 of the bay" },
    { "灯", "\001日本の\002灯台" },
    { "stone -sea", "of \001stone\002" },
    { "tag:coast", NULL },
  };
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (GError) error = NULL;

  add_page (db, NULL, "Six", "日本の灯台", NULL);
  g_assert_true (sheaf_db_run (
      db,
      "INSERT INTO note (uid, article_id, quote, body) VALUES (randomblob (16), 1, 'the pebbles of "
      "the bay', NULL); INSERT INTO note_fts (rowid, quote, body) SELECT id, quote, body FROM note"
      " WHERE article_id = 1",
      &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafQuery) query = make_query (cases[i].typed, SHEAF_ORDER_RELEVANCE);
      g_autoptr (SheafFound) found = sheaf_read_search (db, query, 1, LONG_ENOUGH, NULL);
      const char *snippet = ((SheafHit *)found->hits->pdata[0])->snippet;

      g_test_message ("%s: %s", cases[i].typed, snippet);
      if (cases[i].marked == NULL)
        g_assert_null (snippet);
      else
        g_assert_nonnull (strstr (snippet, "\001"));
      if (cases[i].marked != NULL && g_ascii_isalpha (cases[i].typed[0]))
        g_assert_cmpstr (snippet, ==, cases[i].marked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read-search/stages", test_stages);
  g_test_add_func ("/store/read-search/said-order", test_said_order);
  g_test_add_func ("/store/read-search/no-time", test_no_time);
  g_test_add_func ("/store/read-search/interrupted", test_interrupted);
  g_test_add_func ("/store/read-search/first-late", test_first_late);
  g_test_add_func ("/store/read-search/cancelled", test_cancelled);
  g_test_add_func ("/store/read-search/snippets", test_snippets);

  return g_test_run ();
}
