/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Points in time: int64 microseconds UTC inside, ISO 8601 outside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_TIME_NONE G_MININT64

/* Now, µs UTC. */
gint64 sheaf_time_now (void);

/* Reads the shapes that pages and feeds use: ISO 8601 / RFC 3339 at any precision (year, month, day,
 * minute, second, fraction, Z, ±hh:mm, ±hhmm, a blank for the T, without dashes and colons), RFC 2822,
 * "12 October 2021", "October 12, 2021", "Oct 12, 2021 4:05 pm", 10/13/16-digit epochs. ISO (out,
 * optional, transfer full): the same moment as ISO 8601, as precise as the source, to the microsecond,
 * and with its offset ("2021-10-12" for a day).
 * SHEAF_TIME_NONE where TEXT is none of these, before 1990 or more than two days ahead of NOW
 * (µs UTC; an article cannot be from the future; SHEAF_TIME_NONE: a person says so, no such checks). */
gint64 sheaf_time_parse (const char *text,
                         gint64      now,
                         char      **iso);

/* "2021-10-12T08:15:00Z"; NULL for SHEAF_TIME_NONE. (transfer full) */
char *sheaf_time_to_iso (gint64 time);

G_END_DECLS
