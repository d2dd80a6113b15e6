/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What passes take out of the tree, remembered by its nodes; what of it stood inside the article is
 * kept with the page in the end, so that nobody has to write out what nobody misses. */
#pragma once

#include "extract/extract-private.h"

G_BEGIN_DECLS

#define SHEAF_CUTS_MOST 200               /* kept with a page */
#define SHEAF_CUTS_MOST_TEXT (64 * 1024)  /* bytes of all their text */
#define SHEAF_CUTS_MOST_HTML (192 * 1024) /* bytes of all their HTML */

/* Takes NODE, an element, out of the tree. RULE ("trim/doubtful"): static. */
void
sheaf_cut (SheafExtractContext *context, SheafNode *node, const char *rule, SheafRemovedWhy why);

/* Keeps with the page what was taken out inside the article, once DOCUMENT (nullable) was made of
 * it (dom-to-document.c says where its nodes ended): first what the later passes took, then what
 * pass-clean did, as much as there is room for. Forgets all cuts. */
void
sheaf_cuts_finish (SheafExtractContext *context, const SheafDocument *document);

G_END_DECLS
