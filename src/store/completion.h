/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be meant by what is typed into a search field: the operator or the value under the cursor, and
 * what can stand there. A value. */
#pragma once

#include "store/operator.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define SHEAF_COMPLETION_MOST 20

typedef enum
{
  SHEAF_COMPLETION_NONE,     /* nothing to offer: in a number, or a phrase */
  SHEAF_COMPLETION_OPERATOR, /* the beginning of a word, or nothing */
  SHEAF_COMPLETION_VALUE,    /* behind a colon */
} SheafCompletionKind;

typedef struct
{
  char       *text;  /* takes the place of the bytes START to END: "tag:", a name in quotes … */
  char       *label; /* as it is: "science fiction" */
  const char *help;  /* to be translated (nullable) */
  guint       count; /* articles that have it, of those that were looked at; 0: not counted */
} SheafCandidate;

typedef struct
{
  SheafCompletionKind  kind;
  const SheafOperator *op;         /* of a value */
  gsize                start, end; /* bytes of the text */
  char                *typed;      /* what is looked for, without quotes; never NULL */
  GPtrArray           *candidates; /* of SheafCandidate, the likeliest first, at most 20 */
} SheafCompletion;

/* What stands at CURSOR (in bytes of TEXT, which is valid UTF-8), with the candidates that need no library:
 * operators, states, examples. (transfer full) */
SheafCompletion *sheaf_completion_new (const char *text,
                                       gsize       cursor);
void             sheaf_completion_free (SheafCompletion *self);

/* Adds a candidate, until there are enough. VALUE is quoted as need be. */
void sheaf_completion_add_value (SheafCompletion *self,
                                 const char      *value,
                                 guint            count,
                                 const char      *help);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafCompletion, sheaf_completion_free)

G_END_DECLS
