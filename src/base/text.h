/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GLib's UTF-8 functions leave out: cleaning, folding and counting words. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Valid UTF-8 without a NUL; fast where most of it is ASCII. */
gboolean sheaf_text_is_valid (const char *bytes,
                              gsize       length);

/* Valid UTF-8 of any bytes: bad sequences become U+FFFD, NUL goes. LENGTH -1: NUL-terminated. */
char *sheaf_text_make_valid (const char *bytes,
                             gssize      length);

/* TEXT begins with PREFIX. Unlike GLib's, from 2.76 on, it does not measure TEXT for that: in a loop over a long
 * text it stays linear. */
static inline gboolean
sheaf_text_starts_with (const char *text,
                        const char *prefix)
{
  return strncmp (text, prefix, strlen (prefix)) == 0;
}

/* One line: runs of white space (and NBSP, and what stands for a picture) become one space, ends
 * trimmed; C0/C1 and bidirectional controls go; at most MAX_CHARS characters (0: no limit). NULL for
 * NULL and for nothing left. */
char *sheaf_text_line (const char *text,
                       gsize       max_chars);

/* In small letters, those of ASCII whatever the locale is. */
char *sheaf_text_small (const char *text);

/* NULL, empty or only white space. */
gboolean sheaf_text_is_blank (const char *text);

/* Key for comparing names: case-folded NFC, white space collapsed. */
char *sheaf_text_fold (const char *text);

/* Sort key by the collation of the C library's locale, at most 24 bytes. */
GBytes *sheaf_text_sort_key (const char *text);

/* Words as a reader counts them: runs of letters and digits; in scripts without spaces (Han, Kana,
 * Hangul apart, Thai, Lao, Khmer, Myanmar) two characters count as one word. */
guint sheaf_text_count_words (const char *text);

/* Past N code points of TEXT, or to its end. SKIPPED (out): how many there were. */
const char *sheaf_text_skip (const char *text,
                             guint       n,
                             guint      *skipped);

/* N code points back from P, or to the beginning of TEXT. */
const char *sheaf_text_back (const char *text,
                             const char *p,
                             guint       n);

/* What is not seen, and not typed by who looks for a word: soft hyphens, joiners, what turns the direction, the
 * stretching of Arabic, variation selectors. */
gboolean sheaf_text_is_unseen (gunichar c);

/* Quotation marks, apostrophes and dashes as a typewriter has them; all else as it is. */
gunichar sheaf_text_retype (gunichar c);

/* A letter of a script written without spaces between words. */
gboolean sheaf_text_is_unspaced (gunichar c);

/* The same and Hangul: what is searched by overlapping pairs, for a word is looked for inside of others. */
gboolean sheaf_text_is_paired (gunichar c);

/* How many words whoever uses this process reads in a minute: 230 until it is said. */
void sheaf_text_set_reading_speed (guint words);

/* Minutes to read at that speed, at least 1 for any text, 0 for no word. */
guint sheaf_text_minutes (guint words);

/* The other way round: the fewest words that take MINUTES to read. */
guint sheaf_text_least_words (guint minutes);

/* TEXT cut at a word's end to at most MAX_CHARS characters with an ellipsis; a copy where it fits. */
char *sheaf_text_cut (const char *text,
                      gsize       max_chars);

G_END_DECLS
