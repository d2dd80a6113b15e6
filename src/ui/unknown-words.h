/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a query is not understood: underlined where it stands, and said. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Underlines it in ATTRS (nullable), which are for TEXT. PENDING, in bytes: the end of what is still being written,
 * which is left out; G_MAXSIZE: nothing is. (transfer full) (nullable): these words in quotes, in one line. */
char *sheaf_unknown_words_mark (const char    *text,
                                gsize          pending,
                                PangoAttrList *attrs);

/* The sentence about such WORDS (nullable). (transfer full): empty where there are none. */
char *sheaf_unknown_words_dup_sentence (const char *words);

G_END_DECLS
