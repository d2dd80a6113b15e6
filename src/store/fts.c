/* SPDX-License-Identifier: GPL-3.0-or-later */

/* External-content FTS5 without triggers: an entry is taken out with the very values it was put in
 * with, so always before its row changes, in the same transaction. Where a text can no longer be
 * read, its words stay in the index until that is built anew: nothing else of the article may
 * depend on it. */

#include "store/edit-private.h"

static const struct
{
  SheafFtsPart part;
  const char *out;
  const char *in;
} parts_sql[] = {
  { SHEAF_FTS_TITLE,
    "INSERT INTO title_fts (title_fts, rowid, title, site, author, tags)"
    " SELECT 'delete', id, title, site, author, tags FROM title_src WHERE id = ?1",
    "INSERT INTO title_fts (rowid, title, site, author, tags) SELECT id, title, site, author, tags "
    "FROM title_src WHERE id = ?1" },
  { SHEAF_FTS_BODY,
    "INSERT INTO body_fts (body_fts, rowid, body) SELECT 'delete', id, body FROM body_src WHERE id "
    "= ?1",
    "INSERT INTO body_fts (rowid, body) SELECT id, body FROM body_src WHERE id = ?1" },
  { SHEAF_FTS_NOTES,
    "INSERT INTO note_fts (note_fts, rowid, quote, body) SELECT 'delete', id, quote, body FROM "
    "note WHERE article_id = ?1",
    "INSERT INTO note_fts (rowid, quote, body) SELECT id, quote, body FROM note WHERE article_id = "
    "?1" },
  { SHEAF_FTS_ONE_NOTE,
    "INSERT INTO note_fts (note_fts, rowid, quote, body) SELECT 'delete', id, quote, body FROM "
    "note WHERE id = ?1",
    "INSERT INTO note_fts (rowid, quote, body) SELECT id, quote, body FROM note WHERE id = ?1" },
};

static gboolean
run (SheafDb *db, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
is_text_damaged (SheafDb *db, gint64 id)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT text_z FROM content WHERE article_id = ?1", NULL);
  g_autoptr (GBytes) text = NULL;
  gboolean there;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  there = sheaf_db_step (db, stmt, NULL);
  if (there)
    text = sheaf_db_unpack (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), NULL);
  sqlite3_reset (stmt);

  return there && text == NULL;
}

static gboolean
run_part (SheafDb *db, SheafFtsPart part, const char *sql, gint64 id, GError **error)
{
  GError *failure = NULL;

  if (run (db, sql, id, &failure))
    return TRUE;
  if (part == SHEAF_FTS_BODY && is_text_damaged (db, id))
    {
      g_error_free (failure);
      return TRUE;
    }
  g_propagate_error (error, failure);

  return FALSE;
}

gboolean
sheaf_fts_take_out (SheafDb *db, gint64 id, SheafFtsPart parts, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts_sql); i++)
    if ((parts & parts_sql[i].part) != 0
        && !run_part (db, parts_sql[i].part, parts_sql[i].out, id, error))
      return FALSE;

  return TRUE;
}

gboolean
sheaf_fts_put_in (SheafDb *db, gint64 id, SheafFtsPart parts, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts_sql); i++)
    if ((parts & parts_sql[i].part) != 0
        && !run_part (db, parts_sql[i].part, parts_sql[i].in, id, error))
      return FALSE;

  return TRUE;
}
