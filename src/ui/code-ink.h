/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a piece of code is, and the ink that tells it on each paper. */
#pragma once

#include "ui/page-style.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_CODE_PLAIN,
  SHEAF_CODE_KEYWORD,
  SHEAF_CODE_STRING,
  SHEAF_CODE_COMMENT,
  SHEAF_CODE_NUMBER, /* and other constants */
  SHEAF_CODE_NAME,   /* of a type or of a function */
} SheafCodeClass;
#define SHEAF_N_CODE_CLASSES (SHEAF_CODE_NAME + 1)

/* A colour, readable on the ground of code. (transfer none) */
const char *sheaf_typography_get_code_ink (const SheafTypography *self,
                                           SheafCodeClass         class);

/* The ground itself is the ink, so thin. */
#define SHEAF_CODE_GROUND .05

G_END_DECLS
