/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds for every command: exit statuses, where the library lies, JSON everywhere, UTF-8 in
 * any locale, and standard streams that are closed, full or read by nobody. */

#include "run-cli.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Saves a page with TITLE, gives its id. */
static gint64
add_page (TestPlace *place, const char *title)
{
  g_autofree char *page = make_page (title, title);
  g_autofree char *path = test_place_write (place, "page.html", page, -1);
  g_autoptr (CliRun) run = cli_run (place, "add", path, NULL);

  assert_status (run, 0);

  return cli_line_id (run->out, 0);
}

/* Nothing on the standard output, a word about it on the other, and no folder made for a slip of
 * the pen. */
static void
test_usage (void)
{
  static const char *const cases[][6] = {
    { NULL },
    { "--json", NULL },
    { "--library", NULL },
    { "frobnicate", NULL },
    { "add", NULL },
    { "add", "--bogus", "https://example.org/", NULL },
    { "add", "--tag", NULL },
    { "add", "--url", "https://example.org/", NULL },
    { "add", "--url", "https://example.org/", "file.html", NULL },
    { "add", "--url", "no address", "-", NULL },
    { "list", "words", NULL },
    { "list", "--limit", "many", NULL },
    { "list", "--limit", "-1", NULL },
    { "list", "--bogus", NULL },
    { "search", NULL },
    { "search", "--limit", "0", "words", NULL },
    { "search", "--bogus", NULL },
    { "show", NULL },
    { "show", "1", "2", NULL },
    { "show", "one", NULL },
    { "show", "0", NULL },
    { "show", "1x", NULL },
    { "show", "99999999999999999999", NULL },
    { "show", "1", "--format", NULL },
    { "show", "1", "--format", "pdf", NULL },
    { "tag", NULL },
    { "tag", "one", "+a", NULL },
    { "tag", "1", "a", NULL },
    { "tag", "1", "+", NULL },
    { "note", NULL },
    { "note", "one", "text", NULL },
    { "star", NULL },
    { "unstar", "x", NULL },
    { "archive", NULL },
    { "unarchive", "1", "x", NULL },
    { "delete", NULL },
    { "restore", NULL },
    { "retry", "x", NULL },
    { "stats", "more", NULL },
    { "verify", "more", NULL },
    { "extract", "a", "b", NULL },
    { "extract", "--batch", "a", NULL },
    { "extract", "--bogus", NULL },
  };
  g_autoptr (TestPlace) place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, cases[i]);
      g_autofree char *words = g_strjoinv (" ", (GStrv)cases[i]);

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, 2);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpstr (run->err, !=, "");
      g_assert_false (exists (place->library));
    }
}

/* An id that nothing has is a failure of each command that takes one, told once. */
static void
test_unknown_id (void)
{
  static const char *const cases[][4] = {
    { "show", "7", NULL },   { "tag", "7", NULL },          { "tag", "7", "+a", NULL },
    { "note", "7", NULL },   { "note", "7", "text", NULL }, { "star", "7", NULL },
    { "unstar", "7", NULL }, { "archive", "7", NULL },      { "unarchive", "7", NULL },
    { "delete", "7", NULL }, { "restore", "7", NULL },      { "retry", "7", NULL },
  };
  g_autoptr (TestPlace) place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, cases[i]);
      g_autofree char *words = g_strjoinv (" ", (GStrv)cases[i]);

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, 1);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpstr (run->err, ==, "sheaf-cli: There is no article 7.\n");
    }
}

static void
test_help (void)
{
  static const char *const commands[] = { "add ",
                                          "list ",
                                          "search ",
                                          "show ",
                                          "tag ",
                                          "note ",
                                          "star|unstar|archive|unarchive|delete|restore ",
                                          "retry ",
                                          "stats",
                                          "verify",
                                          "extract " };
  g_autoptr (CliRun) help = cli_run (NULL, "--help", NULL);
  g_autoptr (CliRun) word = cli_run (NULL, "help", NULL);
  g_autoptr (CliRun) version = cli_run (NULL, "--version", NULL);

  assert_status (help, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_has (help->out, commands[i]);
  g_assert_cmpstr (help->err, ==, "");
  assert_status (word, 0);
  g_assert_cmpstr (word->out, ==, help->out);
  assert_status (version, 0);
  g_assert_true (g_str_has_prefix (version->out, "sheaf-cli "));
}

/* The option before the variable before the data folder; the option anywhere before "--". */
static void
test_library (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *named = g_build_filename (place->folder, "named", NULL);
  g_autofree char *option = g_strconcat ("--library=", named, NULL);
  g_autofree char *file = g_build_filename (named, "library.db", NULL);
  g_autofree char *usual = g_build_filename (place->folder, "home", "sheaf", NULL);
  const char *const forms[][5] = {
    { option, "stats", NULL },
    { "stats", option, NULL },
    { "--library", named, "stats", NULL },
    { "stats", "--library", named, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, forms[i]);

      assert_status (run, 0);
      assert_has (run->out, named);
    }
  g_assert_true (exists (file));
  g_assert_false (exists (place->library));
  {
    g_autoptr (CliRun) run = cli_run (place, "stats", NULL);

    assert_status (run, 0);
    assert_has (run->out, place->library);
  }
  g_assert_true (exists (place->library));
  g_assert_false (exists (usual));
  g_subprocess_launcher_unsetenv (launcher, "SHEAF_LIBRARY");
  {
    g_autoptr (CliRun) run
        = cli_run_with (place, launcher, NULL, (const char *const[]){ "stats", NULL });

    assert_status (run, 0);
    assert_has (run->out, usual);
  }
  g_assert_true (exists (usual));
}

/* A library that cannot be opened is a failure with a sentence, and is left as it is. */
static void
test_bad_library (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *file = test_place_write (place, "file", "no folder", -1);
  g_autofree char *below = g_build_filename (file, "library", NULL);
  g_autofree char *foreign = g_build_filename (place->library, "library.db", NULL);
  g_autofree char *kept = NULL;
  const char *const folders[] = { file, below, place->library };

  g_mkdir (place->library, 0700);
  g_assert_true (g_file_set_contents (
      foreign, "This is a diary and no database, but it is long enough.", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (CliRun) run = cli_run (place, "--library", folders[i], "list", NULL);

      assert_status (run, 1);
      g_assert_cmpstr (run->out, ==, "");
      assert_has (run->err, folders[i]);
    }
  g_assert_true (g_file_get_contents (foreign, &kept, NULL, NULL));
  g_assert_true (g_str_has_prefix (kept, "This is a diary"));
}

/* Each command with --json prints one JSON value and nothing else. */
static void
test_json (void)
{
  static const struct
  {
    const char *words[6];
    JsonNodeType type;
  } cases[] = {
    { { "list", "--json" }, JSON_NODE_ARRAY },
    { { "--json", "list" }, JSON_NODE_ARRAY },
    { { "list", "--query", "lighthouse", "--json" }, JSON_NODE_ARRAY },
    { { "search", "lighthouse", "--json" }, JSON_NODE_ARRAY },
    { { "show", "1", "--json" }, JSON_NODE_OBJECT },
    { { "tag", "1", "+sea", "--json" }, JSON_NODE_OBJECT },
    { { "tag", "1", "--json" }, JSON_NODE_OBJECT },
    { { "note", "1", "a note", "--json" }, JSON_NODE_OBJECT },
    { { "star", "1", "--json" }, JSON_NODE_ARRAY },
    { { "unstar", "1", "--json" }, JSON_NODE_ARRAY },
    { { "archive", "1", "--json" }, JSON_NODE_ARRAY },
    { { "unarchive", "1", "--json" }, JSON_NODE_ARRAY },
    { { "delete", "1", "--json" }, JSON_NODE_ARRAY },
    { { "restore", "1", "--json" }, JSON_NODE_ARRAY },
    { { "retry", "--json" }, JSON_NODE_ARRAY },
    { { "stats", "--json" }, JSON_NODE_OBJECT },
    { { "verify", "--json" }, JSON_NODE_OBJECT },
    { { "add", "--json", "page.txt" }, JSON_NODE_ARRAY },
    { { "extract", "--json" }, JSON_NODE_OBJECT },
  };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *text
      = test_place_write (place, "page.txt", "A text\n\nWith a paragraph of its own.\n", -1);

  g_assert_cmpint (add_page (place, "The lighthouse"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
      g_autofree char *words = g_strjoinv (" ", (GStrv)cases[i].words);
      g_autoptr (CliRun) run = NULL;
      g_autoptr (JsonNode) node = NULL;

      g_test_message ("sheaf-cli %s", words);
      g_subprocess_launcher_set_cwd (launcher, place->folder);
      run = cli_run_with (place, launcher, NULL, cases[i].words);
      assert_status (run, 0);
      g_assert_cmpstr (run->err, ==, "");
      node = cli_run_json (run);
      g_assert_cmpint (json_node_get_node_type (node), ==, cases[i].type);
    }
}

static void
test_empty_library (void)
{
  static const char *const arrays[][5] = { { "list", "--json" },
                                           { "search", "word", "--json" },
                                           { "list", "--query", "word", "--json" },
                                           { "retry", "--json" } };
  static const char *const nothing[][4] = { { "list" }, { "search", "word" }, { "retry" } };
  g_autoptr (TestPlace) place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, arrays[i]);

      assert_status (run, 0);
      g_assert_cmpstr (run->out, ==, "[]\n");
    }
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, nothing[i]);

      assert_status (run, 0);
      g_assert_cmpstr (run->out, ==, "");
    }
}

/* Words and answers are UTF-8 whatever the locale says; a locale that is not there changes nothing.
 */
static void
test_locale (void)
{
  static const char *const locales[]
      = { "C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1", "tlh_KL.KLINGON" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autoptr (TestPlace) place = test_place_new ();
      g_autofree char *page = make_page ("Über Größe — 日本", "Maß und 灯台");
      g_autofree char *path = test_place_write (place, "Größe.html", page, -1);
      const char *const cases[][6] = {
        { "add", "--tag", "größe", path }, { "tag", "1", "+日本", "-größe", "+groß" },
        { "list", "--query", "größe" },    { "search", "灯台" },
        { "note", "1", "Für später" },     { "show", "1" },
        { "show", "1", "--json" },         { "stats" },
      };
      static const char *const expected[] = { "1\tunread\tÜber Größe — 日本\n",
                                              "groß\n日本\n",
                                              "1\tunread\tÜber Größe — 日本\n",
                                              "[灯台]",
                                              "Für später\n",
                                              "Maß und 灯台",
                                              "\"note\" : \"Für später\"",
                                              "articles\t1\n" };

      g_test_message ("%s", locales[i]);
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        {
          g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
          g_autoptr (CliRun) run = NULL;

          g_subprocess_launcher_setenv (launcher, "LC_ALL", locales[i], TRUE);
          run = cli_run_with (place, launcher, NULL, cases[k]);
          assert_status (run, 0);
          assert_has (run->out, expected[k]);
        }
      {
        g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
        g_autoptr (CliRun) run = NULL;

        g_subprocess_launcher_setenv (launcher, "LC_ALL", locales[i], TRUE);
        run = cli_run_with (place, launcher, NULL, (const char *const[]){ "show", "größe", NULL });
        assert_status (run, 2);
        assert_has (run->err, "“größe”");
      }
    }
}

/* Bytes that are no UTF-8, wherever a word may stand. */
static void
test_bad_words (void)
{
  static const char *const cases[][6] = {
    { "tag", "1", "+bad\xff\xfe" },
    { "tag", "1", "-bad\xff" },
    { "note", "1", "bad\xff note" },
    { "list", "--query", "\xff" },
    { "search", "\xff\xfe" },
    { "add", "--tag", "b\xff", "page.html" },
    { "add", "--tag", "x", "https://exa\xffmple.org/" },
    { "add", "no\xffthing.html" },
    { "show", "\xff" },
    { "list", "--\xff" },
    { "\xff" },
    { "extract", "\xff" },
    { "extract", "--charset", "\xff" },
  };
  g_autoptr (TestPlace) place = test_place_new ();

  g_assert_cmpint (add_page (place, "The lighthouse"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
      g_autoptr (CliRun) run = NULL, json = NULL;
      const char *words[8] = { NULL };
      guint n = 0;

      g_subprocess_launcher_set_cwd (launcher, place->folder);
      run = cli_run_with (place, launcher, NULL, cases[i]);
      g_assert_cmpint (run->status, >=, 0);
      g_assert_true (g_utf8_validate (run->err, -1, NULL));
      for (; cases[i][n] != NULL; n++)
        words[n] = cases[i][n];
      words[n] = "--json";
      json = cli_run_with (place, launcher, NULL, words);
      g_assert_cmpint (json->status, ==, run->status);
      if (json->out[0] != '\0')
        {
          g_autoptr (JsonNode) node = cli_run_json (json);

          g_assert_nonnull (node);
        }
    }
  {
    g_autoptr (CliRun) run = cli_run (place, "verify", NULL);

    assert_status (run, 0);
  }
}

/* What follows "--" is words, whatever it looks like. */
static void
test_separator (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("Dashes", "dashes");
  g_autofree char *path = test_place_write (place, "--json", page, -1);
  g_autoptr (GSubprocessLauncher) launcher = cli_launcher (place, G_SUBPROCESS_FLAGS_NONE);
  static const struct
  {
    const char *words[6];
    int status;
    const char *out;
  } cases[] = {
    { { "add", "--", "--json" }, 0, "1\tunread\tDashes\n" },
    { { "note", "1", "--", "--json is a flag" }, 0, "--json is a flag\n" },
    { { "note", "--", "1" }, 0, "--json is a flag\n" },
    { { "star", "--", "1" }, 0, "1\tunread\tDashes\n" },
    { { "show", "--", "--json" }, 2, "" },
    { { "search", "--", "dashes" }, 0, "1\tunread\tDashes\n" },
  };

  g_subprocess_launcher_set_cwd (launcher, place->folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, launcher, NULL, cases[i].words);
      g_autofree char *words = g_strjoinv (" ", (GStrv)cases[i].words);

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, cases[i].status);
      g_assert_true (g_str_has_prefix (run->out, cases[i].out));
    }
}

/* --- Streams --- */

static CliRun *
run_into (TestPlace *place, int fd, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher
      = cli_launcher (place, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) child = NULL;

  g_subprocess_launcher_take_stdout_fd (launcher, fd);
  child = cli_start (launcher, words);

  return cli_collect (child, NULL);
}

static guint
count_articles (TestPlace *place)
{
  g_autoptr (JsonNode) list = cli_json (place, "list", "--json", NULL);

  return json_array_get_length (json_node_get_array (list));
}

/* Three files to add, each another article. */
static void
write_three (TestPlace *place, char *paths[3])
{
  static const char *const titles[] = { "The first", "The second", "The third" };

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *page = make_page (titles[i], titles[i]);
      g_autofree char *name = g_strdup_printf ("%u.html", i);

      paths[i] = test_place_write (place, name, page, -1);
    }
}

static void
free_three (char *paths[3])
{
  for (guint i = 0; i < 3; i++)
    g_free (paths[i]);
}

/* The reader is gone before the first word ("| true"): all is saved all the same, and nobody is
 * bothered. */
static void
test_reader_gone (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  char *paths[3];
  g_autoptr (CliRun) run = NULL, list = NULL;
  int ends[2];

  write_three (place, paths);
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  close (ends[0]);
  run = run_into (place, dup (ends[1]),
                  (const char *const[]){ "add", paths[0], paths[1], paths[2], NULL });
  assert_status (run, 1);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpuint (count_articles (place), ==, 3);
  list = run_into (place, ends[1], (const char *const[]){ "list", NULL });
  assert_status (list, 1);
  g_assert_cmpstr (list->err, ==, "");
  free_three (paths);
}

/* Nothing more fits: the article is saved, the answer is not told, and that is a failure. */
static void
test_output_full (void)
{
  static const char *const cases[][3]
      = { { "list", NULL },  { "list", "--json", NULL }, { "show", "1", NULL },
          { "stats", NULL }, { "verify", NULL },         { "--help", NULL } };
  g_autoptr (TestPlace) place = test_place_new ();
  char *paths[3];
  g_autoptr (CliRun) add = NULL;

  if (!exists ("/dev/full"))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  write_three (place, paths);
  add = run_into (place, g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0),
                  (const char *const[]){ "add", paths[0], paths[1], paths[2], NULL });
  assert_status (add, 1);
  assert_has (add->err, "could not be written");
  g_assert_cmpuint (count_articles (place), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run
          = run_into (place, g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0), cases[i]);

      assert_status (run, 1);
      assert_has (run->err, "could not be written");
    }
  free_three (paths);
}

/* Closed from the start: no file of the library may get the number of a standard stream. */
static void
test_streams_closed (void)
{
  static const char *const closings[] = { ">&-", "<&-", "2>&-", "<&- >&- 2>&-" };
  static const int statuses[] = { 1, 0, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      g_autoptr (TestPlace) place = test_place_new ();
      g_autoptr (GSubprocessLauncher) launcher
          = cli_launcher (place, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                     | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autofree char *script = g_strdup_printf ("\"$@\" %s", closings[i]);
      g_autofree char *lock = g_build_filename (place->library, "library.lock", NULL);
      g_autofree char *locked = NULL;
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CliRun) run = NULL, verify = NULL;
      char *paths[3];

      g_test_message ("%s", closings[i]);
      write_three (place, paths);
      child = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", script, "sh",
                                           SHEAF_CLI, "add", paths[0], "http://127.0.0.1:1/page",
                                           paths[1], paths[2], NULL);
      g_assert_no_error (error);
      run = cli_collect (child, NULL);
      assert_status (run, 1); /* nobody listens there */
      g_assert_cmpuint (count_articles (place), ==, 4);
      g_assert_true (g_file_get_contents (lock, &locked, NULL, NULL));
      g_assert_cmpstr (locked, ==, "");
      verify = cli_run (place, "verify", NULL);
      assert_status (verify, 0);
      g_clear_object (&child);
      child = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", script, "sh",
                                           SHEAF_CLI, "list", NULL);
      g_assert_no_error (error);
      g_clear_pointer (&run, cli_run_free);
      run = cli_collect (child, NULL);
      assert_status (run, statuses[i]);
      free_three (paths);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/main/usage", test_usage);
  g_test_add_func ("/cli/main/unknown-id", test_unknown_id);
  g_test_add_func ("/cli/main/help", test_help);
  g_test_add_func ("/cli/main/library", test_library);
  g_test_add_func ("/cli/main/bad-library", test_bad_library);
  g_test_add_func ("/cli/main/json", test_json);
  g_test_add_func ("/cli/main/empty-library", test_empty_library);
  g_test_add_func ("/cli/main/locale", test_locale);
  g_test_add_func ("/cli/main/bad-words", test_bad_words);
  g_test_add_func ("/cli/main/separator", test_separator);
  g_test_add_func ("/cli/main/reader-gone", test_reader_gone);
  g_test_add_func ("/cli/main/output-full", test_output_full);
  g_test_add_func ("/cli/main/streams-closed", test_streams_closed);

  return g_test_run ();
}
