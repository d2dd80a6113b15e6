/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store as the window meets it: asynchronous, telling what changed, also when another one
 * wrote; and the lazy list over it, held against a plain array. */

#include "store/store.h"

#include "base/error.h"
#include "store/article-list.h"
#include "store/hold.h"

#include <glib/gstdio.h>

#include "test-library.h"

typedef struct
{
  GAsyncResult *result;
} Wait;

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Wait *)data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&wait->result);
}

static SheafStore *
open_store (const char *folder)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafStore *store;

  sheaf_store_open_async (folder, NULL, wait_cb, &wait);
  result = wait_for (&wait);
  store = sheaf_store_open_finish (result, &error);
  g_assert_no_error (error);

  return store;
}

static gint64
apply_to (SheafStore *store, SheafEdit *edit, SheafEdit **inverse)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafEdit) back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  sheaf_store_apply_async (store, edit, NULL, wait_cb, &wait);
  sheaf_edit_unref (edit);
  result = wait_for (&wait);
  g_assert_true (sheaf_store_apply_finish (store, result, &back, &id, NULL, &error));
  g_assert_no_error (error);
  if (inverse != NULL)
    *inverse = g_steal_pointer (&back);

  return id;
}

static GArray *
query_all (SheafStore *store, GPtrArray **rows)
{
  g_autoptr (SheafQuery) query = sheaf_query_new (SHEAF_PLACE_ALL);
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *ids;

  sheaf_store_query_async (store, query, NULL, wait_cb, &wait);
  result = wait_for (&wait);
  ids = sheaf_store_query_finish (store, result, rows, &error);
  g_assert_no_error (error);

  return ids;
}

static void
remove_library (const char *folder)
{
  static const char *const names[] = { "library.db",   "library.db-wal", "library.db-shm",
                                       "library.lock", "library.open",   "files" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static SheafStore *
open_to_read (const char *folder, GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_store_open_to_read_async (folder, NULL, wait_cb, &wait);
  result = wait_for (&wait);

  return sheaf_store_open_finish (result, error);
}

/* Nothing is made where nothing is; what others write is seen; no other database can be put in the
 * place of one that is read. */
static void
test_to_read (void)
{
  g_autofree char *parent = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "library", NULL);
  g_autoptr (SheafStore) writer = NULL;
  g_autoptr (SheafStore) reader = open_to_read (folder, NULL);
  g_autoptr (SheafHold) alone = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) one = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (reader);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  writer = open_store (folder);
  reader = open_to_read (folder, &error);
  g_assert_no_error (error);
  none = query_all (reader, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  apply_to (writer, sheaf_edit_new_add ("https://example.org/a", NULL, NULL), NULL);
  one = query_all (reader, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  sheaf_store_close (writer);
  alone = sheaf_hold_alone (folder, &error);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_IN_USE);
  g_clear_error (&error);
  sheaf_store_close (reader);
  alone = sheaf_hold_alone (folder, &error);
  g_assert_no_error (error);
  g_clear_object (&reader);
  reader = open_to_read (folder, &error); /* it is being replaced */
  g_assert_null (reader);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  remove_library (folder);
  g_rmdir (parent);
}

static gpointer
leave (gpointer hold)
{
  g_usleep (G_USEC_PER_SEC);
  sheaf_hold_free (hold);

  return NULL;
}

/* Who needs the library alone waits for the desktop's search to leave it. */
static void
test_reader_leaves (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafHold) alone = NULL;
  SheafHold *reader = sheaf_hold_share (folder, &error);
  GThread *thread;

  g_assert_no_error (error);
  thread = g_thread_new ("reader", leave, reader);
  alone = sheaf_hold_alone (folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (alone);
  g_thread_join (thread);
  remove_library (folder);
}

typedef struct
{
  guint n;
  gboolean everything;
  SheafChangeFlags flags;
} Heard;

static void
changed_cb (SheafStore *store, const SheafChange *change, Heard *heard)
{
  heard->n++;
  heard->flags |= change->flags;
  heard->everything |= change->ids == NULL;
}

static void
test_apply (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafEdit) inverse = NULL;
  Heard heard = { 0 };
  gint64 id;

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &heard);
  id = apply_to (store, sheaf_edit_new_add ("https://example.org/a", NULL, NULL), NULL);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpint (heard.flags & SHEAF_CHANGE_JOBS, !=, 0);
  apply_to (store, sheaf_edit_new_star (&id, 1, TRUE), &inverse);
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_false (heard.everything);
  apply_to (store, g_steal_pointer (&inverse), NULL);
  g_assert_cmpuint (heard.n, ==, 3);
  sheaf_store_close (store);
  remove_library (folder);
}

/* Edits run in the order they were made, whoever waits for them. */
static void
test_order (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (GArray) ids = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);
      g_autoptr (SheafEdit) edit = sheaf_edit_new_add (url, NULL, NULL);

      sheaf_store_apply_async (store, edit, NULL, NULL, NULL);
    }
  apply_to (store, sheaf_edit_new_add ("https://example.org/last", NULL, NULL), NULL);
  ids = query_all (store, NULL);
  g_assert_cmpuint (ids->len, ==, 51);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), ==, 51 - i);
  sheaf_store_close (store);
  remove_library (folder);
}

/* What is queued when it is closed is done. */
static void
test_close (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafStore) again = NULL;
  g_autoptr (GArray) ids = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);
      g_autoptr (SheafEdit) edit = sheaf_edit_new_add (url, NULL, NULL);

      sheaf_store_apply_async (store, edit, NULL, NULL, NULL);
    }
  sheaf_store_close (store);
  again = open_store (folder);
  ids = query_all (again, NULL);
  g_assert_cmpuint (ids->len, ==, 20);
  sheaf_store_close (again);
  remove_library (folder);
}

static gboolean
stop_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_other_writer (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) first = open_store (folder);
  g_autoptr (SheafStore) second = open_store (folder);
  g_autoptr (GArray) ids = NULL;
  Heard heard = { 0 };
  gboolean late = FALSE;

  g_signal_connect (first, "changed", G_CALLBACK (changed_cb), &heard);
  apply_to (second, sheaf_edit_new_add ("https://example.org/a", NULL, NULL), NULL);
  g_timeout_add_seconds (20, stop_cb, &late);
  while (!heard.everything && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (heard.everything);
  ids = query_all (first, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  sheaf_store_close (first);
  sheaf_store_close (second);
  remove_library (folder);
}

static void
test_cancel (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafQuery) query = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sheaf_store_query_async (store, query, cancellable, wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  result = wait_for (&wait);
  g_assert_null (sheaf_store_query_finish (store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sheaf_store_close (store);
  remove_library (folder);
}

/* --- The list --- */

typedef struct
{
  GListModel *list;
  GArray *mirror; /* gint64: what the signals make of it */
  guint signals;
} Mirror;

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, Mirror *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->mirror->len);
  if (removed > 0)
    g_array_remove_range (mirror->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 id = sheaf_article_list_get_id (SHEAF_ARTICLE_LIST (list), position + i);

      g_array_insert_val (mirror->mirror, position + i, id);
    }
  mirror->signals++;
}

static GArray *
shuffle (GRand *rand, GArray *old, guint strength)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  static gint64 next = 1;

  for (guint i = 0; i < old->len; i++)
    {
      if (g_rand_int_range (rand, 0, 100) < (int)strength)
        {
          gint64 id = next++;

          g_array_append_val (ids, id);
        }
      if (g_rand_int_range (rand, 0, 100) >= (int)strength)
        g_array_append_val (ids, g_array_index (old, gint64, i));
    }
  for (guint i = 0; i < 3; i++)
    {
      gint64 id = next++;

      g_array_append_val (ids, id);
    }

  return ids;
}

static void
test_list (void)
{
  static const guint strengths[] = { 0, 1, 5, 50, 100 };
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafArticleList) list = sheaf_article_list_new (store);
  g_autoptr (GArray) mirrored = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (gint64));
  Mirror mirror = { G_LIST_MODEL (list), mirrored, 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GArray) ids = i % 40 == 39
                                   ? g_array_new (FALSE, FALSE, sizeof (gint64))
                                   : shuffle (rand, old, strengths[i % G_N_ELEMENTS (strengths)]);

      mirror.signals = 0;
      sheaf_article_list_refill (list, ids, NULL);
      g_assert_cmpuint (mirror.signals, <=, 32);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, ids->len);
      g_assert_cmpmem (mirrored->data, mirrored->len * sizeof (gint64), ids->data,
                       ids->len * sizeof (gint64));
      g_array_set_size (old, 0);
      if (ids->len > 0)
        g_array_append_vals (old, ids->data, ids->len);
    }
  sheaf_store_close (store);
  remove_library (folder);
}

/* One born article stays the same object while its id is listed, and its facts come. */
static void
test_list_articles (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafArticleList) list = sheaf_article_list_new (store);
  g_autoptr (SheafArticle) article = NULL, same = NULL;
  g_autoptr (GArray) ids = NULL, fewer = NULL;
  gint64 first = apply_to (store, sheaf_edit_new_add ("https://example.org/a", NULL, NULL), NULL);

  apply_to (store, sheaf_edit_new_add ("https://example.org/b", NULL, NULL), NULL);
  ids = query_all (store, NULL);
  sheaf_article_list_refill (list, ids, NULL);
  article = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpint (sheaf_article_get_id (article), ==, first);
  g_assert_null (sheaf_article_get_row (article));
  while (sheaf_article_get_row (article) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sheaf_article_get_row (article)->url, ==, "https://example.org/a");
  apply_to (store, sheaf_edit_new_star (&first, 1, TRUE), NULL);
  while (!sheaf_article_get_row (article)->starred)
    g_main_context_iteration (NULL, TRUE);
  fewer = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (fewer, first);
  sheaf_article_list_refill (list, fewer, NULL);
  same = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (same == article);
  sheaf_store_close (store);
  remove_library (folder);
}

/* Who comes after it was closed is answered, and nothing is done. */
static void
late_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *)data = TRUE;
}

static void
test_closed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-store-XXXXXX", NULL);
  g_autoptr (SheafStore) store = open_store (folder);
  g_autoptr (SheafEdit) edit = sheaf_edit_new_add ("https://example.org/a", NULL, NULL);
  gboolean answered = FALSE;

  sheaf_store_close (store);
  sheaf_store_apply_async (store, edit, NULL, late_cb, &answered);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
  remove_library (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/store/apply", test_apply);
  g_test_add_func ("/store/store/order", test_order);
  g_test_add_func ("/store/store/close", test_close);
  g_test_add_func ("/store/store/closed", test_closed);
  g_test_add_func ("/store/store/other-writer", test_other_writer);
  g_test_add_func ("/store/store/cancel", test_cancel);
  g_test_add_func ("/store/store/to-read", test_to_read);
  g_test_add_func ("/store/store/reader-leaves", test_reader_leaves);
  g_test_add_func ("/store/article-list/mirror", test_list);
  g_test_add_func ("/store/article-list/articles", test_list_articles);

  return g_test_run ();
}
