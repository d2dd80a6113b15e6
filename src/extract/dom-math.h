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

/* How a part of a formula without TeX is written in one line. */
typedef struct
{
  int         script;          /* 1: raised, -1: lowered, 0: neither */
  const char *before, *behind; /* (nullable) */
} SheafMathPart;

/* What NODE, an element, is in its formula. */
SheafMathPart
sheaf_dom_math_get_part (const SheafNode *node);

/* Is NODE, a text, the white space between a base and its exponent, or over and under a bar? */
gboolean
sheaf_dom_math_is_gap (const SheafNode *node);

/* Is ALT, of a picture with these CLASSES (nullable), a formula's TeX? */
gboolean
sheaf_dom_math_is_formula (const char *classes, const char *alt);

G_END_DECLS
