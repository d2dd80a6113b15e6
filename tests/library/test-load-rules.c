/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder of rules: where it is, what of it is read, and that an article that is fetched or
 * added knows them. */

#include "library/load-rules.h"

#include "open-library.h"

#define PAGE                                                                                       \
  "<title>Harbour</title><p class=shown>The board of the harbour</p>"                              \
  "<p>The ferry to the long island leaves at six, and whoever misses it has the choice of an inn " \
  "and a bench until the mail boat comes by at noon, or later.</p>"                                \
  "<p class=odd>Most take the bench, for the inn has one room, and the keeper has seven sons.</p>"

static void
write_rule (const char *folder, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

/* The user's own, made anew. (transfer full) */
static char *
make_own (void)
{
  char *folder = sheaf_library_dup_rules_folder ();

  remove_folder (folder);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return folder;
}

/* Nobody has to have one. */
static void
test_no_folder (void)
{
  g_autofree char *folder = make_own ();
  g_autoptr (SheafSiteRules) rules = NULL;
  g_autoptr (SheafSiteRules) missing = sheaf_library_load_rules ("/nowhere/at/all");

  remove_folder (folder);
  g_assert_true (g_str_has_suffix (folder, "/sheaf/site-rules"));
  rules = sheaf_library_load_rules (NULL);
  g_assert_cmpstr (sheaf_site_rules_get_problems (rules)[0], ==, NULL);
  g_assert_cmpuint (sheaf_site_rules_count (rules), >, 0);
  g_assert_true (
      g_str_has_prefix (sheaf_site_rules_get_problems (missing)[0], "/nowhere/at/all: "));
  g_assert_cmpuint (sheaf_site_rules_count (missing), ==, sheaf_site_rules_count (rules));
}

static void
test_files (void)
{
  g_autofree char *folder = make_own ();
  g_autofree char *sub = g_build_filename (folder, "folder.rule", NULL);
  g_autofree char *big = g_strnfill (SHEAF_SITE_RULES_MAX_FILE + 10, '#');
  g_autoptr (SheafSiteRules) rules = NULL;
  const char *const *problems;

  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  write_rule (folder, "b.rule", "site: b.example\nwrong\n", -1);
  write_rule (folder, "a.rule", "site: a.example\ntitle: (\n", -1);
  write_rule (folder, "c.rule", "site: c.example\0title: p", 24);
  write_rule (folder, "d.rule", big, -1);
  write_rule (folder, "e.txt", "wrong", -1);
  write_rule (folder, ".hidden.rule", "wrong", -1);
  write_rule (folder, "empty.rule", "", 0);
  rules = sheaf_library_load_rules (folder);
  problems = sheaf_site_rules_get_problems (rules);
  g_assert_cmpuint (g_strv_length ((GStrv)problems), ==, 5);
  g_assert_true (g_str_has_prefix (problems[0], "a.rule:2: "));
  g_assert_true (g_str_has_prefix (problems[1], "b.rule:2: "));
  g_assert_true (g_str_has_prefix (problems[2], "c.rule: "));
  g_assert_true (g_str_has_prefix (problems[3], "d.rule: "));
  g_assert_true (g_str_has_prefix (problems[4], "folder.rule: "));
  g_rmdir (sub);
  remove_folder (folder);
}

/* Of too many the first that is not read is named, whatever bytes its name has. */
static void
test_many (void)
{
  g_autofree char *folder = make_own ();
  g_autoptr (SheafSiteRules) rules = NULL;
  const char *const *problems;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.rule", i);

      write_rule (folder, name, "", 0);
    }
  write_rule (folder, "z\xff.rule", "", 0);
  rules = sheaf_library_load_rules (folder);
  problems = sheaf_site_rules_get_problems (rules);
  g_assert_cmpuint (g_strv_length ((GStrv)problems), ==, 1);
  g_assert_true (g_utf8_validate (problems[0], -1, NULL));
  remove_folder (folder);
}

/* A rule that was just written counts for the next article, however it comes. */
static void
test_used (void)
{
  g_autofree char *folder = make_own ();
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 before, after, added;
  g_autoptr (SheafLoaded) old = NULL, fetched = NULL, given = NULL;

  local_server_add_text (server, "/a", "text/html", PAGE);
  local_server_add_text (server, "/b", "text/html", PAGE);
  before = save (place, server, "/a");
  write_rule (folder, "mine.rule", "site: 127.0.0.1, board.example\ntitle: .shown\nstrip: .odd\n",
              -1);
  after = save (place, server, "/b");
  {
    g_autoptr (GBytes) bytes = g_bytes_new_static (PAGE, strlen (PAGE));
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    SheafAdded one;

    sheaf_library_add_bytes_async (place->library, bytes, TRUE, "https://board.example/", NULL,
                                   NULL, NULL, result_cb, &result);
    wait_for (&result);
    sheaf_library_add_finish (place->library, result, &one, &error);
    g_assert_no_error (error);
    added = one.id;
  }
  old = load (place, before);
  fetched = load (place, after);
  given = load (place, added);
  g_assert_cmpstr (old->row->title, ==, "Harbour");
  g_assert_cmpstr (fetched->row->title, ==, "The board of the harbour");
  g_assert_cmpstr (given->row->title, ==, "The board of the harbour");
  g_assert_nonnull (strstr (text_of (old), "seven sons"));
  g_assert_null (strstr (text_of (fetched), "seven sons"));
  g_assert_null (strstr (text_of (given), "seven sons"));
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *settings = g_dir_make_tmp ("sheaf-settings-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", settings, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/load-rules/many", test_many);
  g_test_add_func ("/library/load-rules/no-folder", test_no_folder);
  g_test_add_func ("/library/load-rules/files", test_files);
  g_test_add_func ("/library/load-rules/used", test_used);
  status = g_test_run ();
  remove_folder (settings);

  return status;
}
