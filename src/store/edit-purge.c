/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Out of the trash for ever: rows, index entries, and the files that nobody else needs. */

#include "store/edit-private.h"
#include "store/fingerprint.h"

static gboolean
run (SheafDb *db, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

/* The files of ID that no other article has; noted for removal once all is committed. */
static gboolean
note_files (SheafApply *apply, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db,
      "SELECT sha FROM article_asset x WHERE article_id = ?1"
      "   AND NOT EXISTS (SELECT 1 FROM article_asset y WHERE y.sha = x.sha AND y.article_id <> ?1)"
      " UNION SELECT sha FROM (SELECT snapshot_sha AS sha FROM content WHERE article_id = ?1"
      "   UNION SELECT snapshot_sha FROM version WHERE article_id = ?1) x WHERE sha IS NOT NULL"
      "   AND NOT EXISTS (SELECT 1 FROM content y WHERE y.snapshot_sha = x.sha AND y.article_id <> "
      "?1)"
      "   AND NOT EXISTS (SELECT 1 FROM version y WHERE y.snapshot_sha = x.sha AND y.article_id <> "
      "?1)",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  while (sheaf_db_step (apply->db, stmt, &failure))
    g_ptr_array_add (apply->garbage, sheaf_column_sha (stmt, 0));
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
purge_one (SheafApply *apply, gint64 id, GError **error)
{
  if (!note_files (apply, id, error) || !sheaf_fingerprint_leave (apply->db, id, error)
      || !sheaf_fts_take_out (apply->db, id, SHEAF_FTS_TITLE | SHEAF_FTS_BODY | SHEAF_FTS_NOTES,
                              error)
      || !run (
          apply->db,
          "DELETE FROM asset WHERE sha IN (SELECT sha FROM article_asset WHERE article_id = ?1)"
          " AND NOT EXISTS (SELECT 1 FROM article_asset y WHERE y.sha = asset.sha AND y.article_id "
          "<> ?1)",
          id, error)
      || !run (apply->db, "DELETE FROM article WHERE id = ?1", id, error)
      || !run (apply->db,
               "DELETE FROM tag WHERE ?1 > 0 AND NOT EXISTS (SELECT 1 FROM article_tag WHERE "
               "tag_id = tag.id)",
               id, error))
    return FALSE;
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS);

  return TRUE;
}

/* Those of WANTED (NULL: all) that are in the trash. */
static GArray *
find_trashed (SheafDb *db, GArray *wanted, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT id FROM article WHERE trashed_at IS NOT NULL", error);
  g_autoptr (GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    g_hash_table_add (set, &g_array_index (wanted, gint64, i));
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      if (wanted == NULL || g_hash_table_contains (set, &id))
        g_array_append_val (ids, id);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&ids);
}

typedef struct
{
  GArray *ids; /* NULL: all of the trash */
} Purge;

static void
free_purge (gpointer data)
{
  Purge *self = data;

  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static gsize
count (gpointer data)
{
  Purge *self = data;

  return self->ids != NULL ? self->ids->len : 0;
}

static gboolean
apply_purge (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  Purge *self = data;
  g_autoptr (GArray) ids = find_trashed (apply->db, self->ids, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!purge_one (apply, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

static const SheafEditKind kind = { .apply = apply_purge, .free = free_purge, .count = count };

SheafEdit *
sheaf_edit_new_purge (const gint64 *ids, gsize n)
{
  Purge *self = g_new0 (Purge, 1);

  if (ids != NULL)
    {
      self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
      g_array_append_vals (self->ids, ids, n);
    }

  return sheaf_edit_new (&kind, self);
}
