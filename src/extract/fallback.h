/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a page holds its article besides what it shows: for programs, for browsers without scripts,
 * for scripts that build it. */
#pragma once

#include "extract/fallback-state.h"
#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;

  /* One of the two. read: HTML of an article from the page's scripts. (transfer full) (nullable)
   * open: changes a tree of the page's own so that the passes see the article; *ARTICLE (out,
   * nullable): it is this. FALSE: nothing of the kind is there. */
  char *(*read) (const GArray *scripts, const SheafFallbackAsk *ask);
  gboolean (*open) (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article);

  /* What a page has in its bytes that has it in its tree (nullable), and what ends it, much behind
   * (nullable): no tree is made where it is not there. */
  const char *mark, *closing;
  gboolean last; /* tried only where no article was found */
} SheafFallback;

/* In the order in which they are tried. */
extern const SheafFallback sheaf_fallbacks[];
extern const guint sheaf_n_fallbacks;

/* Does the page have the fallback's marks? */
gboolean
sheaf_fallback_is_likely (const SheafFallback *self, GBytes *utf8);

/* Letters and spaces from the longest paragraph of what was found, that tell it from others; NULL:
 * there are none. (transfer full) */
char *
sheaf_fallback_dup_sample (const char *paragraph);

G_END_DECLS
