/* SPDX-License-Identifier: GPL-3.0-or-later */

/* verify: the whole library checked; every problem is a line, and so is everything that a repair
 * could not bring over. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* NULL: its error is printed. */
static SheafRepair *
repair (SheafCli *cli)
{
  g_autofree char *folder = sheaf_library_dup_folder (cli->folder);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafRepair *done;

  sheaf_repair_async (folder, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  done = sheaf_repair_finish (result, &error);
  if (done == NULL)
    sheaf_cli_fail (error, folder);

  return done;
}

/* NULL: its error is printed. */
static GStrv
check (SheafCli *cli, guint *left_over)
{
  SheafStore *store;
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GStrv problems;

  if (!sheaf_cli_open (cli))
    return NULL;
  store = sheaf_library_get_store (cli->library);
  sheaf_store_verify_async (store, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  problems = sheaf_store_verify_finish (store, result, left_over, &error);
  if (problems == NULL)
    sheaf_cli_fail (error, NULL);

  return problems;
}

static void
print_json (GStrv problems, guint left_over, const SheafRepair *repaired)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sound");
  json_builder_add_boolean_value (builder, problems[0] == NULL);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems[i] != NULL; i++)
    json_builder_add_string_value (builder, problems[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "left_over");
  json_builder_add_int_value (builder, left_over);
  if (repaired != NULL)
    sheaf_cli_repair_to_json (repaired, builder);
  json_builder_end_object (builder);
  sheaf_cli_print_json (builder, TRUE);
}

static void
print_lines (GStrv problems, guint left_over, const SheafRepair *repaired)
{
  if (repaired != NULL)
    sheaf_cli_print_losses (stdout, repaired);
  for (guint i = 0; problems[i] != NULL; i++)
    printf ("%s\n", problems[i]);
  if (problems[0] == NULL)
    printf ("%s\n", _ ("The library is sound."));
  if (left_over > 0)
    printf (ngettext ("%u file is left over and harms nobody; “verify --repair” removes it.\n",
                      "%u files are left over and harm nobody; “verify --repair” removes them.\n",
                      left_over),
            left_over);
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  gboolean mend = FALSE;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &mend, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_auto (GStrv) problems = NULL;
  g_autoptr (SheafRepair) repaired = NULL;
  const SheafRepair *on_opening;
  guint left_over = 0;

  if (!sheaf_cli_parse (cli, entries, &words))
    return SHEAF_EXIT_USAGE;
  if (words[0] != NULL)
    return sheaf_cli_usage (cli);
  if (mend && (repaired = repair (cli)) == NULL)
    return SHEAF_EXIT_FAILED;
  problems = check (cli, &left_over);
  if (problems == NULL)
    return SHEAF_EXIT_FAILED;
  on_opening = sheaf_store_get_repair (sheaf_library_get_store (cli->library));
  if (cli->json)
    print_json (problems, left_over, repaired != NULL ? repaired : on_opening);
  else
    print_lines (problems, left_over, repaired);

  return problems[0] == NULL && on_opening == NULL ? SHEAF_EXIT_DONE : SHEAF_EXIT_FAILED;
}

const SheafCommand sheaf_command_verify = {
  .name = "verify",
  .usage = "[--repair]",
  .summary = N_ ("Check the database, its indexes and every file"),
  .has_options = TRUE,
  .run = run,
};
