/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the query language, one row each: the only place that knows them. The parser reads it, the
 * completion offers it, the help shows it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What may follow the colon. */
typedef enum
{
  SHEAF_VALUE_WORDS,    /* words or a "phrase", looked up in an index */
  SHEAF_VALUE_TAG,      /* a tag's name; ending in a slash and a star: it and what stands under it */
  SHEAF_VALUE_LANGUAGE, /* "en": every English */
  SHEAF_VALUE_CHOICE,   /* one of the row's choices */
  SHEAF_VALUE_MOMENT,   /* a date or an age, or a range of them */
  SHEAF_VALUE_NUMBER,   /* a number or a range */
  SHEAF_VALUE_ORDER,    /* one of the row's choices; no condition but the order of the answer */
} SheafValueKind;

/* Which full-text index. */
typedef enum
{
  SHEAF_INDEX_TITLE = 1 << 0, /* title, site, author, tags */
  SHEAF_INDEX_TEXT = 1 << 1,
  SHEAF_INDEX_NOTES = 1 << 2,
  SHEAF_INDEX_ALL = (1 << 3) - 1,
} SheafIndexes;

typedef struct
{
  const char *name;
  const char *sql;  /* private to store/ */
  const char *help; /* to be translated; NULL: its name backwards, told with the one before */
} SheafChoice;

typedef struct
{
  const char *suffix;
  guint       factor;
} SheafUnit;

typedef struct
{
  const char        *name;
  SheafValueKind     kind;
  const char        *example; /* all of it, as typed: "words:>1000" */
  const char        *help;    /* to be translated */
  const SheafChoice *choices;
  guint              n_choices;
  const char *const *values; /* (nullable): what may be offered to complete it, NULL-terminated */
  const SheafUnit   *units;  /* of numbers (nullable), the one that is written first; ends with NULL */

  /* Private to store/. */
  SheafIndexes indexes;            /* WORDS */
  const char  *column;             /* WORDS: of the index (nullable); the others: what is compared */
  const char  *one;                /* TAG: the same as column, for one article */
  const char  *days;               /* MOMENT (nullable): what is compared with days, as if they were of UTC */
  guint (*least) (guint number);   /* (nullable): the least value of the column that counts as NUMBER */
} SheafOperator;

/* The language apart from the operators, for the help. */
typedef struct
{
  const char *example; /* as typed: "salt OR pepper" */
  const char *help;    /* to be translated */
} SheafSign;

const SheafSign *sheaf_signs (gsize *n);

/* All rows in the order of the help; with *N. */
const SheafOperator *sheaf_operators (gsize *n);

/* The row of a name, whatever its case; NULL: there is none. LENGTH in bytes. */
const SheafOperator *sheaf_operator_find (const char *name,
                                          gsize       length);

/* Words that stand alone: looked up in every index. No row of the table. */
extern const SheafOperator sheaf_operator_anywhere;

/* The choice of a name, whatever its case; -1: there is none. */
int sheaf_operator_find_choice (const SheafOperator *self,
                                const char          *name);

G_END_DECLS
