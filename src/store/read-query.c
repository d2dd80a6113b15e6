/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A query's ids. The statement is put together from literal parts, one row of a table each; values
 * are bound. */

#include "store/read.h"

static const char *const places[] = {
  [SHEAF_PLACE_UNREAD] = "a.state = 0 AND a.read_at IS NULL AND a.trashed_at IS NULL",
  [SHEAF_PLACE_STARRED] = "a.starred = 1 AND a.trashed_at IS NULL",
  [SHEAF_PLACE_ARCHIVE] = "a.state = 1 AND a.trashed_at IS NULL",
  [SHEAF_PLACE_ALL] = "a.trashed_at IS NULL",
  [SHEAF_PLACE_TRASH] = "a.trashed_at IS NOT NULL",
};

static const char *const orders[] = {
  [SHEAF_ORDER_NEWEST] = "a.added_at DESC, a.id DESC",
  [SHEAF_ORDER_OLDEST] = "a.added_at, a.id",
  [SHEAF_ORDER_TITLE] = "a.title_key, a.id",
};

static const char tagged[] = " AND a.id IN (SELECT article_id FROM article_tag WHERE tag_id = ?1)";
#define FIRST_TERM 10 /* the parameter of the first */

void
sheaf_search_append_terms (GString *sql, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql,
                            " AND a.id IN (SELECT rowid FROM title_fts WHERE title_fts MATCH ?%1$u"
                            " UNION SELECT rowid FROM body_fts WHERE body_fts MATCH ?%1$u"
                            " UNION SELECT article_id FROM note WHERE id IN"
                            " (SELECT rowid FROM note_fts WHERE note_fts MATCH ?%1$u))",
                            FIRST_TERM + i);
}

void
sheaf_search_bind_terms (sqlite3_stmt *stmt, GStrv terms)
{
  for (guint i = 0; terms != NULL && terms[i] != NULL; i++)
    sqlite3_bind_text (stmt, FIRST_TERM + i, terms[i], -1, SQLITE_TRANSIENT);
}

/* Interned: statements are cached by their text, of which there are few. */
static const char *
get_sql (SheafPlace place, SheafOrder order, gboolean tag, guint n_terms)
{
  g_autoptr (GString) sql = g_string_new ("SELECT a.id FROM article a WHERE ");

  g_string_append (sql, places[place]);
  g_string_append (sql, tag ? tagged : "");
  sheaf_search_append_terms (sql, n_terms);
  g_string_append_printf (sql, " ORDER BY %s", orders[order]);

  return g_intern_string (sql->str);
}

GArray *
sheaf_read_query (SheafDb *db, SheafQuery *query, GError **error)
{
  const char *text = sheaf_query_get_text (query);
  g_auto (GStrv) terms = sheaf_search_text_to_terms (text);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 tag = sheaf_query_get_tag (query);
  GError *failure = NULL;
  sqlite3_stmt *stmt;

  if (text != NULL && terms == NULL)
    return g_steal_pointer (&ids); /* nothing in it could be found */
  stmt = sheaf_db_prepare (db,
                           get_sql (sheaf_query_get_place (query), sheaf_query_get_order (query),
                                    tag > 0, terms != NULL ? g_strv_length (terms) : 0),
                           error);
  if (stmt == NULL)
    return NULL;
  if (tag > 0)
    sqlite3_bind_int64 (stmt, 1, tag);
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
