/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One job an article: its page, then its pictures. A job ends by an edit when what it is for is
 * there or will not come, so that a kill at any moment leaves it. */

#include "store/edit-private.h"

gboolean
sheaf_job_set (SheafDb *db, gint64 id, SheafJobKind kind, GError **error)
{
  sqlite3_stmt *stmt;

  if (!sheaf_job_end (db, id, error))
    return FALSE;
  stmt = sheaf_db_prepare (db,
                           "INSERT INTO job (kind, article_id, url) SELECT ?2, id, url FROM "
                           "article WHERE id = ?1 AND url IS NOT NULL",
                           error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int (stmt, 2, kind);

  return sheaf_db_step_done (db, stmt, error);
}

gboolean
sheaf_job_end (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "DELETE FROM job WHERE article_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

gboolean
sheaf_job_page_came (SheafDb *db, gint64 id, const SheafPage *page, GError **error)
{
  if (page->document != NULL && sheaf_page_has_pictures (page))
    return sheaf_job_set (db, id, SHEAF_JOB_PICTURES, error);

  return sheaf_job_end (db, id, error);
}
