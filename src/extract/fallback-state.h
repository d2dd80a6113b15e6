/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article in a page's data: the longest coherent body among its strings and lists of blocks. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How surely a body is the page's own. */
typedef enum
{
  SHEAF_FALLBACK_STRANGE,  /* it stands under another title: never taken */
  SHEAF_FALLBACK_UNTITLED, /* it stands under no title */
  SHEAF_FALLBACK_TITLED,   /* it stands under the page's title */
  SHEAF_FALLBACK_SAMPLED,  /* it holds words that the page shows */
} SheafFallbackRank;

typedef struct
{
  const char *sample; /* letters and spaces from what the page shows (nullable) */
  const char *title;  /* of the page (nullable) */
  SheafFallbackRank least;
  gint64 last; /* of the monotonic clock: when to look at nothing more; 0: never */
} SheafFallbackAsk;

/* HTML of the body in ROOT that has the highest rank, at least the one asked for, and is the longest
 * of those. STATED: ROOT is of schema.org, whose articleBody alone counts. Bounded in time, in what
 * it visits and in what it gives. (transfer full) (nullable) */
char *
sheaf_fallback_state_find (JsonNode *root, const SheafFallbackAsk *ask, gboolean stated);

G_END_DECLS
