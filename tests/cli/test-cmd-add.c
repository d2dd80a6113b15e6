/* SPDX-License-Identifier: GPL-3.0-or-later */

/* add, of what needs no network: files, texts and the standard input; saving twice; tags; several
 * processes at one library. */

#include "run-cli.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static CliRun *
add_input (TestPlace *place, const char *text, const char *url)
{
  const char *const with_url[] = { "add", "--url", url, "-", NULL };
  const char *const without[] = { "add", "-", NULL };
  g_autoptr (GBytes) input = bytes_of (text);

  return cli_run_with (place, NULL, input, url != NULL ? with_url : without);
}

/* "id<TAB>state<TAB>title", one line for what needs no network. */
static void
test_files (void)
{
  static const struct
  {
    const char *name, *text, *line;
  } cases[] = {
    { "page.html", NULL, "1\tunread\tThe lighthouse\n" },
    { "PAGE.HTM", NULL, "1\tunread\tThe lighthouse\n" },
    { "notes.txt", "A plain headline\n\nOne paragraph of text.\n\nAnother one.\n",
      "1\tunread\tA plain headline\n" },
    { "notes.txt", "The first sentence is the title. The rest follows here.\n",
      "1\tunread\tThe first sentence is the title\n" },
    { "no-ending", "Just some words\n\nand a paragraph of them.\n",
      "1\tunread\tJust some words\n" },
    { "odd name.html", NULL, "1\tunread\tThe lighthouse\n" },
  };
  g_autofree char *page = make_page ("The lighthouse", "the lamp");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestPlace) place = test_place_new ();
      g_autofree char *path = test_place_write (place, cases[i].name,
                                                cases[i].text != NULL ? cases[i].text : page, -1);
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
      g_autoptr (CliRun) run = cli_run (place, "add", path, NULL);
      g_autoptr (CliRun) again = cli_run (place, "add", uri, NULL);

      assert_status (run, 0);
      g_assert_cmpstr (run->out, ==, cases[i].line);
      g_assert_cmpstr (run->err, ==, "");
      assert_status (again, 0);
      g_assert_cmpstr (again->out, ==, cases[i].line);
      assert_has (again->err, "is saved already");
    }
}

/* Nothing is saved of these, and each says why; the good ones beside them are. */
static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    gsize size;
    const char *said;
  } files[] = {
    { "empty.html", "", 0, "no article" },
    { "empty.txt", "", 0, "no article" },
    { "only-menu.html", "<html><body><nav><a href=\"/\">Home</a></nav></body></html>", 57,
      "no article" },
    { "paper.pdf", "%PDF-1.7\n%\342\343\317\323\n1 0 obj", 23, "cannot be read" },
    { "archive.html", "PK\003\004 and more", 13, "cannot be read" },
    { "noise", "abc\0def", 7, "cannot be read" },
  };
  static const char *const words[] = { "",
                                       "javascript:alert(1)",
                                       "ftp://example.org/file",
                                       "mailto:a@example.org",
                                       "two words",
                                       "http://",
                                       "./not-there.html",
                                       "/" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("The lighthouse", "the lamp");
  g_autofree char *good = test_place_write (place, "good.html", page, -1);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path
          = test_place_write (place, files[i].name, files[i].bytes, files[i].size);
      g_autoptr (CliRun) run = cli_run (place, "add", path, NULL);

      assert_status (run, 1);
      g_assert_cmpstr (run->out, ==, "");
      assert_has (run->err, files[i].name);
      assert_has (run->err, files[i].said);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (CliRun) run = cli_run (place, "add", words[i], NULL);

      assert_status (run, 1);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpstr (run->err, !=, "");
    }
  {
    g_autoptr (CliRun) run = cli_run (place, "add", "mailto:a@example.org", good, "/", NULL);

    assert_status (run, 1);
    g_assert_cmpstr (run->out, ==, "1\tunread\tThe lighthouse\n");
  }
}

static void
test_input (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("The lighthouse", "the lamp");
  const char *url = "https://example.org/lighthouse?utm_source=x&page=2";
  g_autoptr (CliRun) with_url = add_input (place, page, url);
  g_autoptr (CliRun) again = add_input (place, page, "http://example.org/lighthouse?page=2");
  g_autoptr (CliRun) without = add_input (place, page, NULL);
  g_autoptr (CliRun) text = add_input (place, "A plain headline\n\nOne paragraph of text.\n", NULL);
  g_autoptr (CliRun) empty = add_input (place, "", NULL);
  g_autoptr (CliRun) pdf = add_input (place, "%PDF-1.7 nothing of ours", NULL);
  g_autofree char *other = make_page ("A fragment", "a part of a page");
  g_autofree char *part = g_strconcat ("\n ", strstr (other, "<article>"), NULL);
  g_autoptr (CliRun) fragment = add_input (place, part, NULL);
  g_autoptr (JsonNode) shown = cli_json (place, "show", "1", "--json", NULL);

  assert_status (with_url, 0);
  g_assert_cmpstr (with_url->out, ==, "1\tunread\tThe lighthouse\n");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (shown), "url"), ==, url);
  assert_status (again, 0); /* the same address but for the words that track */
  g_assert_cmpstr (again->out, ==, with_url->out);
  assert_has (again->err, "is saved already");
  assert_status (without, 0);
  g_assert_cmpint (cli_line_id (without->out, 0), ==, 2);
  assert_status (text, 0);
  g_assert_true (g_str_has_suffix (text->out, "\tunread\tA plain headline\n"));
  assert_status (empty, 1);
  assert_has (empty->err, "no article");
  assert_status (pdf, 1);
  g_assert_cmpstr (pdf->out, ==, "");
  assert_status (fragment, 0);
  g_assert_true (g_str_has_suffix (fragment->out, "\tunread\tA fragment\n"));
}

static void
test_too_big (void)
{
  gsize size = 17 * 1024 * 1024;
  g_autofree char *page = g_malloc (size);
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *path = NULL;
  g_autoptr (CliRun) run = NULL;

  memset (page, 'a', size);
  path = test_place_write (place, "big.html", page, size);
  run = cli_run (place, "add", path, NULL);
  assert_status (run, 1);
  g_assert_cmpstr (run->out, ==, "");
  assert_has (run->err, "is larger than Sheaf reads");
}

/* With an address there is something to go back to: it stays as a link. */
static void
test_input_link (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) run = add_input (
      place, "<html><title>Menu</title><body><nav><a href=\"/\">Home</a></nav></body></html>",
      "https://example.org/menu");
  g_autoptr (JsonNode) list = cli_json (place, "list", "--json", NULL);

  assert_status (run, 0);
  g_assert_true (g_str_has_prefix (run->out, "1\tlink\t"));
  g_assert_cmpstr (json_object_get_string_member (json_at (list, 0), "state"), ==, "link");
  g_assert_cmpstr (json_object_get_string_member (json_at (list, 0), "reason"), ==,
                   "not-an-article");
}

static void
assert_tags (TestPlace *place, gint64 id, const char *expected)
{
  g_autofree char *word = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (CliRun) run = cli_run (place, "tag", word, NULL);

  assert_status (run, 0);
  g_assert_cmpstr (run->out, ==, expected);
}

/* Tags of the command go to each target; saving again adds to them, and brings back from the trash.
 */
static void
test_tags (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *first_page = make_page ("The first", "one");
  g_autofree char *second_page = make_page ("The second", "two");
  g_autofree char *first = test_place_write (place, "1.html", first_page, -1);
  g_autofree char *second = test_place_write (place, "2.html", second_page, -1);
  g_autoptr (CliRun) both
      = cli_run (place, "add", "--tag", "sea", "--tag=To read", first, second, NULL);
  g_autoptr (CliRun) trash = NULL, again = NULL;

  assert_status (both, 0);
  g_assert_cmpstr (both->out, ==, "1\tunread\tThe first\n2\tunread\tThe second\n");
  assert_tags (place, 1, "sea\nTo read\n");
  assert_tags (place, 2, "sea\nTo read\n");
  trash = cli_run (place, "delete", "1", NULL);
  assert_status (trash, 0);
  again = cli_run (place, "add", first, "--tag", "land", NULL);
  assert_status (again, 0);
  g_assert_cmpstr (again->out, ==, "1\tunread\tThe first\n");
  assert_tags (place, 1, "land\nsea\nTo read\n");
}

static void
test_json (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("The lighthouse", "the lamp");
  g_autofree char *path = test_place_write (place, "page.html", page, -1);
  g_autoptr (CliRun) run
      = cli_run (place, "add", "--json", path, "mailto:a@example.org", path, NULL);
  g_autoptr (JsonNode) node = NULL;

  assert_status (run, 1);
  node = cli_run_json (run);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 3);
  g_assert_cmpint (json_object_get_int_member (json_at (node, 0), "id"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_at (node, 0), "title"), ==,
                   "The lighthouse");
  g_assert_cmpstr (json_object_get_string_member (json_at (node, 0), "target"), ==, path);
  g_assert_true (json_object_get_null_member (json_at (node, 0), "error"));
  g_assert_false (json_object_get_boolean_member (json_at (node, 0), "existed"));
  g_assert_true (json_object_get_null_member (json_at (node, 1), "id"));
  g_assert_cmpstr (json_object_get_string_member (json_at (node, 1), "error"), !=, "");
  g_assert_cmpint (json_object_get_int_member (json_at (node, 2), "id"), ==, 1);
  g_assert_true (json_object_get_boolean_member (json_at (node, 2), "existed"));
}

/* A title is one line and has nothing in it that a terminal would obey, whichever way it came. */
static void
test_titles (void)
{
  static const char *const titles[] = {
    "One\nTwo\r\nThree\tFour",
    "Bell\a and escape \033[31m red",
    "&#10;Numbers&#9;of&#x1b;[1m characters",
    "C1 &#x9b; 31m \302\233",
    "Right \342\200\256 to left",
    "\360\237\214\212 Sea \342\200\213 wide",
  };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) list = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *page = make_page (titles[i], titles[i]);
      g_autofree char *text
          = g_strdup_printf ("%s\n\nA paragraph of text follows it, number %u.\n", titles[i], i);
      g_autofree char *html_path = test_place_write (place, "page.html", page, -1);
      g_autofree char *text_path = test_place_write (place, "page.txt", text, -1);
      g_autoptr (CliRun) run = cli_run (place, "add", html_path, text_path, NULL);

      assert_status (run, 0);
    }
  list = cli_run (place, "list", NULL);
  assert_status (list, 0);
  lines = g_strsplit (list->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2 * G_N_ELEMENTS (titles) + 1);
  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, 3);
      g_assert_cmpstr (fields[1], ==, "unread");
      for (const char *c = fields[2]; *c != '\0'; c = g_utf8_next_char (c))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)) || g_utf8_get_char (c) == 0x202e);
    }
}

/* --- Several processes --- */

#define PROCESSES 4
#define EACH 5

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *running = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  (*running)--;
}

/* They even make the library together; each article is there once, and whole. */
static void
test_together (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *same_page = make_page ("The same", "what all of them add");
  g_autofree char *same = test_place_write (place, "same.html", same_page, -1);
  g_autoptr (CliRun) verify = NULL;
  g_autoptr (JsonNode) list = NULL;
  guint running = 0;

  for (guint i = 0; i < PROCESSES; i++)
    {
      g_autoptr (GSubprocessLauncher) launcher = cli_launcher (
          place, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_autoptr (GSubprocess) child = NULL;
      g_auto (GStrv) words = NULL;

      g_strv_builder_add_many (builder, "add", "--tag", "together", same, NULL);
      for (guint k = 0; k < EACH; k++)
        {
          g_autofree char *title = g_strdup_printf ("Page %u of %u", k, i);
          g_autofree char *name = g_strdup_printf ("%u-%u.html", i, k);
          g_autofree char *page = make_page (title, title);
          g_autofree char *path = test_place_write (place, name, page, -1);

          g_strv_builder_add (builder, path);
        }
      words = g_strv_builder_end (builder);
      child = cli_start (launcher, (const char *const *)words);
      running++;
      g_subprocess_wait_check_async (child, NULL, wait_cb, &running);
    }
  wait_until (running == 0);

  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
  list = cli_json (place, "list", "--json", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, PROCESSES * EACH + 1);
  for (guint i = 0; i <= PROCESSES * EACH; i++)
    {
      g_assert_cmpstr (json_object_get_string_member (json_at (list, i), "state"), ==, "unread");
      g_assert_cmpuint (
          json_array_get_length (json_object_get_array_member (json_at (list, i), "tags")), ==, 1);
    }
}

static gboolean
elapsed_cb (gpointer data)
{
  gboolean *elapsed = data;

  *elapsed = TRUE;

  return G_SOURCE_REMOVE;
}

/* Who writes holds the library's lock, and waits for whoever holds it. */
static void
test_lock (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("The lighthouse", "the lamp");
  g_autofree char *path = test_place_write (place, "page.html", page, -1);
  g_autofree char *lock_path = g_build_filename (place->library, "library.lock", NULL);
  g_autoptr (CliRun) first = cli_run (place, "stats", NULL), list = NULL;
  g_autoptr (GSubprocessLauncher) launcher
      = cli_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) child = NULL;
  gboolean elapsed = FALSE;
  guint running = 1;
  int lock = g_open (lock_path, O_RDWR | O_CLOEXEC, 0);

  assert_status (first, 0);
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  child = cli_start (launcher, (const char *const[]){ "add", path, NULL });
  g_subprocess_wait_check_async (child, NULL, wait_cb, &running);
  g_timeout_add (400, elapsed_cb, &elapsed);
  wait_until (elapsed);
  g_assert_cmpuint (running, ==, 1);
  g_assert_cmpint (flock (lock, LOCK_UN), ==, 0);
  close (lock);
  wait_until (running == 0);
  list = cli_run (place, "list", NULL);
  g_assert_cmpstr (list->out, ==, "1\tunread\tThe lighthouse\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/add/files", test_files);
  g_test_add_func ("/cli/add/refused", test_refused);
  g_test_add_func ("/cli/add/too-big", test_too_big);
  g_test_add_func ("/cli/add/input", test_input);
  g_test_add_func ("/cli/add/input-link", test_input_link);
  g_test_add_func ("/cli/add/tags", test_tags);
  g_test_add_func ("/cli/add/json", test_json);
  g_test_add_func ("/cli/add/titles", test_titles);
  g_test_add_func ("/cli/add/together", test_together);
  g_test_add_func ("/cli/add/lock", test_lock);

  return g_test_run ();
}
