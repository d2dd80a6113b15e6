/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may hand over what: a request's head alone decides. Pure functions, any thread. */
#pragma once

#include "intake/http-request.h"

G_BEGIN_DECLS

typedef struct
{
  guint       status;   /* 0: read the body; 200: it asks who is there; 204: it asks what is allowed */
  const char *sentence; /* (nullable): static */
} SheafIntakeVerdict;

/* REQUEST is at JUDGE. In this order: host, origin, path and method, token, type of the body. */
SheafIntakeVerdict sheaf_intake_judge (const SheafHttpRequest *request,
                                       guint                   port,
                                       const char             *token);

/* The origin to be told that it may read the answer. (nullable) */
const char *sheaf_intake_judge_origin (const SheafHttpRequest *request);

G_END_DECLS
