/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line added to the user's rules and taken back: what stood there stays to the byte, and the line
 * counts. */

#include "library/own-rule.h"

#include "base/error.h"
#include "library/load-rules.h"

#include <glib/gstdio.h>
#include <string.h>

#define ADDED "# Left out of an article: “Read more”\nsite: example.org\nstrip: p.promo\n"

static char *
read_rules (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "example.org.rule", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("none");
}

static void
write_rules (const char *folder, const char *text)
{
  g_autofree char *path = g_build_filename (folder, "example.org.rule", NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_unlink (path);
}

static void
test_text (void)
{
  static const struct
  {
    const char *before, *with; /* BEFORE NULL: no file */
  } cases[] = {
    { NULL, ADDED },
    { "# mine\nsite: other.example\nbody: main\n",
      "# mine\nsite: other.example\nbody: main\n" ADDED },
    { "site: example.org\nstrip: aside\n", "site: example.org\nstrip: aside\n" ADDED },
    { "site: example.org\nstrip: p.promo\n", "site: example.org\nstrip: p.promo\n" },
  };
  g_autofree char *folder = g_dir_make_tmp ("sheaf-rules-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *with = NULL, *after = NULL;
      g_autoptr (SheafSiteRules) rules = NULL;

      write_rules (folder, cases[i].before);
      g_assert_true (sheaf_own_rule_add (folder, "example.org", "p.promo", "Read\n more", &error));
      g_assert_no_error (error);
      with = read_rules (folder);
      g_assert_cmpstr (with, ==, cases[i].with);
      g_assert_true (sheaf_own_rule_add (folder, "example.org", "p.promo", "Read more", NULL));
      rules = sheaf_library_load_rules (folder);
      g_assert_null (sheaf_site_rules_get_problems (rules)[0]);
      g_assert_true (
          sheaf_own_rule_take_back (folder, "example.org", "p.promo", "Read more", &error));
      g_assert_no_error (error);
      after = read_rules (folder);
      g_assert_cmpstr (after, ==, cases[i].before != NULL ? cases[i].before : "none");
    }
  write_rules (folder, NULL);
  g_assert_true (sheaf_own_rule_take_back (folder, "example.org", "p.promo", "Read more", &error));
  g_assert_no_error (error);
  g_rmdir (folder);
}

static void
test_limits (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-rules-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *outer = g_build_filename (folder, "a", NULL);
  g_autofree char *long_text = g_strnfill (SHEAF_SITE_RULES_MAX_FILE - 10, '#');
  g_autofree char *after = NULL, *made = NULL;
  g_autoptr (GError) error = NULL;

  write_rules (folder, long_text);
  g_assert_false (sheaf_own_rule_add (folder, "example.org", "p.promo", "Read more", &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG);
  after = read_rules (folder);
  g_assert_cmpstr (after, ==, long_text);
  g_assert_true (sheaf_own_rule_add (inner, "example.org", "p.promo", "Read more", NULL));
  made = read_rules (inner);
  g_assert_cmpstr (made, ==, ADDED);
  write_rules (inner, NULL);
  write_rules (folder, NULL);
  g_rmdir (inner);
  g_rmdir (outer);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/own-rule/text", test_text);
  g_test_add_func ("/library/own-rule/limits", test_limits);

  return g_test_run ();
}
