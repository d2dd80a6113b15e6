/* SPDX-License-Identifier: GPL-3.0-or-later */

/* stats: how much there is. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

static guint
count_tags (const SheafSidebarCounts *counts)
{
  guint n = 0;

  for (guint i = 0; i < counts->tags->len; i++)
    if (((SheafTagCount *)counts->tags->pdata[i])->id != 0)
      n++;

  return n;
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  SheafStore *store;
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafSidebarCounts) counts = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (arguments[0] != NULL)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  store = sheaf_library_get_store (cli->library);
  sheaf_store_load_sidebar_async (store, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  counts = sheaf_store_load_sidebar_finish (store, result, &error);
  if (counts == NULL)
    return sheaf_cli_fail (error, NULL);

  const struct
  {
    const char *name;
    guint value;
  } lines[] = {
    { "articles", counts->all },      { "unread", counts->unread }, { "starred", counts->starred },
    { "archived", counts->archived }, { "trash", counts->trashed }, { "tags", count_tags (counts) },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (!cli->json)
        printf ("%s\t%u\n", lines[i].name, lines[i].value);
      json_builder_set_member_name (builder, lines[i].name);
      json_builder_add_int_value (builder, lines[i].value);
    }
  sheaf_cli_json_string (builder, "library", sheaf_store_get_folder (store));
  json_builder_end_object (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);
  else
    printf ("library\t%s\n", sheaf_store_get_folder (store));

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_stats = {
  .name = "stats",
  .usage = "",
  .summary = N_ ("How many articles there are, and where they lie"),
  .run = run,
};
