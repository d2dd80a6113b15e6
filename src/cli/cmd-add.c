/* SPDX-License-Identifier: GPL-3.0-or-later */

/* add: every target is committed and its id printed before the first one is fetched; then all are fetched at
 * once and each is printed again as it ended. */

#include "config.h"

#include "base/error.h"
#include "base/url.h"
#include "cli/cli-print.h"
#include "cli/command.h"
#include "library/add.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char      *target;
  SheafAdded added;
  GError    *error;    /* why it was not taken */
  gboolean   fetching; /* its final line comes later */
} Target;

typedef struct
{
  SheafCli *cli;
  GArray   *targets; /* of Target */
  guint     running;
} Adding;

static void
clear_target (gpointer data)
{
  Target *target = data;

  g_free (target->target);
  g_clear_error (&target->error);
}

static SheafRow *
load_row (SheafCli *cli,
          gint64    id)
{
  g_autoptr (GPtrArray) rows = sheaf_cli_load_rows (cli, &id, 1, NULL);

  return rows != NULL && rows->len > 0 ? sheaf_row_ref (rows->pdata[0]) : NULL;
}

static void
add_bytes (SheafCli           *cli,
           Target             *target,
           const char         *url,
           const char *const  *tags)
{
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = sheaf_cli_read_input (&target->error);
  g_autofree char *address = NULL, *head = NULL;
  gboolean is_html;
  gsize size;

  if (bytes == NULL || (url != NULL && (address = sheaf_url_from_typed (url, &target->error)) == NULL))
    return;
  g_bytes_get_data (bytes, &size);
  head = size > 0 ? g_ascii_strdown (g_bytes_get_data (bytes, NULL), MIN (size, 4096)) : NULL;
  is_html = head != NULL && (strstr (head, "<html") != NULL || strstr (head, "<!doctype") != NULL ||
                             strstr (head, "<body") != NULL || strstr (head, "<p") != NULL);
  sheaf_library_add_bytes_async (cli->library, bytes, is_html, address, NULL, tags, NULL,
                                 sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  sheaf_library_add_finish (cli->library, result, &target->added, &target->error);
}

static void
add_target (SheafCli           *cli,
            Target             *target,
            const char         *url,
            const char *const  *tags)
{
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  if (g_str_equal (target->target, "-"))
    {
      add_bytes (cli, target, url, tags);
      return;
    }
  sheaf_library_add_async (cli->library, target->target, tags, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  sheaf_library_add_finish (cli->library, result, &target->added, &target->error);
}

/* What is told as soon as a target is safe. */
static void
tell_added (SheafCli *cli,
            Target   *target)
{
  g_autoptr (SheafRow) row = NULL;

  if (target->error != NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (target->error, target->target);

      g_printerr ("sheaf-cli: %s: %s\n", target->target, sentence);
      return;
    }
  if (target->added.existed)
    g_printerr (_ ("sheaf-cli: %s is saved already.\n"), target->target);
  if (!cli->json && (row = load_row (cli, target->added.id)) != NULL)
    sheaf_cli_print_row (row);
}

static void
tell_fetched (SheafCli *cli,
              Target   *target)
{
  g_autoptr (SheafRow) row = load_row (cli, target->added.id);
  SheafError code;

  if (row == NULL)
    return;
  if (sheaf_error_from_nick (row->reason, &code))
    {
      g_autofree char *site = sheaf_url_site (row->url);
      g_autofree char *sentence = sheaf_error_sentence_for (code, site);

      g_printerr ("sheaf-cli: %s\n", sentence);
    }
  if (!cli->json)
    sheaf_cli_print_row (row);
}

typedef struct
{
  Adding *adding;
  guint   index;
} FetchData;

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autofree FetchData *fetch = data;
  Adding *adding = fetch->adding;
  Target *target = &g_array_index (adding->targets, Target, fetch->index);

  sheaf_library_fetch_finish (SHEAF_LIBRARY (source), result, &target->error);
  adding->running--;
}

/* Fetches what waits for the network, all at once. */
static void
fetch_all (Adding *adding)
{
  SheafLibrary *library = adding->cli->library;

  for (guint i = 0; i < adding->targets->len; i++)
    {
      Target *target = &g_array_index (adding->targets, Target, i);
      FetchData *data;

      if (target->error != NULL || !(target->added.needs_fetch || target->added.needs_pictures))
        continue;
      data = g_new0 (FetchData, 1);
      data->adding = adding;
      data->index = i;
      adding->running++;
      target->fetching = target->added.needs_fetch;
      if (target->added.needs_fetch)
        sheaf_library_fetch_async (library, target->added.id, NULL, fetched_cb, data);
      else
        sheaf_library_fetch_pictures_async (library, target->added.id, NULL, fetched_cb, data);
    }
  while (adding->running > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_all_json (Adding *adding)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < adding->targets->len; i++)
    {
      Target *target = &g_array_index (adding->targets, Target, i);
      g_autoptr (SheafRow) row = target->added.id > 0 ? load_row (adding->cli, target->added.id) : NULL;
      g_autofree char *sentence =
        target->error != NULL ? sheaf_error_sentence (target->error, target->target) : NULL;

      json_builder_begin_object (builder);
      if (row != NULL)
        sheaf_cli_row_to_json (row, builder);
      else
        sheaf_cli_json_string (builder, "id", NULL);
      sheaf_cli_json_string (builder, "target", target->target);
      sheaf_cli_json_string (builder, "error", sentence);
      json_builder_set_member_name (builder, "existed");
      json_builder_add_boolean_value (builder, target->added.existed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  sheaf_cli_print_json (builder, TRUE);
}

static SheafExit
run (SheafCli *cli,
     GStrv     given)
{
  g_auto (GStrv) arguments = g_strdupv (given), tags = NULL;
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = {
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags, NULL, NULL },
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (Target));
  Adding adding = { cli, targets, 0 };
  SheafExit status = SHEAF_EXIT_DONE;

  g_array_set_clear_func (targets, clear_target);
  if (!sheaf_cli_parse (cli, entries, &arguments) || arguments[0] == NULL)
    return sheaf_cli_usage (cli);

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      Target target = { g_strdup (arguments[i]) };

      add_target (cli, &target, url, (const char *const *) tags);
      tell_added (cli, &target);
      g_array_append_val (targets, target);
    }
  fetch_all (&adding);
  for (guint i = 0; i < targets->len; i++)
    {
      Target *target = &g_array_index (targets, Target, i);
      g_autoptr (SheafRow) row = NULL;

      if (target->fetching)
        tell_fetched (cli, target);
      row = target->error == NULL ? load_row (cli, target->added.id) : NULL;
      if (row == NULL || row->fetch == SHEAF_FETCH_FAILED || row->fetch == SHEAF_FETCH_PENDING)
        status = SHEAF_EXIT_FAILED;
    }
  if (cli->json)
    print_all_json (&adding);

  return status;
}

const SheafCommand sheaf_command_add = {
  .name = "add",
  .usage = "[--tag T]… [--url URL] TARGET…",
  .summary = N_ ("Save addresses, HTML or text files; “-” reads the standard input"),
  .needs_library = TRUE,
  .run = run,
};
