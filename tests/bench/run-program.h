/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Programs that are measured from outside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double wall; /* ms since just before it was started */
  double cpu;  /* ms it had used until then */
} Moment;

/* Runs ARGV to its end; MOMENTS[i] (out) is when it told NAMES[i] (NULL at the end; tell-moment.h).
 */
void
run_program (const char *const *argv, const char *const *names, Moment *moments);

typedef struct
{
  double worst; /* ms between two frames */
  double slow;  /* gaps of more than 33 ms */
} Gaps;

/* The same for what is told of frames (window-frames.h). */
void
run_for_frames (const char *const *argv, const char *const *names, Gaps *gaps);

/* The same for any two numbers of each name: PAIRS[i] (out). */
void
run_for_pairs (const char *const *argv, const char *const *names, gint64 (*pairs)[2]);

/* Starts ARGV, waits until it rests, gives the memory that would be free without it, in MB, and
 * ends it. */
double
run_for_memory (const char *const *argv);

G_END_DECLS
