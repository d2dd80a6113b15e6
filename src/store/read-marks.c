/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights: of one article for whoever reads it, of many for whoever takes them elsewhere. */

#include "store/edit-private.h"
#include "store/read.h"

#define COLUMNS                                                                                    \
  "n.id, n.article_id, n.quote, n.prefix, n.suffix, n.start, n.end, n.body, n.color, "             \
  "n.created_at, n.changed_at"
#define BY_POSITION "coalesce (n.end, 0) = 0, n.start, n.end, n.id"

static guint
read_position (sqlite3_stmt *stmt, int column)
{
  return (guint)CLAMP (sqlite3_column_int64 (stmt, column), 0, G_MAXUINT);
}

static char *
read_text (sqlite3_stmt *stmt, int column)
{
  char *text = sheaf_column_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

static SheafMark *
make_mark (sqlite3_stmt *stmt)
{
  SheafMark *mark = g_new0 (SheafMark, 1);
  SheafAnchor *anchor = g_new0 (SheafAnchor, 1);
  gint64 color = sqlite3_column_int64 (stmt, 8);

  mark->id = sqlite3_column_int64 (stmt, 0);
  mark->article_id = sqlite3_column_int64 (stmt, 1);
  anchor->exact = read_text (stmt, 2);
  anchor->prefix = read_text (stmt, 3);
  anchor->suffix = read_text (stmt, 4);
  anchor->start = read_position (stmt, 5);
  anchor->end = read_position (stmt, 6);
  mark->anchor = anchor;
  mark->body = sheaf_column_text (stmt, 7);
  mark->color = color > 0 && color < SHEAF_MARK_COLORS ? (guint)color : 0;
  mark->created_at = sqlite3_column_int64 (stmt, 9);
  mark->changed_at = sqlite3_column_int64 (stmt, 10);

  return mark;
}

GPtrArray *
sheaf_read_article_marks (SheafDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_mark_free);
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT " COLUMNS
      " FROM note n WHERE n.article_id = ?1 AND n.quote IS NOT NULL ORDER BY " BY_POSITION,
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  while (sheaf_db_step (db, stmt, &failure))
    g_ptr_array_add (marks, make_mark (stmt));
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&marks);
}

/* --- Of many articles --- */

/* Which articles are meant. NULL: all but the trash (ERROR unset). (transfer full): a set of gint64
 */
static GHashTable *
list_meant (SheafDb *db, SheafQuery *query, const gint64 *ids, gsize n, GError **error)
{
  g_autoptr (GHashTable) meant = NULL;
  g_autoptr (GArray) found = NULL;

  if (query == NULL && n == 0)
    return NULL;
  if (query != NULL)
    {
      found = sheaf_read_query (db, query, error);
      if (found == NULL)
        return NULL;
      ids = (const gint64 *)found->data;
      n = found->len;
    }
  meant = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize i = 0; i < n; i++)
    g_hash_table_add (meant, g_memdup2 (&ids[i], sizeof ids[i]));

  return g_steal_pointer (&meant);
}

static SheafMarkedArticle *
begin_article (SheafDb *db, gint64 id, const char *uid, GError **error)
{
  g_autoptr (GPtrArray) rows = sheaf_read_rows (db, &id, 1, error);

  return rows != NULL && rows->len > 0 ? sheaf_marked_article_new (rows->pdata[0], uid) : NULL;
}

/* STMT's row, a highlight or an article's own note, into the last of ARTICLES, or into a new one.
 */
static gboolean
add_mark (SheafDb *db, sqlite3_stmt *stmt, GPtrArray *articles, GError **error)
{
  gint64 id = sqlite3_column_int64 (stmt, 1);
  SheafMarkedArticle *last = articles->len > 0 ? articles->pdata[articles->len - 1] : NULL;
  g_autofree char *uid = sheaf_column_text (stmt, 11);

  if (last == NULL || last->row->id != id)
    {
      g_autofree char *of_article = sheaf_column_text (stmt, 12);
      GError *failure = NULL;

      last = begin_article (db, id, of_article, &failure);
      if (last == NULL)
        {
          if (failure != NULL)
            g_propagate_error (error, failure);
          return failure == NULL;
        }
      g_ptr_array_add (articles, last);
    }
  if (sqlite3_column_type (stmt, 2) == SQLITE_NULL)
    sheaf_marked_article_set_note (last, (const char *)sqlite3_column_text (stmt, 7), uid);
  else
    sheaf_marked_article_add (last, make_mark (stmt), uid);

  return TRUE;
}

static gboolean
add_all (SheafDb *db, GHashTable *meant, GPtrArray *articles, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT " COLUMNS ", lower (hex (n.uid)), lower (hex (a.uid)), a.trashed_at "
      "IS NOT NULL FROM note n JOIN article a ON "
      "a.id = n.article_id WHERE n.quote IS NOT NULL OR n.body <> '' ORDER BY "
      "a.added_at DESC, a.id DESC, " BY_POSITION,
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (failure == NULL && sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 1);
      gboolean wanted
          = meant != NULL ? g_hash_table_contains (meant, &id) : sqlite3_column_int (stmt, 13) == 0;

      if (wanted)
        add_mark (db, stmt, articles, &failure);
    }
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

GPtrArray *
sheaf_read_marks (SheafDb *db, SheafQuery *query, const gint64 *ids, gsize n, GError **error)
{
  g_autoptr (GPtrArray) articles
      = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_marked_article_free);
  GError *failure = NULL;
  g_autoptr (GHashTable) meant = list_meant (db, query, ids, n, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  if (!add_all (db, meant, articles, error))
    return NULL;
  for (guint i = articles->len; i > 0 && (query != NULL || n == 0); i--)
    if (((const SheafMarkedArticle *)articles->pdata[i - 1])->marks->len == 0)
      g_ptr_array_remove_index (articles, i - 1);

  return g_steal_pointer (&articles);
}
