/* SPDX-License-Identifier: GPL-3.0-or-later */

/* UTF-8 -> tree, by gumbo; the only file that includes gumbo.h. Bounded: 16 MB of input, an arena of at
 * most min (64 N + 64 MB, 192 MB), a deadline, a depth that is less the longer the page is, some 1,000
 * attributes of a tag, no error records; what gumbo made is never destroyed by its own recursive
 * function. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

#define SHEAF_HTML_MAX_BYTES (16 * 1024 * 1024)
#define SHEAF_HTML_DEADLINE_US (2 * G_USEC_PER_SEC)

/* UTF8: from sheaf_html_to_utf8. DEADLINE_US: microseconds from now, at most. NULL with TOO_BIG where
 * input, memory or time ran out. (transfer full); the tree belongs to the calling thread */
SheafDom *sheaf_html_parse (GBytes  *utf8,
                            gint64   deadline_us,
                            GError **error);

G_END_DECLS
