/* SPDX-License-Identifier: GPL-3.0-or-later */

/* star, unstar, archive, unarchive, delete, restore: one edit over all the articles named. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  SheafEdit *(*make) (const gint64 *ids, gsize n, gboolean on);
  gboolean on;
  SheafDeed deed;
} verbs[] = {
  { "star", sheaf_edit_new_star, TRUE, SHEAF_DEED_STAR },
  { "unstar", sheaf_edit_new_star, FALSE, SHEAF_DEED_UNSTAR },
  { "archive", sheaf_edit_new_archive, TRUE, SHEAF_DEED_ARCHIVE },
  { "unarchive", sheaf_edit_new_archive, FALSE, SHEAF_DEED_UNARCHIVE },
  { "delete", sheaf_edit_new_trash, TRUE, SHEAF_DEED_DELETE },
  { "restore", sheaf_edit_new_trash, FALSE, SHEAF_DEED_RESTORE },
};

static gboolean
apply (SheafCli *cli, GPtrArray *rows)
{
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (ids, ((const SheafRow *)rows->pdata[i])->id);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, cli->name))
      {
        edit = verbs[i].make ((const gint64 *)ids->data, ids->len, verbs[i].on);
        return sheaf_cli_do (cli, edit, verbs[i].deed);
      }

  g_assert_not_reached ();
}

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  g_autoptr (GArray) ids = sheaf_cli_parse_ids (arguments);
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  guint missing = 0;

  if (ids == NULL || ids->len == 0)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;

  before = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, ids->len, &missing);
  if (before == NULL)
    return SHEAF_EXIT_FAILED;
  if (before->len > 0 && !apply (cli, before))
    return SHEAF_EXIT_FAILED;
  for (guint i = 0; i < before->len; i++)
    g_array_index (ids, gint64, i) = ((const SheafRow *)before->pdata[i])->id;
  after = sheaf_cli_load_rows (cli, (const gint64 *)ids->data, before->len, NULL);
  if (after == NULL)
    return SHEAF_EXIT_FAILED;
  sheaf_cli_print_rows (after, cli->json);

  return missing > 0 ? SHEAF_EXIT_FAILED : SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_state = {
  .name = "star|unstar|archive|unarchive|delete|restore",
  .usage = "ID…",
  .summary = N_ ("Change where articles stand; “delete” moves them to the trash"),
  .run = run,
};
