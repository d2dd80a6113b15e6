/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions in the query language: to the store (all ids and the first page of rows, over to the
 * reader thread and back), and the very same statements on a bare connection; and how soon a search
 * as it is typed has something to show. */

#include "bench.h"

#include "invent.h"
#include "measure.h"
#include "store/read.h"
#include "store/tokenizer.h"
#include "sync-store.h"

#define FIRST_PAGE 64
#define SAMPLE_WORDS 200000
#define A_ROUND 3

/* --- Words of the library --- */

static const char *common, *medium, *rare, *start;

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  guint left = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(char *const *)a));
  guint right = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(char *const *)b));

  return left > right ? -1 : left < right;
}

/* By how often they are drawn: in most articles, in some, in few. */
static void
find_words (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (77);
  g_autofree char *text = invent_words (random, SAMPLE_WORDS);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, words[i]));

      if (n == 0 && g_utf8_strlen (words[i], -1) >= 4)
        g_ptr_array_add (all, words[i]);
      g_hash_table_insert (counts, words[i], GUINT_TO_POINTER (n + 1));
    }
  g_ptr_array_sort_with_data (all, compare_counts, counts);
  common = g_intern_string (all->pdata[3]);
  medium = g_intern_string (all->pdata[all->len / 20]);
  rare = g_intern_string (all->pdata[all->len * 9 / 10]);
  start = g_intern_string (g_strndup (medium, 3));
}

/* --- The same SQL --- */

/* FTS5 asks itself in between. */
static int
keep_sql_cb (unsigned int kind, void *data, void *stmt, void *unused)
{
  char **sql = data;

  if (*sql == NULL && g_str_has_prefix (sqlite3_sql (stmt), "SELECT a.id"))
    {
      char *expanded = sqlite3_expanded_sql (stmt);

      *sql = g_strdup (expanded);
      sqlite3_free (expanded);
    }

  return 0;
}

static char *
dup_sql (const char *folder, SheafQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = sheaf_db_open (folder, SHEAF_DB_READER, &error);
  g_autoptr (GArray) ids = NULL;
  char *sql = NULL;

  if (db == NULL)
    bench_fail ("%s", error->message);
  sqlite3_trace_v2 (sheaf_db_get_handle (db), SQLITE_TRACE_STMT, keep_sql_cb, &sql);
  ids = sheaf_read_query (db, query, NULL);
  sqlite3_trace_v2 (sheaf_db_get_handle (db), 0, NULL, NULL);
  if (ids == NULL || sql == NULL)
    bench_fail ("The query said nothing.");

  return sql;
}

static sqlite3 *
open_bare (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  sqlite3 *db;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (db, "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY", NULL, NULL,
                       NULL)
             != SQLITE_OK
      || !sheaf_tokenizer_register (db))
    bench_fail ("%s", sqlite3_errmsg (db));

  return db;
}

static const char row_sql[]
    = "SELECT *, (SELECT group_concat (name, char (10)) FROM (SELECT t.name FROM article_tag x "
      "JOIN "
      "tag t ON t.id = x.tag_id WHERE x.article_id = a.id ORDER BY t.name_key)), EXISTS (SELECT 1 "
      "FROM note WHERE article_id = a.id) FROM article a WHERE id = ?1";

static double
ask_bare (sqlite3 *db, const char *sql, guint *n)
{
  double then = bench_wall ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    bench_fail ("%s", sqlite3_errmsg (db));
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (stmt);
  sqlite3_prepare_v2 (db, row_sql, -1, &stmt, NULL);
  for (guint i = 0; i < MIN (ids->len, FIRST_PAGE); i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      sqlite3_step (stmt);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
  *n = ids->len;

  return bench_wall () - then;
}

/* --- Both in turn --- */

static SheafQuery *
make_query (const char *text, SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);

  return sheaf_query_with_text (ordered, text);
}

static void
compare (SheafStore *store, sqlite3 *bare, const char *folder, const char *text, SheafOrder order)
{
  g_autoptr (SheafQuery) query = make_query (text, order);
  g_autofree char *sql = dup_sql (folder, query);
  g_autoptr (GArray) by_store = bench_samples_new (), by_bare = bench_samples_new ();
  g_autofree char *name = NULL;
  guint n = 0;

  for (guint i = 0; i <= bench_rounds () * A_ROUND; i++)
    {
      double then = bench_wall (), took;
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GArray) ids = sync_store_query (store, query, &rows);
      double bare_took;

      took = bench_wall () - then;
      bare_took = ask_bare (bare, sql, &n);
      if (ids->len != n)
        bench_fail ("%s: %u ids, and %u on the bare connection", text, ids->len, n);
      if (i == 0)
        continue; /* what comes first reads the file */
      bench_sample (by_store, took * 1000);
      bench_sample (by_bare, bare_took * 1000);
    }
  name = g_strdup_printf ("%s%s, %u found", order == SHEAF_ORDER_RELEVANCE ? "ranked: " : "", text,
                          n);
  bench_row (name, bench_median (by_store), "ms", bench_median (by_store) / bench_median (by_bare),
             "the same SQL, bare", "1.5");
}

/* --- As it is typed --- */

typedef struct
{
  double then, first;
  GAsyncResult *result;
} Typed;

static void
first_cb (SheafStore *store, SheafFound *found, gpointer data)
{
  Typed *typed = data;

  typed->first = bench_wall () - typed->then;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Typed *)data)->result = g_object_ref (result);
}

static void
type (SheafStore *store, const char *text)
{
  g_autoptr (SheafQuery) query = make_query (text, SHEAF_ORDER_RELEVANCE);
  g_autoptr (GArray) firsts = bench_samples_new (), alls = bench_samples_new ();
  g_autofree char *first_name = g_strdup_printf ("typed “%s”: the first", text);
  g_autofree char *all_name = g_strdup_printf ("typed “%s”: all, ranked", text);
  gboolean ranked = TRUE;

  for (guint i = 0; i <= bench_rounds () * A_ROUND; i++)
    {
      Typed typed = { bench_wall (), 0, NULL };
      g_autoptr (SheafFound) found = NULL;

      sheaf_store_search_async (store, query, FIRST_PAGE, first_cb, NULL, found_cb, &typed);
      while (typed.result == NULL)
        g_main_context_iteration (NULL, TRUE);
      found = sheaf_store_search_finish (store, typed.result, NULL);
      g_object_unref (typed.result);
      if (found == NULL)
        bench_fail ("The search said nothing.");
      ranked = ranked && found->ranked;
      if (i == 0)
        continue;
      bench_sample (firsts, typed.first * 1000);
      bench_sample (alls, (bench_wall () - typed.then) * 1000);
    }
  bench_row (first_name, bench_median (firsts), "ms", 0, NULL, NULL);
  bench_row (ranked ? all_name : "  all, the newest first: no time to rank", bench_median (alls),
             "ms", 0, NULL, NULL);
}

void
bench_search (void)
{
  g_autofree char *folder = bench_dup_named_library ();
  g_autoptr (SheafStore) store = sync_store_open (folder);
  sqlite3 *bare = open_bare (folder);
  g_autofree char *both = NULL, *phrase = NULL, *either = NULL, *without = NULL, *in_title = NULL,
                  *starts = NULL, *closed = NULL, *medium_closed = NULL, *rare_closed = NULL;

  find_words ();
  closed = g_strconcat (common, " ", NULL);
  medium_closed = g_strconcat (medium, " ", NULL);
  rare_closed = g_strconcat (rare, " ", NULL);
  both = g_strdup_printf ("%s %s ", common, medium);
  phrase = g_strdup_printf ("\"%s %s\"", common, common);
  either = g_strdup_printf ("%s OR %s OR words:>5000 ", medium, rare);
  without = g_strdup_printf ("%s -%s ", medium, common);
  in_title = g_strdup_printf ("title:%s ", medium);
  starts = g_strdup_printf ("%s*", start);
  {
    const char *const texts[]
        = { closed, medium_closed, rare_closed, both, phrase, either, without, in_title, starts };
    static const char *const facts[] = { "is:unread",
                                         "is:starred",
                                         "has:tag",
                                         "-has:tag",
                                         "saved:<30d",
                                         "words:>1000",
                                         "time:<3m is:unread",
                                         "published:2015..2018",
                                         "site:the",
                                         "progress:>50%",
                                         "is:duplicate",
                                         "sort:title",
                                         "sort:published",
                                         "sort:site",
                                         "sort:length",
                                         "sort:progress",
                                         "sort:random" };

    for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
      compare (store, bare, folder, facts[i], SHEAF_ORDER_NEWEST);
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      compare (store, bare, folder, texts[i], SHEAF_ORDER_NEWEST);
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      compare (store, bare, folder, texts[i], SHEAF_ORDER_RELEVANCE);
  }
  for (guint n = 1; n <= strlen (medium); n++)
    {
      g_autofree char *part = g_utf8_substring (medium, 0, MIN (n, g_utf8_strlen (medium, -1)));

      type (store, part);
    }
  type (store, closed);
  type (store, both);
  sqlite3_close (bare);
  sheaf_store_close (store);
}
