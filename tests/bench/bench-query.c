/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list's question to the store (all ids, the first page of rows; over to the reader thread and
 * back), to the very same statements, stepped on a bare connection. */

#include "bench.h"

#include "measure.h"
#include "store/read.h"
#include "sync-store.h"

#define FIRST_PAGE 64
#define A_ROUND 40

/* --- The same SQL --- */

static int
keep_sql_cb (unsigned int kind, void *data, void *stmt, void *unused)
{
  char **sql = data;

  g_free (*sql);
  *sql = g_strdup (sqlite3_sql (stmt));

  return 0;
}

/* What the store runs is told by the store: it cannot drift away from this. */
static void
read_sql (const char *folder, SheafQuery *query, char **ids_sql, char **rows_sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_READER, &error);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (db == NULL)
    bench_fail ("%s", error->message);
  sqlite3_trace_v2 (sheaf_db_get_handle (db), SQLITE_TRACE_STMT, keep_sql_cb, ids_sql);
  ids = sheaf_read_query (db, query, NULL);
  sqlite3_trace_v2 (sheaf_db_get_handle (db), SQLITE_TRACE_STMT, keep_sql_cb, rows_sql);
  rows = ids != NULL ? sheaf_read_rows (db, (const gint64 *)ids->data, 1, NULL) : NULL;
  if (rows == NULL || *ids_sql == NULL || *rows_sql == NULL)
    bench_fail ("The query said nothing.");
  sqlite3_trace_v2 (sheaf_db_get_handle (db), 0, NULL, NULL);
}

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *ids, *rows;
} Bare;

static void
bare_open (Bare *self, const char *folder, SheafQuery *query)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autofree char *ids = NULL, *rows = NULL;

  read_sql (folder, query, &ids, &rows);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL)
          != SQLITE_OK
      || sqlite3_exec (self->db, "PRAGMA cache_size = -8192", NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v3 (self->db, ids, -1, SQLITE_PREPARE_PERSISTENT, &self->ids, NULL)
             != SQLITE_OK
      || sqlite3_prepare_v3 (self->db, rows, -1, SQLITE_PREPARE_PERSISTENT, &self->rows, NULL)
             != SQLITE_OK)
    bench_fail ("%s", sqlite3_errmsg (self->db));
}

static void
bare_close (Bare *self)
{
  sqlite3_finalize (self->ids);
  sqlite3_finalize (self->rows);
  sqlite3_close (self->db);
}

/* The ids; with ROWS also the first page of them. */
static guint
bare_ask (Bare *self, gboolean rows)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (sqlite3_step (self->ids) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (self->ids, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (self->ids);
  for (guint i = 0; rows && i < MIN (ids->len, FIRST_PAGE); i++)
    {
      sqlite3_bind_int64 (self->rows, 1, g_array_index (ids, gint64, i));
      sqlite3_step (self->rows);
      sqlite3_reset (self->rows);
    }

  return ids->len;
}

/* --- Both in turn --- */

static double
ask_store (SheafStore *store, SheafQuery *query)
{
  double then = bench_wall ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) ids = sync_store_query (store, query, &rows);

  if (ids->len != BENCH_ARTICLES || rows->len != FIRST_PAGE)
    bench_fail ("The query gave %u ids and %u rows.", ids->len, rows->len);

  return bench_wall () - then;
}

static double
ask_bare (Bare *bare, gboolean rows)
{
  double then = bench_wall ();

  if (bare_ask (bare, rows) != BENCH_ARTICLES)
    bench_fail ("The bare query gave other ids.");

  return bench_wall () - then;
}

void
bench_query (void)
{
  g_autofree char *folder = bench_dup_library ();
  g_autoptr (SheafStore) store = sync_store_open (folder);
  g_autoptr (SheafQuery) query = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (GArray) asked = bench_samples_new ();
  g_autoptr (GArray) to_rows = bench_samples_new (), to_ids = bench_samples_new ();
  Bare bare = { NULL };

  bare_open (&bare, folder, query);
  for (guint round = 0; round <= bench_rounds (); round++)
    {
      g_autoptr (GArray) by_store = bench_samples_new (), with_rows = bench_samples_new (),
                         ids = bench_samples_new ();

      for (guint i = 0; i < A_ROUND; i++)
        {
          bench_sample (by_store, ask_store (store, query));
          bench_sample (with_rows, ask_bare (&bare, TRUE));
          bench_sample (ids, ask_bare (&bare, FALSE));
        }
      if (round == 0)
        continue;
      bench_sample (asked, bench_median (by_store) * 1000);
      bench_sample (to_rows, bench_median (by_store) / bench_median (with_rows));
      bench_sample (to_ids, bench_median (by_store) / bench_median (ids));
    }
  bench_row ("query: 2,000 ids, 64 rows with them", bench_median (asked), "ms",
             bench_median (to_rows), "the same SQL, bare", NULL);
  bench_row ("query: the same", bench_median (asked), "ms", bench_median (to_ids),
             "the SQL of the ids alone", NULL);
  bare_close (&bare);
  sheaf_store_close (store);
}
