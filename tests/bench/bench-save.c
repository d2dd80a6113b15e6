/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving as it happens: the address first (row and job), then the page (facts, text, index), each
 * an edit and a transaction of its own; to the same rows by bare SQL into a copy of the library. */

#include "bench.h"

#include "bare-save.h"
#include "invent.h"
#include "measure.h"
#include "scratch.h"
#include "sync-store.h"

#include <sqlite3.h>
#include <string.h>

#define A_ROUND 50

static double
save_by_store (SheafStore *store, const Invented *article, SheafPage *page, GBytes *snapshot)
{
  double then = bench_wall ();
  gint64 id = sync_store_apply (store, sheaf_edit_new_add (article->url, NULL, NULL));

  sync_store_apply (store, sheaf_edit_new_fill (id, article->url, page, snapshot, FALSE));

  return bench_wall () - then;
}

static double
save_bare (BareSave *bare, const Invented *article, SheafPage *page)
{
  g_autoptr (BareArticle) values = bare_article_new (article->url, page); /* not counted */
  double then = bench_wall ();

  bare_save (bare, values);

  return bench_wall () - then;
}

typedef struct
{
  GArray *store, *kept, *bare; /* ms; kept: with the page's bytes */
} Times;

static void
save_one (SheafStore *store, BareSave *bare, Times *times, guint number)
{
  g_autoptr (Invented) article = invent_article (number, 0), other = invent_article (number + 1, 0);
  g_autoptr (SheafPage) page = invented_to_page (article, 0);
  char *html = invented_to_html (article, number);
  g_autoptr (GBytes) snapshot = g_bytes_new_take (html, strlen (html));

  /* By all three the same text, so that their times are of the same work. */
  bench_sample (times->store, save_by_store (store, article, page, NULL) * 1000);
  bench_sample (times->bare, save_bare (bare, article, page) * 1000);
  bench_sample (times->kept, save_by_store (store, other, page, snapshot) * 1000);
}

static void
print (Times *times, const char *name, double part)
{
  g_autofree char *by_store = g_strdup_printf ("save: an article, %s", name);
  g_autofree char *kept = g_strdup_printf ("save: and its original page, %s", name);
  double bare = bench_quantile (times->bare, part);

  bench_row (by_store, bench_quantile (times->store, part), "ms",
             bench_quantile (times->store, part) / bare, "the same rows by bare SQL", NULL);
  bench_row (kept, bench_quantile (times->kept, part), "ms",
             bench_quantile (times->kept, part) / bare, "the rows alone by bare SQL", NULL);
}

/* The comparison is none unless both wrote the same. */
static void
check_same (const char *ours, const char *theirs, gint64 expected)
{
  static const char sql[]
      = "SELECT count (*) FROM article a JOIN content c ON c.article_id = a.id"
        " JOIN other.article b ON b.url_key = a.url_key JOIN other.content d ON d.article_id = b.id"
        " WHERE a.url = b.url AND a.title = b.title AND a.title_key = b.title_key AND a.site = "
        "b.site"
        " AND a.author = b.author AND a.excerpt = b.excerpt AND a.fetch = b.fetch"
        " AND a.final_url IS b.final_url AND a.published = b.published"
        " AND a.published_at = b.published_at AND a.word_count = b.word_count"
        " AND c.text_z = d.text_z AND c.doc_z = d.doc_z"
        " AND (SELECT kind FROM job WHERE article_id = a.id)"
        " IS (SELECT kind FROM other.job WHERE article_id = b.id)";
  g_autofree char *path = g_build_filename (ours, "library.db", NULL);
  g_autofree char *other = g_build_filename (theirs, "library.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS other", other);
  sqlite3_stmt *stmt;
  sqlite3 *db;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
      || sqlite3_exec (db, attach, NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK
      || sqlite3_step (stmt) != SQLITE_ROW)
    bench_fail ("%s", sqlite3_errmsg (db));
  if (sqlite3_column_int64 (stmt, 0) != expected)
    bench_fail ("Only %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " articles are the same.",
                (gint64)sqlite3_column_int64 (stmt, 0), expected);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

void
bench_save (void)
{
  g_autofree char *library = bench_dup_library ();
  g_autofree char *ours = scratch_path ("save-store"), *theirs = scratch_path ("save-bare");
  Times times = { bench_samples_new (), bench_samples_new (), bench_samples_new () };
  g_autoptr (SheafStore) store = NULL;
  BareSave *bare;

  scratch_copy_library (library, ours);
  scratch_copy_library (library, theirs);
  store = sync_store_open (ours);
  bare = bare_save_open (theirs);
  for (guint i = 0; i < bench_rounds () * A_ROUND; i++)
    save_one (store, bare, &times, 10 * BENCH_ARTICLES + 2 * i);
  print (&times, "p50", .5);
  print (&times, "p99", .99);
  bare_save_close (bare);
  sheaf_store_close (store);
  check_same (ours, theirs, BENCH_ARTICLES + bench_rounds () * A_ROUND);
  g_array_unref (times.store);
  g_array_unref (times.kept);
  g_array_unref (times.bare);
}
