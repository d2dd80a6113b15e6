/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Queries that are kept: lists of one's own in the sidebar, and rules for what arrives. Values; their maker frees
 * them. */
#pragma once

#include "store/query.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;     /* 0: a new one */
  char  *name;
  char  *symbol; /* an icon's name (nullable): the usual one */
  char  *query;
} SheafSmartList;

void sheaf_smart_list_free (SheafSmartList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSmartList, sheaf_smart_list_free)

/* What is done with an article when its page comes, its text or, of a link, all that there is, and the query means
 * it. Each rule does it once to an article: what a person changes later stays so. */
typedef struct
{
  gint64   id; /* 0: a new one */
  char    *query;
  GStrv    tags; /* (nullable): to put on it */
  gboolean archive, star;
  gboolean enabled;
} SheafArrivalRule;

/* The most rules that are asked of an article. */
#define SHEAF_ARRIVAL_RULES_MOST 100

void sheaf_arrival_rule_free (SheafArrivalRule *self);

/* The articles that TEXT, a rule's query, means; its last word is a whole one. NULL: it says nothing of any article,
 * and the rule means none. (transfer full) */
SheafQuery *sheaf_arrival_rule_query (const char *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafArrivalRule, sheaf_arrival_rule_free)

G_END_DECLS
