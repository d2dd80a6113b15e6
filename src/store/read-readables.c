/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left to be read of a list: the facts by one pass over the table, not by one question an
 * article. */

#include "store/read.h"

static GHashTable *
read_facts (SheafDb *db, GError **error)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT id, word_count, progress FROM article WHERE read_at IS NULL AND word_count > 0",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (sheaf_db_step (db, stmt, &failure))
    {
      SheafReadable *readable = g_new (SheafReadable, 1);

      readable->id = sqlite3_column_int64 (stmt, 0);
      readable->words = sqlite3_column_int (stmt, 1);
      readable->progress = sqlite3_column_double (stmt, 2);
      g_hash_table_insert (facts, &readable->id, readable);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&facts);
}

GArray *
sheaf_read_readables (SheafDb *db, SheafQuery *query, GError **error)
{
  GArray *readables = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, query, error);
  g_autoptr (GHashTable) facts = ids != NULL ? read_facts (db, error) : NULL;

  if (facts == NULL)
    return NULL;
  readables = g_array_new (FALSE, FALSE, sizeof (SheafReadable));
  for (guint i = 0; i < ids->len; i++)
    {
      SheafReadable *readable = g_hash_table_lookup (facts, &g_array_index (ids, gint64, i));

      if (readable != NULL)
        g_array_append_vals (readables, readable, 1);
    }

  return readables;
}
