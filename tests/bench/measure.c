/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A median is little moved by what else the machine does; a ratio of two things that took turns,
 * less. */

#include "measure.h"

#include <stdlib.h>
#include <time.h>

static guint rounds = 5;

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double
bench_wall (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
bench_cpu (void)
{
  return read_clock (CLOCK_PROCESS_CPUTIME_ID);
}

guint
bench_rounds (void)
{
  return rounds;
}

void
bench_set_rounds (guint n)
{
  rounds = n;
}

/* --- Samples --- */

GArray *
bench_samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_sample (GArray *samples, double value)
{
  g_array_append_val (samples, value);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

double
bench_quantile (GArray *samples, double part)
{
  double place, low, high;
  guint at;

  g_assert (samples->len > 0);

  g_array_sort (samples, compare);
  place = part * (samples->len - 1);
  at = (guint)place;
  low = g_array_index (samples, double, at);
  high = g_array_index (samples, double, MIN (at + 1, samples->len - 1));

  return low + (high - low) * (place - at);
}

double
bench_median (GArray *samples)
{
  return bench_quantile (samples, .5);
}

/* --- The table --- */

void
bench_heading (void)
{
  g_print ("%-48s %10s %-8s %-36s %s\n", "NAME", "FIGURE", "UNIT", "RATIO", "GOAL");
}

void
bench_row (const char *name,
           double figure,
           const char *unit,
           double ratio,
           const char *other,
           const char *goal)
{
  g_autofree char *to = other != NULL ? g_strdup_printf ("%.2f x %s", ratio, other) : NULL;
  int decimals = figure < 10 ? 2 : figure < 100 ? 1 : 0;

  g_print ("%-48s %10.*f %-8s %-36s %s\n", name, decimals, figure, unit, to != NULL ? to : "",
           goal != NULL ? goal : "");
}

void
bench_fail (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s\n", text);
  exit (1);
}
