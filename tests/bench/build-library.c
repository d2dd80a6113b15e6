/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One thread makes up the next two thousand articles while this one writes the last. The edits are
 * the store's, applied on a connection of our own: nothing is flushed before the end, and the
 * indexes keep more in memory, so that a million takes minutes. */

#include "build-library.h"

#include "invent.h"
#include "measure.h"
#include "store/edit-private.h"

#include <math.h>

#define BATCH 2000
#define YEARS 9
#define SECONDS_A_DAY 86400

/* What becomes of an article, in thousandths. */
#define FAILED 8
#define INCOMPLETE 10
#define TRASHED 15
#define NOTED 30
#define STARRED 50
#define READ 550
#define ARCHIVED 800 /* of those that are read */
#define BEGUN 150    /* of those that are not */

typedef struct
{
  guint64 from;
  guint count, seed;
  GPtrArray *edits;
} Making;

static gboolean
happens (GRand *random, guint thousandths)
{
  return g_rand_int_range (random, 0, 1000) < (gint32)thousandths;
}

/* What an article's number alone decides. */
static GRand *
new_fate (guint64 number, guint seed)
{
  return g_rand_new_with_seed (seed * 40503u + (guint32)number * 2654435761u);
}

static void
add_edits (Making *self, guint64 number)
{
  gint64 id = (gint64)number + 1;
  GRand *fate = new_fate (number, self->seed);
  g_autoptr (Invented) article = invent_library_article (number, self->seed);

  if (happens (fate, FAILED))
    {
      g_ptr_array_add (self->edits, sheaf_edit_new_add (article->url, NULL, NULL));
      g_ptr_array_add (self->edits, sheaf_edit_new_fail (id, SHEAF_ERROR_BLOCKED, 0));
    }
  else
    {
      g_autoptr (SheafPage) page = invented_to_page (article, 0);

      g_ptr_array_add (self->edits, sheaf_edit_new_add_page (article->url, page, NULL,
                                                             (const char *const *)article->tags));
    }
  if (happens (fate, NOTED))
    {
      g_autofree char *note = invent_note (fate);

      g_ptr_array_add (self->edits, sheaf_edit_new_note (id, note));
    }
  g_rand_free (fate);
}

static gpointer
make_edits (gpointer data)
{
  Making *self = data;

  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  for (guint i = 0; i < self->count; i++)
    add_edits (self, self->from + i);

  return NULL;
}

/* --- Writing --- */

static void
run (SheafDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!sheaf_db_run (db, sql, &error))
    bench_fail ("%s: %s", sql, error->message);
}

/* The part of the years that has gone by: there are more articles from lately. */
static gint64
draw_day (guint64 number, guint64 n, GRand *random)
{
  double part = sqrt ((double)(number + 1) / (double)n);

  return (gint64)(part * YEARS * 365) * SECONDS_A_DAY + g_rand_int_range (random, 0, SECONDS_A_DAY);
}

static const char fate_sql[]
    = "UPDATE article SET added_at = ?2, read_at = ?3, state = ?4, starred = ?5, trashed_at = ?6,"
      " progress = ?7, fetch = CASE WHEN fetch = 0 AND ?8 THEN 3 ELSE fetch END WHERE id = ?1";

/* Their times are in the order of their numbers, as they would be. */
static gint64
decide (sqlite3_stmt *stmt, guint64 number, guint64 n, guint seed, gint64 after)
{
  GRand *fate = new_fate (number, seed + 1);
  gint64 start = (gint64)1483228800 * G_USEC_PER_SEC; /* 2017 */
  gint64 added = MAX (start + draw_day (number, n, fate) * G_USEC_PER_SEC, after + 1);
  gboolean read = happens (fate, READ), begun = !read && happens (fate, BEGUN);

  sqlite3_bind_int64 (stmt, 1, (gint64)number + 1);
  sqlite3_bind_int64 (stmt, 2, added);
  if (read)
    sqlite3_bind_int64 (stmt, 3,
                        added + g_rand_int_range (fate, 1, SECONDS_A_DAY * 20) * G_USEC_PER_SEC);
  sqlite3_bind_int (stmt, 4, read && happens (fate, ARCHIVED));
  sqlite3_bind_int (stmt, 5, happens (fate, STARRED));
  if (happens (fate, TRASHED))
    sqlite3_bind_int64 (stmt, 6, added + (gint64)SECONDS_A_DAY * 20 * G_USEC_PER_SEC);
  sqlite3_bind_double (stmt, 7, read ? 1 : begun ? g_rand_double_range (fate, .02, .95) : 0);
  sqlite3_bind_int (stmt, 8, happens (fate, INCOMPLETE));
  g_rand_free (fate);

  return added;
}

static gint64
decide_all (SheafDb *db, const Making *made, guint64 n, gint64 after)
{
  g_autoptr (GError) error = NULL;

  if (!sheaf_db_begin (db, &error))
    bench_fail ("%s", error->message);
  for (guint i = 0; i < made->count; i++)
    {
      sqlite3_stmt *stmt = sheaf_db_prepare (db, fate_sql, &error);

      after = decide (stmt, made->from + i, n, made->seed, after);
      if (!sheaf_db_step_done (db, stmt, &error))
        bench_fail ("%s", error->message);
    }
  if (!sheaf_db_commit (db, &error))
    bench_fail ("%s", error->message);

  return after;
}

static void
write_batch (SheafDb *db, const char *files_folder, GPtrArray *edits)
{
  g_autoptr (SheafEdit) batch = sheaf_edit_new_batch (edits);
  g_autoptr (GError) error = NULL;
  SheafEditOutcome outcome;

  if (!sheaf_edit_apply (batch, db, files_folder, &outcome, &error))
    bench_fail ("%s", error->message);
  sheaf_edit_outcome_clear (&outcome);
}

static SheafDb *
open_db (const char *folder)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    bench_fail ("%s cannot be made.", folder);
  db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  if (db == NULL)
    bench_fail ("%s", error->message);
  run (db,
       "PRAGMA synchronous = OFF; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 16000;"
       "INSERT INTO body_fts (body_fts, rank) VALUES ('hashsize', 33554432);"
       "INSERT INTO title_fts (title_fts, rank) VALUES ('hashsize', 16777216)");

  return db;
}

static guint64
count_articles (SheafDb *db)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT coalesce (max (seq), 0) FROM sqlite_sequence WHERE name = 'article'", NULL);
  guint64 n = 0;

  if (stmt != NULL && sheaf_db_step (db, stmt, NULL))
    n = (guint64)sqlite3_column_int64 (stmt, 0);
  if (stmt != NULL)
    sqlite3_reset (stmt);

  return n;
}

/* As the program would have left it: no query has been planned with figures, and FTS5 holds as much
 * as it does by itself. */
static void
close_db (SheafDb *db)
{
  run (db, "INSERT INTO body_fts (body_fts, rank) VALUES ('hashsize', 1048576);"
           "INSERT INTO title_fts (title_fts, rank) VALUES ('hashsize', 1048576)");
  run (db, "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint (TRUNCATE)");
  sheaf_db_close (db);
}

void
build_library (const char *folder, guint64 n, guint seed, void (*tell) (guint64 done))
{
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  SheafDb *db = open_db (folder);
  guint64 from = count_articles (db), done = from, end = from + n;
  Making next = { done, (guint)MIN (BATCH, end - done), seed, NULL };
  gint64 after = 0;

  make_edits (&next);
  while (done < end)
    {
      Making now = next;
      GThread *thread;

      done += now.count;
      next = (Making){ done, (guint)MIN (BATCH, end - done), seed, NULL };
      thread = g_thread_new ("inventor", make_edits, &next);
      write_batch (db, files, now.edits);
      after = decide_all (db, &now, end, after);
      g_thread_join (thread);
      if (tell != NULL)
        tell (done);
    }
  g_ptr_array_unref (next.edits);
  close_db (db);
}
