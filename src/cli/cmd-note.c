/* SPDX-License-Identifier: GPL-3.0-or-later */

/* note: shows an article's note, or replaces it ("" takes it away). */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

static SheafExit
print_note (SheafCli *cli, gint64 id)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  sheaf_store_load_article_async (store, id, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  loaded = sheaf_store_load_article_finish (store, result, &error);
  if (loaded == NULL)
    return sheaf_cli_fail (error, NULL);
  if (cli->json)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, id);
      sheaf_cli_json_string (builder, "note", loaded->note);
      json_builder_end_object (builder);
      sheaf_cli_print_json (builder, TRUE);
    }
  else if (loaded->note != NULL)
    printf ("%s\n", loaded->note);

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  char *first[] = { arguments[0], NULL };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint missing = 0;
  gint64 id;

  if (arguments[0] == NULL)
    return sheaf_cli_usage (cli);
  ids = sheaf_cli_parse_ids (first);
  if (ids == NULL)
    return sheaf_cli_usage (cli);
  id = g_array_index (ids, gint64, 0);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  rows = sheaf_cli_load_rows (cli, &id, 1, &missing);
  if (rows == NULL || rows->len == 0)
    return SHEAF_EXIT_FAILED;
  if (arguments[1] != NULL)
    {
      g_autofree char *text = g_strjoinv (" ", arguments + 1);
      g_autoptr (SheafEdit) edit = sheaf_edit_new_note (id, text);

      if (!sheaf_cli_do (cli, edit, SHEAF_DEED_NOTE))
        return SHEAF_EXIT_FAILED;
    }

  return print_note (cli, id);
}

const SheafCommand sheaf_command_note = {
  .name = "note",
  .usage = "ID [TEXT]",
  .summary = N_ ("Show or write an article’s note"),
  .run = run,
};
