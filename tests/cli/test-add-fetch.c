/* SPDX-License-Identifier: GPL-3.0-or-later */

/* add, of addresses, against a server of this process: what each kind of answer becomes in the
 * library, and that an address is safe before the server is asked. */

#include "local-server.h"
#include "run-cli.h"

#include <string.h>

typedef struct
{
  const char *path;
  const char *state, *reason; /* (nullable) */
  const char *title;          /* (nullable): not looked at */
} Case;

static const char *
get (JsonObject *row, const char *key)
{
  JsonNode *member = json_object_get_member (row, key);

  g_assert_nonnull (member);

  return JSON_NODE_HOLDS_NULL (member) ? NULL : json_node_get_string (member);
}

static gboolean
is_failure (const char *state)
{
  return g_str_equal (state, "failed") || g_str_equal (state, "pending");
}

/* Adds URL and looks at what it became: in lines, in JSON, in the exit status. */
static void
assert_added (TestPlace *place, const char *url, const Case *c)
{
  g_autoptr (CliRun) run = cli_run (place, "add", url, NULL);
  g_autoptr (JsonNode) list = NULL;
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  g_autofree char *end = g_strdup_printf ("\t%s\t", c->state);
  JsonObject *row;

  g_test_message ("%s", c->path);
  assert_status (run, is_failure (c->state) ? 1 : 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  assert_has (lines[0], "\tpending\t");
  assert_has (lines[1], end);
  g_assert_cmpint (cli_line_id (run->out, 0), ==, cli_line_id (run->out, 1));
  if (c->reason != NULL)
    g_assert_cmpstr (run->err, !=, "");
  else
    g_assert_cmpstr (run->err, ==, "");

  list = cli_json (place, "list", "--limit", "1", "--json", NULL);
  row = json_at (list, 0);
  g_assert_cmpint (json_object_get_int_member (row, "id"), ==, cli_line_id (run->out, 0));
  g_assert_cmpstr (get (row, "url"), ==, url);
  g_assert_cmpstr (get (row, "state"), ==, c->state);
  g_assert_cmpstr (get (row, "reason"), ==, c->reason);
  if (c->title != NULL)
    {
      g_assert_cmpstr (get (row, "title"), ==, c->title);
      assert_has (lines[1], c->title);
    }
}

static void
assert_all (const Case *cases, guint n)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) verify = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *url = local_server_url (server, cases[i].path);

      assert_added (place, url, &cases[i]);
    }
  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
}

static void
test_kinds (void)
{
  static const Case cases[] = {
    { "/article", "unread", NULL, LOCAL_SERVER_TITLE },
    { "/notes.txt", "unread", NULL, NULL },
    { "/no-type", "unread", NULL, LOCAL_SERVER_TITLE },
    { "/gzip", "unread", NULL, LOCAL_SERVER_TITLE },
    { "/menu", "link", "not-an-article", NULL },
    { "/empty", "link", "not-an-article", NULL },
    { "/paper.pdf", "link", "not-a-page", NULL },
    { "/picture-as-page", "link", "not-a-page", NULL },
    { "/pictures/harbour.png", "link", "not-a-page", NULL },
  };

  assert_all (cases, G_N_ELEMENTS (cases));
}

static void
test_statuses (void)
{
  static const Case cases[] = {
    { "/nothing-here", "failed", "not-found", NULL },
    { "/status/404", "failed", "not-found", NULL },
    { "/status/410", "failed", "not-found", NULL },
    { "/status/401", "failed", "blocked", NULL },
    { "/status/403", "failed", "blocked", NULL },
    { "/status/451", "failed", "blocked", NULL },
    { "/status/429", "failed", "network", NULL },
    { "/status/500", "failed", "network", NULL },
    { "/status/503", "failed", "network", NULL },
  };

  assert_all (cases, G_N_ELEMENTS (cases));
}

static void
test_charsets (void)
{
  static const char *const labels[]
      = { "utf-8",     "iso-8859-1", "windows-1252", "iso-8859-2", "koi8-r",
          "shift_jis", "euc-jp",     "gb18030",      "big5",       "utf-16le" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *words = local_server_charset_words (labels[i]);
      g_autofree char *path = g_strconcat ("/charset/", labels[i], NULL);
      g_autofree char *url = local_server_url (server, path);
      g_autoptr (CliRun) add = cli_run (place, "add", url, NULL);
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      g_autoptr (CliRun) show = cli_run (place, "show", id, NULL);

      g_test_message ("%s", labels[i]);
      assert_status (add, 0);
      assert_has (add->out, words);
      assert_status (show, 0);
      assert_has (show->out, words);
    }
}

static void
test_redirects (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *elsewhere
      = g_strconcat ("/redirect/to?", local_server_get_raw_base (server), "/raw/no-length", NULL);
  const Case cases[] = {
    { "/redirect/10", "unread", NULL, LOCAL_SERVER_TITLE },
    { "/redirect/11", "failed", "network", NULL },
    { "/redirect/loop", "failed", "network", NULL },
    { "/redirect/to?/paper.pdf", "link", "not-a-page", NULL },
    { "/redirect/to?/status/404", "failed", "not-found", NULL },
    { "/redirect/to?file:///etc/passwd", "failed", "blocked", NULL },
    { "/redirect/to?data:text/html,hello", "failed", "blocked", NULL },
    { elsewhere, "failed", "blocked", NULL }, /* a private address that nobody typed */
  };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *final_url = local_server_url (server, "/article");
  g_autofree char *same_url = local_server_url (server, "/redirect/1");
  g_autoptr (CliRun) same = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = local_server_url (server, cases[i].path);

      assert_added (place, url, &cases[i]);
    }
  same = cli_run (place, "add", same_url, NULL); /* it leads to the first of them */
  assert_status (same, 0);
  assert_has (same->err, "is saved already");
  g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
  node = cli_json (place, "list", "--json", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, G_N_ELEMENTS (cases));
  g_assert_cmpstr (get (json_at (node, G_N_ELEMENTS (cases) - 1), "final_url"), ==, final_url);
}

/* Answers that are cut, too large or no HTTP at all. */
static void
test_broken (void)
{
  static const Case cases[] = {
    { "/raw/no-length", "unread", NULL, LOCAL_SERVER_TITLE },
    { "/raw/chunked-cut", "incomplete", NULL, LOCAL_SERVER_TITLE },
    { "/raw/chunk-cut", "incomplete", NULL, LOCAL_SERVER_TITLE },
    { "/raw/gzip-cut", "incomplete", NULL, LOCAL_SERVER_TITLE },
    { "/raw/length-long", "incomplete", NULL, LOCAL_SERVER_TITLE },
    { "/raw/oversize", "failed", "too-big", NULL },
    { "/gzip/bomb", "failed", "too-big", NULL },
    { "/raw/garbage", "failed", "network", NULL },
    { "/raw/head-huge", "failed", "network", NULL },
    { "/raw/head-nul", "failed", "network", NULL },
    { "/raw/closed", "failed", "network", NULL },
  };

  assert_all (cases, G_N_ELEMENTS (cases));
}

static void
test_refused (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  static const Case refused = { "(refused)", "failed", "network", NULL };

  assert_added (place, local_server_get_refused_url (server), &refused);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }

  return n;
}

/* Four pictures that may be kept, and the page as it came. */
static void
test_pictures (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *url = local_server_url (server, "/article");
  g_autofree char *files = g_build_filename (place->library, "files", NULL);
  g_autoptr (CliRun) run = cli_run (place, "add", url, NULL);
  g_autoptr (CliRun) verify = cli_run (place, "verify", NULL);

  assert_status (run, 0);
  assert_status (verify, 0);
  g_assert_cmpuint (count_files (files), ==, 5);
}

/* One answer of many targets, in their order; what is named twice is asked for once. */
static void
test_many (void)
{
  static const char *const paths[]
      = { "/article", "/status/404", "/notes.txt", "/article", "/paper.pdf" };
  static const char *const ends[]
      = { "1\tunread\t", "2\tfailed\t", "3\tunread\t", "1\tunread\t", "4\tlink\t" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL, lines = NULL;
  g_autoptr (CliRun) run = NULL;

  g_strv_builder_add (builder, "add");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = local_server_url (server, paths[i]);

      g_strv_builder_add (builder, url);
    }
  words = g_strv_builder_end (builder);
  run = cli_run_with (place, NULL, NULL, (const char *const *)words);
  assert_status (run, 1);
  lines = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2 * G_N_ELEMENTS (paths) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_true (g_str_has_suffix (strchr (lines[i], '\t'), paths[i]));
      assert_has (lines[i], "\tpending\t");
      g_assert_true (g_str_has_prefix (lines[G_N_ELEMENTS (paths) + i], ends[i]));
    }
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 1);
  assert_has (run->err, "is saved already");
}

/* --- While the server takes its time --- */

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *ended = data;

  *ended = TRUE;
}

/* The id is told, and is there for any other process, before anything is answered. */
static void
test_told_first (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *url = local_server_url (server, "/article");
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) answers = NULL;
  g_autoptr (JsonNode) list = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  local_server_hold (server, "/article");
  child = cli_start (launcher, (const char *const[]){ "add", "--tag", "slow", url, NULL });
  answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  first = cli_read_line (answers);
  g_assert_true (g_str_has_prefix (first, "1\tpending\t"));
  wait_until (local_server_count_held (server) > 0);
  list = cli_json (place, "list", "--json", NULL);
  g_assert_cmpint (json_object_get_int_member (json_at (list, 0), "id"), ==, 1);
  g_assert_cmpstr (get (json_at (list, 0), "state"), ==, "pending");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (json_at (list, 0), "tags")), ==, 1);
  local_server_release (server);
  second = cli_read_line (answers);
  g_assert_cmpstr (second, ==, "1\tunread\t" LOCAL_SERVER_TITLE);
  third = cli_read_line (answers);
  g_assert_null (third);
}

/* The reader goes away after the first line; the article comes all the same. */
static void
test_reader_goes (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *url = local_server_url (server, "/article"),
                  *notes = local_server_url (server, "/notes.txt");
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) answers = NULL;
  g_autoptr (CliRun) list = NULL;
  g_autofree char *first = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean ended = FALSE;

  local_server_hold (server, NULL);
  child = cli_start (launcher, (const char *const[]){ "add", url, notes, NULL });
  answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  first = cli_read_line (answers);
  g_assert_true (g_str_has_prefix (first, "1\tpending\t"));
  g_input_stream_close (g_subprocess_get_stdout_pipe (child), NULL, NULL);
  local_server_release (server);
  g_subprocess_wait_async (child, NULL, wait_cb, &ended);
  wait_until (ended);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 1);
  list = cli_run (place, "list", NULL);
  lines = g_strsplit (list->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "2\tunread\t"));
  g_assert_cmpstr (lines[1], ==, "1\tunread\t" LOCAL_SERVER_TITLE);
}

/* Two processes fetch at the same time, one address of each being the same. */
static void
test_together (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *article = local_server_url (server, "/article");
  GSubprocess *children[2];
  gboolean ended[2] = { FALSE, FALSE };
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (CliRun) verify = NULL;

  local_server_hold (server, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSubprocessLauncher) launcher = cli_launcher (
          place, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
      g_autofree char *first = local_server_url (server, i == 0 ? "/notes.txt" : "/gzip");
      g_autofree char *second
          = local_server_url (server, i == 0 ? "/charset/iso-8859-2" : "/charset/koi8-r");

      children[i]
          = cli_start (launcher, (const char *const[]){ "add", first, article, second, NULL });
      g_subprocess_wait_async (children[i], NULL, wait_cb, &ended[i]);
    }
  wait_until (local_server_count_held (server) >= 4); /* two a host */
  local_server_release (server);
  wait_until (ended[0] && ended[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (g_subprocess_get_exit_status (children[i]), ==, 0);
      g_object_unref (children[i]);
    }
  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
  list = cli_json (place, "list", "--json", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (get (json_at (list, i), "state"), ==, "unread");
}

/* The server knows paths alone: what is asked for a second time is the second page. */
static void
serve_second_cb (LocalServer *server, const char *path, gpointer second)
{
  if (local_server_count (server, path) == 2)
    local_server_add_text (server, path, "text/html", second);
}

/* An article in two pages is one in the library. */
static void
test_parts (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *url = local_server_url (server, "/walk");
  g_autofree char *first = make_page ("The rope walk", "hemp and tar <a href=/walk?page=2>2</a>");
  g_autofree char *second = g_strdup_printf (
      "<title>The rope walk - page 2</title><h1>The rope walk</h1><p>%s</p><p>%s</p>",
      "Behind the long roof lies the yard of the sailmakers, where canvas is cut on the ground, by "
      "eye, as it has been for as long as anybody who works there can remember.",
      "The last of them, says the last of them, will be the one who locks the gate.");
  g_autoptr (CliRun) run = NULL, show = NULL;
  g_autofree char *id = NULL;

  local_server_add_text (server, "/walk", "text/html", first);
  local_server_set_func (server, serve_second_cb, second);
  run = cli_run (place, "add", url, NULL);
  assert_status (run, 0);
  g_assert_cmpstr (run->err, ==, "");
  id = g_strdup_printf ("%" G_GINT64_FORMAT, cli_line_id (run->out, 0));
  show = cli_run (place, "show", id, NULL);
  assert_status (show, 0);
  assert_has (show->out, "hemp and tar");
  assert_has (show->out, "the one who locks the gate");
  g_assert_cmpuint (local_server_count (server, "/walk"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/add-fetch/kinds", test_kinds);
  g_test_add_func ("/cli/add-fetch/statuses", test_statuses);
  g_test_add_func ("/cli/add-fetch/charsets", test_charsets);
  g_test_add_func ("/cli/add-fetch/redirects", test_redirects);
  g_test_add_func ("/cli/add-fetch/broken", test_broken);
  g_test_add_func ("/cli/add-fetch/refused", test_refused);
  g_test_add_func ("/cli/add-fetch/pictures", test_pictures);
  g_test_add_func ("/cli/add-fetch/many", test_many);
  g_test_add_func ("/cli/add-fetch/parts", test_parts);
  g_test_add_func ("/cli/add-fetch/told-first", test_told_first);
  g_test_add_func ("/cli/add-fetch/reader-goes", test_reader_goes);
  g_test_add_func ("/cli/add-fetch/together", test_together);

  return g_test_run ();
}
