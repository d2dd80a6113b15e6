/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clocks, samples and the table of figures that every benchmark adds its rows to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Seconds. CPU: of this process, all its threads. */
double
bench_wall (void);
double
bench_cpu (void);

/* How often each thing is measured, at least; the things compared take turns within a round. */
guint
bench_rounds (void);
void
bench_set_rounds (guint rounds);

/* Samples: a GArray of double. */
GArray *
bench_samples_new (void);
void
bench_sample (GArray *samples, double value);
double
bench_quantile (GArray *samples, double part);
double
bench_median (GArray *samples);

/* Prints a row: FIGURE in UNIT; RATIO to what OTHER says (nullable); GOAL (nullable). */
void
bench_row (const char *name,
           double figure,
           const char *unit,
           double ratio,
           const char *other,
           const char *goal);
void
bench_heading (void);

/* Says why it cannot go on and exits with 1. */
void
bench_fail (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;

G_END_DECLS
