/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two stages of a search. The first goes through each index from its newest entry on and stops
 * as soon as it has enough, or its time is over; the second is the query itself. */

#include "base/time.h"
#include "store/edit-private.h"
#include "store/expression-private.h"
#include "store/read.h"

#include <string.h>

/* From the newest on: FTS5 gives its rows in the order of their ids, so that nothing is sorted. */
static const struct
{
  SheafIndexes index;
  const char *from, *match;
} firsts[] = {
  { SHEAF_INDEX_TITLE, "SELECT a.id FROM title_fts f CROSS JOIN article a ON a.id = f.rowid",
    " AND f.title_fts MATCH @ ORDER BY f.rowid DESC" },
  { SHEAF_INDEX_NOTES,
    "SELECT a.id FROM note_fts f CROSS JOIN note n ON n.id = f.rowid"
    " CROSS JOIN article a ON a.id = n.article_id",
    " AND f.note_fts MATCH @ ORDER BY f.rowid DESC" },
  { SHEAF_INDEX_TEXT, "SELECT a.id FROM body_fts f CROSS JOIN article a ON a.id = f.rowid",
    " AND f.body_fts MATCH @ ORDER BY f.rowid DESC" },
};

/* ONE: of one article. ALL: of those of a JSON array, in one go through what is found: a frequent
 * word, or the start of one, is looked up in the index anew by each question, which takes longer
 * than to pass by others. */
static const struct
{
  SheafIndexes index;
  const char *one, *all;
} snippets[] = {
  { SHEAF_INDEX_TEXT,
    "SELECT snippet (body_fts, 0, char (1), char (2), '…', 24) FROM body_fts WHERE body_fts MATCH "
    "?1 AND rowid = ?2",
    "SELECT rowid, snippet (body_fts, 0, char (1), char (2), '…', 24) FROM body_fts WHERE body_fts "
    "MATCH ?1 AND rowid BETWEEN ?3 AND ?4 AND +rowid IN (SELECT value FROM json_each (?2))" },
  { SHEAF_INDEX_NOTES,
    "SELECT snippet (note_fts, -1, char (1), char (2), '…', 24) FROM note_fts WHERE note_fts MATCH "
    "?1 AND rowid IN (SELECT id FROM note WHERE article_id = ?2)",
    "SELECT n.article_id, snippet (note_fts, -1, char (1), char (2), '…', 24) FROM note_fts f "
    "CROSS "
    "JOIN note n ON n.id = f.rowid WHERE f.note_fts MATCH ?1 AND n.article_id IN (SELECT value "
    "FROM "
    "json_each (?2))" },
};

#define NEAR 4096 /* ids from the first to the last, in which others are few enough to pass by */

void
sheaf_hit_free (SheafHit *self)
{
  g_clear_pointer (&self->row, sheaf_row_unref);
  g_free (self->snippet);
  g_free (self);
}

void
sheaf_found_free (SheafFound *self)
{
  g_ptr_array_unref (self->hits);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static SheafFound *
new_found (void)
{
  SheafFound *self = g_new0 (SheafFound, 1);

  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_hit_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/* --- Snippets --- */

/* NULL also where it cannot be read: a hit without one is still a hit. */
static char *
read_snippet (SheafDb *db, const char *sql, const char *match, gint64 id)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, NULL);
  char *snippet = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, match);
  sqlite3_bind_int64 (stmt, 2, id);
  if (sheaf_db_step (db, stmt, NULL))
    snippet = sheaf_column_text (stmt, 0);
  sqlite3_reset (stmt);

  return snippet != NULL ? g_strstrip (snippet) : NULL;
}

static const SheafPart *
get_root (SheafQuery *query)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);

  return expression != NULL ? sheaf_expression_get_root (expression) : NULL;
}

/* Into the places of ALL that are still empty. */
static void
read_each (SheafDb *db, guint which, const char *match, const gint64 *ids, GPtrArray *all)
{
  for (gsize i = 0; i < all->len; i++)
    if (all->pdata[i] == NULL)
      all->pdata[i] = read_snippet (db, snippets[which].one, match, ids[i]);
}

static void
put_snippet (GPtrArray *all, const gint64 *ids, gint64 id, char *snippet)
{
  for (gsize i = 0; snippet != NULL && i < all->len; i++)
    if (ids[i] == id && all->pdata[i] == NULL)
      {
        all->pdata[i] = g_strstrip (snippet);
        return;
      }
  g_free (snippet);
}

static void
read_together (SheafDb *db, guint which, const char *match, const gint64 *ids, GPtrArray *all)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, snippets[which].all, NULL);
  g_autoptr (GString) array = g_string_new ("[");
  gint64 least = G_MAXINT64, most = G_MININT64;

  if (stmt == NULL || all->len == 0)
    return;
  for (gsize i = 0; i < all->len; i++)
    {
      g_string_append_printf (array, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
      least = MIN (least, ids[i]);
      most = MAX (most, ids[i]);
    }
  g_string_append_c (array, ']');
  sheaf_bind_text (stmt, 1, match);
  sheaf_bind_text (stmt, 2, array->str);
  if (sqlite3_bind_parameter_count (stmt) > 2)
    {
      sqlite3_bind_int64 (stmt, 3, least);
      sqlite3_bind_int64 (stmt, 4, most);
    }
  while (sheaf_db_step (db, stmt, NULL))
    put_snippet (all, ids, sqlite3_column_int64 (stmt, 0), sheaf_column_text (stmt, 1));
  sqlite3_reset (stmt);
}

static gboolean
are_near (const gint64 *ids, gsize n)
{
  gint64 least = G_MAXINT64, most = G_MININT64;

  for (gsize i = 0; i < n; i++)
    {
      least = MIN (least, ids[i]);
      most = MAX (most, ids[i]);
    }

  return n > 1 && most - least < NEAR;
}

GPtrArray *
sheaf_read_snippets (SheafDb *db, SheafQuery *query, const gint64 *ids, gsize n)
{
  GPtrArray *all = g_ptr_array_new_full (n, g_free);

  g_ptr_array_set_size (all, n);
  for (guint i = 0; i < G_N_ELEMENTS (snippets); i++)
    {
      g_autofree char *match = sheaf_part_dup_any_match (get_root (query), snippets[i].index);

      if (match != NULL && n > 1 && (strstr (match, "\"*") != NULL || are_near (ids, n)))
        read_together (db, i, match, ids, all);
      else if (match != NULL)
        read_each (db, i, match, ids, all);
    }

  return all;
}

static gboolean
read_hits (SheafDb *db, SheafQuery *query, SheafFound *found, guint limit, GError **error)
{
  const gint64 *ids = (const gint64 *)found->ids->data;
  g_autoptr (GPtrArray) rows = sheaf_read_rows (db, ids, MIN (found->ids->len, limit), error);
  g_autoptr (GArray) there = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) around = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) /* some that are gone are left out */
    g_array_append_val (there, ((SheafRow *)rows->pdata[i])->id);
  around = sheaf_read_snippets (db, query, (const gint64 *)there->data, there->len);
  for (guint i = 0; i < rows->len; i++)
    {
      SheafHit *hit = g_new0 (SheafHit, 1);

      hit->row = sheaf_row_ref (rows->pdata[i]);
      hit->snippet = g_steal_pointer (&around->pdata[i]);
      g_ptr_array_add (found->hits, hit);
    }

  return TRUE;
}

/* --- The first stage --- */

/* Appends ids from one index; FALSE with ERROR. To be late is no error. */
static gboolean
read_firsts (SheafDb *db, SheafQuery *query, guint which, guint limit, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autofree char *match = sheaf_part_split_words (get_root (query), firsts[which].index, rest);
  g_autoptr (SheafSql) sql = sheaf_sql_new ();
  GError *failure = NULL;

  if (match == NULL)
    return TRUE;
  sheaf_sql_add (sql, firsts[which].from);
  sheaf_query_add_place (query, sql);
  for (guint i = 0; i < rest->len; i++)
    {
      sheaf_sql_add (sql, " AND ");
      sheaf_part_add_condition (rest->pdata[i], sql, sheaf_time_now ());
    }
  sheaf_sql_add_text (sql, firsts[which].match, match);
  sheaf_sql_add_number (sql, " LIMIT @", limit);
  if (!sheaf_sql_read_ids (sql, db, ids, &failure) && !sheaf_db_is_late (db))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);

  return TRUE;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return left > right ? -1 : left < right;
}

/* Each once, in the order in which they stand, at most LIMIT. */
static void
drop_doubles (GArray *ids, guint limit)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) all = g_array_copy (ids);

  g_array_set_size (ids, 0);
  for (guint i = 0; i < all->len && ids->len < limit; i++)
    {
      gint64 *id = &g_array_index (all, gint64, i);

      if (g_hash_table_add (seen, id))
        g_array_append_val (ids, *id);
    }
}

SheafFound *
sheaf_read_first_hits (SheafDb *db, SheafQuery *query, guint limit, GError **error)
{
  g_autoptr (SheafFound) found = new_found ();

  for (guint i = 0; i < G_N_ELEMENTS (firsts) && !sheaf_db_is_late (db); i++)
    if (!read_firsts (db, query, i, limit, found->ids, error))
      return NULL;
  sheaf_db_set_deadline (db, G_MAXINT64); /* what there is, is shown */
  if (sheaf_query_get_effective_order (query) == SHEAF_ORDER_NEWEST)
    g_array_sort (found->ids, compare_newest);
  drop_doubles (found->ids, limit);
  if (!read_hits (db, query, found, limit, error))
    return NULL;

  return g_steal_pointer (&found);
}

/* --- The second --- */

/* By relevance within BUDGET; NULL without ERROR: it takes longer. */
static GArray *
read_ranked (SheafDb *db, SheafQuery *query, gint64 budget, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gint64 deadline = budget < G_MAXINT64 - now ? now + budget : G_MAXINT64;
  GError *failure = NULL;
  GArray *ids = NULL;
  gboolean late;

  sheaf_db_set_deadline (db, deadline);
  late = sheaf_db_is_late (db);
  if (!late)
    {
      ids = sheaf_read_query (db, query, &failure);
      late = sheaf_db_is_late (db);
    }
  sheaf_db_set_deadline (db, G_MAXINT64);
  if (failure != NULL && late && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&failure);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return ids;
}

SheafFound *
sheaf_read_search (SheafDb *db, SheafQuery *query, guint limit, gint64 budget, GError **error)
{
  g_autoptr (SheafFound) found = new_found ();
  GError *failure = NULL;
  GArray *ids;

  if (sheaf_query_get_effective_order (query) == SHEAF_ORDER_RELEVANCE)
    {
      ids = read_ranked (db, query, budget, &failure);
      found->ranked = ids != NULL;
      if (ids == NULL && failure == NULL)
        ids = sheaf_read_query_in_order (db, query, SHEAF_ORDER_NEWEST, &failure);
    }
  else
    ids = sheaf_read_query (db, query, &failure);
  if (ids == NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  g_array_unref (found->ids);
  found->ids = ids;
  found->whole = TRUE;
  if (!read_hits (db, query, found, limit, error))
    return NULL;

  return g_steal_pointer (&found);
}
