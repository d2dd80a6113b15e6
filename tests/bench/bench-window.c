/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window on a large library, to itself on one of 300 articles, whose list fills the same rows:
 * until its first frame and its list are painted, the memory it has at rest, and the frames that
 * come late while it is scrolled and searched. */

#include "bench.h"

#include "build-library.h"
#include "measure.h"
#include "run-program.h"
#include "scratch.h"
#include "store/db.h"

#define FEW 300

typedef struct
{
  char *folder, *unread;
  GArray *first, *list, *cpu, *memory;
  GArray *worst[3], *slow[3]; /* of each of `frames` */
} Side;

static const char *const frames[] = { "rows", "jumps", "typing", NULL };

/* How many the list has that the window opens with. */
static char *
count_unread (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error); /* brings it up, too */
  sqlite3_stmt *stmt;
  char *n;

  if (db == NULL)
    bench_fail ("%s", error->message);
  stmt = sheaf_db_prepare (
      db,
      "SELECT count (*) FROM article WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL",
      &error);
  if (stmt == NULL || !sheaf_db_step (db, stmt, &error))
    bench_fail ("%s", error->message);
  n = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
  sqlite3_reset (stmt);

  return n;
}

/* Takes FOLDER. */
static Side
make_side (char *folder)
{
  Side self = { folder,
                count_unread (folder),
                bench_samples_new (),
                bench_samples_new (),
                bench_samples_new (),
                bench_samples_new () };

  for (guint i = 0; frames[i] != NULL; i++)
    {
      self.worst[i] = bench_samples_new ();
      self.slow[i] = bench_samples_new ();
    }

  return self;
}

static void
clear_side (Side *self)
{
  g_free (self->folder);
  g_free (self->unread);
  g_array_unref (self->first);
  g_array_unref (self->list);
  g_array_unref (self->cpu);
  g_array_unref (self->memory);
  for (guint i = 0; frames[i] != NULL; i++)
    {
      g_array_unref (self->worst[i]);
      g_array_unref (self->slow[i]);
    }
}

static void
run_frames (Side *self)
{
  const char *const argv[] = { SHEAF_BENCH_PROBE, "frames", self->folder, self->unread, NULL };
  Gaps gaps[3];

  run_for_frames (argv, frames, gaps);
  for (guint i = 0; frames[i] != NULL; i++)
    {
      bench_sample (self->worst[i], gaps[i].worst);
      bench_sample (self->slow[i], gaps[i].slow);
    }
}

static void
run (Side *self, gboolean counts)
{
  const char *const argv[] = { SHEAF_BENCH_PROBE, "start", self->folder, self->unread, NULL };
  const char *const rest[] = { SHEAF_BENCH_PROGRAM, "--library", self->folder, NULL };
  const char *const names[] = { "first-frame", "library", NULL };
  Moment moments[2];

  run_program (argv, names, moments);
  if (!counts)
    return;
  bench_sample (self->first, moments[0].cpu);
  bench_sample (self->list, moments[1].wall);
  bench_sample (self->cpu, moments[1].cpu);
  bench_sample (self->memory, run_for_memory (rest));
  run_frames (self);
}

static void
print (const char *name, GArray *large, GArray *small, const char *unit, const char *goal)
{
  bench_row (name, bench_median (large), unit, bench_median (large) / bench_median (small),
             "that of 300 articles", goal);
}

static void
print_frames (const Side *large, const Side *small)
{
  static const struct
  {
    const char *worst, *worst_goal, *slow, *slow_goal;
  } names[] = {
    { "window: first rows, worst gap", "<= 100 ms", NULL, NULL },
    { "window: to the end in 120 jumps, worst gap", NULL, "window: of them over 33 ms", "<= 3" },
    { "window: 12 letters typed, worst gap", NULL, "window: most of a letter over 33 ms", "<= 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      print (names[i].worst, large->worst[i], small->worst[i], "ms", names[i].worst_goal);
      if (names[i].slow != NULL)
        bench_row (names[i].slow, bench_median (large->slow[i]), "frames", 0, NULL,
                   names[i].slow_goal);
    }
}

void
bench_window (void)
{
  char *few = scratch_path ("few");
  Side large = make_side (bench_dup_large_library ()), small;
  g_autofree char *goal = NULL;

  build_library (few, FEW, 1, NULL);
  small = make_side (few);
  run (&large, FALSE); /* warms the caches */
  run (&small, FALSE);
  for (guint round = 0; round < bench_rounds (); round++)
    {
      run (&large, TRUE);
      run (&small, TRUE);
    }
  goal = g_strdup_printf ("<= %.0f MB", bench_median (small.memory) + 25);
  print ("window: CPU until the first frame", large.first, small.first, "ms", "<= 1.05");
  print ("window: until the list is painted", large.list, small.list, "ms", NULL);
  print ("window: CPU until then", large.cpu, small.cpu, "ms", NULL);
  print ("window: memory at rest, USS", large.memory, small.memory, "MB", goal);
  print_frames (&large, &small);
  clear_side (&large);
  clear_side (&small);
}
