/* SPDX-License-Identifier: GPL-3.0-or-later */

/* search: the best hits first, each with the words around it. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/cli-query.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#define HIT_BEGIN "\001"
#define HIT_END "\002"
#define PICTURE "\357\277\274" /* U+FFFC: it stands for one */

/* The snippet's two marks as MARK_BEGIN and MARK_END. */
static char *
mark_hits (const char *snippet, const char *mark_begin, const char *mark_end)
{
  g_autoptr (GString) text = g_string_new (snippet);

  g_string_replace (text, HIT_BEGIN, mark_begin, 0);
  g_string_replace (text, HIT_END, mark_end, 0);
  g_string_replace (text, "\n", " ", 0);
  g_string_replace (text, "\t", " ", 0);
  g_string_replace (text, PICTURE " ", "", 0);
  g_string_replace (text, PICTURE, "", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_hit (const SheafHit *hit)
{
  gboolean terminal = isatty (STDOUT_FILENO);

  sheaf_cli_print_row (hit->row);
  if (hit->snippet != NULL)
    {
      g_autofree char *text
          = mark_hits (hit->snippet, terminal ? "\033[1m" : "[", terminal ? "\033[0m" : "]");

      printf ("\t%s\n", text);
    }
}

static void
add_hit (const SheafHit *hit, JsonBuilder *builder)
{
  g_autofree char *text = hit->snippet != NULL ? mark_hits (hit->snippet, "", "") : NULL;

  json_builder_begin_object (builder);
  sheaf_cli_row_to_json (hit->row, builder);
  sheaf_cli_json_string (builder, "snippet", text);
  json_builder_end_object (builder);
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  SheafStore *store;
  int limit = 50;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *words = NULL;
  g_autoptr (SheafQuery) everything = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = NULL, query = NULL;
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!sheaf_cli_parse (cli, entries, &arguments) || arguments[0] == NULL || limit < 1)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;

  store = sheaf_library_get_store (cli->library);
  words = g_strjoinv (" ", arguments);
  ordered = sheaf_query_with_order (everything, SHEAF_ORDER_RELEVANCE);
  query = sheaf_query_with_text (ordered, words);
  sheaf_cli_tell_unknown (query);
  sheaf_store_set_search_budget (store, G_MAXINT64); /* nobody types meanwhile */
  sheaf_store_search_async (store, query, limit, NULL, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  found = sheaf_store_search_finish (store, result, &error);
  if (found == NULL)
    return sheaf_cli_fail (error, NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; sheaf_query_get_text (query) != NULL && i < found->hits->len; i++)
    if (cli->json)
      add_hit (found->hits->pdata[i], builder);
    else
      print_hit (found->hits->pdata[i]);
  json_builder_end_array (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_search = {
  .name = "search",
  .usage = "[--limit N] QUERY",
  .summary = N_ ("Find what a query means, the best hits first; see: sheaf-cli help query"),
  .has_options = TRUE,
  .run = run,
};
