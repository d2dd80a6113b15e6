/* SPDX-License-Identifier: GPL-3.0-or-later */

/* extract: a page's article as JSON, without a library; --batch does many in one process. */

#include "config.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/cli-print.h"
#include "cli/command.h"
#include "document/page-json.h"
#include "library/extract-page.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
print_page (const SheafPage *page, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (page != NULL)
    {
      sheaf_page_to_json (page, builder);
      sheaf_page_reading_to_json (page, builder);
    }
  else
    sheaf_cli_json_string (builder, "error", error->message);
  json_builder_end_object (builder);
  sheaf_cli_print_json (builder, FALSE);
}

/* Not mapped: a file that is cut meanwhile must not end the batch. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  GBytes *bytes;

  if (fd < 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "%s: %s", name, g_strerror (errno));
      return NULL;
    }
  bytes = sheaf_cli_read_all (fd, error);
  if (bytes == NULL)
    g_prefix_error (error, "%s: ", name);
  close (fd);

  return bytes;
}

static void
extract_line (const char *line, const char *charset, const SheafSiteRules *rules)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 2);
  const char *path = fields[0] != NULL ? fields[0] : "";
  g_autofree char *url
      = fields[0] != NULL && fields[1] != NULL ? sheaf_text_make_valid (fields[1], -1) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &error);
  g_autoptr (SheafPage) page = NULL;

  if (bytes != NULL)
    page = sheaf_library_extract (bytes, charset, url, rules, &error);
  print_page (page, error);
}

/* The line break goes; other odd letters may be a name's. */
static void
cut_end (char *line)
{
  gsize length = strlen (line);

  if (length > 0 && line[length - 1] == '\n')
    line[--length] = '\0';
  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
}

/* One line in, one line out, in order, each flushed before the next is read. */
static SheafExit
run_batch (const char *charset, const SheafSiteRules *rules)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  char *read = NULL;

  g_io_channel_set_encoding (input, NULL, NULL);
  g_io_channel_set_line_term (input, "\n", 1);
  while (!ferror (stdout)
         && g_io_channel_read_line (input, &read, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autofree char *line = g_steal_pointer (&read);

      cut_end (line);
      extract_line (line, charset, rules);
    }

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  g_autofree char *charset = NULL;
  g_autofree char *folder = NULL;
  gboolean batch = FALSE;
  const GOptionEntry entries[] = {
    { "charset", 0, 0, G_OPTION_ARG_FILENAME, &charset, NULL, NULL },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (SheafSiteRules) rules = NULL;

  if (!sheaf_cli_parse (cli, entries, &arguments) || g_strv_length (arguments) > 1
      || (batch && arguments[0] != NULL))
    return sheaf_cli_usage (cli);
  if (charset == NULL)
    charset = g_strdup ("utf-8");
  rules = sheaf_cli_load_rules (folder);
  if (batch)
    return run_batch (charset, rules);

  bytes = sheaf_cli_read_all (STDIN_FILENO, &error);
  if (bytes != NULL)
    page = sheaf_library_extract (bytes, charset, arguments[0], rules, &error);
  if (page == NULL)
    {
      g_printerr ("sheaf-cli: %s\n", error->message); /* the sentences speak of what is kept */
      return SHEAF_EXIT_FAILED;
    }
  print_page (page, NULL);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_extract = {
  .name = "extract",
  .usage = "[--charset C] [--rules FOLDER] [URL] < page.html  |  --batch < lines of PATH<TAB>URL",
  .summary = N_ ("A page’s article as JSON, without a library"),
  .has_options = TRUE,
  .run = run,
};
