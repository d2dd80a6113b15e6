/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a list can be read in the time that somebody has. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  guint  words;    /* of the whole text */
  double progress; /* 0 … 1 */
} SheafReadable;

/* How long the rest of it takes, in seconds. */
guint sheaf_readable_seconds (const SheafReadable *self,
                              guint                words_per_minute);

/* Ids of those that fit into MINUTES together: first those that were begun, then the others, each in the order of
 * LIST; one that is too long for what is left is passed over. SECONDS (out, optional): how long they take.
 * (transfer full): of gint64 */
GArray *sheaf_reading_queue_choose (const SheafReadable *list,
                                    gsize                n,
                                    guint                minutes,
                                    guint                words_per_minute,
                                    guint               *seconds);

G_END_DECLS
