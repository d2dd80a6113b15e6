/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every second of 20,000 listed rows archived by the window's own action: until the list without
 * them is painted, the edit and its commit included; to the same updates by bare SQL in one
 * transaction. A new process each time. */

#include "bench.h"

#include "fill-library.h"
#include "measure.h"
#include "run-program.h"
#include "scratch.h"
#include "store/db.h"

#define ROWS 20000
#define WORDS 30 /* of an article: its text plays no part */

static void
run_sql (SheafDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!sheaf_db_run (db, sql, &error))
    bench_fail ("%s: %s", sql, error->message);
}

static GArray *
read_ids (SheafDb *db)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT id FROM article ORDER BY added_at DESC, id DESC", NULL);

  while (stmt != NULL && sheaf_db_step (db, stmt, NULL))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }

  return ids;
}

/* ms; everything is in the inbox again afterwards. */
static double
archive_bare (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;
  double then, took;

  if (db == NULL)
    bench_fail ("%s", error->message);
  run_sql (db, "UPDATE article SET state = 0");
  ids = read_ids (db);
  stmt = sheaf_db_prepare (db, "UPDATE article SET state = 1 WHERE id = ?1", NULL);

  then = bench_wall ();
  run_sql (db, "BEGIN IMMEDIATE");
  for (guint i = 0; i < ids->len; i += 2)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      sheaf_db_step_done (db, stmt, NULL);
    }
  run_sql (db, "COMMIT");
  took = (bench_wall () - then) * 1000;

  run_sql (db, "UPDATE article SET state = 0");

  return took;
}

void
bench_archive (void)
{
  g_autofree char *folder = scratch_path ("archive"), *rows = g_strdup_printf ("%u", ROWS);
  const char *const argv[] = { SHEAF_BENCH_PROBE, "archive", folder, rows, NULL };
  const char *const names[] = { "archive", "changed", "archived", NULL };
  g_autoptr (GArray) whole = bench_samples_new (), list = bench_samples_new ();
  g_autoptr (GArray) bare = bench_samples_new (), cpu = bench_samples_new ();

  fill_library (folder, 0, ROWS, WORDS);
  for (guint round = 0; round < bench_rounds (); round++)
    {
      Moment moments[3];

      bench_sample (bare, archive_bare (folder));
      run_program (argv, names, moments);
      bench_sample (whole, moments[2].wall - moments[0].wall);
      bench_sample (list, moments[2].wall - moments[1].wall);
      bench_sample (cpu, moments[2].cpu - moments[0].cpu);
    }
  bench_row ("archive: 10,000 of 20,000 rows, until painted", bench_median (whole), "ms",
             bench_median (whole) / bench_median (bare), "the same updates, bare", "<= 300 ms");
  bench_row ("archive: of it after the commit", bench_median (list), "ms",
             bench_median (list) / bench_median (bare), "the same updates, bare", NULL);
  bench_row ("archive: CPU of all threads", bench_median (cpu), "ms",
             bench_median (cpu) / bench_median (bare), "the same updates, bare (wall)", NULL);
}
