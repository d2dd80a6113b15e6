/* SPDX-License-Identifier: GPL-3.0-or-later */

/* undo, redo: the last thing that was done, in the window or here, is taken back or done again. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_done (const SheafCli *cli, const SheafDone *done)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      printf ("%s\t%u\n", sheaf_deed_get_name (done->deed), done->n);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sheaf_cli_json_string (builder, "deed", sheaf_deed_get_name (done->deed));
  json_builder_set_member_name (builder, "n"); /* of articles, or of tags */
  json_builder_add_int_value (builder, done->n);
  json_builder_end_object (builder);
  sheaf_cli_print_json (builder, TRUE);
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  gboolean redo = g_str_equal (cli->name, "redo");
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafStore *store;
  SheafDone done;

  if (arguments[0] != NULL)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  store = sheaf_library_get_store (cli->library);
  sheaf_store_undo_async (store, redo, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  if (!sheaf_store_do_finish (store, result, &done, &error))
    return sheaf_cli_fail (error, NULL);
  if (done.deed == SHEAF_N_DEEDS)
    {
      g_printerr ("%s\n", redo ? _ ("sheaf-cli: There is nothing to do again.")
                               : _ ("sheaf-cli: There is nothing to undo."));
      return SHEAF_EXIT_FAILED;
    }
  print_done (cli, &done);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_undo = {
  .name = "undo|redo",
  .usage = "",
  .summary = N_ ("Take back the last change to the library, or make it again"),
  .run = run,
};
