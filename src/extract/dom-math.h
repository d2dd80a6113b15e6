/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Formulas as text: the TeX that a page has beside what it paints. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

/* TEX as it would be typed: without the wrapping of those who paint it. (transfer full) (nullable):
 * nothing is left */
char *
sheaf_dom_math_dup_tex (const char *tex);

/* The TeX of MATH, a <math>, where its own text in one line would lose what stands over and under
 * what; NULL where that text will do, or there is no TeX. (transfer full) */
char *
sheaf_dom_math_read (const SheafNode *math);

/* Is ALT, of a picture with these CLASSES (nullable), a formula's TeX? */
gboolean
sheaf_dom_math_is_formula (const char *classes, const char *alt);

G_END_DECLS
