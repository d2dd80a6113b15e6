/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where words may be broken at the end of a line, as libhyphen's dictionaries say, which are looked for at run time;
 * without them no word is broken. Without GTK. Any thread; the first call for a language reads its dictionary (up to
 * 4 MB), so never on the main one. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

/* Bit N: LENGTH bytes of WORD in LANG (BCP 47) may be broken before their character N. Never within a word of less than 5
 * letters or more than 60, or of anything else than letters of which only the first may be a capital. */
guint64 sheaf_hyphens_find_in_word (const char *lang,
                                    const char *word,
                                    gsize       length);

/* The places in DOCUMENT where words may be broken: offsets before which a hyphen may stand, ascending. By the language
 * of each block, else by LANG (nullable). Not in headings, code, tables, embeds, code spans, notes' marks,
 * addresses, nor in the last word of a paragraph; in a text as long as a book in long words only. (transfer full): of guint */
GArray *sheaf_hyphens_find (const SheafDocument *document,
                            const char          *lang);

G_END_DECLS
