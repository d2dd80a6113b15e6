/* SPDX-License-Identifier: GPL-3.0-or-later */

/* list: all articles, or those that a query means, in the order asked for. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/cli-query.h"
#include "cli/command.h"

#include <glib/gi18n.h>

static GArray *
find_ids (SheafCli *cli, const char *text, SheafOrder order)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, text);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *ids;

  sheaf_cli_tell_unknown (query);
  sheaf_store_query_async (store, query, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  ids = sheaf_store_query_finish (store, result, NULL, &error);
  if (ids == NULL)
    sheaf_cli_fail (error, NULL);

  return ids;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  g_autofree char *text = NULL, *sort = NULL;
  SheafOrder order = SHEAF_ORDER_NEWEST;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &text, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_FILENAME, &sort, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!sheaf_cli_parse (cli, entries, &arguments) || arguments[0] != NULL || limit < 0
      || (sort != NULL && !sheaf_cli_parse_order (sort, &order)))
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;

  ids = find_ids (cli, text, order);
  if (ids == NULL)
    return SHEAF_EXIT_FAILED;
  rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data,
                              limit > 0 ? MIN (ids->len, (guint)limit) : ids->len, NULL);
  if (rows == NULL)
    return SHEAF_EXIT_FAILED;

  sheaf_cli_print_rows (rows, cli->json);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_list = {
  .name = "list",
  .usage = "[--query QUERY] [--sort ORDER] [--limit N]",
  .summary = N_ ("All articles or those that a query means, the newest first or as said"),
  .has_options = TRUE,
  .run = run,
};
