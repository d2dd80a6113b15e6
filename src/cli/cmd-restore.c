/* SPDX-License-Identifier: GPL-3.0-or-later */

/* restore: a backup becomes the library; the one that was there is set aside. With numbers it is
 * about the trash, as ever. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"
#include "store/restore.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static void
print_path (const char *name, const char *path)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : g_strdup ("");

  printf ("%s\t%s\n", name, shown);
}

static gboolean
are_numbers (GStrv words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '\0' || strspn (words[i], "0123456789") != strlen (words[i]))
      return FALSE;

  return words[0] != NULL;
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  g_autofree char *folder = sheaf_library_dup_folder (cli->folder);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafRestored) restored = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (are_numbers (arguments))
    return sheaf_command_state.run (cli, arguments);
  if (arguments[0] == NULL || arguments[1] != NULL)
    return sheaf_cli_usage (cli);
  sheaf_restore_async (folder, arguments[0], NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  restored = sheaf_restore_finish (result, &error);
  if (restored == NULL)
    {
      gboolean of_backup = g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE)
                           || g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_TOO_NEW)
                           || g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED);

      if (!of_backup)
        return sheaf_cli_fail (error, folder);
      g_printerr (_ ("sheaf-cli: “%s” is no backup that can be restored.\n"), arguments[0]);
      return SHEAF_EXIT_FAILED;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "articles");
  json_builder_add_int_value (builder, restored->articles);
  json_builder_set_member_name (builder, "files");
  json_builder_add_int_value (builder, restored->files);
  json_builder_set_member_name (builder, "missing_files");
  json_builder_add_int_value (builder, restored->missing);
  sheaf_cli_json_string (builder, "backup", restored->backup);
  sheaf_cli_json_string (builder, "set_aside", restored->set_aside);
  json_builder_end_object (builder);
  if (cli->json)
    {
      sheaf_cli_print_json (builder, TRUE);
      return SHEAF_EXIT_DONE;
    }
  printf ("articles\t%" G_GINT64_FORMAT "\nfiles\t%u\n", restored->articles, restored->files);
  if (restored->missing > 0)
    printf ("missing\t%u\n", restored->missing);
  print_path ("backup", restored->backup);
  print_path ("set-aside", restored->set_aside);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_restore = {
  .name = "restore",
  .usage = "ID… | BACKUP",
  .summary = N_ ("Bring articles back from the trash, or put a backup in the place of the library"),
  .takes_paths = TRUE,
  .run = run,
};
