/* SPDX-License-Identifier: GPL-3.0-or-later */

/* backup: makes one, or lists those there are. */

#include "config.h"

#include "base/time.h"
#include "cli/cli-print.h"
#include "cli/command.h"
#include "library/keep-backups.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
add_json (JsonBuilder *builder, const SheafBackup *backup)
{
  g_autofree char *time = sheaf_time_to_iso (backup->made_at);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, backup->number);
  sheaf_cli_json_string (builder, "made_at", time);
  json_builder_set_member_name (builder, "bytes");
  json_builder_add_int_value (builder, backup->bytes);
  if (backup->articles >= 0)
    {
      json_builder_set_member_name (builder, "articles");
      json_builder_add_int_value (builder, backup->articles);
    }
  if (backup->missing > 0)
    {
      json_builder_set_member_name (builder, "missing_files");
      json_builder_add_int_value (builder, backup->missing);
    }
  if (backup->damaged)
    {
      json_builder_set_member_name (builder, "damaged");
      json_builder_add_boolean_value (builder, TRUE);
    }
  sheaf_cli_json_string (builder, "path", backup->path);
  json_builder_end_object (builder);
}

static void
print_line (const SheafBackup *backup)
{
  g_autofree char *time = sheaf_time_to_iso (backup->made_at);
  g_autofree char *path = g_filename_display_name (backup->path);

  printf ("%u\t%s\t%" G_GINT64_FORMAT "\t%s\n", backup->number, time, backup->bytes, path);
  if (backup->missing > 0)
    g_printerr (ngettext ("sheaf-cli: %u picture or page was not there to be copied.\n",
                          "sheaf-cli: %u pictures or pages were not there to be copied.\n",
                          backup->missing),
                backup->missing);
  if (backup->damaged)
    g_printerr ("%s\n",
                _ ("sheaf-cli: A text in it is damaged; “verify --repair” mends the library."));
}

static SheafExit
list (SheafCli *cli, const char *folder)
{
  g_autofree char *library = sheaf_library_dup_folder (cli->folder);
  g_autofree char *own = sheaf_backup_folder (library);
  g_autoptr (GPtrArray) backups = sheaf_backup_list (folder != NULL ? folder : own);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < backups->len; i++)
    {
      add_json (builder, backups->pdata[i]);
      if (!cli->json)
        print_line (backups->pdata[i]);
    }
  json_builder_end_array (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);

  return SHEAF_EXIT_DONE;
}

static SheafExit
make (SheafCli *cli, const char *folder)
{
  g_autofree char *target = folder != NULL ? g_canonicalize_filename (folder, NULL) : NULL;
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafBackup) backup = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;
  sheaf_library_backup_async (cli->library, target, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  backup = sheaf_library_backup_finish (cli->library, result, &error);
  if (backup == NULL)
    return sheaf_cli_fail (error, target);
  add_json (builder, backup);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);
  else
    print_line (backup);

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  gboolean only_list = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &only_list, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = g_strdupv (arguments);

  if (!sheaf_cli_parse (cli, entries, &words))
    return SHEAF_EXIT_USAGE;
  if (words[0] != NULL && words[1] != NULL)
    return sheaf_cli_usage (cli);

  return only_list ? list (cli, words[0]) : make (cli, words[0]);
}

const SheafCommand sheaf_command_backup = {
  .name = "backup",
  .usage = "[--list] [FOLDER]",
  /* Translators: FOLDER is a word of the usage line and stays as it is */
  .summary = N_ ("Copy the library: among its own backups, or complete into FOLDER"),
  .has_options = TRUE,
  .takes_paths = TRUE,
  .run = run,
};
