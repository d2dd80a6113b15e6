/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a block of an article to the selector that means it in its page, and back: which blocks of an article a
 * selector takes. Pure; any thread. */
#pragma once

#include "document/document.h"
#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  guint first, n; /* blocks */
} SheafBlockRun;

/* The page as it came, as a tree. Errors: TOO_BIG. (transfer full) */
SheafDom *sheaf_block_selector_parse (GBytes  *html,
                                      GError **error);

/* The simplest selector for what says TEXT in PAGE. It takes nothing of DOCUMENT, the article without TEXT, but blocks of
 * the same element that are not much longer, and little in all. NULL: nothing in the page says just that, or no name or
 * class tells it apart. (transfer full) */
char *sheaf_block_selector_make (SheafDom            *page,
                                 const char          *text,
                                 const SheafDocument *document);

/* What SELECTOR takes in PAGE, found in DOCUMENT, in order, apart. (transfer full): of SheafBlockRun */
GArray *sheaf_block_selector_find (SheafDom            *page,
                                   const char          *selector,
                                   const SheafDocument *document);

G_END_DECLS
