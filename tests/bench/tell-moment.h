/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a program that is measured tells where it is: a line "NAME WALL CPU" on standard output, both
 * in microseconds; WALL by the clock that all processes share, CPU what it has used so far. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <time.h>

static inline void
tell_moment (const char *name)
{
  struct timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", name, g_get_monotonic_time (),
          (gint64)cpu.tv_sec * G_USEC_PER_SEC + cpu.tv_nsec / 1000);
  fflush (stdout);
}
