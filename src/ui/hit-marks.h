/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets off in a line of text what a search found in it. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* WORDS as of sheaf_expression_dup_words (nullable): each where it stands in TEXT as a word, whatever its case and
 * accents; one that ends in a star also where a word begins like it. OFFSET: of TEXT, in bytes of what ATTRS are for. */
void sheaf_hit_marks_add_words (PangoAttrList     *attrs,
                                const char        *text,
                                gsize              offset,
                                const char *const *words);

/* SNIPPET as of a SheafHit, as one line without its signs, with its hits set off. (transfer full) */
char *sheaf_hit_marks_add_snippet (PangoAttrList *attrs,
                                   const char    *snippet,
                                   gsize          offset);

G_END_DECLS
