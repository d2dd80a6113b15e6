/* SPDX-License-Identifier: GPL-3.0-or-later */

/* verify: the whole library checked; every problem is a line. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  SheafStore *store;
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (arguments[0] != NULL)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  store = sheaf_library_get_store (cli->library);
  sheaf_store_verify_async (store, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  problems = sheaf_store_verify_finish (store, result, &error);
  if (problems == NULL)
    return sheaf_cli_fail (error, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sound");
  json_builder_add_boolean_value (builder, problems[0] == NULL);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems[i] != NULL; i++)
    {
      json_builder_add_string_value (builder, problems[i]);
      if (!cli->json)
        printf ("%s\n", problems[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);
  else if (problems[0] == NULL)
    printf ("%s\n", _ ("The library is sound."));

  return problems[0] == NULL ? SHEAF_EXIT_DONE : SHEAF_EXIT_FAILED;
}

const SheafCommand sheaf_command_verify = {
  .name = "verify",
  .usage = "",
  .summary = N_ ("Check the database, its indexes and every file"),
  .run = run,
};
