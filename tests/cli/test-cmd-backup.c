/* SPDX-License-Identifier: GPL-3.0-or-later */

/* backup and restore as a person types them: round trips, what they print, what they refuse. */

#include "run-cli.h"

#include <glib/gstdio.h>
#include <string.h>

static TestPlace *
make_place (void)
{
  TestPlace *place = test_place_new ();
  g_autofree char *body = make_page ("The ferry", "boats");
  g_autofree char *page = test_place_write (place, "page.html", body, -1);
  g_autoptr (CliRun) add = cli_run (place, "add", page, NULL);
  g_autoptr (CliRun) tag = cli_run (place, "tag", "1", "+sea", NULL);

  assert_status (add, 0);
  assert_status (tag, 0);

  return place;
}

static char *
list_of (TestPlace *place)
{
  g_autoptr (CliRun) run = cli_run (place, "list", "--json", NULL);

  assert_status (run, 0);

  return g_strdup (run->out);
}

static void
test_round_trip (void)
{
  g_autoptr (TestPlace) place = make_place ();
  g_autofree char *before = list_of (place), *between = NULL, *after = NULL, *name = NULL;
  g_autoptr (JsonNode) made = cli_json (place, "backup", "--json", NULL);
  g_autoptr (CliRun) delete = cli_run (place, "delete", "1", NULL);
  g_autoptr (JsonNode) list = cli_json (place, "backup", "--list", "--json", NULL);
  g_autoptr (CliRun) lines = cli_run (place, "backup", "--list", NULL);
  g_autoptr (JsonNode) restored = NULL;
  g_autoptr (CliRun) verify = NULL;
  JsonObject *object = json_node_get_object (made);
  const char *aside;

  g_assert_cmpint (json_object_get_int_member (object, "articles"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "number"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_at (list, 0), "path"), ==,
                   json_object_get_string_member (object, "path"));
  g_assert_cmpint (cli_line_id (lines->out, 0), ==, 1);
  between = list_of (place);
  g_assert_cmpstr (before, !=, between);
  name = g_path_get_basename (json_object_get_string_member (object, "path"));
  restored = cli_json (place, "restore", "--json", name, NULL);
  object = json_node_get_object (restored);
  g_assert_cmpint (json_object_get_int_member (object, "articles"), ==, 1);
  aside = json_object_get_string_member (object, "set_aside");
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  after = list_of (place);
  g_assert_cmpstr (before, ==, after);
  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
}

static void
test_folder (void)
{
  g_autoptr (TestPlace) place = make_place ();
  g_autoptr (TestPlace) other = test_place_new ();
  g_autofree char *target = g_build_filename (other->folder, "copies", NULL);
  g_autofree char *before = list_of (place), *after = NULL;
  g_autoptr (CliRun) made = cli_run (place, "backup", target, NULL);
  g_autoptr (JsonNode) list = cli_json (other, "backup", "--list", target, "--json", NULL);
  const char *path = json_object_get_string_member (json_at (list, 0), "path");
  g_autoptr (CliRun) restore = cli_run (other, "restore", path, NULL);
  g_autoptr (CliRun) verify = cli_run (other, "verify", NULL);

  assert_status (made, 0);
  assert_has (made->out, path);
  assert_status (restore, 0);
  assert_has (restore->out, "articles\t1\n");
  assert_status (verify, 0);
  after = list_of (other);
  g_assert_cmpstr (before, ==, after);
}

/* Files that are nowhere are said, by the backup that did not find them and by what is restored of
 * it. */
static void
test_missing (void)
{
  g_autoptr (TestPlace) place = make_place ();
  g_autoptr (TestPlace) other = test_place_new ();
  g_autofree char *target = g_build_filename (other->folder, "copies", NULL);
  g_autofree char *files = NULL, *away = NULL, *library = NULL;
  g_autoptr (CliRun) made = NULL, restore = NULL;
  g_autoptr (JsonNode) first = cli_json (place, "backup", "--json", NULL);
  g_autoptr (JsonNode) list = NULL;
  const char *path = json_object_get_string_member (json_node_get_object (first), "path");

  library = g_path_get_dirname (path);
  files = g_build_filename (library, "..", "files", NULL);
  away = g_build_filename (library, "..", "files.away", NULL);
  g_assert_cmpint (g_rename (files, away), ==, 0);
  made = cli_run (place, "backup", target, NULL);
  assert_status (made, 0);
  assert_has (made->err, "not there to be copied");
  list = cli_json (other, "backup", "--list", target, "--json", NULL);
  path = json_object_get_string_member (json_at (list, 0), "path");
  restore = cli_run (other, "restore", path, NULL);
  assert_status (restore, 0);
  assert_has (restore->out, "missing\t");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *words[4];
    int status;
    const char *said;
  } cases[] = {
    { { "restore" }, 2, "Usage" },
    { { "restore", "3", "2" }, 1, "no article 3" }, /* the trash */
    { { "restore", "a", "b" }, 2, "Usage" },
    { { "restore", "7" }, 1, "no article 7" },
    { { "restore", "not-there.db" }, 1, "no backup" },
    { { "backup", "a", "b" }, 2, "Usage" },
    { { "backup", "--what" }, 2, "what" },
    { { "backup", "/proc/nothing" }, 1, "/proc/nothing" },
  };
  g_autoptr (TestPlace) place = make_place ();
  g_autofree char *before = list_of (place);
  g_autofree char *aside = g_build_filename (place->library, "set-aside", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, cases[i].words);
      g_autofree char *after = list_of (place);

      assert_status (run, cases[i].status);
      assert_has (run->err, cases[i].said);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpstr (before, ==, after);
      g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/backup/round-trip", test_round_trip);
  g_test_add_func ("/cli/backup/folder", test_folder);
  g_test_add_func ("/cli/backup/missing", test_missing);
  g_test_add_func ("/cli/backup/refused", test_refused);

  return g_test_run ();
}
