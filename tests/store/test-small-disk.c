/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk of two megabytes that fills up for real: what was said to be saved is there, what did not
 * fit is said, and with room again all goes on. Where a disk of our own may not be mounted, the
 * test is skipped. */

#include <sched.h>
#include <sys/mount.h>

#include "test-folder.h"

#define MOST 500

static gboolean
mount_small (const char *folder)
{
  g_autofree char *probe = g_build_filename (folder, "probe", NULL);
  gboolean mounted = (unshare (CLONE_NEWNS) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0)
                     && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
                     && mount ("tmpfs", folder, "tmpfs", 0, "size=2m") == 0;

  return mounted && g_file_set_contents (probe, "", 0, NULL) && g_unlink (probe) == 0;
}

/* Words that do not compress to nothing. */
static SheafEdit *
make_add (guint number)
{
  g_autofree char *url = g_strdup_printf ("https://example.org/%u", number);
  g_autofree char *title = g_strdup_printf ("Article %u", number);
  g_autoptr (GRand) random = g_rand_new_with_seed (number);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SheafPage) page = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "w%x ", g_rand_int (random) & 0xffffff);
  page = make_page (title, text->str);

  return sheaf_edit_new_add_page (url, page, NULL, NULL);
}

static gboolean
add (SheafDb *db, guint number, GError **error)
{
  g_autoptr (SheafEdit) edit = make_add (number);
  SheafEditOutcome outcome;

  if (!sheaf_edit_apply (edit, db, NULL, &outcome, error))
    return FALSE;
  sheaf_edit_outcome_clear (&outcome);

  return TRUE;
}

static void
assert_kept (SheafDb *db, guint n)
{
  g_autofree char *expected = g_strdup_printf ("%u", n);

  assert_answer (db, "SELECT count (*) FROM article", expected);
  assert_answer (db, "SELECT count (*) FROM content", expected);
}

static void
test_full (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-test-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = NULL;
  guint n = 0;

  if (!mount_small (folder))
    {
      g_test_skip ("no disk may be mounted here");
      remove_folder (folder);
      return;
    }
  db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  g_assert_no_error (error);
  while (n < MOST && add (db, n, &error))
    n++;
  g_assert_cmpuint (n, >, 10);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  g_clear_error (&error);
  assert_kept (db, n);

  g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT, "size=32m"), ==, 0);
  g_assert_true (add (db, n, &error));
  g_assert_no_error (error);
  assert_kept (db, n + 1);
  assert_sound (db);
  g_clear_pointer (&db, sheaf_db_close);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/small-disk/full", test_full);

  return g_test_run ();
}
