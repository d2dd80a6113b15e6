/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Korean is written with spaces and broken at them, but Pango breaks it between any two syllables, as it does Chinese
 * and Japanese: these are the words to be kept whole. Without GTK. Any thread. */
#pragma once

#include "document/document.h"

#include <pango/pango.h>

G_BEGIN_DECLS

gboolean sheaf_hangul_is_in (const char *text);

/* Would a line end between these two, and would this be within a Korean word? */
gboolean sheaf_hangul_joins (gunichar before,
                             gunichar after);

/* The next word, from *P on, which comes behind it; FALSE: there is none. */
gboolean sheaf_hangul_next_word (const char **p,
                                 const char **start);

/* Keeps the words of TEXT whole where it is Korean; one longer than a line is broken even so. */
void sheaf_hangul_keep_words (PangoAttrList *attributes,
                              const char    *text);

/* Adds the places of DOCUMENT at which its words are to be held together, offsets, to PLACES (of guint), which stays in
 * order. Not in code or tables. */
void sheaf_hangul_find (const SheafDocument *document,
                        GArray              *places);

G_END_DECLS
