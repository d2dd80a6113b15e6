/* SPDX-License-Identifier: GPL-3.0-or-later */

/* kill -9 at any moment of a change to many articles, of a backup, of a library being brought up to
 * the present version; and two programs writing at once. Whatever is killed is there wholly or not
 * at all. */

#include "run-cli.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#define ARTICLES 8
#define KILLS 8 /* of each case */
#define WRITERS 4

static TestPlace *original;

static guint
count_kills (void)
{
  const char *soak = g_getenv ("SHEAF_SOAK");

  return soak != NULL ? MAX (KILLS, (guint)strtoul (soak, NULL, 10) / 5) : KILLS;
}

static char *
write_page (TestPlace *place, guint number)
{
  g_autofree char *title = g_strdup_printf ("Page %u", number);
  g_autofree char *name = g_strdup_printf ("page-%u.html", number);
  g_autofree char *body = make_page (title, title);

  return test_place_write (place, name, body, -1);
}

static TestPlace *
make_library (void)
{
  TestPlace *place = test_place_new ();
  const char *words[ARTICLES + 2] = { "add" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CliRun) run = NULL;

  for (guint i = 0; i < ARTICLES; i++)
    {
      g_ptr_array_add (paths, write_page (place, i + 1));
      words[i + 1] = paths->pdata[i];
    }
  run = cli_run_with (place, NULL, NULL, words);
  assert_status (run, 0);

  return place;
}

static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_folder (source, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (target, bytes, size, NULL));
    }
}

/* The library of the version before, as it was written then; its files are not kept. */
static void
unpack_fixture (const char *library)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "store", "fixtures", "library-001.db.zst", NULL);
  g_autofree char *target = g_build_filename (library, "library.db", NULL);
  g_autofree char *packed = NULL, *bytes = NULL;
  gsize size, whole;
  sqlite3 *db;
  char *message = NULL;

  g_assert_true (g_file_get_contents (path, &packed, &size, NULL));
  whole = ZSTD_getFrameContentSize (packed, size);
  bytes = g_malloc (whole);
  g_assert_cmpuint (ZSTD_decompress (bytes, whole, packed, size), ==, whole);
  g_assert_cmpint (g_mkdir_with_parents (library, 0700), ==, 0);
  g_assert_true (g_file_set_contents (target, bytes, whole, NULL));
  g_assert_cmpint (sqlite3_open (target, &db), ==, SQLITE_OK);
  sqlite3_exec (
      db,
      "UPDATE content SET snapshot_sha = NULL; DELETE FROM article_asset; DELETE FROM asset;"
      "UPDATE article SET lead_sha = NULL",
      NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* --- Killing --- */

typedef struct
{
  const char *name;
  gboolean old; /* the library of the version before */
  const char *words[ARTICLES + 4];
} Case;

static const Case cases[] = {
  { "tag", FALSE, { "tag", "1", "+bulk", "+more" } },
  { "archive", FALSE, { "archive", "1", "2", "3", "4", "5", "6", "7", "8" } },
  { "delete", FALSE, { "delete", "1", "2", "3", "4", "5", "6", "7", "8" } },
  { "merge", FALSE, { "merge", "1", "2", "3", "4", "5", "6", "7", "8" } },
  { "backup", FALSE, { "backup" } },
  { "upgrade", TRUE, { "stats" } },
};

static TestPlace *
make_place (const Case *what)
{
  TestPlace *place = test_place_new ();

  if (what->old)
    unpack_fixture (place->library);
  else
    copy_folder (original->library, place->library);

  return place;
}

static char *
list_all (TestPlace *place)
{
  g_autoptr (CliRun) run = cli_run (place, "list", "--json", NULL);

  assert_status (run, 0);

  return g_strdup (run->out);
}

static gboolean
kill_cb (gpointer child)
{
  g_subprocess_send_signal (child, SIGKILL);

  return G_SOURCE_REMOVE;
}

static CliRun *
run_and_kill (TestPlace *place, const Case *what, gint64 delay)
{
  g_autoptr (GSubprocessLauncher) launcher
      = cli_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) child = cli_start (launcher, what->words);
  g_autoptr (GSource) source = g_timeout_source_new (0);
  CliRun *run;

  g_source_set_ready_time (source, g_get_monotonic_time () + delay);
  g_source_set_callback (source, kill_cb, child, NULL);
  g_source_attach (source, NULL);
  run = cli_collect (child, NULL);
  g_source_destroy (source);

  return run;
}

/* Every backup that is listed can be restored. */
static void
assert_backups (TestPlace *place, const char *before)
{
  g_autoptr (JsonNode) list = cli_json (place, "backup", "--list", "--json", NULL);
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (CliRun) restore = cli_run (
          place, "restore", json_object_get_string_member (json_at (list, i), "path"), NULL);
      g_autofree char *after = NULL;

      assert_status (restore, 0);
      after = list_all (place);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_killed (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (TestPlace) whole = make_place (what);
  g_autofree char *before = what->old ? NULL : list_all (whole);
  gint64 begin = g_get_monotonic_time (), takes;
  g_autoptr (CliRun) run = cli_run_with (whole, NULL, NULL, what->words);
  g_autofree char *after = NULL;
  guint kills = count_kills (), killed = 0, done = 0;

  takes = g_get_monotonic_time () - begin;
  assert_status (run, 0);
  after = list_all (whole);
  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (TestPlace) place = make_place (what);
      g_autoptr (CliRun) cut
          = run_and_kill (place, what, (i + g_test_rand_double ()) * takes / kills);
      g_autoptr (CliRun) verify = cli_run (place, "verify", NULL);
      g_autofree char *now = NULL;

      assert_status (verify, 0);
      now = list_all (place);
      if (g_strcmp0 (now, before) != 0)
        g_assert_cmpstr (now, ==, after);
      if (cut->status == 0) /* it was acknowledged */
        g_assert_cmpstr (now, ==, after);
      assert_backups (place, now);
      killed += cut->status == -1;
      done += g_strcmp0 (now, after) == 0;
    }
  g_test_message ("%s takes %" G_GINT64_FORMAT " us; %u of %u killed, %u had done it", what->name,
                  takes, killed, kills, done);
  g_assert_cmpuint (killed, >, 0);
}

/* --- Two and more at once --- */

static void
test_writers (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CliRun) verify = NULL;
  g_autoptr (JsonNode) list = NULL;

  for (guint writer = 0; writer < WRITERS; writer++)
    {
      g_autoptr (GSubprocessLauncher) launcher
          = cli_launcher (place, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      const char *words[ARTICLES + 2] = { "add" };
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < ARTICLES; i++)
        {
          g_ptr_array_add (paths, write_page (place, 100 * (writer + 1) + i));
          words[i + 1] = paths->pdata[i];
        }
      g_ptr_array_add (children, cli_start (launcher, words));
    }
  for (guint writer = 0; writer < WRITERS; writer++)
    {
      g_autoptr (CliRun) run = cli_collect (children->pdata[writer], NULL);

      assert_status (run, 0);
    }
  list = cli_json (place, "list", "--json", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, WRITERS * ARTICLES);
  verify = cli_run (place, "verify", NULL);
  assert_status (verify, 0);
}

/* What cannot be written is told and left as it is. */
static void
test_read_only (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *database = g_build_filename (place->library, "library.db", NULL);
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before, size_after;
  g_autoptr (CliRun) star = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("everything can be written by root");
      return;
    }
  copy_folder (original->library, place->library);
  g_assert_true (g_file_get_contents (database, &before, &size_before, NULL));
  g_assert_cmpint (g_chmod (database, 0400), ==, 0);
  g_assert_cmpint (g_chmod (place->library, 0500), ==, 0);
  star = cli_run (place, "star", "1", NULL);
  g_assert_cmpint (g_chmod (place->library, 0700), ==, 0);
  assert_status (star, 1);
  assert_has (star->err, "permissions");
  g_assert_true (g_file_get_contents (database, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  original = make_library ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/kill-edits/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_killed);
    }
  g_test_add_func ("/cli/kill-edits/writers", test_writers);
  g_test_add_func ("/cli/kill-edits/read-only", test_read_only);
  status = g_test_run ();
  test_place_free (original);

  return status;
}
