/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which highlights the window lists, and in which order. Pure functions, any thread. */
#pragma once

#include "store/marked.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_HIGHLIGHTS_REVIEWED 5 /* at a time */

typedef struct
{
  char    *words;  /* (nullable): each begins a word of the quotation, the note or the title */
  int      color;  /* -1: all */
  gboolean newest; /* the newest highlight first; otherwise by article */
  guint32  review; /* a seed: a few by chance, of those that are older than a week where there are some; 0: all */
  guint    turn;   /* the how manieth few of those */
  gint64   now;    /* µs UTC */
} SheafHighlightsFilter;

/* Takes TYPED apart into what is asked of the library ("tag:…"; NULL: nothing) and the words. (transfer full) both */
void sheaf_highlights_split (const char *typed,
                             char      **query,
                             char      **words);

/* Of ARTICLES (of SheafMarkedArticle). N (out): of how many those shown are chosen. NULL: cancelled. (transfer full): of
 * SheafHighlight, each article's heading before those of it that stand together */
GPtrArray *sheaf_highlights_filter (const GPtrArray             *articles,
                                    const SheafHighlightsFilter *filter,
                                    guint                       *n,
                                    GCancellable                *cancellable);

G_END_DECLS
