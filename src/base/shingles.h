/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How like two texts are, whatever their case, punctuation, accents and spaces. A text is the set of its shingles,
 * each four words in a row, or eight letters where words are not spaced; its fingerprint is small, kept, and says
 * of most texts that they are not alike. Pure functions.
 *
 * Shingles, resemblance, containment and the smallest hashes: A. Broder, "On the resemblance and containment of
 * documents", 1997. Bands of them: J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", chapter 3. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_SHINGLES_LEAST_WORDS 40 /* of a text that can be told from others */
#define SHEAF_FINGERPRINT_SLOTS    24
#define SHEAF_FINGERPRINT_BANDS    12

typedef struct
{
  guint64 whole;                          /* of all words in order: equal where the words are; 0: too short a text */
  guint32 slots[SHEAF_FINGERPRINT_SLOTS]; /* the smallest hash of a shingle, of 24 hashes */
} SheafFingerprint;

typedef struct
{
  double resemblance; /* shared shingles, of those that one of the two has: 0 … 1 */
  double containment; /* shared shingles, of those of the shorter text: 0 … 1 */
} SheafLikeness;

/* The distinct shingles of TEXT (valid UTF-8), ascending; none where it has fewer than 40 words, of a very long one
 * those of its beginning. WHOLE (out, optional) as in a fingerprint. (transfer full): GArray of guint64 */
GArray *sheaf_shingles_new (const char *text,
                            guint64    *whole);

void sheaf_fingerprint_make (const GArray     *shingles,
                             guint64           whole,
                             SheafFingerprint *fingerprint);

/* Two texts that are alike share one of the bands nearly always: of those that resemble each other by half 97 %, by
 * three quarters all; of those by a tenth 11 %. BAND: below SHEAF_FINGERPRINT_BANDS. */
guint64 sheaf_fingerprint_get_band (const SheafFingerprint *self,
                                    guint                   band);

/* About how much they resemble each other, give or take a tenth. */
double sheaf_fingerprint_guess (const SheafFingerprint *self,
                                const SheafFingerprint *other);

SheafLikeness sheaf_shingles_compare (const GArray *shingles,
                                      const GArray *others);

/* So alike that it is one text in two copies: with another opening or end, but not merely quoted. */
gboolean sheaf_likeness_is_duplicate (const SheafLikeness *self);

G_END_DECLS
