/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text as it is compared where case and accents count, but not how it was typed: NFC, a run of white space one space, what
 * is not seen left out, quotation marks, dashes and ellipses as a typewriter has them. Each unit of the shadow knows the
 * code points it was made of. Used by one thread at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gunichar *codes;
  guint    *from, *to; /* the code points of each; several units of one letter have the same */
  guint     n;

  /* private: where which four units stand, made when it is first needed */
  guint *buckets, *places;
  guint  shift;
} SheafTextShadow;

/* Of LENGTH bytes of valid UTF-8, -1: NUL-terminated. Linear for any text. */
SheafTextShadow *sheaf_text_shadow_new (const char *text,
                                        gssize      length);
void             sheaf_text_shadow_free (SheafTextShadow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTextShadow, sheaf_text_shadow_free)

/* C is one letter with BEFORE, as a reader sees it: an accent, a skin's tone, what a joiner joins. */
gboolean sheaf_text_shadow_joins (gunichar before,
                                  gunichar c);

/* Without the space at either end: FIRST (out) is the first unit, their number is returned. */
guint sheaf_text_shadow_trim (const SheafTextShadow *self,
                              guint                 *first);

/* No letter is cut at UNIT (0 … n). */
gboolean sheaf_text_shadow_is_edge (const SheafTextShadow *self,
                                    guint                  unit);

/* First unit that ends after the code point AT; n where there is none. */
guint sheaf_text_shadow_unit_at (const SheafTextShadow *self,
                                 guint                  at);

/* Where the N units WANTED stand: guint, ascending, overlapping ones too. Of more than a thousand places those nearest
 * to the unit NEAR; ALL (out): there are no others. (transfer full) */
GArray *sheaf_text_shadow_find (SheafTextShadow *self,
                                const gunichar  *wanted,
                                guint            n,
                                guint            near,
                                gboolean        *all);

G_END_DECLS
