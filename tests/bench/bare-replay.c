/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A statement that comes again (rows by id) is one that is kept prepared. */

#include "bare-replay.h"

#include "measure.h"

#include <string.h>

struct _Replay
{
  SheafDb *db;
  GPtrArray *texts; /* with their values */
  GPtrArray *plain; /* without, to see which come again */
  GPtrArray *ready; /* sqlite3_stmt, NULL: to be prepared each time */
};

static gboolean
is_inner (const char *sql)
{
  return !g_str_has_prefix (sql, "SELECT") || strstr (sql, "'main'.") != NULL
         || strstr (sql, "\"main\".") != NULL;
}

static int
note_cb (unsigned int kind, void *data, void *stmt, void *unused)
{
  Replay *self = data;
  const char *sql = sqlite3_sql (stmt);
  char *expanded;

  if (sql == NULL || is_inner (sql))
    return 0;
  expanded = sqlite3_expanded_sql (stmt);
  g_ptr_array_add (self->texts, g_strdup (expanded));
  g_ptr_array_add (self->plain, g_strdup (sql));
  sqlite3_free (expanded);

  return 0;
}

Replay *
replay_begin (SheafDb *db)
{
  Replay *self = g_new0 (Replay, 1);

  self->db = db;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->plain = g_ptr_array_new_with_free_func (g_free);
  sqlite3_trace_v2 (sheaf_db_get_handle (db), SQLITE_TRACE_STMT, note_cb, self);

  return self;
}

static gboolean
comes_again (Replay *self, guint at)
{
  guint n = 0;

  for (guint i = 0; i < self->plain->len; i++)
    n += g_str_equal (self->plain->pdata[i], self->plain->pdata[at]);

  return n > 1;
}

static sqlite3_stmt *
prepare (Replay *self, guint at)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (sheaf_db_get_handle (self->db), self->texts->pdata[at], -1, &stmt, NULL)
      != SQLITE_OK)
    bench_fail ("%s: %s", (char *)self->texts->pdata[at],
                sqlite3_errmsg (sheaf_db_get_handle (self->db)));

  return stmt;
}

void
replay_end (Replay *self)
{
  sqlite3_trace_v2 (sheaf_db_get_handle (self->db), 0, NULL, NULL);
  self->ready = g_ptr_array_new ();
  for (guint i = 0; i < self->texts->len; i++)
    g_ptr_array_add (self->ready, comes_again (self, i) ? prepare (self, i) : NULL);
  if (self->texts->len == 0)
    bench_fail ("Nothing was asked.");
}

void
replay_free (Replay *self)
{
  for (guint i = 0; i < self->ready->len; i++)
    sqlite3_finalize (self->ready->pdata[i]);
  g_ptr_array_unref (self->ready);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->plain);
  g_free (self);
}

static void
read_columns (sqlite3_stmt *stmt)
{
  for (int i = 0; i < sqlite3_column_count (stmt); i++)
    if (sqlite3_column_type (stmt, i) == SQLITE_INTEGER)
      sqlite3_column_int64 (stmt, i);
    else
      sqlite3_column_blob (stmt, i);
}

double
replay_run (Replay *self, guint64 *rows)
{
  double then = bench_wall ();

  *rows = 0;
  for (guint i = 0; i < self->texts->len; i++)
    {
      sqlite3_stmt *kept = self->ready->pdata[i], *stmt = kept != NULL ? kept : prepare (self, i);

      for (; sqlite3_step (stmt) == SQLITE_ROW; (*rows)++)
        read_columns (stmt);
      if (kept != NULL)
        sqlite3_reset (stmt);
      else
        sqlite3_finalize (stmt);
    }

  return bench_wall () - then;
}
