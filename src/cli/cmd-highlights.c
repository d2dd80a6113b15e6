/* SPDX-License-Identifier: GPL-3.0-or-later */

/* highlights: what was marked, of all articles, of some, or of those that a query means. */

#include "config.h"

#include "cli/cli-query.h"
#include "cli/command.h"
#include "store/mark-export.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const struct
{
  const char *name;
  char *(*make) (const GPtrArray *articles);
} formats[] = {
  { "text", sheaf_marks_to_text },
  { "markdown", sheaf_marks_to_markdown },
  { "json", sheaf_marks_to_json },
};

/* Where it stands in the table; -1: there is no such format. */
static int
find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (name, formats[i].name))
      return (int)i;

  return -1;
}

/* QUERY nullable. NULL: the error is printed. (transfer full) */
static GPtrArray *
load (SheafCli *cli, SheafQuery *query, const GArray *ids)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *articles;

  sheaf_store_load_marks_async (store, query, (const gint64 *)ids->data, ids->len, NULL,
                                sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  articles = sheaf_store_load_marks_finish (store, result, &error);
  if (articles == NULL)
    sheaf_cli_fail (error, NULL);

  return articles;
}

static SheafQuery *
make_query (const char *text)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  SheafQuery *query = sheaf_query_with_text (all, text);

  sheaf_cli_tell_unknown (query);

  return query;
}

/* *MISSING (out): how many of IDS are not there, which is told. */
static gboolean
look_for (SheafCli *cli, const GArray *ids, guint *missing)
{
  g_autoptr (GPtrArray) rows
      = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, missing);

  return rows != NULL;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  g_autofree char *name = NULL, *text = NULL, *out = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &name, NULL, NULL },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &text, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (SheafQuery) query = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  guint missing = 0;
  int format;

  if (!sheaf_cli_parse (cli, entries, &arguments) || (ids = sheaf_cli_parse_ids (arguments)) == NULL
      || (text != NULL && ids->len > 0))
    return sheaf_cli_usage (cli);
  format = find_format (name != NULL ? name : cli->json ? "json" : "text");
  if (format < 0)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli) || (ids->len > 0 && !look_for (cli, ids, &missing)))
    return SHEAF_EXIT_FAILED;

  query = text != NULL ? make_query (text) : NULL;
  articles = load (cli, query, ids);
  if (articles == NULL)
    return SHEAF_EXIT_FAILED;
  out = formats[format].make (articles);
  fputs (out, stdout);
  if (formats[format].make == sheaf_marks_to_json)
    putchar ('\n');

  return missing > 0 ? SHEAF_EXIT_FAILED : SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_highlights = {
  .name = "highlights",
  .usage = "[--format text|markdown|json] [--query QUERY | ID…]",
  .summary = N_ ("Highlights and their notes: of all articles, of some, or of those that a query "
                 "means"),
  .has_options = TRUE,
  .run = run,
};
