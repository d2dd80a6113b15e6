/* SPDX-License-Identifier: GPL-3.0-or-later */

/* retry: what could not be fetched is fetched when it can be, and what is kept is never lost by it.
 */

#include "local-server.h"
#include "run-cli.h"

#include <string.h>

static CliRun *
add (TestPlace *place, LocalServer *server, const char *path)
{
  g_autofree char *url = local_server_url (server, path);

  return cli_run (place, "add", url, NULL);
}

static void
serve (LocalServer *server, const char *path, const char *title)
{
  g_autofree char *page = make_page (title, title);

  local_server_add_text (server, path, "text/html", page);
}

/* Without an id: all that failed or waits, and nothing else. */
static void
test_all (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) fine = add (place, server, "/article");
  g_autoptr (CliRun) gone = add (place, server, "/late");
  g_autoptr (CliRun) down = NULL, link = add (place, server, "/menu");
  g_autoptr (CliRun) early = NULL, late = NULL, again = NULL, list = NULL;

  local_server_add_status (server, "/down", 503, NULL);
  down = add (place, server, "/down");
  assert_status (fine, 0);
  assert_status (gone, 1);
  assert_status (link, 0);
  assert_status (down, 1);
  local_server_forget (server);
  early = cli_run (place, "retry", NULL);
  assert_status (early, 1);
  assert_has (early->out, "2\tfailed\t");
  assert_has (early->out, "4\tfailed\t");
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 0);
  g_assert_cmpuint (local_server_count (server, "/menu"), ==, 0);
  serve (server, "/late", "Late");
  local_server_remove (server, "/down");
  serve (server, "/down", "Up");
  late = cli_run (place, "retry", NULL);
  assert_status (late, 0);
  assert_has (late->out, "2\tunread\tLate\n");
  assert_has (late->out, "4\tunread\tUp\n");
  again = cli_run (place, "retry", NULL);
  assert_status (again, 0);
  g_assert_cmpstr (again->out, ==, "");
  list = cli_run (place, "list", NULL);
  g_assert_cmpuint (local_server_count (server, "/late"), ==, 2);
  assert_has (list->out, "3\tlink\t");
}

/* By id, only that one; an id that is not there beside it is told. */
static void
test_named (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) one = add (place, server, "/one"), two = add (place, server, "/two");
  g_autoptr (CliRun) retry = NULL, list = NULL;
  g_autoptr (JsonNode) node = NULL;

  assert_status (one, 1);
  assert_status (two, 1);
  serve (server, "/one", "One");
  serve (server, "/two", "Two");
  retry = cli_run (place, "retry", "2", "99", NULL);
  assert_status (retry, 1);
  g_assert_cmpstr (retry->out, ==, "2\tunread\tTwo\n");
  g_assert_cmpstr (retry->err, ==, "sheaf-cli: There is no article 99.\n");
  list = cli_run (place, "list", NULL);
  assert_has (list->out, "1\tfailed\t");
  node = cli_json (place, "retry", "1", "--json", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_at (node, 0), "title"), ==, "One");
  g_assert_true (json_object_get_null_member (json_at (node, 0), "reason"));
}

/* An article that is there is fetched anew; what fails then takes nothing away. */
static void
test_refetch (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) added = NULL, note = NULL, fresh = NULL, gone = NULL, shown = NULL,
                     verify = NULL;

  serve (server, "/page", "The first print");
  added = add (place, server, "/page");
  note = cli_run (place, "note", "1", "mine", NULL);
  assert_status (added, 0);
  assert_status (note, 0);
  local_server_remove (server, "/page");
  serve (server, "/page", "The second print");
  fresh = cli_run (place, "retry", "1", NULL);
  assert_status (fresh, 0);
  g_assert_cmpstr (fresh->out, ==, "1\tunread\tThe second print\n");
  local_server_remove (server, "/page");
  gone = cli_run (place, "retry", "1", NULL);
  g_assert_cmpstr (gone->out, ==, "1\tunread\tThe second print\n");
  shown = cli_run (place, "show", "1", "--json", NULL);
  assert_has (shown->out, "is about The second print");
  assert_has (shown->out, "\"note\" : \"mine\"");
  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
}

/* A text without address, and a trash that waits for nothing. */
static void
test_nothing_to_fetch (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *path
      = test_place_write (place, "notes.txt", "A headline\n\nA paragraph of text.\n", -1);
  g_autoptr (CliRun) text = cli_run (place, "add", path, NULL);
  g_autoptr (CliRun) failed = add (place, server, "/status/404");
  g_autoptr (CliRun) trash = cli_run (place, "delete", "2", NULL);
  g_autoptr (CliRun) named = cli_run (place, "retry", "1", NULL), all = NULL;

  assert_status (text, 0);
  assert_status (failed, 1);
  assert_status (trash, 0);
  assert_status (named, 0);
  g_assert_cmpstr (named->out, ==, "1\tunread\tA headline\n");
  all = cli_run (place, "retry", NULL);
  assert_status (all, 0);
  g_assert_cmpstr (all->out, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/retry/all", test_all);
  g_test_add_func ("/cli/retry/named", test_named);
  g_test_add_func ("/cli/retry/refetch", test_refetch);
  g_test_add_func ("/cli/retry/nothing-to-fetch", test_nothing_to_fetch);

  return g_test_run ();
}
