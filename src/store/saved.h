/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Queries that are kept: lists of one's own in the sidebar, and rules for what arrives. Values; their maker frees
 * them. */
#pragma once

#include <glib.h>

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

/* When the text of an article comes, and the query means it. */
typedef struct
{
  gint64   id; /* 0: a new one */
  char    *query;
  GStrv    tags; /* (nullable): to put on it */
  gboolean archive, star;
  gboolean enabled;
} SheafArrivalRule;

void sheaf_arrival_rule_free (SheafArrivalRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafArrivalRule, sheaf_arrival_rule_free)

G_END_DECLS
