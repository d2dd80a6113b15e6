/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program as it is installed, at rest on its list, to an empty GtkApplicationWindow's. */

#include "bench.h"

#include "measure.h"
#include "run-program.h"
#include "scratch.h"

void
bench_memory (void)
{
  g_autofree char *folder = bench_dup_library (), *empty_folder = scratch_path ("empty");
  const char *const full_argv[] = { SHEAF_BENCH_PROGRAM, "--library", folder, NULL };
  const char *const empty_argv[] = { SHEAF_BENCH_PROGRAM, "--library", empty_folder, NULL };
  const char *const bare_argv[] = { SHEAF_BENCH_EMPTY, NULL };
  g_autoptr (GArray) full = bench_samples_new (), empty = bench_samples_new (),
                     bare = bench_samples_new ();
  double least;

  for (guint round = 0; round < bench_rounds (); round++)
    {
      bench_sample (bare, run_for_memory (bare_argv));
      bench_sample (empty, run_for_memory (empty_argv));
      bench_sample (full, run_for_memory (full_argv));
    }
  least = bench_median (bare);
  bench_row ("memory: empty GtkApplicationWindow, USS", least, "MB", 0, NULL, NULL);
  bench_row ("memory: empty library, USS", bench_median (empty), "MB", bench_median (empty) / least,
             "the empty window's", NULL);
  bench_row ("memory: 2,000 articles, USS", bench_median (full), "MB", bench_median (full) / least,
             "the empty window's", NULL);
}
