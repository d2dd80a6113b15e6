/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a reader goes on in another version of the text that was being read. Pure functions, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The place in AFTER of what stands at OFFSET of BEFORE, both valid UTF-8, as code points: where its words stand again, else
 * the first words after them that do, else the last before them, else as far down as it was. It takes about
 * as long as to read both texts. */
guint sheaf_carry_place (const char *before,
                         const char *after,
                         guint       offset);

/* The same of parts of the texts' lengths, 0 … 1. */
double sheaf_carry_part (const char *before,
                         const char *after,
                         double      part);

G_END_DECLS
