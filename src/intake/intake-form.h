/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of a body of multipart/form-data (RFC 7578). Pure functions, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_INTAKE_PARTS_MOST 32

typedef struct
{
  char   *name;
  char   *charset; /* (nullable): that its type says */
  GBytes *bytes;   /* of the body, not copied */
} SheafIntakePart;

/* BOUNDARY of CONTENT_TYPE. NULL: it is no form, or one without. (transfer full) (nullable) */
char *sheaf_intake_form_dup_boundary (const char *content_type);

/* Of SheafIntakePart, in order; NULL where BODY is not whole or no such form. (transfer full) (nullable) */
GPtrArray *sheaf_intake_form_read (GBytes     *body,
                                   const char *boundary);

G_END_DECLS
