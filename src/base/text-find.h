/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds what a person typed in a text as a reader would: without regard to case, accents, soft hyphens, the shape of
 * quotation marks and dashes, full or half width, and how wide a space is. A line break and a tab divide: what is found never
 * goes over one. Pure functions, any thread; about 20 ms for a hundred thousand words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Code points. */
typedef struct
{
  guint start, end;
} SheafTextRange;

/* Every place of WANTED in TEXT as SheafTextRange, in order and apart from each other. (transfer full) */
GArray *sheaf_text_find (const char *text,
                         const char *wanted);

/* The same for each word of WANTED: where a word begins with it, or is it where it has only one or two letters. In
 * scripts without spaces anywhere. (transfer full) */
GArray *sheaf_text_find_words (const char *text,
                               const char *wanted);

/* Index of the first of RANGES that ends after OFFSET; their number where there is none. */
guint sheaf_text_ranges_after (const GArray *ranges,
                               guint         offset);

G_END_DECLS
