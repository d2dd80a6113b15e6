/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Smart lists and rules on arrival, in their order. */

#include "base/text.h"
#include "store/edit-private.h"
#include "store/expression-private.h"
#include "store/read.h"

void
sheaf_smart_list_free (SheafSmartList *self)
{
  g_free (self->name);
  g_free (self->symbol);
  g_free (self->query);
  g_free (self);
}

void
sheaf_arrival_rule_free (SheafArrivalRule *self)
{
  g_free (self->query);
  g_strfreev (self->tags);
  g_free (self);
}

/* A space ends the last word, which else might be the start of one that is still being typed. */
SheafQuery *
sheaf_arrival_rule_query (const char *text)
{
  g_autofree char *ended = g_strconcat (text, " ", NULL);
  g_autoptr (SheafQuery) everything = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (everything, ended);
  const SheafExpression *expression = sheaf_query_get_expression (query);

  return expression != NULL && sheaf_expression_get_root (expression) != NULL
             ? g_steal_pointer (&query)
             : NULL;
}

static gpointer
read_list (sqlite3_stmt *stmt)
{
  SheafSmartList *list = g_new0 (SheafSmartList, 1);

  list->id = sqlite3_column_int64 (stmt, 0);
  list->name = sheaf_column_text (stmt, 1);
  list->symbol = sheaf_column_text (stmt, 2);
  list->query = sheaf_column_text (stmt, 3);

  return list;
}

static gpointer
read_rule (sqlite3_stmt *stmt)
{
  SheafArrivalRule *rule = g_new0 (SheafArrivalRule, 1);
  const char *tags = (const char *)sqlite3_column_text (stmt, 2);

  rule->id = sqlite3_column_int64 (stmt, 0);
  rule->query = sheaf_column_text (stmt, 1);
  rule->tags = tags != NULL ? g_strsplit (tags, "\n", -1) : NULL;
  rule->archive = sqlite3_column_int (stmt, 3);
  rule->star = sqlite3_column_int (stmt, 4);
  rule->enabled = sqlite3_column_int (stmt, 5);

  return rule;
}

static GPtrArray *
read_all (SheafDb *db,
          const char *sql,
          gpointer (*read) (sqlite3_stmt *stmt),
          GDestroyNotify free_one,
          GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_one);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (sheaf_db_step (db, stmt, &failure))
    g_ptr_array_add (all, read (stmt));
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&all);
}

GPtrArray *
sheaf_read_smart_lists (SheafDb *db, GError **error)
{
  return read_all (db, "SELECT id, name, symbol, query FROM smart_list ORDER BY place, id",
                   read_list, (GDestroyNotify)sheaf_smart_list_free, error);
}

GPtrArray *
sheaf_read_arrival_rules (SheafDb *db, GError **error)
{
  return read_all (
      db, "SELECT id, query, tags, archive, star, enabled FROM arrival_rule ORDER BY place, id",
      read_rule, (GDestroyNotify)sheaf_arrival_rule_free, error);
}
