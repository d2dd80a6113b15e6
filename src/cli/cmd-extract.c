/* SPDX-License-Identifier: GPL-3.0-or-later */

/* extract: a page's article as JSON, without a library; --batch does many in one process. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"
#include "document/page-json.h"
#include "library/extract-page.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static void
print_page (const SheafPage *page,
            const GError    *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (page != NULL)
    sheaf_page_to_json (page, builder);
  else
    sheaf_cli_json_string (builder, "error", error->message);
  json_builder_end_object (builder);
  sheaf_cli_print_json (builder, FALSE);
}

static void
extract_line (const char *line,
              const char *charset)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SheafPage) page = NULL;

  file = g_mapped_file_new (fields[0] != NULL ? fields[0] : "", FALSE, &error);
  if (file != NULL)
    {
      bytes = g_mapped_file_get_bytes (file);
      page = sheaf_library_extract (bytes, charset, fields[1], &error);
    }
  print_page (page, error);
}

/* One line in, one line out, in order, each flushed before the next is read. */
static SheafExit
run_batch (const char *charset)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  char *read = NULL;

  g_io_channel_set_encoding (input, NULL, NULL);
  while (g_io_channel_read_line (input, &read, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autofree char *line = g_steal_pointer (&read);

      line[strcspn (line, "\r\n")] = '\0';
      extract_line (line, charset);
    }

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli,
     GStrv     given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  g_autofree char *charset = NULL;
  gboolean batch = FALSE;
  const GOptionEntry entries[] = {
    { "charset", 0, 0, G_OPTION_ARG_STRING, &charset, NULL, NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = NULL;

  if (!sheaf_cli_parse (cli, entries, &arguments) || g_strv_length (arguments) > 1 ||
      (batch && arguments[0] != NULL))
    return sheaf_cli_usage (cli);
  if (charset == NULL)
    charset = g_strdup ("utf-8");
  if (batch)
    return run_batch (charset);

  bytes = sheaf_cli_read_input (&error);
  if (bytes != NULL)
    page = sheaf_library_extract (bytes, charset, arguments[0], &error);
  if (page == NULL)
    return sheaf_cli_fail (error, NULL);
  print_page (page, NULL);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_extract = {
  .name = "extract",
  .usage = "[--charset C] [URL] < page.html  |  --batch < lines of PATH<TAB>URL",
  .summary = N_ ("A page’s article as JSON, without a library"),
  .run = run,
};
