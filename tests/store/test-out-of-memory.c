/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store where SQLite gets no memory: at each of its allocations once, and from each on. A
 * program of its own, since the allocator is set before SQLite begins. */

#include "fault-work.h"

static sqlite3_mem_methods usual;
static guint allocations, fail_at;
static gboolean failing, all_after, has_failed;

static gboolean
is_refused (void)
{
  allocations++;
  if (!failing || allocations < fail_at || (!all_after && has_failed))
    return FALSE;
  has_failed = TRUE;

  return TRUE;
}

static void *
get (int n)
{
  return is_refused () ? NULL : usual.xMalloc (n);
}

static void *
get_more (void *old, int n)
{
  return is_refused () ? NULL : usual.xRealloc (old, n);
}

static void
install (void)
{
  sqlite3_mem_methods ours;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &usual), ==, SQLITE_OK);
  ours = usual;
  ours.xMalloc = get;
  ours.xRealloc = get_more;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &ours), ==, SQLITE_OK);
}

static void
refuse (guint at, gboolean after)
{
  allocations = 0;
  fail_at = at;
  all_after = after;
  has_failed = FALSE;
  failing = at > 0;
}

static void
copy_file (const char *from, const char *folder)
{
  g_autofree char *to = g_build_filename (folder, "library.db", NULL);
  g_autofree char *wal = g_strconcat (to, "-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_unlink (wal);
  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, size, NULL));
}

static char *beginning; /* path of a database */
static guint all_allocations;

/* Opens and works; where memory was refused the step is told to have failed, is not there by half,
 * and succeeds when it is tried again on the same connection. */
static void
work (const char *folder, guint at, gboolean after)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db;
  int done = 0;

  copy_file (beginning, folder);
  refuse (at, after);
  db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  if (db == NULL)
    {
      g_assert_true (has_failed);
      g_clear_error (&error);
      refuse (0, FALSE);
      db = open_folder (folder);
    }
  while (done < STEPS)
    {
      if (work_apply (db, done, &error))
        {
          done++;
          continue;
        }
      if (!has_failed)
        g_test_message ("allocation %u, step %d: %s", at, done, error->message);
      g_assert_true (has_failed);
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
      g_clear_error (&error);
      refuse (0, FALSE);
      g_assert_true (sqlite3_get_autocommit (sheaf_db_get_handle (db)));
      g_assert_cmpint (work_steps_in (db), ==, done);
    }
  refuse (0, FALSE);
  g_assert_cmpint (work_steps_in (db), ==, STEPS);
  {
    g_autofree char *synchronous = ask (db, "SELECT synchronous FROM pragma_synchronous");

    g_assert_cmpstr (synchronous, ==, "2"); /* what is acknowledged is safe, as before */
  }
  if (!work_is_sound (db))
    g_error ("allocation %u%s", at, after ? " and all after it" : "");
  sheaf_db_close (db);
}

static void
test_refused (gconstpointer after)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-memory-XXXXXX", NULL);
  guint points = work_points (40);

  for (guint i = 0; i < points; i++)
    {
      guint at = 1 + (guint64)all_allocations * i / points
                 + g_test_rand_int_range (0, MAX (1, (int)(all_allocations / points)));

      work (folder, at, GPOINTER_TO_INT (after));
    }
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *other = NULL;
  SheafDb *db;
  int status;

  g_test_init (&argc, &argv, NULL);
  install ();
  folder = make_library_folder (BEGINNING);
  beginning = g_build_filename (folder, "library.db", NULL);
  other = g_dir_make_tmp ("sheaf-memory-XXXXXX", NULL);
  copy_file (beginning, other);
  refuse (0, FALSE);
  db = open_folder (other);
  for (guint step = 0; step < STEPS; step++)
    g_assert_true (work_apply (db, step, NULL));
  all_allocations = allocations;
  sheaf_db_close (db);
  copy_file (beginning, other);
  db = open_folder (other);
  work_learn (db);
  sheaf_db_close (db);
  remove_folder (other);
  g_test_message ("%u allocations", all_allocations);
  g_test_add_data_func ("/store/out-of-memory/once", GINT_TO_POINTER (FALSE), test_refused);
  g_test_add_data_func ("/store/out-of-memory/from-then-on", GINT_TO_POINTER (TRUE), test_refused);
  status = g_test_run ();
  work_forget ();
  remove_folder (folder);
  g_free (beginning);

  return status;
}
