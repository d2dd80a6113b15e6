/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store over a disk that fails: power cuts, errors of every operation, no room, a WAL that was
 * cut. Each time: what was acknowledged as committed is there, every edit is there wholly or not at
 * all, the library opens, is sound, and goes on. */

#include "fault-vfs.h"
#include "fault-work.h"

static char *folder;
static FaultImage *beginning;
static guint all_operations; /* of opening, all the steps, and closing */

static SheafDb *
open_db (GError **error)
{
  return sheaf_db_open (folder, SHEAF_DB_WRITER, error);
}

static SheafDb *
open_well (void)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db = open_db (&error);

  g_assert_no_error (error);

  return db;
}

static void
begin (void)
{
  SheafDb *db = open_well ();

  for (guint i = 1; i <= BEGINNING; i++)
    add_numbered (db, i);
  sheaf_db_close (db);
  beginning = fault_vfs_save ();
  fault_vfs_arm (FAULT_NONE, 0);
  db = open_well ();
  sheaf_db_run (db, "PRAGMA wal_autocheckpoint = 40", NULL);
  for (guint step = 0; step < STEPS; step++)
    g_assert_true (work_apply (db, step, NULL));
  sheaf_db_close (db);
  all_operations = fault_vfs_count ();
  fault_vfs_load (beginning);
  db = open_well ();
  work_learn (db);
  sheaf_db_close (db);
  g_test_message ("%u operations of the disk", all_operations);
}

/* The Ith of N points, spread over all of it. */
static guint
point (guint i, guint n)
{
  return 1 + (guint)((guint64)i * all_operations / n)
         + (guint)g_random_int_range (0, MAX (1, (int)(all_operations / n)));
}

/* --- Power --- */

typedef struct
{
  guint lost, torn, unsound, unopened;
} Toll;

static void
cut_power (guint at, guint32 seed, const char *synchronous, Toll *toll)
{
  SheafDb *db;
  int acknowledged = 0, found;

  fault_vfs_load (beginning);
  fault_vfs_arm (FAULT_POWER, at);
  db = open_db (NULL);
  if (db != NULL)
    {
      sheaf_db_run (db, "PRAGMA wal_autocheckpoint = 40", NULL);
      sheaf_db_run (db, synchronous, NULL);
      while (acknowledged < STEPS && work_apply (db, acknowledged, NULL))
        acknowledged++;
      acknowledged -= acknowledged == RELAXED_STEP + 1;
      sheaf_db_close (db);
    }
  fault_vfs_lose_power (seed);
  db = open_db (NULL);
  if (db == NULL)
    {
      toll->unopened++;
      return;
    }
  found = work_steps_in (db);
  toll->torn += found < 0;
  toll->lost += found >= 0 && found < acknowledged;
  toll->unsound += !work_is_sound (db);
  if (found >= 0 && found < STEPS && !work_apply (db, found, NULL))
    toll->unsound++;
  sheaf_db_close (db);
}

static Toll
cut_power_often (guint points, const char *synchronous)
{
  Toll toll = { 0 };

  for (guint i = 0; i < points; i++)
    cut_power (point (i, points), i, synchronous, &toll);
  g_test_message ("%u power cuts, %s: %u lost something acknowledged, %u have an edit by half, %u "
                  "are unsound, %u "
                  "do not open",
                  points, synchronous, toll.lost, toll.torn, toll.unsound, toll.unopened);

  return toll;
}

static void
test_power (void)
{
  Toll toll = cut_power_often (work_points (40), "PRAGMA synchronous = FULL");

  g_assert_cmpuint (toll.lost + toll.torn + toll.unsound + toll.unopened, ==, 0);
}

/* The same without syncing must be seen to fail, or the test above proves nothing. */
static void
test_power_control (void)
{
  Toll toll = cut_power_often (work_points (40), "PRAGMA synchronous = OFF");

  g_assert_cmpuint (toll.lost, >, 0);
  g_assert_cmpuint (toll.torn + toll.unsound + toll.unopened, >, 0);
}

/* --- Errors --- */

/* The fault may have waited for this reading; what it struck once, it lets be read. */
static int
steps_in (SheafDb *db)
{
  int found = work_steps_in (db);

  if (found >= 0 || !fault_vfs_has_struck ())
    return found;
  fault_vfs_disarm ();

  return work_steps_in (db);
}

static void
work_through (FaultKind kind, guint at)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db;
  int done = 0;

  fault_vfs_load (beginning);
  fault_vfs_arm (kind, at);
  db = open_db (NULL);
  if (db == NULL)
    {
      g_assert_true (fault_vfs_has_struck ());
      fault_vfs_disarm ();
      db = open_well ();
    }
  sheaf_db_run (db, "PRAGMA wal_autocheckpoint = 40", NULL);
  while (done < STEPS)
    {
      if (work_apply (db, done, &error))
        {
          done++;
          continue;
        }
      /* Told, rolled back, and the connection goes on as soon as the disk does. */
      g_assert_true (fault_vfs_has_struck ());
      g_assert_true (error->domain == SHEAF_ERROR);
      g_clear_error (&error);
      fault_vfs_disarm ();
      g_assert_true (sqlite3_get_autocommit (sheaf_db_get_handle (db)));
      g_assert_cmpint (work_steps_in (db), ==, done);
    }
  g_assert_cmpint (steps_in (db), ==, STEPS);
  sheaf_db_close (db);
  fault_vfs_disarm ();
  db = open_well ();
  g_assert_cmpint (work_steps_in (db), ==, STEPS);
  g_assert_true (work_is_sound (db));
  sheaf_db_close (db);
}

static void
test_errors (gconstpointer kind)
{
  guint points = work_points (40);

  for (guint i = 0; i < points; i++)
    work_through (GPOINTER_TO_INT (kind), point (i, points));
}

/* While the disk is full, what is there can be read. */
static void
test_full_reads (void)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db;

  fault_vfs_load (beginning);
  db = open_well ();
  fault_vfs_arm (FAULT_FULL, 1);
  g_assert_false (work_apply (db, 0, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  g_assert_cmpint (work_steps_in (db), ==, 0);
  sheaf_db_close (db);
  db = open_well ();
  g_assert_cmpint (work_steps_in (db), ==, 0);
  sheaf_db_close (db);
}

/* --- The WAL --- */

/* All steps are in the WAL and nothing was checkpointed. (transfer full) */
static FaultImage *
make_wal (void)
{
  FaultImage *image;
  SheafDb *db;

  fault_vfs_load (beginning);
  db = open_well ();
  sheaf_db_run (db, "PRAGMA wal_autocheckpoint = 0", NULL);
  for (guint step = 0; step < STEPS; step++)
    g_assert_true (work_apply (db, step, NULL));
  image = fault_vfs_save ();
  sheaf_db_close (db);

  return image;
}

static int
look_at (const FaultImage *image)
{
  SheafDb *db;
  int found;

  fault_vfs_load (image);
  db = open_well ();
  found = work_steps_in (db);
  g_assert_cmpint (found, >=, 0);
  g_assert_true (work_is_sound (db));
  if (found < STEPS)
    g_assert_true (work_apply (db, found, NULL));
  sheaf_db_close (db);

  return found;
}

static void
test_wal_cut (void)
{
  g_autoptr (FaultImage) image = make_wal ();
  GByteArray *wal = fault_image_find (image, "-wal");
  guint points = work_points (20), whole = wal->len;
  int before = STEPS;

  g_assert_cmpint (look_at (image), ==, STEPS);
  for (guint i = points; i-- > 0;)
    {
      int found;

      g_byte_array_set_size (wal, (guint64)whole * i / points);
      found = look_at (image);
      g_assert_cmpint (found, <=, before);
      before = found;
    }
  g_assert_cmpint (before, ==, 0);
}

static void
test_wal_rot (void)
{
  g_autoptr (FaultImage) image = make_wal ();
  GByteArray *wal = fault_image_find (image, "-wal");
  guint points = work_points (20);
  guint shorter = 0;

  for (guint i = 0; i < points; i++)
    {
      guint at = (guint64)wal->len * i / points + g_random_int_range (0, 100);

      at = MIN (at, wal->len - 1);
      wal->data[at] ^= 0x10;
      shorter += look_at (image) < STEPS;
      wal->data[at] ^= 0x10;
    }
  g_assert_cmpuint (shorter, >, points / 2);
}

/* --- Making a library --- */

static void
test_first_time (void)
{
  guint points = work_points (30), operations;
  g_autoptr (FaultImage) nothing = NULL;
  SheafDb *db;

  fault_vfs_load (beginning);
  nothing = fault_vfs_save ();
  g_byte_array_set_size (fault_image_find (nothing, "library.db"), 0);
  if (fault_image_find (nothing, "-wal") != NULL)
    g_byte_array_set_size (fault_image_find (nothing, "-wal"), 0);
  fault_vfs_load (nothing);
  fault_vfs_arm (FAULT_NONE, 0);
  sheaf_db_close (open_well ());
  operations = fault_vfs_count ();
  for (guint i = 0; i < points; i++)
    {
      guint at = 1 + (guint64)operations * i / points;

      fault_vfs_load (nothing);
      fault_vfs_arm (FAULT_POWER, at);
      db = open_db (NULL);
      g_clear_pointer (&db, sheaf_db_close);
      fault_vfs_lose_power (i);
      db = open_well ();
      g_assert_true (work_is_sound (db));
      add_numbered (db, 1);
      sheaf_db_close (db);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_random_set_seed (g_test_rand_int ());
  fault_vfs_install ();
  folder = g_dir_make_tmp ("sheaf-faults-XXXXXX", NULL);
  begin ();
  g_test_add_func ("/store/faults/power", test_power);
  g_test_add_func ("/store/faults/power-control", test_power_control);
  g_test_add_data_func ("/store/faults/error", GINT_TO_POINTER (FAULT_ERROR), test_errors);
  g_test_add_data_func ("/store/faults/errors", GINT_TO_POINTER (FAULT_ERRORS), test_errors);
  g_test_add_data_func ("/store/faults/full", GINT_TO_POINTER (FAULT_FULL), test_errors);
  g_test_add_func ("/store/faults/full-reads", test_full_reads);
  g_test_add_func ("/store/faults/wal-cut", test_wal_cut);
  g_test_add_func ("/store/faults/wal-rot", test_wal_rot);
  g_test_add_func ("/store/faults/first-time", test_first_time);
  status = g_test_run ();
  work_forget ();
  fault_image_free (beginning);
  remove_folder (folder);
  g_free (folder);

  return status;
}
