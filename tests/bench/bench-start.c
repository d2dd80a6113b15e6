/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From just before exec to a frame painted, told by the process itself when GTK's frame clock has
 * painted it (when the X server shows it is not seen from there). The first frame comes before the
 * library is open; the second moment is the list with its rows, or an empty library's welcome page.
 */

#include "bench.h"

#include "measure.h"
#include "run-program.h"
#include "scratch.h"

typedef struct
{
  GArray *first, *library; /* ms */
  GArray *first_cpu, *library_cpu;
} Starts;

static Starts
make_starts (void)
{
  return (Starts){ bench_samples_new (), bench_samples_new (), bench_samples_new (),
                   bench_samples_new () };
}

static void
clear_starts (Starts *self)
{
  g_array_unref (self->first);
  g_array_unref (self->library);
  g_array_unref (self->first_cpu);
  g_array_unref (self->library_cpu);
}

static void
start_empty_window (Starts *starts)
{
  const char *const argv[] = { SHEAF_BENCH_EMPTY, "--once", NULL }, *const names[]
                                                                    = { "first-frame", NULL };
  Moment moment;

  run_program (argv, names, &moment);
  bench_sample (starts->first, moment.wall);
  bench_sample (starts->first_cpu, moment.cpu);
}

static void
start_sheaf (Starts *starts, const char *folder, const char *articles)
{
  const char *const argv[] = { SHEAF_BENCH_PROBE, "start", folder, articles, NULL };
  const char *const names[] = { "first-frame", "library", NULL };
  Moment moments[2];

  run_program (argv, names, moments);
  bench_sample (starts->first, moments[0].wall);
  bench_sample (starts->first_cpu, moments[0].cpu);
  bench_sample (starts->library, moments[1].wall);
  bench_sample (starts->library_cpu, moments[1].cpu);
}

static void
print (const char *name, GArray *these, const char *other_name, GArray *others)
{
  bench_row (name, bench_median (these), "ms",
             others != NULL ? bench_median (these) / bench_median (others) : 0, other_name, NULL);
}

void
bench_start (void)
{
  g_autofree char *folder = bench_dup_library (), *empty_folder = scratch_path ("empty");
  g_autofree char *articles = g_strdup_printf ("%u", BENCH_ARTICLES);
  Starts bare = make_starts (), empty = make_starts (), full = make_starts (),
         unused = make_starts ();

  start_sheaf (&unused, empty_folder, "0"); /* makes the library, warms the caches */
  start_sheaf (&unused, folder, articles);
  for (guint round = 0; round < bench_rounds (); round++)
    {
      start_empty_window (&bare);
      start_sheaf (&empty, empty_folder, "0");
      start_sheaf (&full, folder, articles);
    }
  print ("start: empty GtkApplicationWindow, first frame", bare.first, NULL, NULL);
  print ("start: empty library, first frame", empty.first, "the empty window's", bare.first);
  print ("start: 2,000 articles, first frame", full.first, "an empty library's", empty.first);
  print ("start: the same, CPU", full.first_cpu, "an empty library's", empty.first_cpu);
  print ("start: 2,000 articles, list painted", full.library, "an empty library's welcome",
         empty.library);
  print ("start: the same, CPU", full.library_cpu, "an empty library's welcome", empty.library_cpu);
  clear_starts (&bare);
  clear_starts (&empty);
  clear_starts (&full);
  clear_starts (&unused);
}
