/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an expression is made of, for the files that read it, write it and ask the database with it. Private
 * to store/. */
#pragma once

#include "store/expression.h"
#include "store/operator.h"
#include "store/sql.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_MOMENT_DATE,  /* as precise as it is given: month 0, day 0: none */
  SHEAF_MOMENT_TODAY, /* n days before today */
  SHEAF_MOMENT_DAYS,  /* an age */
  SHEAF_MOMENT_MONTHS,
} SheafMomentKind;

typedef struct
{
  SheafMomentKind kind;
  int year, month, day;
  int n;
  char unit; /* of an age as it was given: 'd', 'w', 'm', 'y' */
} SheafMoment;

typedef enum
{
  SHEAF_RANGE_IS,
  SHEAF_RANGE_LESS,
  SHEAF_RANGE_MORE,
  SHEAF_RANGE_MOST,  /* <= */
  SHEAF_RANGE_LEAST, /* >= */
  SHEAF_RANGE_FROM,  /* a.. */
  SHEAF_RANGE_TO,    /* ..b */
  SHEAF_RANGE_BETWEEN,
} SheafRangeKind;

typedef struct
{
  SheafRangeKind kind;
  guint number[2];
  SheafMoment moment[2];
} SheafRange;

typedef enum
{
  SHEAF_PART_ALL_OF, /* of two or more children */
  SHEAF_PART_ANY_OF,
  SHEAF_PART_NOT,     /* of one */
  SHEAF_PART_NOTHING, /* matches no article: there was nothing in it to look for */
  SHEAF_PART_TERM,
} SheafPartKind;

typedef struct _SheafPart SheafPart;
struct _SheafPart
{
  SheafPartKind kind;
  GPtrArray *children;     /* of SheafPart; NULL in a term */
  const SheafOperator *op; /* of a term */
  char *text;              /* WORDS, TAG, LANGUAGE */
  gboolean prefix;         /* of those: the start of a word, or of a name */
  guint choice;
  SheafRange range;
};

struct _SheafExpression
{
  gatomicrefcount ref_count;
  SheafPart *root; /* NULL: every article */
  gboolean ordered;
  SheafOrder order;
  GArray *unknown; /* of SheafTextRange */
};

/* --- expression.c --- */
SheafPart *sheaf_part_new (SheafPartKind kind);
SheafPart *sheaf_part_new_term (const SheafOperator *op);
void sheaf_part_free (SheafPart *self);

/* LEFT and RIGHT as one; parts of the same kind flow together. Takes both; each nullable. */
SheafPart *sheaf_part_join (SheafPartKind kind, SheafPart *left, SheafPart *right);

/* (transfer none): its root; NULL: every article. */
const SheafPart *sheaf_expression_get_root (const SheafExpression *self);

/* Nothing in it that means something: letters, digits, and what stands inside of words. */
gboolean sheaf_expression_is_plain (const char *value);
void sheaf_expression_append_quoted (const char *value, GString *text);

/* --- expression-value.c --- */

/* ">=20", "1..5" … of a NUMBER or MOMENT operator; FALSE: it is none. */
gboolean sheaf_range_parse (const SheafOperator *op, const char *text, SheafRange *range);
void sheaf_range_append (const SheafRange *self, const SheafOperator *op, GString *text);
gboolean sheaf_range_equal (const SheafRange *a, const SheafRange *b, const SheafOperator *op);

/* Is a day named of an operator that has days of its own? Then it is these that are compared, not the column. */
gboolean sheaf_range_is_by_day (const SheafRange *self, const SheafOperator *op);

/* What it means for the operator's column: *LEAST to *MOST, both of them in; G_MININT64, G_MAXINT64: no
 * end. NOW in µs UTC; days are those of the local time zone, or where it is by day the same days in UTC. */
void sheaf_range_bounds (
    const SheafRange *self, const SheafOperator *op, gint64 now, gint64 *least, gint64 *most);

/* --- expression-parse.c --- */

/* Something that a tokenizer makes a token of. */
gboolean sheaf_words_have_token (const char *text);

/* --- expression-sql.c --- */

/* How a condition is asked. Of all articles: what the indexes find is listed first, once. Of one, which the statement
 * names, or that is one of few: each time anew, so that its cost does not grow with the library. Of some, most of which
 * it is true of what is left out: the rest is listed. */
typedef enum
{
  SHEAF_ASK_ALL,
  SHEAF_ASK_SOME,
  SHEAF_ASK_ONE,
} SheafAsk;

/* Adds the condition on the article "a" that SELF (nullable: every article) means at NOW. */
void sheaf_part_add_condition (const SheafPart *self, SheafSql *sql, gint64 now, SheafAsk ask);

/* Adds the condition that the text of the article "a" alone has the words of SELF, which are no more than that. */
void sheaf_part_add_text_condition (const SheafPart *self, SheafSql *sql);

/* Does it say anything of the trash? Then the trash is not left out. SELF nullable. */
gboolean sheaf_part_mentions_trash (const SheafPart *self);

/* The words that are to be found, any of them, as a question to INDEX (one); NULL: there are none for it.
 * SELF nullable. (transfer full) */
char *sheaf_part_dup_any_match (const SheafPart *self, SheafIndexes index);

/* SELF as a question to INDEX alone; NULL where it is more than words that stand alone. (transfer full) */
char *sheaf_part_dup_match (const SheafPart *self, SheafIndexes index);

/* The words that stand at the top of SELF (nullable), so that each has to be found, as a question to INDEX; the
 * parts that are more than such words are appended to REST (nullable). NULL: there are none. (transfer full) */
char *sheaf_part_split_words (const SheafPart *self, SheafIndexes index, GPtrArray *rest);

/* The words that are left out at the top of SELF (nullable), any of them, as a question to INDEX; NULL: there are none.
 * (transfer full) */
char *sheaf_part_dup_left_out (const SheafPart *self, SheafIndexes index);

/* Are there words in SELF (nullable) that may go on in a text? */
gboolean sheaf_part_has_start (const SheafPart *self);

/* Is no article meant by SELF (nullable) that has one of the words at its top in one index and another in another? */
gboolean sheaf_part_is_in_one_index (const SheafPart *self);

/* Is SELF (nullable) words of which any one is enough, so that it means what the indexes find of them, no more and
 * no less? */
gboolean sheaf_part_is_any_words (const SheafPart *self);

/* Has whatever SELF (nullable) matches one of its words? */
gboolean sheaf_part_needs_words (const SheafPart *self);

G_END_DECLS
