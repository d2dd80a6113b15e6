/* SPDX-License-Identifier: GPL-3.0-or-later */

/* add: every target is committed and its id printed before the first one is fetched; then all are
 * fetched at once and each is printed again as it ended. */

#include "config.h"

#include "base/error.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/cli-print.h"
#include "cli/command.h"
#include "library/add.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define SNIFF_BYTES 4096

typedef struct
{
  char *target; /* as typed; a path may be in any charset */
  char *name;   /* the same for people */
  SheafAdded added;
  GError *error;     /* why it was not taken */
  gboolean fetching; /* its final line comes later */
} Target;

typedef struct
{
  SheafCli *cli;
  GArray *targets; /* of Target */
  guint running;
} Adding;

static void
clear_target (gpointer data)
{
  Target *target = data;

  g_free (target->target);
  g_free (target->name);
  g_clear_error (&target->error);
}

static SheafRow *
load_row (SheafCli *cli, gint64 id)
{
  g_autoptr (GPtrArray) rows = sheaf_cli_load_rows (cli, &id, 1, NULL);

  return rows != NULL && rows->len > 0 ? sheaf_row_ref (rows->pdata[0]) : NULL;
}

/* A file that is no text: a NUL among its first bytes, unless it says that it is UTF-16. */
static gboolean
is_binary (const char *data, gsize size)
{
  if (size >= 4 && (memcmp (data, "%PDF", 4) == 0 || memcmp (data, "PK\003\004", 4) == 0))
    return TRUE;
  if (size >= 2 && (memcmp (data, "\377\376", 2) == 0 || memcmp (data, "\376\377", 2) == 0))
    return FALSE;

  return size > 0 && memchr (data, '\0', MIN (size, SNIFF_BYTES)) != NULL;
}

/* Has no name that would say it: it begins with a tag (in UTF-8 or UTF-16), or there is one of a
 * whole page. */
static gboolean
is_html (const char *data, gsize size)
{
  static const char *const tags[] = { "<html", "<!doctype html", "<body" };
  gsize first = 0;
  g_autofree char *head = NULL;

  while (first < size
         && strchr ("\357\273\277\376\377 \t\r\n", data[first]) != NULL) /* marks, NUL */
    first++;
  if (first < size && data[first] == '<')
    return TRUE;
  head = size > 0 ? g_ascii_strdown (data, MIN (size, SNIFF_BYTES)) : NULL;
  for (guint i = 0; head != NULL && i < G_N_ELEMENTS (tags); i++)
    if (strstr (head, tags[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
add_bytes (SheafCli *cli, Target *target, const char *address, const char *const *tags)
{
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = sheaf_cli_read_all (STDIN_FILENO, &target->error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  if (is_binary (data, size))
    {
      g_set_error_literal (&target->error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE,
                           "neither HTML nor text");
      return;
    }
  sheaf_library_add_bytes_async (cli->library, bytes, is_html (data, size), address, NULL, tags,
                                 NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  sheaf_library_add_finish (cli->library, result, &target->added, &target->error);
}

static void
add_target (SheafCli *cli,
            Target *target,
            const char *address, /* of the standard input (nullable) */
            const char *const *tags)
{
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  if (g_str_equal (target->target, "-"))
    {
      add_bytes (cli, target, address, tags);
      return;
    }
  sheaf_library_add_async (cli->library, target->target, tags, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  sheaf_library_add_finish (cli->library, result, &target->added, &target->error);
}

/* Why a target was not taken. The usual sentences for some of these say what is kept: here nothing
 * is. */
static char *
dup_sentence (const Target *target)
{
  if (g_error_matches (target->error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE))
    return g_strdup (_ ("There is no article in it, and no address to keep."));
  if (g_error_matches (target->error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG))
    return g_strdup (_ ("It is larger than Sheaf reads, and was not saved."));

  return sheaf_error_sentence (target->error,
                               g_str_equal (target->name, "-") ? NULL : target->name);
}

static void
tell_error (const Target *target)
{
  g_autofree char *sentence = dup_sentence (target);

  g_printerr ("sheaf-cli: %s: %s\n", target->name, sentence);
}

/* What is told as soon as a target is safe. */
static void
tell_added (SheafCli *cli, Target *target)
{
  g_autoptr (SheafRow) row = NULL;

  if (target->error != NULL)
    {
      tell_error (target);
      return;
    }
  if (target->added.existed)
    g_printerr (_ ("sheaf-cli: %s is saved already.\n"), target->name);
  if (!cli->json && (row = load_row (cli, target->added.id)) != NULL)
    sheaf_cli_print_row (row);
}

/* It became one with an article that had its page already: under whose number its address is found
 * now. */
static SheafRow *
load_owner (SheafCli *cli, Target *target)
{
  SheafRow *row = load_row (cli, target->added.id);

  if (row != NULL || target->error != NULL)
    return row;
  add_target (cli, target, NULL, NULL);
  if (target->error == NULL)
    g_printerr (_ ("sheaf-cli: %s is saved already.\n"), target->name);

  return target->error == NULL ? load_row (cli, target->added.id) : NULL;
}

static void
tell_fetched (SheafCli *cli, Target *target)
{
  g_autoptr (SheafRow) row = load_owner (cli, target);
  SheafError code;

  if (target->error != NULL)
    tell_error (target);
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
  guint index;
} FetchData;

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
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
      g_autoptr (SheafRow) row
          = target->added.id > 0 ? load_row (adding->cli, target->added.id) : NULL;
      g_autofree char *sentence = target->error != NULL ? dup_sentence (target) : NULL;

      json_builder_begin_object (builder);
      if (row != NULL)
        sheaf_cli_row_to_json (row, builder);
      else
        sheaf_cli_json_string (builder, "id", NULL);
      sheaf_cli_json_string (builder, "target", target->name);
      sheaf_cli_json_string (builder, "error", sentence);
      json_builder_set_member_name (builder, "existed");
      json_builder_add_boolean_value (builder, target->added.existed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  sheaf_cli_print_json (builder, TRUE);
}

static void
make_valid (char **text)
{
  char *valid = sheaf_text_make_valid (*text, -1);

  g_free (*text);
  *text = valid;
}

/* NULL: it is none, and that is told. */
static char *
take_address (const char *url)
{
  g_autofree char *valid = sheaf_text_make_valid (url, -1);
  g_autoptr (GError) error = NULL;
  char *address = sheaf_url_from_typed (valid, &error);

  if (address == NULL)
    sheaf_cli_fail (error, valid);

  return address;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given), tags = NULL;
  g_autofree char *url = NULL, *address = NULL;
  const GOptionEntry entries[] = {
    { "tag", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tags, NULL, NULL },
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &url, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (Target));
  Adding adding = { cli, targets, 0 };
  g_autoptr (SheafSiteRules) rules = NULL; /* for what is wrong with them */
  SheafExit status = SHEAF_EXIT_DONE;

  g_array_set_clear_func (targets, clear_target);
  if (!sheaf_cli_parse (cli, entries, &arguments) || arguments[0] == NULL
      || (url != NULL && (!g_str_equal (arguments[0], "-") || arguments[1] != NULL)))
    return sheaf_cli_usage (cli);
  if (url != NULL && (address = take_address (url)) == NULL)
    return SHEAF_EXIT_USAGE;
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    make_valid (&tags[i]);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;

  rules = sheaf_cli_load_rules (NULL);
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      Target target = { g_strdup (arguments[i]), g_filename_display_name (arguments[i]) };

      add_target (cli, &target, address, (const char *const *)tags);
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
  .usage = "[--tag T]… TARGET…  |  [--tag T]… [--url URL] -",
  .summary = N_ ("Save addresses, HTML or text files; “-” reads the standard input"),
  .has_options = TRUE,
  .takes_paths = TRUE,
  .run = run,
};
