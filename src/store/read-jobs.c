/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits to be fetched and is due. What lies in the trash waits there. */

#include "store/edit-private.h"
#include "store/read.h"

#define MOST 256
#define FARTHEST (2 * G_TIME_SPAN_DAY) /* nothing is put off for longer than a day */

void
sheaf_job_free (SheafJob *self)
{
  g_free (self->url);
  g_free (self);
}

#define DUE                                                                                        \
  "SELECT j.article_id, j.url, j.attempts, j.kind FROM job j JOIN article a ON a.id = "            \
  "j.article_id"                                                                                   \
  " WHERE (j.not_before <= ?1 OR j.not_before BETWEEN ?3 AND 9223372036854775806) AND "            \
  "a.trashed_at IS NULL AND "

static const char first_sql[] = DUE "j.article_id = ?4 ORDER BY j.id LIMIT ?2";
static const char oldest_sql[]
    = DUE "j.article_id <> ?4 AND j.kind <= ?5 ORDER BY j.not_before, j.id LIMIT ?2";
static const char newest_sql[]
    = DUE "j.article_id <> ?4 AND j.kind <= ?5 ORDER BY j.id DESC LIMIT ?2";

static gboolean
add_jobs (
    GPtrArray *jobs, SheafDb *db, const char *sql, const SheafJobQuestion *question, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, question->now);
  sqlite3_bind_int (stmt, 2, MOST - (int)jobs->len);
  /* The clock was wrong then, or is now. */
  sqlite3_bind_int64 (stmt, 3, question->now + FARTHEST);
  sqlite3_bind_int64 (stmt, 4, question->first);
  if (sql != first_sql)
    sqlite3_bind_int (stmt, 5, question->pages_only ? SHEAF_JOB_PAGE : SHEAF_JOB_PICTURES);
  while (sheaf_db_step (db, stmt, &failure))
    {
      SheafJob *job = g_new0 (SheafJob, 1);

      job->article_id = sqlite3_column_int64 (stmt, 0);
      job->url = sheaf_column_text (stmt, 1);
      job->attempts = sqlite3_column_int (stmt, 2);
      job->kind = sqlite3_column_int (stmt, 3) == SHEAF_JOB_PICTURES ? SHEAF_JOB_PICTURES
                                                                     : SHEAF_JOB_PAGE;
      g_ptr_array_add (jobs, job);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

/* 0 where it cannot be read: then it is asked again when something changes. */
static gint64
read_next (SheafDb *db, gint64 now)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT coalesce (min (not_before), 0) FROM job WHERE not_before BETWEEN ?1 AND ?2",
      NULL);
  gint64 next = 0;

  if (stmt == NULL)
    return 0;
  sqlite3_bind_int64 (stmt, 1, now + 1);
  sqlite3_bind_int64 (stmt, 2, now + FARTHEST);
  if (sheaf_db_step (db, stmt, NULL))
    next = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return next;
}

GPtrArray *
sheaf_read_jobs (SheafDb *db, const SheafJobQuestion *question, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_job_free);

  if (question->first != 0 && !add_jobs (jobs, db, first_sql, question, error))
    return NULL;
  if (!add_jobs (jobs, db, question->newest_first ? newest_sql : oldest_sql, question, error))
    return NULL;
  if (next != NULL)
    *next = read_next (db, question->now);

  return g_steal_pointer (&jobs);
}
