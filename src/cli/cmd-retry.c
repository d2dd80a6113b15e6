/* SPDX-License-Identifier: GPL-3.0-or-later */

/* retry: fetches articles again, the ones named or all that wait or have failed. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>

static guint running;

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!sheaf_library_fetch_finish (SHEAF_LIBRARY (source), result, &error))
    sheaf_cli_fail (error, NULL);
  running--;
}

/* Everything in the library that lacks its page. */
static GArray *
find_unfetched (SheafCli *cli)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  g_autoptr (SheafQuery) query = sheaf_query_new (SHEAF_PLACE_ALL);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  sheaf_store_query_async (store, query, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  all = sheaf_store_query_finish (store, result, NULL, &error);
  rows = all != NULL ? sheaf_cli_load_rows (cli, (const gint64 *)all->data, all->len, NULL) : NULL;
  if (error != NULL)
    sheaf_cli_fail (error, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const SheafRow *row = rows->pdata[i];

      if (row->fetch == SHEAF_FETCH_PENDING || row->fetch == SHEAF_FETCH_FAILED)
        g_array_append_val (ids, row->id);
    }

  return ids;
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  g_autoptr (GArray) ids = sheaf_cli_parse_ids (arguments);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  SheafExit status = SHEAF_EXIT_DONE;
  guint missing = 0;

  if (ids == NULL)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  if (ids->len == 0)
    {
      g_clear_pointer (&ids, g_array_unref);
      ids = find_unfetched (cli);
    }
  rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, &missing);
  if (rows == NULL)
    return SHEAF_EXIT_FAILED;
  if (rows->len > 0)
    {
      edit = sheaf_edit_new_retry ((const gint64 *)ids->data, ids->len);
      if (!sheaf_cli_apply (cli, edit))
        return SHEAF_EXIT_FAILED;
    }
  for (guint i = 0; i < rows->len; i++, running++)
    sheaf_library_fetch_async (cli->library, ((const SheafRow *)rows->pdata[i])->id, NULL,
                               fetched_cb, NULL);
  while (running > 0)
    g_main_context_iteration (NULL, TRUE);

  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, NULL);
  if (rows == NULL)
    return SHEAF_EXIT_FAILED;
  for (guint i = 0; i < rows->len; i++)
    {
      const SheafRow *row = rows->pdata[i];

      if (row->fetch == SHEAF_FETCH_FAILED || row->fetch == SHEAF_FETCH_PENDING)
        status = SHEAF_EXIT_FAILED;
    }
  sheaf_cli_print_rows (rows, cli->json);

  return missing > 0 ? SHEAF_EXIT_FAILED : status;
}

const SheafCommand sheaf_command_retry = {
  .name = "retry",
  .usage = "[ID…]",
  .summary = N_ ("Fetch articles again: those named, or all that wait or failed"),
  .run = run,
};
