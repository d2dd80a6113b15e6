/* SPDX-License-Identifier: GPL-3.0-or-later */

/* extract: a page's article as JSON, without a library; --batch does many in one process. --explain
 * says why it came out so: instead of the JSON, or in a batch as its member "explain". */

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
add_explain (JsonBuilder *builder, const GStrv explain)
{
  json_builder_set_member_name (builder, "explain");
  json_builder_begin_array (builder);
  for (guint i = 0; explain[i] != NULL; i++)
    json_builder_add_string_value (builder, explain[i]);
  json_builder_end_array (builder);
}

/* EXPLAIN: nullable. */
static void
print_page (const SheafPage *page, const GStrv explain, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (page != NULL)
    {
      sheaf_page_to_json (page, builder);
      sheaf_page_reading_to_json (page, builder);
      if (explain != NULL)
        add_explain (builder, explain);
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

/* How to extract. */
typedef struct
{
  const char *charset;
  const SheafSiteRules *rules;
  gboolean explain;
} Asked;

static void
extract_line (const char *line, const Asked *asked)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 2);
  const char *path = fields[0] != NULL ? fields[0] : "";
  g_autofree char *url
      = fields[0] != NULL && fields[1] != NULL ? sheaf_text_make_valid (fields[1], -1) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &error);
  g_autoptr (SheafPage) page = NULL;
  g_auto (GStrv) explain = NULL;

  if (bytes != NULL)
    page = sheaf_library_extract (bytes, asked->charset, url, asked->rules,
                                  asked->explain ? &explain : NULL, &error);
  print_page (page, explain, error);
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
run_batch (const Asked *asked)
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
      extract_line (line, asked);
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
  Asked asked = { NULL, NULL, FALSE };
  const GOptionEntry entries[] = {
    { "charset", 0, 0, G_OPTION_ARG_FILENAME, &charset, NULL, NULL },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &asked.explain, NULL, NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (SheafSiteRules) rules = NULL;
  g_auto (GStrv) lines = NULL;

  if (!sheaf_cli_parse (cli, entries, &arguments) || g_strv_length (arguments) > 1
      || (batch && arguments[0] != NULL))
    return sheaf_cli_usage (cli);
  if (charset == NULL)
    charset = g_strdup ("utf-8");
  rules = sheaf_cli_load_rules (folder);
  asked.charset = charset;
  asked.rules = rules;
  if (batch)
    return run_batch (&asked);

  bytes = sheaf_cli_read_all (STDIN_FILENO, &error);
  if (bytes != NULL)
    page = sheaf_library_extract (bytes, charset, arguments[0], rules,
                                  asked.explain ? &lines : NULL, &error);
  if (page == NULL)
    {
      g_printerr ("sheaf-cli: %s\n", error->message); /* the sentences speak of what is kept */
      return SHEAF_EXIT_FAILED;
    }
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_print ("%s\n", lines[i]);
  if (lines == NULL)
    print_page (page, NULL, NULL);

  return SHEAF_EXIT_DONE;
}

const SheafCommand sheaf_command_extract = {
  .name = "extract",
  .usage = "[--charset C] [--rules FOLDER] [--explain] [URL] < page.html  |  --batch < lines of "
           "PATH<TAB>URL",
  .summary = N_ ("A page’s article as JSON, without a library"),
  .has_options = TRUE,
  .run = run,
};
