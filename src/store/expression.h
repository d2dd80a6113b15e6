/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The query language: typed text as an immutable value, and back. Reading never fails; what is not understood
 * is searched as words, and told where it stands.
 *
 *   words          all of them, each in title, site, author, tags, text or notes
 *   "a phrase"     in this order; star* : the start of a word (of one or two letters: not of the text's)
 *   -x             not x          x OR y      either; binds weaker than standing side by side
 *   ( )            groups         key:value   the rows of operator.c; -key:value not that
 *
 * The last word, where nothing follows it, counts as the start of one: it may still be being typed. At most
 * SHEAF_EXPRESSION_MOST_TERMS words and operators and as many "(" inside each other as
 * SHEAF_EXPRESSION_DEEPEST; what is beyond is told as not understood and left out. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

#define SHEAF_EXPRESSION_MOST_TERMS 32
#define SHEAF_EXPRESSION_DEEPEST    12

#define SHEAF_TYPE_EXPRESSION (sheaf_expression_get_type ())

/* Bytes of the text: START to before END. */
typedef struct
{
  gsize start, end;
} SheafTextRange;

GType            sheaf_expression_get_type (void);
SheafExpression *sheaf_expression_parse (const char *text); /* (nullable); any bytes */
SheafExpression *sheaf_expression_ref (SheafExpression *self);
void             sheaf_expression_unref (SheafExpression *self);

/* Do they mean the same, read the same way? Where things were not understood makes no difference. */
gboolean sheaf_expression_equal (const SheafExpression *a,
                                 const SheafExpression *b);

/* The usual form of it, which reads as an equal value; "" for one that says nothing. (transfer full) */
char *sheaf_expression_to_text (const SheafExpression *self);

/* FALSE: it says nothing, not even an order. */
gboolean sheaf_expression_is_empty (const SheafExpression *self);

/* sort: TRUE with *ORDER where it says one. */
gboolean sheaf_expression_get_order (const SheafExpression *self,
                                     SheafOrder            *order);

/* What was not understood, in order, in bytes of the text that was given (if that was valid UTF-8). */
const SheafTextRange *sheaf_expression_get_unknown (const SheafExpression *self,
                                                    gsize                 *n);

/* The words and phrases whose hits can be seen in a title or a text, each once, in order: not those that must not
 * occur, nor those of site:, author: and note:. The start of a word ends in a star. (transfer full), never NULL */
GStrv sheaf_expression_dup_words (const SheafExpression *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafExpression, sheaf_expression_unref)

G_END_DECLS
