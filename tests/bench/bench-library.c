/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything a window asks of a large library: to the store (over to its thread and back, the first
 * rows with it), and in turn the very same statements by SQLite alone, on a connection of the same
 * settings. */

#include "bench.h"

#include "bare-replay.h"
#include "measure.h"
#include "store/edit-private.h"
#include "store/expression.h"
#include "store/read.h"
#include "sync-store.h"

#include <string.h>

#define PAGE 64
#define MOST_SECONDS 2 /* for one row of the table, once it was measured three times */
#define LEAST_MS 1.    /* so much more is a hop to a thread and back, and no frame late */

typedef struct
{
  const char *folder;
  SheafStore *store;
  SheafDb *bare;
  guint n, over;
  gint64 tag, article;
} Bench;

/* One row: what is asked of a connection, and of the store. */
typedef struct
{
  const char *name;
  SheafQuery *query; /* (nullable) */
  const char *text;  /* (nullable) */
  void (*ask_db) (Bench *bench, SheafDb *db, SheafQuery *query, const char *text);
  double (*ask_store) (Bench *bench, SheafQuery *query, const char *text);
} Figure;

static void
check (gboolean good, const char *what)
{
  if (!good)
    bench_fail ("%s: no answer.", what);
}

/* The figure is what somebody waits for; the ratio is of CPU, of all threads, which other programs
 * at work do not change. */
static void
measure (Bench *bench, const Figure *figure)
{
  g_autoptr (GArray) waited = bench_samples_new (), mine = bench_samples_new (),
                     theirs = bench_samples_new ();
  Replay *replay = replay_begin (bench->bare);
  double start = bench_wall (), ratio, more;
  guint64 rows;

  figure->ask_db (bench, bench->bare, figure->query, figure->text);
  replay_end (replay);
  for (guint i = 0; i <= bench_rounds () * 3; i++)
    {
      double before = bench_cpu (), wait = figure->ask_store (bench, figure->query, figure->text);
      double between = bench_cpu (), after;

      replay_run (replay, &rows);
      after = bench_cpu ();
      if (i > 0) /* what comes first reads the file */
        {
          bench_sample (waited, wait * 1000);
          bench_sample (mine, (between - before) * 1000);
          bench_sample (theirs, (after - between) * 1000);
        }
      if (i > 0 && bench_wall () - start > (i < 3 ? 4 * MOST_SECONDS : MOST_SECONDS))
        break;
    }
  replay_free (replay);
  ratio = bench_median (mine) / bench_median (theirs);
  more = bench_median (mine) - bench_median (theirs);
  bench->n++;
  bench->over += ratio > 1.5 && more > LEAST_MS;
  bench_row (figure->name, bench_median (waited), "ms", ratio, "the CPU of the same SQL, bare",
             ratio > 1.5 && more > LEAST_MS ? "over 1.5" : NULL);
}

/* --- Waiting for the store --- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* --- Lists --- */

static void
list_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (GArray) ids = sheaf_read_query (db, query, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  check (ids != NULL, "list");
  rows = sheaf_read_rows (db, (const gint64 *)ids->data, MIN (ids->len, PAGE), NULL);
  check (rows != NULL, "rows");
}

static double
list_store (Bench *bench, SheafQuery *query, const char *text)
{
  double then = bench_wall ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) ids = sync_store_query (bench->store, query, &rows);

  return bench_wall () - then;
}

static void
measure_list (Bench *bench,
              const char *name,
              SheafPlace place,
              gint64 tag,
              const char *text,
              SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (place);
  g_autoptr (SheafQuery) tagged = sheaf_query_with_tag (all, tag);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (tagged, order);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, text);

  measure (bench, &(Figure){ name, query, NULL, list_db, list_store });
}

static const char *const places[] = { "unread", "starred", "archive", "all", "trash" };

static const char *const orders[] = {
  "newest", "oldest",         "title",  "title backwards",  "published", "published backwards",
  "site",   "site backwards", "length", "length backwards", "progress",  "progress backwards",
  "random"
};

static void
measure_lists (Bench *bench)
{
  static const char *const conditions[] = { "site:evewet",
                                            "tag:science/*",
                                            "-has:tag",
                                            "has:note",
                                            "is:duplicate",
                                            "is:failed",
                                            "words:>1000",
                                            "time:<3m is:unread",
                                            "saved:2025-11..2025-12",
                                            "published:2015..2018",
                                            "lang:de",
                                            "progress:>50%",
                                            "author:\"a\"" };

  for (guint place = 0; place < G_N_ELEMENTS (places); place++)
    for (guint order = 0; order < G_N_ELEMENTS (orders); order++)
      {
        g_autofree char *name = g_strdup_printf ("list: %s, %s", places[place], orders[order]);

        if (order <= SHEAF_ORDER_TITLE || place == SHEAF_PLACE_ALL || place == SHEAF_PLACE_UNREAD)
          measure_list (bench, name, place, 0, NULL, order);
      }
  measure_list (bench, "list: the largest tag, newest", SHEAF_PLACE_ALL, bench->tag, NULL,
                SHEAF_ORDER_NEWEST);
  measure_list (bench, "list: the largest tag, title", SHEAF_PLACE_ALL, bench->tag, NULL,
                SHEAF_ORDER_TITLE);
  measure_list (bench, "list: the largest tag, unread", SHEAF_PLACE_UNREAD, bench->tag, NULL,
                SHEAF_ORDER_NEWEST);
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autofree char *name = g_strdup_printf ("list: %s", conditions[i]);

      measure_list (bench, name, SHEAF_PLACE_ALL, 0, conditions[i], SHEAF_ORDER_NEWEST);
    }
}

/* --- Searching --- */

static void
both_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (SheafFound) found = NULL, all = NULL;

  sheaf_db_set_deadline (db, g_get_monotonic_time () + SHEAF_FIRST_BUDGET);
  found = sheaf_read_first_hits (db, query, PAGE, NULL);
  sheaf_db_set_deadline (db, G_MAXINT64);
  all = sheaf_read_search (db, query, PAGE, G_MAXINT64, NULL);
  check (found != NULL && all != NULL, "search");
}

static void
all_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (SheafFound) found = sheaf_read_search (db, query, PAGE, G_MAXINT64, NULL);

  check (found != NULL, "search");
}

typedef struct
{
  double then, first;
  GAsyncResult *result;
} Stages;

static void
first_cb (SheafStore *store, SheafFound *found, gpointer data)
{
  Stages *stages = data;

  stages->first = bench_wall () - stages->then;
}

static void
all_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Stages *)data)->result = g_object_ref (result);
}

/* Seconds to the first hits, or to all of them. */
static double
search (Bench *bench, SheafQuery *query, gboolean to_first, gboolean *ranked)
{
  Stages stages = { bench_wall (), 0, NULL };
  g_autoptr (SheafFound) found = NULL;
  double took;

  sheaf_store_search_async (bench->store, query, PAGE, to_first ? first_cb : NULL, NULL, all_cb,
                            &stages);
  wait_for (&stages.result);
  took = to_first && stages.first > 0 ? stages.first : bench_wall () - stages.then;
  found = sheaf_store_search_finish (bench->store, stages.result, NULL);
  g_object_unref (stages.result);
  check (found != NULL, "search");
  if (ranked != NULL)
    *ranked = found->ranked;

  return took;
}

static double
first_store (Bench *bench, SheafQuery *query, const char *text)
{
  return search (bench, query, TRUE, NULL);
}

static double
all_store (Bench *bench, SheafQuery *query, const char *text)
{
  return search (bench, query, FALSE, NULL);
}

static SheafQuery *
new_search (const char *text)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, SHEAF_ORDER_RELEVANCE);

  return sheaf_query_with_text (ordered, text);
}

static const struct
{
  const char *text, *about;
} searches[] = {
  { "t", "a letter" },
  { "lighth", "letters of a title" },
  { "the ", "in two thirds" },
  { "lighthouse ", "in titles" },
  { "lighthouse the ", "both" },
  { "\"of the\"", "a phrase" },
  { "they -silver", "one without another" },
  { "ora", "three letters" },
  { "orat", "four letters" },
  { "一丁", "two letters of Han" },
  { "あい", "two Kana" },
  { "quiet OR salt OR northern OR broken OR early ", "one of five" },
};

static void
measure_searches (Bench *bench)
{
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (SheafQuery) query = new_search (searches[i].text);
      g_autofree char *first
          = g_strdup_printf ("first hits, ratio of both stages: %s", searches[i].about);
      g_autofree char *all = g_strdup_printf ("ranked, no hurry: %s", searches[i].about);
      g_autofree char *typed = g_strdup_printf ("as typed, all: %s", searches[i].about);
      g_autoptr (GArray) times = bench_samples_new ();
      gboolean ranked = FALSE;

      sheaf_store_set_search_budget (bench->store, G_MAXINT64);
      measure (bench, &(Figure){ first, query, NULL, both_db, first_store });
      measure (bench, &(Figure){ all, query, NULL, all_db, all_store });
      sheaf_store_set_search_budget (bench->store, SHEAF_SEARCH_BUDGET);
      for (guint k = 0; k < 3; k++)
        bench_sample (times, search (bench, query, FALSE, &ranked) * 1000);
      bench_row (typed, bench_median (times), "ms", 0, NULL, ranked ? "ranked" : "no time to rank");
    }
}

/* --- The rest --- */

static void
count_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  guint n;

  check (sheaf_read_count (db, query, &n, NULL), "count");
}

static double
count_store (Bench *bench, SheafQuery *query, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  double then = bench_wall ();
  guint n;

  sheaf_store_count_async (bench->store, query, NULL, answered_cb, &result);
  wait_for (&result);
  check (sheaf_store_count_finish (bench->store, result, &n, NULL), "count");

  return bench_wall () - then;
}

static void
measure_count (Bench *bench, const char *text)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, text);
  g_autofree char *name = g_strdup_printf ("count: %s", text);

  measure (bench, &(Figure){ name, query, NULL, count_db, count_store });
}

static void
complete_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (SheafCompletion) completion = sheaf_read_completion (db, text, strlen (text), NULL);

  check (completion != NULL, text);
}

static double
complete_store (Bench *bench, SheafQuery *query, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafCompletion) completion = NULL;
  double then = bench_wall ();

  sheaf_store_complete_async (bench->store, text, strlen (text), NULL, answered_cb, &result);
  wait_for (&result);
  completion = sheaf_store_complete_finish (bench->store, result, NULL);
  check (completion != NULL, text);

  return bench_wall () - then;
}

static void
sidebar_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (SheafSidebarCounts) counts = sheaf_read_sidebar (db, NULL);

  check (counts != NULL, "sidebar");
}

static double
sidebar_store (Bench *bench, SheafQuery *query, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafSidebarCounts) counts = NULL;
  double then = bench_wall ();

  sheaf_store_load_sidebar_async (bench->store, NULL, answered_cb, &result);
  wait_for (&result);
  counts = sheaf_store_load_sidebar_finish (bench->store, result, NULL);
  check (counts != NULL, "sidebar");

  return bench_wall () - then;
}

static void
article_db (Bench *bench, SheafDb *db, SheafQuery *query, const char *text)
{
  g_autoptr (SheafLoaded) loaded = sheaf_read_article (db, bench->article, NULL);

  check (loaded != NULL, "article");
}

static double
article_store (Bench *bench, SheafQuery *query, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  double then = bench_wall ();

  sheaf_store_load_article_async (bench->store, bench->article, NULL, answered_cb, &result);
  wait_for (&result);
  loaded = sheaf_store_load_article_finish (bench->store, result, NULL);
  check (loaded != NULL, "article");

  return bench_wall () - then;
}

static void
measure_rest (Bench *bench)
{
  static const char *const counts[] = { "is:unread", "tag:science/*", "the ", "lighthouse" };
  static const char *const typed[]
      = { "tag:", "tag:sci", "site:", "site:ev", "author:", "author:a", "lang:" };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    measure_count (bench, counts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *name = g_strdup_printf ("completion: %s", typed[i]);

      measure (bench, &(Figure){ name, NULL, typed[i], complete_db, complete_store });
    }
  measure (bench, &(Figure){ "the sidebar's counts", NULL, NULL, sidebar_db, sidebar_store });
  measure (bench, &(Figure){ "an article opened", NULL, NULL, article_db, article_store });
}

/* --- Life --- */

static gint64
ask_number (SheafDb *db, const char *sql)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, NULL);
  gint64 n = 0;

  check (stmt != NULL, sql);
  if (sheaf_db_step (db, stmt, NULL))
    n = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return n;
}

void
bench_library (void)
{
  g_autofree char *folder = bench_dup_large_library ();
  g_autoptr (GError) error = NULL;
  double then = bench_wall ();
  Bench bench = { folder, sync_store_open (folder), NULL };

  bench_row ("the library opened", (bench_wall () - then) * 1000, "ms", 0, NULL, NULL);
  bench.bare = sheaf_db_open (folder, SHEAF_DB_READER, &error);
  if (bench.bare == NULL)
    bench_fail ("%s", error->message);
  bench.tag = ask_number (bench.bare,
                          "SELECT tag_id FROM article_tag GROUP BY tag_id ORDER BY count (*) DESC");
  bench.article = ask_number (bench.bare, "SELECT max (article_id) / 2 FROM content");
  measure_lists (&bench);
  measure_searches (&bench);
  measure_rest (&bench);
  sheaf_db_close (bench.bare);
  sheaf_store_close (bench.store);
  g_clear_object (&bench.store);
  g_print ("%u of %u are more than 1.5 x the same SQL, and more than a millisecond\n", bench.over,
           bench.n);
}
