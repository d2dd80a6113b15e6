/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two stages of a search: what each finds, in which order, with which words around it, and what
 * happens when there is no time. */

#include "store/expression-private.h"
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

/* --- Whatever is asked --- */

#define ARTICLES 160
#define QUERIES 250

static const char *const words[] = { "sea",  "seal", "seaside", "salt", "sal",  "the",
                                     "them", "then", "lamp",    "北海", "海道", "海" };

static const char *
any_word (GRand *random)
{
  return words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
}

static char *
any_words (GRand *random, guint most)
{
  GString *text = g_string_new (any_word (random));

  for (guint i = g_rand_int_range (random, 0, most); i > 0; i--)
    g_string_append_printf (text, " %s", any_word (random));

  return g_string_free (text, FALSE);
}

static SheafDb *
open_any (GRand *random)
{
  static const char *const tags[] = { "coast", "coast/lamp", NULL };
  SheafDb *db = open_library ();

  for (guint i = 0; i < ARTICLES; i++)
    {
      g_autofree char *title = any_words (random, 2), *text = any_words (random, 8),
                      *note = any_words (random, 3);
      gint64 id = add_page (db, NULL, title, text, tags + (g_rand_int_range (random, 0, 3)));

      if (i % 5 == 0)
        apply (db, sheaf_edit_new_note (id, note));
      if (i % 7 == 0)
        apply (db, sheaf_edit_new_star (&id, 1, TRUE));
      if (i % 11 == 0)
        apply (db, sheaf_edit_new_trash (&id, 1, TRUE));
    }

  return db;
}

static void
append_any_query (GRand *random, GString *text, guint depth)
{
  static const char *const terms[]
      = { "tag:coast", "tag:coast/*", "is:starred", "has:note", "has:tag", "words:>4", "is:trash" };
  static const char *const fields[] = { "title:", "text:", "note:", "site:" };
  guint n = g_rand_int_range (random, 1, depth > 0 ? 3 : 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *phrase = any_words (random, 2);
      guint kind = g_rand_int_range (random, 0, 12);

      g_string_append (text, i == 0 ? "" : g_rand_int_range (random, 0, 3) == 0 ? " OR " : " ");
      g_string_append (text, g_rand_int_range (random, 0, 4) == 0 ? "-" : "");
      if (kind == 0 && depth < 2)
        {
          g_string_append_c (text, '(');
          append_any_query (random, text, depth + 1);
          g_string_append_c (text, ')');
        }
      else if (kind == 1)
        g_string_append (text, terms[g_rand_int_range (random, 0, G_N_ELEMENTS (terms))]);
      else if (kind == 2)
        g_string_append_printf (text, "%s%s", fields[g_rand_int_range (random, 0, 4)],
                                any_word (random));
      else if (kind == 3)
        g_string_append_printf (text, "\"%s\"%s", phrase, g_rand_boolean (random) ? "*" : "");
      else
        g_string_append_printf (text, "%s%s", any_word (random), kind < 6 ? "*" : "");
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return left < right ? -1 : left > right;
}

static void
assert_same (const char *what, const char *typed, GArray *ids, GArray *all)
{
  g_array_sort (ids, compare_ids);
  if (ids->len != all->len
      || (ids->len > 0 && memcmp (ids->data, all->data, ids->len * sizeof (gint64)) != 0))
    g_error ("%s: “%s”: %u, not %u", what, typed, ids->len, all->len);
}

/* Both in short, without regard to what is enough; one by one; the newest. */
static void
check_all (SheafDb *db, SheafQuery *query, const char *typed, GArray *all)
{
  gint64 deadline = g_get_monotonic_time () + LONG_ENOUGH;
  g_autoptr (SheafFound) found
      = sheaf_read_some_hits (db, query, ARTICLES, G_MAXUINT, deadline, NULL);
  g_autoptr (GArray) each = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     one = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_nonnull (found);
  assert_same ("in short", typed, found->ids, all);
  g_assert_true (sheaf_read_newest (db, query, ARTICLES, TRUE, each, NULL));
  assert_same ("each asked", typed, each, all);
  for (gint64 id = 1; id <= ARTICLES; id += 3)
    {
      gboolean matches, is_there = FALSE;

      for (guint i = 0; i < all->len; i++)
        is_there = is_there || g_array_index (all, gint64, i) == id;
      g_assert_true (sheaf_read_match (db, query, id, &matches, NULL));
      g_assert_cmpint (matches, ==, is_there);
    }
}

/* Ten of them, or all, or enough; as many as there are where the first stage says so. */
static void
check_some (SheafDb *db, SheafQuery *query, const char *typed, GArray *all)
{
  gint64 deadline = g_get_monotonic_time () + LONG_ENOUGH;
  g_autoptr (SheafFound) some = sheaf_read_some_hits (db, query, 10, 5, deadline, NULL);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean whole;

  g_test_message ("%s", typed);
  g_assert_cmpuint (some->hits->len, >=, MIN (all->len, 5));
  g_assert_cmpuint (some->hits->len, <=, 10);
  for (guint i = 0; i < some->hits->len; i++)
    {
      gboolean is_there = FALSE;

      for (guint k = 0; k < all->len; k++)
        is_there = is_there
                   || g_array_index (all, gint64, k) == ((SheafHit *)some->hits->pdata[i])->row->id;
      g_assert_true (is_there);
    }
  g_assert_true (sheaf_read_first_ids (db, query, ARTICLES + 1, first, &whole, NULL));
  if (whole)
    assert_same ("the first stage", typed, first, all);
}

/* The texts read, to their index. */
static void
check_texts (SheafDb *db, SheafQuery *query, const char *typed, GArray *all)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);
  g_autofree char *match
      = sheaf_part_split_words (sheaf_expression_get_root (expression), SHEAF_INDEX_TEXT, NULL);
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     found = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     both = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SheafSql) sql = sheaf_sql_new ();

  if (match == NULL)
    return;
  sheaf_sql_add_text (sql, "SELECT rowid FROM body_fts WHERE body_fts MATCH @", match);
  g_assert_true (sheaf_sql_read_ids (sql, db, found, NULL));
  for (guint i = 0; i < found->len; i++)
    for (guint k = 0; k < all->len; k++)
      if (g_array_index (found, gint64, i) == g_array_index (all, gint64, k))
        g_array_append_vals (both, &g_array_index (found, gint64, i), 1);
  g_assert_true (sheaf_read_text_ids (db, query, ARTICLES, read, NULL));
  assert_same ("the texts", typed, read, both);
}

static void
test_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autoptr (SheafDb) db = open_any (random);
  guint some = 0;

  for (guint i = 0; i < QUERIES; i++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autoptr (SheafQuery) query = NULL;
      g_autoptr (GArray) all = NULL;

      append_any_query (random, typed, 0);
      query = make_query (typed->str, SHEAF_ORDER_RELEVANCE);
      all = sheaf_read_query_in_order (db, query, SHEAF_ORDER_NEWEST, NULL);
      g_assert_nonnull (all);
      g_array_sort (all, compare_ids);
      some += all->len > 0;
      check_all (db, query, typed->str, all);
      check_some (db, query, typed->str, all);
      check_texts (db, query, typed->str, all);
    }
  g_assert_cmpuint (some, >, QUERIES / 2);
}

/* At the deadline it is what was found until then, and no error. */
static void
test_some_late (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (SheafQuery) query = make_query ("lighthouse sea", SHEAF_ORDER_RELEVANCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) late = sheaf_read_some_hits (db, query, 10, 5, 1, &error), all = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (late->hits->len, ==, 0);
  all = sheaf_read_some_hits (db, query, 10, 5, g_get_monotonic_time () + LONG_ENOUGH, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->hits->len, ==, 1);
}

/* A text that cannot be read has no words; the others are found. */
static void
test_damaged (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (SheafQuery) query = make_query ("lighth", SHEAF_ORDER_RELEVANCE);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_true (
      sheaf_db_run (db, "UPDATE content SET text_z = x'00' WHERE article_id = 3", &error));
  g_assert_true (sheaf_read_text_ids (db, query, 10, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 1);
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
  g_test_add_func ("/store/read-search/any", test_any);
  g_test_add_func ("/store/read-search/damaged", test_damaged);
  g_test_add_func ("/store/read-search/some-late", test_some_late);

  return g_test_run ();
}
