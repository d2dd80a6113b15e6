/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of the help: which there are, and what they say in which language. They are Markdown in the program itself
 * (data/help/); what a table of the program says already, its keys and the words of a search, is made of that table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_HELP_BASE "https://help.invalid/" /* where the links of a page start from: no address of the web */

/* Their names, in the order in which they are to be read; ends with NULL. */
const char *const *sheaf_help_pages (void);

/* The one that HREF, a link of a page, leads to, as it stands in sheaf_help_pages(); NULL: it is none of them. */
const char *sheaf_help_find_page (const char *href);

/* The language whose pages the program's own language has chosen: "en", "de", "fr". */
const char *sheaf_help_get_language (void);

/* Of PAGE in LANGUAGE, or in English where that has none: its title; what stands under it, in Markdown. ALOUD: the
 * program can speak, and says by which keys. (transfer full) */
char *sheaf_help_dup_title (const char *language,
                            const char *page);
char *sheaf_help_dup_markdown (const char *language,
                               const char *page,
                               gboolean    aloud);

G_END_DECLS
