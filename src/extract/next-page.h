/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where an article goes on that its site has cut into pages. */
#pragma once

#include "extract/extract.h"
#include "html/dom.h"

G_BEGIN_DECLS

#define SHEAF_NEXT_PAGE_MOST 20 /* pages of an article */

/* Is OTHER, by its address alone, page N (2 …) of the article whose first page is at FIRST? The same server, and the
 * same address but for a page's number: "/tide" and "/tide/2", "/tide-1.html" and "/tide-2.html", "?page=2". */
gboolean sheaf_next_page_is (const char *first,
                             const char *other,
                             guint       n);

/* Fills next_url of PAGE, from the tree as it was parsed: the link that one of RULES (of SheafSiteRule, nullable) names,
 * else one that the page calls the next or that has the next number, where sheaf_next_page_is() agrees. */
void sheaf_next_page_find (SheafDom          *dom,
                           const SheafSource *source,
                           GPtrArray         *rules,
                           SheafPage         *page);

G_END_DECLS
