/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each turns the main context until the answer is there. */

#include "sync-store.h"

#include "measure.h"

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

SheafStore *
sync_store_open (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafStore *store;

  sheaf_store_open_async (folder, NULL, answered_cb, &result);
  wait_for (&result);
  store = sheaf_store_open_finish (result, &error);
  if (store == NULL)
    bench_fail ("%s: %s", folder, error->message);

  return store;
}

gint64
sync_store_apply (SheafStore *store, SheafEdit *edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) inverse = NULL;
  gint64 id;

  sheaf_store_apply_async (store, edit, NULL, answered_cb, &result);
  wait_for (&result);
  if (!sheaf_store_apply_finish (store, result, &inverse, &id, NULL, &error))
    bench_fail ("%s", error->message);
  sheaf_edit_unref (edit);

  return id;
}

GArray *
sync_store_query (SheafStore *store, SheafQuery *query, GPtrArray **rows)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *ids;

  sheaf_store_query_async (store, query, NULL, answered_cb, &result);
  wait_for (&result);
  ids = sheaf_store_query_finish (store, result, rows, &error);
  if (ids == NULL)
    bench_fail ("%s", error->message);

  return ids;
}
