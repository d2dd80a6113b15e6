/* SPDX-License-Identifier: GPL-3.0-or-later */

/* list, search and stats: order, limits, what is found and what is not. */

#include "run-cli.h"

#include <string.h>

static const struct
{
  const char *title, *words;
} pages[] = {
  { "The old lighthouse", "a lamp and a keeper" },
  { "Bread", "flour, and the lighthouse bakery" },
  { "灯台の話", "日本の灯台" },
  { "Ferries", "boats" },
};

/* The pages above, in this order: ids 1 to 4. */
static TestPlace *
make_library (void)
{
  TestPlace *place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *page = make_page (pages[i].title, pages[i].words);
      g_autofree char *path = test_place_write (place, "page.html", page, -1);
      g_autoptr (CliRun) run = cli_run (place, "add", path, NULL);

      assert_status (run, 0);
      g_assert_cmpint (cli_line_id (run->out, 0), ==, i + 1);
    }

  return place;
}

/* "3 1": the ids of an answer in their order. */
static char *
ids_of (JsonNode *answer)
{
  JsonArray *array = json_node_get_array (answer);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            json_object_get_int_member (json_at (answer, i), "id"));

  return g_string_free (ids, FALSE);
}

static void
test_list (void)
{
  static const struct
  {
    const char *words[8];
    const char *ids;
  } cases[] = {
    { { "list", "--json" }, "4 3 2 1" }, /* the newest first */
    { { "list", "--json", "--limit", "2" }, "4 3" },
    { { "list", "--json", "--limit=9" }, "4 3 2 1" },
    { { "list", "--json", "--query", "lighthouse" }, "2 1" },
    { { "list", "--json", "--query", "lighthouse", "--limit=1" }, "2" },
    { { "list", "--json", "--query", "light" }, "2 1" }, /* the word being typed */
    { { "list", "--json", "--query", "LAMP keeper" }, "1" },
    { { "list", "--json", "--query", "灯台" }, "3" },
    { { "list", "--json", "--query", "台" }, "3" },
    { { "list", "--json", "--query", "nothing-of-this" }, "" },
    { { "list", "--json", "--query", "" }, "4 3 2 1" },
    { { "list", "--json", "--query", "\" OR (" }, NULL }, /* anything may be typed */
    { { "list", "--json", "--query", "NOT * ^" }, NULL },
    /* the query language */
    { { "list", "--json", "--query", "lighthouse -bakery" }, "1" },
    { { "list", "--json", "--query", "boats OR keeper" }, "4 1" },
    { { "list", "--json", "--query", "title:lighthouse" }, "1" },
    { { "list", "--json", "--query", "-lighthouse saved:<1d" }, "4 3" },
    { { "list", "--json", "--query", "is:starred" }, "" },
    { { "list", "--json", "--query", "sort:-saved" }, "1 2 3 4" },
    { { "list", "--json", "--sort", "-saved" }, "1 2 3 4" },
    { { "list", "--json", "--sort=title", "--query", "-灯台" }, "2 4 1" },
    { { "list", "--json", "--sort", "relevance", "--query", "lighthouse" }, "1 2" },
    { { "list", "--json", "--sort", "title", "--query", "sort:-saved" }, "1 2 3 4" },
  };
  g_autoptr (TestPlace) place = make_library ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, cases[i].words);
      g_autofree char *words = g_strjoinv (" ", (GStrv)cases[i].words);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *ids = NULL;

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, 0);
      node = cli_run_json (run);
      ids = ids_of (node);
      if (cases[i].ids != NULL)
        g_assert_cmpstr (ids, ==, cases[i].ids);
    }
  {
    g_autoptr (CliRun) run = cli_run (place, "list", NULL);

    g_assert_cmpstr (run->out, ==,
                     "4\tunread\tFerries\n3\tunread\t灯台の話\n2\tunread\tBread\n1\tunread\tThe "
                     "old lighthouse\n");
  }
}

/* An order that is none is a mistake; a query never is, but what is not understood is told. */
static void
test_mistakes (void)
{
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (CliRun) order = cli_run (place, "list", "--sort", "colour", NULL);
  g_autoptr (CliRun) query = cli_run (place, "list", "--query", "lighthouse OR saved:soon", NULL);
  g_autoptr (CliRun) good = cli_run (place, "list", "--query", "lighthouse saved:today", NULL);
  g_autoptr (CliRun) search = cli_run (place, "search", "--", "-lighthouse", "boats", NULL);
  g_autoptr (CliRun) option = cli_run (place, "search", "-lighthouse", NULL);

  assert_status (order, 2);
  assert_has (order->err, "colour");
  assert_status (query, 0);
  assert_has (query->err, "saved:soon");
  g_assert_cmpint (cli_line_id (query->out, 0), ==, 2);
  assert_status (good, 0);
  g_assert_cmpstr (good->err, ==, "");
  assert_status (search, 0);
  g_assert_cmpint (cli_line_id (search->out, 0), ==, 4);
  assert_status (option, 2);
}

/* Each operator, and each state and order, is in the help. */
static void
test_help (void)
{
  static const char *const parts[]
      = { "OR",     "\"",    "tag:",      "site:",        "author:",       "title:", "text:",
          "note:",  "lang:", "is:unread", "is:duplicate", "has:highlight", "saved:", "published:",
          "words:", "time:", "progress:", "sort:random",  "sort:relevance" };
  g_autoptr (CliRun) run = cli_run (NULL, "help", "query", NULL);

  assert_status (run, 0);
  g_assert_cmpstr (run->err, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_has (run->out, parts[i]);
}

/* Each object has every key, and null where nothing is known. */
static void
test_keys (void)
{
  static const char *const keys[]
      = { "id",        "url",   "final_url", "title",   "site", "author",   "excerpt",  "language",
          "published", "state", "reason",    "starred", "tags", "saved_at", "progress", "words" };
  static const char *const nulls[]
      = { "url", "final_url", "site", "author", "published", "reason" };
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (JsonNode) list = cli_json (place, "list", "--json", NULL);
  g_autoptr (JsonNode) found = cli_json (place, "search", "bakery", "--json", NULL);
  JsonObject *row = json_at (list, 2);
  g_autoptr (GDateTime) saved = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (json_object_has_member (row, keys[i]));
      g_assert_true (json_object_has_member (json_at (found, 0), keys[i]));
    }
  g_assert_cmpuint (json_object_get_size (row), ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (nulls); i++)
    g_assert_true (json_object_get_null_member (row, nulls[i]));
  g_assert_cmpstr (json_object_get_string_member (row, "title"), ==, "Bread");
  g_assert_cmpstr (json_object_get_string_member (row, "language"), ==, "en");
  g_assert_cmpint (json_object_get_int_member (row, "words"), >, 50);
  saved = g_date_time_new_from_iso8601 (json_object_get_string_member (row, "saved_at"), NULL);
  g_assert_nonnull (saved);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (row, "saved_at"), "Z"));
}

/* A title weighs more than a text; the words found are marked in lines for people and bare in JSON.
 */
static void
test_search (void)
{
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (JsonNode) hits = cli_json (place, "search", "lighthouse", "--json", NULL);
  g_autoptr (JsonNode) one
      = cli_json (place, "search", "--limit", "1", "lighthouse", "--json", NULL);
  g_autoptr (JsonNode) two_words
      = cli_json (place, "search", "lighthouse", "bakery", "--json", NULL);
  g_autoptr (JsonNode) none = cli_json (place, "search", "zeppelin", "--json", NULL);
  g_autoptr (CliRun) run = cli_run (place, "search", "bakery", NULL);
  g_autofree char *order = ids_of (hits), *first = ids_of (one), *both = ids_of (two_words),
                  *nothing = ids_of (none);
  g_auto (GStrv) lines = NULL;
  const char *snippet = json_object_get_string_member (json_at (hits, 1), "snippet");

  g_assert_cmpstr (order, ==, "1 2");
  g_assert_cmpstr (first, ==, "1");
  g_assert_cmpstr (both, ==, "2");
  g_assert_cmpstr (nothing, ==, "");
  assert_has (snippet, "lighthouse");
  for (const char *c = snippet; *c != '\0'; c++)
    g_assert_cmpint ((guchar)*c, >=, ' ');
  assert_status (run, 0);
  lines = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[0], ==, "2\tunread\tBread");
  g_assert_cmpint (lines[1][0], ==, '\t');
  assert_has (lines[1], "[bakery]");
  assert_lacks (run->out, "\033");
}

/* What stands for a picture in a text is not shown. */
static void
test_search_picture (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *words = make_page ("Boats", "boats");
  g_autoptr (GString) page = g_string_new (words);
  g_autofree char *path = NULL;
  g_autoptr (CliRun) add = NULL;
  g_autoptr (CliRun) run = NULL;

  g_string_replace (page, "</h1>",
                    "</h1><figure><img src='http://127.0.0.1:1/ketch.png' width='600' height='400'>"
                    "<figcaption>The ketch at low water.</figcaption></figure>",
                    1);
  path = test_place_write (place, "page.html", page->str, -1);
  add = cli_run (place, "add", path, NULL);
  run = cli_run (place, "search", "ketch", NULL);
  assert_status (add, 0);
  assert_has (run->out, "[ketch] at low water");
  assert_lacks (run->out, "\357\277\274");
}

/* Notes and tags are found too; the trash is not. */
static void
test_search_marks (void)
{
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (CliRun) note = cli_run (place, "note", "4", "ask the harbourmaster", NULL);
  g_autoptr (CliRun) tag = cli_run (place, "tag", "2", "+yeasty", NULL);
  g_autoptr (JsonNode) by_note = cli_json (place, "search", "harbourmaster", "--json", NULL);
  g_autoptr (JsonNode) by_tag = cli_json (place, "search", "yeasty", "--json", NULL);
  g_autofree char *noted = ids_of (by_note), *tagged = ids_of (by_tag);
  g_autoptr (CliRun) trash = cli_run (place, "delete", "2", NULL);
  g_autoptr (CliRun) search = cli_run (place, "search", "yeasty", NULL);
  g_autoptr (CliRun) list = cli_run (place, "list", "--query", "bakery", NULL);

  g_assert_cmpstr (noted, ==, "4");
  g_assert_cmpstr (tagged, ==, "2");
  assert_status (note, 0);
  assert_status (tag, 0);
  assert_status (trash, 0);
  assert_status (search, 0);
  g_assert_cmpstr (search->out, ==, "");
  g_assert_cmpstr (list->out, ==, "");
}

/* A word in a text that is itself the mark of a hit, or a line break, breaks no line of the answer.
 */
static void
test_snippet_lines (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("Marks", "\001a buoy\002 &#1;and&#2; a\nbuoy\twith\033[31m "
                                              "colours</p><pre>one buoy\n\tnext\nlast</pre><p>");
  g_autofree char *path = test_place_write (place, "page.html", page, -1);
  g_autoptr (CliRun) add = cli_run (place, "add", path, NULL);
  g_autoptr (CliRun) run = cli_run (place, "search", "buoy", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  assert_status (add, 0);
  assert_status (run, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  for (const char *c = lines[1] + 1; *c != '\0'; c++)
    g_assert_cmpint ((guchar)*c, >=, ' ');
}

static void
test_stats (void)
{
  static const char *const steps[][4]
      = { { "star", "1", "3" }, { "archive", "2" }, { "delete", "4" }, { "tag", "1", "+sea" } };
  g_autoptr (TestPlace) place = make_library ();
  g_autofree char *lines = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *stats;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CliRun) step = cli_run_with (place, NULL, NULL, steps[i]);

      assert_status (step, 0);
    }
  run = cli_run (place, "stats", NULL);
  lines = g_strdup_printf (
      "articles\t3\nunread\t2\nstarred\t2\narchived\t1\ntrash\t1\ntags\t1\nlibrary\t%s\n",
      place->library);
  assert_status (run, 0);
  g_assert_cmpstr (run->out, ==, lines);
  node = cli_json (place, "stats", "--json", NULL);
  stats = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (stats, "articles"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (stats, "trash"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (stats, "library"), ==, place->library);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/list/list", test_list);
  g_test_add_func ("/cli/list/mistakes", test_mistakes);
  g_test_add_func ("/cli/list/query-help", test_help);
  g_test_add_func ("/cli/list/keys", test_keys);
  g_test_add_func ("/cli/search/order", test_search);
  g_test_add_func ("/cli/search/marks", test_search_marks);
  g_test_add_func ("/cli/search/picture", test_search_picture);
  g_test_add_func ("/cli/search/lines", test_snippet_lines);
  g_test_add_func ("/cli/stats/counts", test_stats);

  return g_test_run ();
}
