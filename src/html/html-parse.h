/* SPDX-License-Identifier: GPL-3.0-or-later */

/* UTF-8 -> tree, by gumbo; the only file that includes gumbo.h. Bounded: 16 MB of input, an arena of at
 * most min (64 N + 64 MB, 192 MB), a deadline, a depth that is less the longer the page is (the tree
 * keeps 1,000 levels of it), some 1,000 attributes of a tag, no error records; what gumbo made is never
 * destroyed by its own recursive function. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

#define SHEAF_HTML_MAX_BYTES (16 * 1024 * 1024)
#define SHEAF_HTML_DEADLINE_US (2 * G_USEC_PER_SEC)

/* A page as gumbo understood it, which is most of the work: trees are copied from it, each to be changed
 * apart from the others. It and they belong to the calling thread. */
typedef struct _SheafHtml SheafHtml;

/* UTF8: from sheaf_html_to_utf8. DEADLINE_US: microseconds from now, at most. NULL with TOO_BIG where
 * input, memory or time ran out. (transfer full) */
SheafHtml *sheaf_html_new (GBytes  *utf8,
                           gint64   deadline_us,
                           GError **error);
void       sheaf_html_unref (SheafHtml *self); /* its trees may live on */

/* The same limits and errors. (transfer full) */
SheafDom *sheaf_html_new_dom (SheafHtml *self,
                              gint64     deadline_us,
                              GError   **error);

/* Both, for the only tree that is needed. */
SheafDom *sheaf_html_parse (GBytes  *utf8,
                            gint64   deadline_us,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafHtml, sheaf_html_unref)

G_END_DECLS
