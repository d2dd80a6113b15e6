/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A search as somebody types: one stage after the other, the newest search alone, and nothing heard
 * of the others. */

#include "store/store.h"

#include "store/store-private.h"

#include <glib/gstdio.h>

#include "test-library.h"

#define ARTICLES 40

typedef struct
{
  char *folder;
  SheafStore *store;
} Place;

/* What one search told. */
typedef struct
{
  guint firsts, first_hits;
  gboolean first_after; /* its end */
  SheafFound *found;
  GError *error;
  gboolean done;
} Heard;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(SheafStore **)data = sheaf_store_open_finish (result, NULL);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, NULL));
  (*(guint *)data)--;
}

/* Articles whose texts have "word", the last of them "rare", and one tag. */
static void
set_up (Place *place, gconstpointer data)
{
  static const char *const tags[] = { "science", NULL };
  guint waiting = ARTICLES;

  place->folder = g_dir_make_tmp ("sheaf-search-XXXXXX", NULL);
  sheaf_store_open_async (place->folder, NULL, opened_cb, &place->store);
  while (place->store == NULL)
    g_main_context_iteration (NULL, TRUE);
  place->store->first_budget = 60 * G_USEC_PER_SEC;
  place->store->search_budget = 60 * G_USEC_PER_SEC;
  for (guint i = 1; i <= ARTICLES; i++)
    {
      g_autofree char *text = g_strdup_printf ("word number %u%s", i, i == ARTICLES ? " rare" : "");
      g_autoptr (SheafPage) page = make_page (i == 7 ? "Word" : "Title", text);
      g_autoptr (SheafEdit) edit = sheaf_edit_new_add_page (NULL, page, NULL, tags);

      sheaf_store_apply_async (place->store, edit, NULL, applied_cb, &waiting);
    }
  while (waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Place *place, gconstpointer data)
{
  static const char *const names[] = { "library.db",   "library.db-wal", "library.db-shm",
                                       "library.lock", "library.open",   "files" };

  sheaf_store_close (place->store);
  g_object_unref (place->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (place->folder, names[i], NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->folder);
}

static void
first_cb (SheafStore *store, SheafFound *found, gpointer data)
{
  Heard *heard = data;

  heard->firsts++;
  heard->first_hits = found->hits->len;
  heard->first_after = heard->done;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Heard *heard = data;

  g_assert_false (heard->done);
  heard->found = sheaf_store_search_finish (SHEAF_STORE (source), result, &heard->error);
  heard->done = TRUE;
}

static void
search (Place *place, const char *text, GCancellable *cancellable, Heard *heard)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ranked = sheaf_query_with_order (all, SHEAF_ORDER_RELEVANCE);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ranked, text);

  sheaf_store_search_async (place->store, query, 5, first_cb, cancellable, found_cb, heard);
}

static void
wait_for (Heard *heard)
{
  while (!heard->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
clear (Heard *heard)
{
  g_clear_pointer (&heard->found, sheaf_found_free);
  g_clear_error (&heard->error);
}

static void
test_stages (Place *place, gconstpointer data)
{
  Heard heard = { 0 };
  const SheafHit *hit;

  search (place, "word", NULL, &heard);
  g_assert_false (heard.done);
  wait_for (&heard);
  g_assert_no_error (heard.error);
  g_assert_cmpuint (heard.firsts, ==, 1);
  g_assert_false (heard.first_after);
  g_assert_cmpuint (heard.first_hits, ==, 5);
  g_assert_true (heard.found->ranked);
  g_assert_cmpuint (heard.found->ids->len, ==, ARTICLES);
  g_assert_cmpuint (heard.found->hits->len, ==, 5);
  hit = heard.found->hits->pdata[0];
  g_assert_cmpint (hit->row->id, ==, 7); /* the title's */
  g_assert_cmpint (hit->row->id, ==, g_array_index (heard.found->ids, gint64, 0));
  clear (&heard);
}

/* What has nothing for the first stage has an end all the same. */
static void
test_nothing_first (Place *place, gconstpointer data)
{
  Heard none = { 0 }, facts = { 0 };

  search (place, "zeppelin", NULL, &none);
  wait_for (&none);
  g_assert_cmpuint (none.firsts, ==, 0);
  g_assert_cmpuint (none.found->ids->len, ==, 0);
  search (place, "sort:-saved", NULL, &facts);
  wait_for (&facts);
  g_assert_cmpuint (facts.firsts, ==, 0);
  g_assert_cmpint (g_array_index (facts.found->ids, gint64, 0), ==, 1);
  clear (&none);
  clear (&facts);
}

static void
test_no_time (Place *place, gconstpointer data)
{
  Heard heard = { 0 };

  sheaf_store_set_search_budget (place->store, 0);
  search (place, "word", NULL, &heard);
  wait_for (&heard);
  g_assert_cmpuint (heard.firsts, ==, 1);
  g_assert_false (heard.found->ranked);
  g_assert_true (heard.found->whole);
  g_assert_cmpuint (heard.found->ids->len, ==, ARTICLES);
  g_assert_cmpint (g_array_index (heard.found->ids, gint64, 0), ==, ARTICLES);
  clear (&heard);
}

/* No end to the time is no time that has run over. */
static void
test_all_time (Place *place, gconstpointer data)
{
  Heard heard = { 0 };

  sheaf_store_set_search_budget (place->store, G_MAXINT64);
  search (place, "word", NULL, &heard);
  wait_for (&heard);
  g_assert_true (heard.found->ranked);
  g_assert_cmpint (g_array_index (heard.found->ids, gint64, 0), ==, 7);
  clear (&heard);
}

/* Twelve letters at once: only the last is answered. */
static void
test_typed (Place *place, gconstpointer data)
{
  static const char letters[] = "number 40 ra";
  Heard heard[sizeof letters] = { 0 };
  guint n = sizeof letters - 1;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strndup (letters, i + 1);

      search (place, text, NULL, &heard[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      wait_for (&heard[i]);
      if (i + 1 < n)
        g_assert_error (heard[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (i + 1 < n)
        g_assert_cmpuint (heard[i].firsts, ==, 0);
    }
  g_assert_no_error (heard[n - 1].error);
  g_assert_nonnull (heard[n - 1].found);
  for (guint i = 0; i < n; i++)
    clear (&heard[i]);
}

/* The next letter comes when the first stage of the one before is shown. */
static void
test_between (Place *place, gconstpointer data)
{
  Heard old = { 0 }, new = { 0 };

  search (place, "word", NULL, &old);
  while (old.firsts == 0)
    g_main_context_iteration (NULL, TRUE);
  search (place, "rare", NULL, &new);
  wait_for (&old);
  wait_for (&new);
  g_assert_error (old.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (new.found->ids->len, ==, 1);
  clear (&old);
  clear (&new);
}

static void
test_cancel (Place *place, gconstpointer data)
{
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  Heard never = { 0 }, stopped = { 0 }, good = { 0 };

  g_cancellable_cancel (before);
  search (place, "word", before, &never);
  wait_for (&never);
  g_assert_error (never.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  search (place, "word", during, &stopped);
  g_cancellable_cancel (during);
  wait_for (&stopped);
  g_assert_error (stopped.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (never.firsts + stopped.firsts, ==, 0);
  search (place, "word", NULL, &good);
  wait_for (&good);
  g_assert_no_error (good.error);
  clear (&never);
  clear (&stopped);
  clear (&good);
}

/* A store that is closed meanwhile does not search to the end, but answers still. */
static void
test_closed (Place *place, gconstpointer data)
{
  Heard heard = { 0 }, after = { 0 };

  search (place, "word sort:title", NULL, &heard); /* in one stage */
  sheaf_store_close (place->store);
  wait_for (&heard);
  g_assert_error (heard.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  search (place, "word", NULL, &after);
  wait_for (&after);
  g_assert_error (after.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear (&heard);
  clear (&after);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint count;

  g_assert_true (sheaf_store_count_finish (SHEAF_STORE (source), result, &count, NULL));
  *(int *)data = count;
}

static void
snippets_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **)data = sheaf_store_load_snippets_finish (SHEAF_STORE (source), result, NULL);
}

static void
test_further (Place *place, gconstpointer data)
{
  const gint64 ids[] = { ARTICLES, 999, 3 };
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, "word");
  g_autoptr (GPtrArray) snippets = NULL;
  int count = -1;

  sheaf_store_count_async (place->store, query, NULL, counted_cb, &count);
  sheaf_store_load_snippets_async (place->store, query, ids, 3, NULL, snippets_cb, &snippets);
  while (count < 0 || snippets == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count, ==, ARTICLES);
  g_assert_cmpuint (snippets->len, ==, 3);
  g_assert_cmpstr (snippets->pdata[0], ==, "\001word\002 number 40 rare");
  g_assert_null (snippets->pdata[1]);
  g_assert_cmpstr (snippets->pdata[2], ==, "\001word\002 number 3");
}

/* Until DATA is zero. */
static gboolean
hold_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  while (g_atomic_int_get ((int *)data) != 0)
    g_usleep (1000);

  return TRUE;
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **)data = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, NULL);
}

/* Rows that come into sight do not wait for what goes through texts. */
static void
test_rows_first (Place *place, gconstpointer data)
{
  const gint64 id = 3;
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, "word");
  g_autoptr (GPtrArray) snippets = NULL, rows = NULL;
  int count = -1, held = 1;

  sheaf_worker_push (place->store->search, hold_on_reader, &held, NULL, place->store, NULL, held_cb,
                     NULL);
  sheaf_store_count_async (place->store, query, NULL, counted_cb, &count);
  sheaf_store_load_snippets_async (place->store, query, &id, 1, NULL, snippets_cb, &snippets);
  sheaf_store_load_rows_async (place->store, &id, 1, NULL, rows_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count, ==, -1);
  g_assert_null (snippets);
  g_atomic_int_set (&held, 0);
  while (count < 0 || snippets == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(SheafCompletion **)data = sheaf_store_complete_finish (SHEAF_STORE (source), result, NULL);
}

static void
test_complete (Place *place, gconstpointer data)
{
  g_autoptr (SheafCompletion) completion = NULL;
  const SheafCandidate *tag;

  sheaf_store_complete_async (place->store, "word tag:sc", 11, NULL, completed_cb, &completion);
  while (completion == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (completion->candidates->len, ==, 1);
  tag = completion->candidates->pdata[0];
  g_assert_cmpstr (tag->text, ==, "science");
  g_assert_cmpuint (tag->count, ==, ARTICLES);
}

static void
readables_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GArray **)data = sheaf_store_load_readables_finish (SHEAF_STORE (source), result, NULL);
}

/* What is read already is not offered again; the rest in the list's order. */
static void
test_readables (Place *place, gconstpointer data)
{
  const gint64 read = 2;
  guint waiting = 1;
  g_autoptr (SheafEdit) edit = sheaf_edit_new_read (&read, 1, TRUE);
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_order (all, SHEAF_ORDER_OLDEST);
  g_autoptr (GArray) readables = NULL;

  sheaf_store_apply_async (place->store, edit, NULL, applied_cb, &waiting);
  while (waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  sheaf_store_load_readables_async (place->store, query, NULL, readables_cb, &readables);
  while (readables == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (readables->len, ==, ARTICLES - 1);
  g_assert_cmpint (g_array_index (readables, SheafReadable, 0).id, ==, 1);
  g_assert_cmpuint (g_array_index (readables, SheafReadable, 0).words, ==, 100);
  g_assert_cmpint (g_array_index (readables, SheafReadable, 1).id, ==, 3);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Place *place, gconstpointer data);
  } tests[] = {
    { "/store/store-search/stages", test_stages },
    { "/store/store-search/nothing-first", test_nothing_first },
    { "/store/store-search/no-time", test_no_time },
    { "/store/store-search/all-time", test_all_time },
    { "/store/store-search/typed", test_typed },
    { "/store/store-search/between", test_between },
    { "/store/store-search/cancel", test_cancel },
    { "/store/store-search/closed", test_closed },
    { "/store/store-search/further", test_further },
    { "/store/store-search/rows-first", test_rows_first },
    { "/store/store-search/complete", test_complete },
    { "/store/store-search/readables", test_readables },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Place, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
