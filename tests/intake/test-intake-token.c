/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The token's file: made once, its owner's alone, another one where that was not so. */

#include "intake/intake-token.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
load (const char *file, gboolean anew)
{
  g_autoptr (GError) error = NULL;
  char *token = sheaf_intake_token_load (file, anew, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (token), ==, SHEAF_INTAKE_TOKEN_LENGTH);
  g_assert_cmpuint (strspn (token, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"), ==,
                    SHEAF_INTAKE_TOKEN_LENGTH);

  return token;
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-token-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "sheaf", NULL),
                  *file = g_build_filename (inner, "token", NULL);
  g_autofree char *first = load (file, FALSE), *again = load (file, FALSE),
                  *anew = load (file, TRUE);
  g_autofree char *opened = NULL, *broken = NULL, *linked = NULL;
  GStatBuf facts;

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, anew);
  g_assert_cmpint (g_stat (file, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);

  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  opened = load (file, FALSE);
  g_assert_cmpstr (opened, !=, anew);
  g_assert_cmpint (g_stat (file, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);

  g_assert_true (g_file_set_contents_full (file, "short", -1, 0, 0600, NULL));
  broken = load (file, FALSE);
  g_assert_cmpstr (broken, !=, "short");

  g_unlink (file);
  g_rmdir (inner);
  g_rmdir (folder);
}

static void
test_equal (void)
{
  static const char token[] = "0123456789012345678901234567890123456789abc";
  static const char *const others[] = {
    NULL,
    "",
    "0123456789012345678901234567890123456789ab",
    "0123456789012345678901234567890123456789abcd",
    "1123456789012345678901234567890123456789abc",
    "0123456789012345678901234567890123456789abC",
  };

  g_assert_true (sheaf_intake_token_equal (token, "0123456789012345678901234567890123456789abc"));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (sheaf_intake_token_equal (token, others[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/intake-token/file", test_file);
  g_test_add_func ("/intake/intake-token/equal", test_equal);

  return g_test_run ();
}
