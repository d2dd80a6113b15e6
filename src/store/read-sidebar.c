/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counts beside places and tags, each by one statement. */

#include "store/edit-private.h"
#include "store/read.h"

static void
free_tag_count (gpointer data)
{
  SheafTagCount *tag = data;

  g_free (tag->name);
  g_free (tag);
}

void
sheaf_sidebar_counts_free (SheafSidebarCounts *self)
{
  g_ptr_array_unref (self->tags);
  g_free (self);
}

static gboolean
read_places (SheafDb *db, SheafSidebarCounts *counts, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT count (*) FILTER (WHERE trashed_at IS NULL),"
      " count (*) FILTER (WHERE trashed_at IS NULL AND state = 0 AND read_at IS NULL),"
      " count (*) FILTER (WHERE trashed_at IS NULL AND starred = 1),"
      " count (*) FILTER (WHERE trashed_at IS NULL AND starred = 1 AND state = 0 AND read_at IS "
      "NULL),"
      " count (*) FILTER (WHERE trashed_at IS NULL AND state = 1),"
      " count (*) FILTER (WHERE trashed_at IS NOT NULL) FROM article",
      error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  counts->all = sqlite3_column_int (stmt, 0);
  counts->unread = sqlite3_column_int (stmt, 1);
  counts->starred = sqlite3_column_int (stmt, 2);
  counts->starred_unread = sqlite3_column_int (stmt, 3);
  counts->archived = sqlite3_column_int (stmt, 4);
  counts->trashed = sqlite3_column_int (stmt, 5);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
read_tags (SheafDb *db, SheafSidebarCounts *counts, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT t.id, t.name, count (a.id) FILTER (WHERE a.state = 0 AND "
                          "a.read_at IS NULL), count (a.id), t.color"
                          " FROM tag t LEFT JOIN article_tag x ON x.tag_id = t.id"
                          " LEFT JOIN article a ON a.id = x.article_id AND a.trashed_at IS NULL"
                          " GROUP BY t.id ORDER BY t.name_key",
                          error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      SheafTagCount *tag = g_new0 (SheafTagCount, 1);

      tag->id = sqlite3_column_int64 (stmt, 0);
      tag->name = sheaf_column_text (stmt, 1);
      tag->unread = sqlite3_column_int (stmt, 2);
      tag->total = sqlite3_column_int (stmt, 3);
      tag->color = sqlite3_column_int (stmt, 4);
      g_ptr_array_add (counts->tags, tag);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

SheafSidebarCounts *
sheaf_read_sidebar (SheafDb *db, GError **error)
{
  g_autoptr (SheafSidebarCounts) counts = g_new0 (SheafSidebarCounts, 1);

  counts->tags = g_ptr_array_new_with_free_func (free_tag_count);
  if (!read_places (db, counts, error) || !read_tags (db, counts, error))
    return NULL;

  return g_steal_pointer (&counts);
}
