/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ranked search. bm25 of FTS5 is the better the more negative it is; a hit in the title counts
 * four times one in the text. An article is ranked by every word in every index, and is listed
 * where it has them all. */

#include "store/edit-private.h"
#include "store/read.h"

static const char search_sql[]
    = "WITH hit (id, score) AS ("
      "  SELECT rowid, 4 * bm25 (title_fts, 4.0, 1.0, 2.0, 3.0) FROM title_fts WHERE title_fts "
      "MATCH ?1"
      "  UNION ALL SELECT rowid, bm25 (body_fts) FROM body_fts WHERE body_fts MATCH ?1"
      "  UNION ALL SELECT n.article_id, s.score FROM (SELECT rowid AS note_id, 2 * bm25 (note_fts) "
      "AS score"
      "    FROM note_fts WHERE note_fts MATCH ?1) s JOIN note n ON n.id = s.note_id)"
      " SELECT a.id FROM (SELECT id, sum (score) AS score FROM hit GROUP BY id) h JOIN article a "
      "ON a.id = h.id"
      " WHERE a.trashed_at IS NULL";
static const char order_sql[] = " ORDER BY h.score, a.added_at DESC LIMIT ?2";

static const char *const snippet_sql[] = {
  "SELECT snippet (body_fts, 0, char (1), char (2), '…', 24) FROM body_fts WHERE body_fts MATCH ?1 "
  "AND rowid = ?2",
  "SELECT snippet (note_fts, 1, char (1), char (2), '…', 24) FROM note_fts WHERE note_fts MATCH ?1"
  " AND rowid IN (SELECT id FROM note WHERE article_id = ?2)",
};

void
sheaf_hit_free (SheafHit *self)
{
  g_clear_pointer (&self->row, sheaf_row_unref);
  g_free (self->snippet);
  g_free (self);
}

/* Interned: statements are cached by their text, of which there are few. */
static const char *
get_sql (guint n_terms)
{
  g_autoptr (GString) sql = g_string_new (search_sql);

  sheaf_search_append_terms (sql, n_terms);
  g_string_append (sql, order_sql);

  return g_intern_string (sql->str);
}

static GArray *
find_ids (SheafDb *db, GStrv terms, const char *match, guint limit, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, get_sql (g_strv_length (terms)), error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, match);
  sqlite3_bind_int64 (stmt, 2, limit);
  sheaf_search_bind_terms (stmt, terms);
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&ids);
}

static char *
read_snippet (SheafDb *db, const char *match, gint64 id)
{
  for (guint i = 0; i < G_N_ELEMENTS (snippet_sql); i++)
    {
      sqlite3_stmt *stmt = sheaf_db_prepare (db, snippet_sql[i], NULL);
      char *snippet = NULL;

      if (stmt == NULL)
        continue;
      sheaf_bind_text (stmt, 1, match);
      sqlite3_bind_int64 (stmt, 2, id);
      if (sheaf_db_step (db, stmt, NULL))
        snippet = sheaf_column_text (stmt, 0);
      sqlite3_reset (stmt);
      if (snippet != NULL)
        return snippet;
    }

  return NULL;
}

GPtrArray *
sheaf_read_search (SheafDb *db, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_hit_free);
  g_auto (GStrv) terms = sheaf_search_text_to_terms (text);
  g_autofree char *match = terms != NULL ? g_strjoinv (" OR ", terms) : NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (match == NULL)
    return g_steal_pointer (&hits);
  ids = find_ids (db, terms, match, limit, error);
  rows = ids != NULL ? sheaf_read_rows (db, (const gint64 *)ids->data, ids->len, error) : NULL;
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      SheafHit *hit = g_new0 (SheafHit, 1);

      hit->row = sheaf_row_ref (rows->pdata[i]);
      hit->snippet = read_snippet (db, match, hit->row->id);
      g_ptr_array_add (hits, hit);
    }

  return g_steal_pointer (&hits);
}
