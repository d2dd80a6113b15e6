/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tag: puts tags on an article (+name) and takes them off (-name); without any, lists them. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_tags (SheafCli *cli, const SheafRow *row)
{
  if (!cli->json)
    {
      for (guint i = 0; row->tags[i] != NULL; i++)
        printf ("%s\n", row->tags[i]);
      return;
    }
  sheaf_cli_print_row_json (row);
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  g_autoptr (GStrvBuilder) add = g_strv_builder_new (), remove = g_strv_builder_new ();
  g_auto (GStrv) added = NULL, removed = NULL;
  char *first[] = { arguments[0], NULL };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL, after = NULL;
  guint missing = 0;

  if (arguments[0] == NULL)
    return sheaf_cli_usage (cli);
  ids = sheaf_cli_parse_ids (first);
  if (ids == NULL)
    return sheaf_cli_usage (cli);
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      const char *name = arguments[i] + 1;

      if ((arguments[i][0] != '+' && arguments[i][0] != '-') || *name == '\0')
        return sheaf_cli_usage (cli);
      g_strv_builder_add (arguments[i][0] == '+' ? add : remove, name);
    }

  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  rows = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, 1, &missing);
  if (rows == NULL || rows->len == 0)
    return SHEAF_EXIT_FAILED;
  if (arguments[1] != NULL)
    {
      g_autoptr (SheafEdit) edit = NULL;

      added = g_strv_builder_end (add);
      removed = g_strv_builder_end (remove);
      edit = sheaf_edit_new_tag ((const gint64 *)ids->data, 1, (const char *const *)added,
                                 (const char *const *)removed);
      if (!sheaf_cli_do (cli, edit, added[0] != NULL ? SHEAF_DEED_TAG : SHEAF_DEED_UNTAG))
        return SHEAF_EXIT_FAILED;
    }
  after = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, 1, NULL);
  if (after == NULL || after->len == 0)
    return SHEAF_EXIT_FAILED;
  print_tags (cli, after->pdata[0]);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_tag = {
  .name = "tag",
  .usage = "ID [+TAG]… [-TAG]…",
  .summary = N_ ("Put tags on an article, take them off, or list them"),
  .run = run,
};
