/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles of three sizes set into the reader's view, to a bare GtkTextView with the same words,
 * each in a process of its own (page-probe). CPU is that of the main thread. */

#include "bench.h"

#include "measure.h"
#include "run-program.h"

#define CYCLES "10000"

typedef struct
{
  const char *name, *words, *pictures, *marks;
  const char *goal;
  gboolean memory;
} Case;

static const Case cases[] = {
  { "600 words", "600", "0", "0", "1.8", FALSE },
  { "10,000 words, 30 pictures", "10000", "30", "0", "1.8", TRUE },
  { "150,000 words, 2,000 marks", "150000", "0", "2000", "2.5", FALSE },
};

typedef struct
{
  GArray *cpu, *stall, *scroll, *rest, *peak;
} Side;

static Side
new_side (void)
{
  return (Side){ bench_samples_new (), bench_samples_new (), bench_samples_new (),
                 bench_samples_new (), bench_samples_new () };
}

static void
clear_side (Side *self)
{
  GArray *const samples[] = { self->cpu, self->stall, self->scroll, self->rest, self->peak };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_array_unref (samples[i]);
}

static void
run (const Case *self, const char *view, Side *side)
{
  static const char *const names[] = { "open", "scroll", "memory", NULL };
  const char *const argv[]
      = { SHEAF_BENCH_PAGE_PROBE, view, self->words, self->pictures, self->marks, NULL };
  gint64 pairs[3][2];

  run_for_pairs (argv, names, pairs);
  bench_sample (side->cpu, (double)pairs[0][0] / 1000);
  bench_sample (side->stall, (double)pairs[0][1] / 1000);
  bench_sample (side->scroll, (double)pairs[1][0] / (double)pairs[1][1] / 1000);
  bench_sample (side->peak, (double)pairs[2][0] / 1024);
  bench_sample (side->rest, (double)pairs[2][1] / 1024);
}

static void
row (const Case *self,
     const char *what,
     GArray *page,
     GArray *bare,
     const char *unit,
     const char *goal)
{
  g_autofree char *name = g_strdup_printf ("page: %s, %s", self->name, what);

  bench_row (name, bench_median (page), unit, bench_median (page) / bench_median (bare),
             "a bare text view", goal);
}

static void
bench_case (const Case *self)
{
  Side page = new_side (), bare = new_side ();

  for (guint round = 0; round < bench_rounds (); round++)
    {
      run (self, "bare", &bare);
      run (self, "page", &page);
    }
  row (self, "CPU to the first frame", page.cpu, bare.cpu, "ms", self->goal);
  row (self, "worst stall", page.stall, bare.stall, "ms", "2, 50 ms");
  row (self, "CPU a frame scrolled", page.scroll, bare.scroll, "ms", "6 ms");
  if (self->memory)
    {
      row (self, "memory at rest", page.rest, bare.rest, "MB", "+45 MB");
      row (self, "most memory", page.peak, bare.peak, "MB", NULL);
    }
  clear_side (&page);
  clear_side (&bare);
}

void
bench_page (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    bench_case (&cases[i]);
}

void
bench_cycles (void)
{
  static const char *const names[] = { "cycles", NULL };
  const char *const argv[] = { SHEAF_BENCH_PAGE_PROBE, "cycles", CYCLES, NULL };
  gint64 pairs[1][2];

  run_for_pairs (argv, names, pairs);
  bench_row ("page: grown by " CYCLES " openings", (double)pairs[0][0] / 1024, "MB", 0, NULL,
             "8 MB");
  bench_row ("page: views left by " CYCLES " openings", (double)pairs[0][1], "", 0, NULL, "0");
}
