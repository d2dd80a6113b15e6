/* SPDX-License-Identifier: GPL-3.0-or-later */

/* merge: several articles become one, which is printed. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>

/* The one that is left is the one of these that is still there. */
static SheafExit
print_left (SheafCli *cli, const GArray *ids)
{
  g_autoptr (GPtrArray) rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, NULL);

  if (rows == NULL || rows->len == 0)
    return SHEAF_EXIT_FAILED;
  if (cli->json)
    sheaf_cli_print_row_json (rows->pdata[0]);
  else
    sheaf_cli_print_row (rows->pdata[0]);

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  gboolean keep_first = FALSE;
  const GOptionEntry entries[] = {
    { "keep-first", 0, 0, G_OPTION_ARG_NONE, &keep_first, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  guint missing = 0;

  if (!sheaf_cli_parse (cli, entries, &arguments))
    return sheaf_cli_usage (cli);
  ids = sheaf_cli_parse_ids (arguments);
  if (ids == NULL || ids->len < 2)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, &missing);
  if (rows == NULL || missing > 0)
    return SHEAF_EXIT_FAILED; /* a slip in a number merges nothing */
  edit = sheaf_edit_new_merge ((const gint64 *)ids->data, ids->len,
                               keep_first ? g_array_index (ids, gint64, 0) : 0);
  if (!sheaf_cli_do (cli, edit, SHEAF_DEED_MERGE))
    return SHEAF_EXIT_FAILED;

  return print_left (cli, ids);
}

const SheafCommand sheaf_command_merge = {
  .name = "merge",
  .usage = "[--keep-first] ID ID…",
  .summary = N_ ("Make one article of several; the fullest text stays, the others become versions"),
  .has_options = TRUE,
  .run = run,
};
