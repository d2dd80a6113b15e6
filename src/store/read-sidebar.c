/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counts beside places and tags: one statement for all places, one for all tags. */

#include "store/edit-private.h"
#include "store/read.h"

/* Each from an index that holds those and no others (schema/004.sql), but for the last: of few. */
static gboolean
read_places (SheafDb *db, SheafSidebarCounts *counts, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT (SELECT count (*) FROM article WHERE trashed_at IS NULL),"
      " (SELECT count (*) FROM article WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL),"
      " (SELECT count (*) FROM article WHERE starred = 1 AND trashed_at IS NULL),"
      " (SELECT count (*) FROM article WHERE state = 1 AND trashed_at IS NULL),"
      " (SELECT count (*) FROM article WHERE trashed_at IS NOT NULL),"
      " (SELECT count (*) FROM article WHERE starred = 1 AND trashed_at IS NULL AND state = 0 AND "
      "read_at IS NULL)",
      error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  counts->all = sqlite3_column_int (stmt, 0);
  counts->unread = sqlite3_column_int (stmt, 1);
  counts->starred = sqlite3_column_int (stmt, 2);
  counts->archived = sqlite3_column_int (stmt, 3);
  counts->trashed = sqlite3_column_int (stmt, 4);
  counts->starred_unread = sqlite3_column_int (stmt, 5);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
read_tags (SheafDb *db, SheafSidebarCounts *counts, GHashTable *by_id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "SELECT id, name, name_key, color FROM tag", error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      const char *name = (const char *)sqlite3_column_text (stmt, 1);
      SheafTagCount *tag
          = sheaf_sidebar_counts_ensure (counts, name, (const char *)sqlite3_column_text (stmt, 2));

      tag->id = id;
      tag->color = (guint)sqlite3_column_int (stmt, 3);
      g_free (tag->name); /* what stands under it may have come first, and be written otherwise */
      tag->name = g_strdup (name);
      for (SheafTagCount *at = tag; at != NULL; at = at->parent)
        at->n_tags++;
      g_hash_table_insert (by_id, g_memdup2 (&id, sizeof id), tag);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Article by article, so that one with several tags under one counts there once. Nobody's row is
 * looked at: the articles that are unread and those in the trash are two sets of numbers, each made
 * once from its index. */
static gboolean
count_tags (SheafDb *db, GHashTable *by_id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT x.article_id, x.tag_id, x.article_id IN (SELECT id FROM article"
                          " WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL)"
                          " FROM article_tag x WHERE x.article_id NOT IN (SELECT id FROM article"
                          " WHERE trashed_at IS NOT NULL) ORDER BY x.article_id",
                          error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 1);
      SheafTagCount *tag = g_hash_table_lookup (by_id, &id);

      if (tag != NULL)
        sheaf_tag_count_add (tag, sqlite3_column_int64 (stmt, 0), sqlite3_column_int (stmt, 2), 1);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

SheafSidebarCounts *
sheaf_read_sidebar (SheafDb *db, GError **error)
{
  g_autoptr (SheafSidebarCounts) counts = sheaf_sidebar_counts_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!read_places (db, counts, error) || !read_tags (db, counts, by_id, error)
      || !count_tags (db, by_id, error))
    return NULL;

  return g_steal_pointer (&counts);
}
