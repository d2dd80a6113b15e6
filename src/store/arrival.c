/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules on arrival, applied in the transaction that writes a page. An article has come once it
 * has a count of words, be it none: whose text came already is left alone, and of what was a link
 * or a wall until then only the rules are asked that did not mean that. So no rule does anything
 * twice, and what a person changed in between stays.
 */

#include "store/edit-private.h"
#include "store/read.h"

/* For all rules together, µs: what cannot be answered by then is not meant. Asked of one article, a
 * question takes less than a millisecond; this is for the start of a word that half the library
 * has. */
#define BUDGET (500 * 1000)

void
sheaf_arrival_clear (SheafArrival *self)
{
  g_clear_pointer (&self->rules, g_ptr_array_unref);
}

typedef enum
{
  COME_NOT,
  COME_AS_LINK, /* or as something else that is no article */
  COME,
} Come;

static gboolean
read_come (SheafDb *db, gint64 id, Come *come, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT word_count, word_count > 0 AND kind = 0 FROM article WHERE id = ?1", error);
  GError *failure = NULL;

  *come = COME;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      if (sqlite3_column_type (stmt, 0) == SQLITE_NULL)
        *come = COME_NOT;
      else if (!sqlite3_column_int (stmt, 1))
        *come = COME_AS_LINK;
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Does RULE mean ID? What takes too long is no failure; the answer is then IF_LATE. */
static gboolean
ask (SheafDb *db,
     const SheafArrivalRule *rule,
     gint64 id,
     gint64 deadline,
     gboolean if_late,
     gboolean *matches,
     GError **error)
{
  g_autoptr (SheafQuery) query = sheaf_arrival_rule_query (rule->query);
  gboolean good, late;

  *matches = FALSE;
  if (query == NULL)
    return TRUE;
  *matches = if_late;
  if (g_get_monotonic_time () >= deadline)
    return TRUE;
  sheaf_db_set_deadline (db, deadline);
  good = sheaf_read_match (db, query, id, matches, error);
  late = sheaf_db_is_late (db);
  sheaf_db_set_deadline (db, G_MAXINT64);
  if (!good && late && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      *matches = if_late;
      g_clear_error (error);
      return TRUE;
    }

  return good;
}

static gboolean
drop_what_matches (GPtrArray *rules, SheafDb *db, gint64 id, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + BUDGET;

  for (guint i = rules->len; i > 0; i--)
    {
      GError *failure = NULL;
      gboolean matches;

      if (!ask (db, rules->pdata[i - 1], id, deadline, TRUE, &matches, &failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (matches)
        g_ptr_array_remove_index (rules, i - 1);
    }

  return TRUE;
}

gboolean
sheaf_arrival_begin (SheafArrival *self, SheafApply *apply, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) rules = NULL;
  Come come;

  if (!read_come (apply->db, id, &come, error))
    return FALSE;
  if (come == COME)
    return TRUE;
  rules = sheaf_read_arrival_rules (apply->db, error);
  if (rules == NULL)
    return FALSE;
  for (guint i = rules->len; i > 0; i--)
    if (!((SheafArrivalRule *)rules->pdata[i - 1])->enabled)
      g_ptr_array_remove_index (rules, i - 1);
  if (rules->len > SHEAF_ARRIVAL_RULES_MOST)
    g_ptr_array_set_size (rules, SHEAF_ARRIVAL_RULES_MOST);
  if (come == COME_AS_LINK && !drop_what_matches (rules, apply->db, id, error))
    return FALSE;
  self->rules = g_steal_pointer (&rules);

  return TRUE;
}

gboolean
sheaf_arrival_end (
    SheafArrival *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  g_autoptr (GPtrArray) undo = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  gint64 deadline = g_get_monotonic_time () + BUDGET;

  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    {
      const SheafArrivalRule *rule = self->rules->pdata[i];
      g_autoptr (SheafEdit) deed = NULL;
      SheafEdit *back = NULL;
      GError *failure = NULL;
      gboolean matches;

      if (!ask (apply->db, rule, id, deadline, FALSE, &matches, &failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      deed = matches ? sheaf_rule_edit (rule, &id, 1) : NULL;
      if (deed != NULL && !sheaf_edit_apply_inner (deed, apply, &back, error))
        return FALSE;
      if (back != NULL)
        g_ptr_array_insert (undo, 0, back);
    }
  if (inverse != NULL)
    *inverse = sheaf_edit_new_batch (g_steal_pointer (&undo));

  return TRUE;
}
