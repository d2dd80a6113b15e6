/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A selector's insides, for its two files: selector-parse.c makes it, selector.c asks it. */
#pragma once

#include "html/selector.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SELECTOR_NAME,    /* div */
  SHEAF_SELECTOR_PRESENT, /* [a] */
  SHEAF_SELECTOR_EQUAL,   /* [a=v] #v */
  SHEAF_SELECTOR_WORD,    /* [a~=v] .v */
  SHEAF_SELECTOR_BEGIN,   /* [a^=v] */
  SHEAF_SELECTOR_END,     /* [a$=v] */
  SHEAF_SELECTOR_PART,    /* [a*=v] */
  SHEAF_SELECTOR_DASH,    /* [a|=v] */
  SHEAF_SELECTOR_NTH,     /* :nth-child(step n + offset) */
  SHEAF_SELECTOR_LAST,    /* :last-child */
} SheafSelectorKind;

typedef struct
{
  SheafSelectorKind kind;
  gboolean negated;
  const char *name;  /* of the element or the attribute, in small letters */
  const char *value; /* never NULL */
  gint64 step, offset;
} SheafSelectorTest;

struct _SheafSelector
{
  GArray *tests; /* of SheafSelectorTest, step after step */
  guint n_steps;
  guint firsts[SHEAF_SELECTOR_MAX_STEPS + 1]; /* of each step, the first test; of the next, the end */
  guint64 starts, ends;                         /* steps that begin and end an alternative */
  guint64 descendant, child, adjacent, sibling; /* how a step stands to the one before it */
  GStringChunk *strings;
};

G_END_DECLS
