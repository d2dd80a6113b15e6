/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory that a page is parsed in: reserved whole, given by the system where it is touched, which
 * costs more than much of the parsing. A thread keeps what its last pages touched for the next ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_HTML_MEMORY (192u * 1024 * 1024)

/* SHEAF_HTML_MEMORY bytes at a multiple of 16, of any content; NULL where the system has none. To be
 * given back. */
char *sheaf_html_memory_take (void);

/* USED: bytes from the beginning that may have been touched; most of a large page's go back to the
 * system. Any thread. */
void sheaf_html_memory_give (char  *memory,
                             gsize  used);

G_END_DECLS
