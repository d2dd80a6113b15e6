/* SPDX-License-Identifier: GPL-3.0-or-later */

/* duplicates: groups of articles with the same text, nearly the same, or of one page; those that
 * are the same word by word can be merged at once. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"
#include "store/duplicates.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

static void
tell_progress (double done, gpointer data)
{
  g_printerr ("\r%3.0f %%\r", 100 * done);
}

/* (transfer full); NULL: the error is printed */
static GPtrArray *
find (SheafCli *cli)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *groups;

  sheaf_store_find_duplicates_async (store, isatty (STDERR_FILENO) ? tell_progress : NULL, NULL,
                                     NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  groups = sheaf_store_find_duplicates_finish (store, result, &error);
  if (groups == NULL)
    sheaf_cli_fail (error, NULL);

  return groups;
}

/* How a copy stands to the one that would be kept: a stable word, or a percentage. */
static char *
dup_relation (const SheafCopy *copy, gboolean first)
{
  if (first || copy->same)
    return g_strdup (first ? "keep" : "same");
  if (copy->resemblance <= 0)
    return g_strdup ("page");

  return g_strdup_printf ("%.0f%%", MIN (99, floor (100 * copy->resemblance)));
}

static void
print_copy (SheafCli *cli, guint group, const SheafCopy *copy, gboolean first, JsonBuilder *builder)
{
  g_autofree char *relation = dup_relation (copy, first);

  if (!cli->json)
    {
      printf ("%u\t%s\t%" G_GINT64_FORMAT "\t%s\t%s\n", group, relation, copy->row->id,
              copy->row->title, copy->row->url != NULL ? copy->row->url : "");
      return;
    }
  json_builder_begin_object (builder);
  sheaf_cli_row_to_json (copy->row, builder);
  json_builder_set_member_name (builder, "keep");
  json_builder_add_boolean_value (builder, first);
  json_builder_set_member_name (builder, "same");
  json_builder_add_boolean_value (builder, copy->same);
  json_builder_set_member_name (builder, "resemblance");
  json_builder_add_double_value (builder, copy->resemblance);
  json_builder_end_object (builder);
}

static SheafExit
print_groups (SheafCli *cli, const GPtrArray *groups)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < groups->len; i++)
    {
      const SheafDuplicates *group = groups->pdata[i];

      json_builder_begin_array (builder);
      for (guint k = 0; k < group->copies->len; k++)
        print_copy (cli, i + 1, group->copies->pdata[k], k == 0, builder);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);

  return SHEAF_EXIT_DONE;
}

static SheafExit
merge_exact (SheafCli *cli, const GPtrArray *groups)
{
  g_autoptr (GArray) kept = NULL;
  g_autoptr (SheafEdit) edit = sheaf_duplicates_merge_same (groups, &kept);
  g_autoptr (GPtrArray) rows = NULL;

  if (edit != NULL && !sheaf_cli_do (cli, edit, SHEAF_DEED_MERGE))
    return SHEAF_EXIT_FAILED;
  rows = sheaf_cli_load_rows (cli, (const gint64 *)kept->data, kept->len, NULL);
  if (rows == NULL)
    return SHEAF_EXIT_FAILED;
  sheaf_cli_print_rows (rows, cli->json);

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  gboolean merge = FALSE;
  const GOptionEntry entries[] = {
    { "merge-all-exact", 0, 0, G_OPTION_ARG_NONE, &merge, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) groups = NULL;

  if (!sheaf_cli_parse (cli, entries, &arguments) || arguments[0] != NULL)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  groups = find (cli);
  if (groups == NULL)
    return SHEAF_EXIT_FAILED;

  return merge ? merge_exact (cli, groups) : print_groups (cli, groups);
}

const SheafCommand sheaf_command_duplicates = {
  .name = "duplicates",
  .usage = "[--merge-all-exact]",
  .summary = N_ ("Articles saved twice, in groups; those with the same text can be merged at once"),
  .has_options = TRUE,
  .run = run,
};
