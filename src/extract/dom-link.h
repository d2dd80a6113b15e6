/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the links of a page lead: elsewhere, or to a place on it. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

/* The address that relative ones count from: <base href> or the page's own, URL (nullable).
 * (transfer full) (nullable) */
char *
sheaf_dom_link_dup_base (SheafDom *dom, const char *url);

/* All names that links under ROOT lead to; NULL where there are none. (transfer full) */
GHashTable *
sheaf_dom_link_find_targets (const SheafNode *root, const char *base);

/* Where HREF (nullable) leads: absolute, or "#name"; NULL for nothing to follow. (transfer full) */
char *
sheaf_dom_link_resolve (const char *base, const char *href);

G_END_DECLS
