/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows by id: one cached statement, stepped for each. */

#include "store/edit-private.h"
#include "store/read.h"

static const char row_sql[]
    = "SELECT url, final_url, title, site, author, excerpt, lang, direction, published, lead_sha, "
      "fetch_error, fetch, state, starred,"
      " trashed_at IS NOT NULL, read_at IS NOT NULL, progress, added_at, word_count,"
      " (SELECT group_concat (name, char (10)) FROM (SELECT t.name FROM article_tag x JOIN tag t "
      "ON t.id = x.tag_id"
      "   WHERE x.article_id = a.id ORDER BY t.name_key)),"
      " EXISTS (SELECT 1 FROM note WHERE article_id = a.id),"
      " lead_url IS NOT NULL AND lead_sha IS NULL"
      " FROM article a WHERE id = ?1";

static SheafRow *
make_row (sqlite3_stmt *stmt, gint64 id)
{
  SheafRow *row = sheaf_row_new ();
  const char *tags = (const char *)sqlite3_column_text (stmt, 19);

  row->id = id;
  row->url = sheaf_column_text (stmt, 0);
  row->final_url = sheaf_column_text (stmt, 1);
  row->title = sheaf_column_text (stmt, 2);
  row->site = sheaf_column_text (stmt, 3);
  row->author = sheaf_column_text (stmt, 4);
  row->excerpt = sheaf_column_text (stmt, 5);
  row->lang = sheaf_column_text (stmt, 6);
  row->direction = sheaf_column_text (stmt, 7);
  row->published = sheaf_column_text (stmt, 8);
  row->lead_sha = sheaf_column_sha (stmt, 9);
  row->reason = sheaf_column_text (stmt, 10);
  row->fetch = sqlite3_column_int (stmt, 11);
  row->archived = sqlite3_column_int (stmt, 12) == 1;
  row->starred = sqlite3_column_int (stmt, 13);
  row->trashed = sqlite3_column_int (stmt, 14);
  row->read = sqlite3_column_int (stmt, 15);
  row->progress = sqlite3_column_double (stmt, 16);
  row->added_at = sqlite3_column_int64 (stmt, 17);
  row->word_count = sqlite3_column_int (stmt, 18);
  row->tags = tags != NULL ? g_strsplit (tags, "\n", -1) : g_new0 (char *, 1);
  row->has_note = sqlite3_column_int (stmt, 20);
  row->pictures_missing = sqlite3_column_int (stmt, 21);

  return row;
}

GPtrArray *
sheaf_read_rows (SheafDb *db, const gint64 *ids, gsize n, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_row_unref);

  for (gsize i = 0; i < n; i++)
    {
      sqlite3_stmt *stmt = sheaf_db_prepare (db, row_sql, error);
      GError *failure = NULL;

      if (stmt == NULL)
        return NULL;
      sqlite3_bind_int64 (stmt, 1, ids[i]);
      if (sheaf_db_step (db, stmt, &failure))
        {
          g_ptr_array_add (rows, make_row (stmt, ids[i]));
          sqlite3_reset (stmt);
        }
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
    }

  return g_steal_pointer (&rows);
}
