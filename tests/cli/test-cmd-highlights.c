/* SPDX-License-Identifier: GPL-3.0-or-later */

/* highlights: in each format, of all articles, of some, and of those that a query means. */

#include "run-cli.h"

#include <sqlite3.h>
#include <string.h>

/* What the window does, without its index of words. */
static void
mark (TestPlace *place, gint64 article, const char *quote, guint start, const char *note)
{
  g_autofree char *file = g_build_filename (place->library, "library.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (
          db,
          "INSERT INTO note (uid, article_id, quote, prefix, suffix, start, end, body, color, "
          "created_at, changed_at) VALUES (randomblob (16), ?1, ?2, 'the ', '.', ?3, ?3 + length "
          "(?2), ?4, 1, 1634026560000000, 1634026560000000)",
          -1, &stmt, NULL),
      ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, article);
  sqlite3_bind_text (stmt, 2, quote, -1, SQLITE_STATIC);
  sqlite3_bind_int (stmt, 3, (int)start);
  sqlite3_bind_text (stmt, 4, note, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

static void
add (TestPlace *place, const char *url, const char *title)
{
  g_autofree char *page = make_page (title, "lighthouse keepers");
  g_autoptr (GBytes) bytes = g_bytes_new (page, strlen (page));
  g_autoptr (CliRun) run
      = cli_run_with (place, NULL, bytes, (const char *const[]){ "add", "--url", url, "-", NULL });

  assert_status (run, 0);
}

/* Three articles, the last without highlights. */
static TestPlace *
make_three (void)
{
  TestPlace *place = test_place_new ();

  add (place, "https://one.example/a", "The Bell Buoy");
  add (place, "https://two.example/b", "The Tide Mill");
  add (place, "https://three.example/c", "The Ferry");
  mark (place, 1, "silent for two nights", 40, NULL);
  mark (place, 1, "rowed out", 10, "Who?");
  mark (place, 2, "> rye", 3, NULL);

  return place;
}

static void
test_text (void)
{
  g_autoptr (TestPlace) place = make_three ();
  g_autoptr (TestPlace) empty = test_place_new ();
  g_autoptr (CliRun) all = cli_run (place, "highlights", NULL);
  g_autoptr (CliRun) one = cli_run (place, "highlights", "1", NULL);
  g_autoptr (CliRun) without = cli_run (place, "highlights", "3", NULL);
  g_autoptr (CliRun) nothing = cli_run (empty, "highlights", NULL);

  assert_status (all, 0);
  g_assert_true (g_str_has_prefix (all->out, "The Tide Mill\n")); /* the newest first */
  assert_has (all->out, "\n> > rye\n\n\nThe Bell Buoy\n");
  assert_has (all->out, "\n> rowed out\nWho?\n\n> silent for two nights\n");
  assert_status (one, 0);
  assert_lacks (one->out, "Tide Mill");
  assert_has (one->out, "https://one.example/a\n");
  assert_status (without, 0);
  g_assert_cmpstr (without->out, ==, "");
  assert_status (nothing, 0);
  g_assert_cmpstr (nothing->out, ==, "");
}

static void
test_formats (void)
{
  g_autoptr (TestPlace) place = make_three ();
  g_autoptr (CliRun) markdown = cli_run (place, "highlights", "--format", "markdown", "2", NULL);
  g_autoptr (CliRun) json = cli_run (place, "highlights", "--format=json", NULL);
  g_autoptr (JsonNode) asked = cli_run_json (json), usual = NULL, none = NULL;
  g_autofree char *a = json_to_string (asked, FALSE), *b = NULL;
  JsonObject *target;

  assert_status (markdown, 0);
  g_assert_true (g_str_has_prefix (markdown->out, "---\ntitle: \"The Tide Mill\"\n"
                                                  "url: \"https://two.example/b\"\n"));
  assert_has (markdown->out, "\n---\n\n> \\> rye\n\n#highlight/green\n");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (asked)), ==, 3);
  target = json_object_get_object_member (json_at (asked, 0), "target");
  g_assert_cmpstr (json_object_get_string_member (target, "source"), ==, "https://two.example/b");
  g_assert_cmpstr (json_object_get_string_member (json_at (asked, 1), "motivation"), ==,
                   "commenting");
  usual = cli_json (place, "--json", "highlights", NULL);
  b = json_to_string (usual, FALSE);
  g_assert_cmpstr (a, ==, b);
  none = cli_json (place, "--json", "highlights", "3", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (none)), ==, 0);
}

static void
test_query (void)
{
  static const struct
  {
    const char *query;
    gboolean buoy, mill;
  } cases[] = {
    { "has:highlight", TRUE, TRUE },
    { "title:mill", FALSE, TRUE },
    { "ferry", FALSE, FALSE },
    { "buoy", TRUE, FALSE },
    { "", TRUE, TRUE },
  };
  g_autoptr (TestPlace) place = make_three ();
  g_autoptr (CliRun) deleted = NULL, rest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run (place, "highlights", "--query", cases[i].query, NULL);

      assert_status (run, 0);
      g_assert_cmpint (strstr (run->out, "two nights") != NULL, ==, cases[i].buoy);
      g_assert_cmpint (strstr (run->out, "rye") != NULL, ==, cases[i].mill);
    }
  deleted = cli_run (place, "delete", "1", NULL);
  assert_status (deleted, 0);
  rest = cli_run (place, "highlights", NULL);
  assert_lacks (rest->out, "two nights");
}

static void
test_mistakes (void)
{
  g_autoptr (TestPlace) place = make_three ();
  g_autoptr (CliRun) missing = cli_run (place, "highlights", "1", "77", NULL);
  g_autoptr (CliRun) format = cli_run (place, "highlights", "--format", "html", NULL);
  g_autoptr (CliRun) number = cli_run (place, "highlights", "one", NULL);
  g_autoptr (CliRun) both = cli_run (place, "highlights", "--query", "x", "1", NULL);
  g_autoptr (CliRun) help = cli_run (NULL, "help", NULL);

  assert_status (missing, 1);
  assert_has (missing->out, "rowed out");
  assert_has (missing->err, "77");
  assert_status (format, 2);
  assert_status (number, 2);
  assert_status (both, 2);
  assert_has (help->out, "  highlights [--format text|markdown|json] [--query QUERY | ID…]\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/highlights/text", test_text);
  g_test_add_func ("/cli/highlights/formats", test_formats);
  g_test_add_func ("/cli/highlights/query", test_query);
  g_test_add_func ("/cli/highlights/mistakes", test_mistakes);

  return g_test_run ();
}
