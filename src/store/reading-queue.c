/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Greedy, in order: a fuller hour is not worth a list in which nobody finds the reason of the
 * order. */

#include "store/reading-queue.h"

#include <math.h>

#define LEAST_SECONDS 15
#define BEGUN .01 /* less is a look at the first lines */

guint
sheaf_readable_seconds (const SheafReadable *self, guint words_per_minute)
{
  double rest = self->words * (1 - CLAMP (self->progress, 0, 1));
  double seconds = ceil (60 * rest / MAX (1, words_per_minute));

  return (guint)CLAMP (seconds, LEAST_SECONDS, G_MAXINT);
}

GArray *
sheaf_reading_queue_choose (
    const SheafReadable *list, gsize n, guint minutes, guint words_per_minute, guint *seconds)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint whole = MIN (minutes, G_MAXINT / 60) * 60, left = whole;

  for (gboolean begun = TRUE;; begun = FALSE)
    {
      for (gsize i = 0; i < n && left >= LEAST_SECONDS; i++)
        {
          guint takes = sheaf_readable_seconds (&list[i], words_per_minute);

          if ((list[i].progress >= BEGUN) != begun || takes > left)
            continue;
          g_array_append_val (ids, list[i].id);
          left -= takes;
        }
      if (!begun)
        break;
    }
  if (seconds != NULL)
    *seconds = whole - left;

  return ids;
}
