/* SPDX-License-Identifier: GPL-3.0-or-later */

/* show: one article as text, Markdown, HTML or JSON. */

#include "config.h"

#include "base/time.h"
#include "cli/cli-print.h"
#include "cli/command.h"
#include "document/document-write.h"
#include "document/page-json.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_text (const SheafLoaded *loaded)
{
  g_autofree char *text = sheaf_document_to_text (loaded->page->document);

  printf ("%s\n", loaded->row->title);
  if (loaded->row->author != NULL)
    printf ("%s\n", loaded->row->author);
  printf ("\n%s\n", text);
}

static void
print_markdown (const SheafLoaded *loaded)
{
  g_autofree char *text = sheaf_document_to_markdown (loaded->page->document);

  printf ("# %s\n\n", loaded->row->title);
  if (loaded->row->author != NULL)
    printf ("%s\n\n", loaded->row->author);
  if (loaded->row->url != NULL)
    printf ("<%s>\n\n", loaded->row->url);
  printf ("%s\n", text);
}

static void
print_html (const SheafLoaded *loaded)
{
  g_autofree char *body = sheaf_document_to_html (loaded->page->document);
  g_autofree char *title = g_markup_escape_text (loaded->row->title, -1);
  g_autofree char *lang
      = g_markup_escape_text (loaded->row->lang != NULL ? loaded->row->lang : "", -1);

  printf ("<!DOCTYPE html>\n<html%s%s%s%s%s>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"
          "</head>\n<body>\n<article>\n<h1>%s</h1>\n%s\n</article>\n</body>\n</html>\n",
          *lang != '\0' ? " lang=\"" : "", lang, *lang != '\0' ? "\"" : "",
          g_strcmp0 (loaded->row->direction, "rtl") == 0 ? " dir=\"rtl\"" : "", "", title, title,
          body);
}

static void
print_json (const SheafLoaded *loaded)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (SheafPage) empty = NULL;
  g_autofree char *saved = sheaf_time_to_iso (loaded->row->added_at);
  const SheafRow *row = loaded->row;
  const SheafPage *page = loaded->page;

  if (page == NULL)
    {
      page = empty = sheaf_page_new ();
      empty->title = g_strdup (row->title);
      empty->site = g_strdup (row->site);
    }
  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, row->id);
  sheaf_cli_json_string (builder, "url", row->url);
  sheaf_cli_json_string (builder, "state", sheaf_row_get_state (row));
  sheaf_cli_json_string (builder, "reason", row->reason);
  json_builder_set_member_name (builder, "starred");
  json_builder_add_boolean_value (builder, row->starred);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (guint i = 0; row->tags[i] != NULL; i++)
    json_builder_add_string_value (builder, row->tags[i]);
  json_builder_end_array (builder);
  sheaf_cli_json_string (builder, "note", loaded->note);
  sheaf_cli_json_string (builder, "saved_at", saved);
  json_builder_set_member_name (builder, "progress");
  json_builder_add_double_value (builder, row->progress);
  json_builder_end_object (builder);
  sheaf_cli_print_json (builder, TRUE);
}

static const struct
{
  const char *name;
  void (*print) (const SheafLoaded *loaded);
  gboolean needs_text;
} formats[] = {
  { "text", print_text, TRUE },
  { "markdown", print_markdown, TRUE },
  { "html", print_html, TRUE },
  { "json", print_json, FALSE },
};

/* Where it stands in the table; -1: there is no such format. */
static int
find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (name, formats[i].name))
      return i;

  return -1;
}

static SheafExit
print_article (const SheafLoaded *loaded, int format)
{
  if (formats[format].needs_text && (loaded->page == NULL || loaded->page->document == NULL))
    {
      g_printerr (_ ("sheaf-cli: There is no text of this article (%s).\n"),
                  sheaf_row_get_state (loaded->row));
      return SHEAF_EXIT_FAILED;
    }
  formats[format].print (loaded);

  return SHEAF_EXIT_DONE;
}

static SheafExit
run (SheafCli *cli, GStrv given)
{
  g_auto (GStrv) arguments = g_strdupv (given);
  SheafStore *store;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &name, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (GArray) ids = NULL;
  int format;

  if (!sheaf_cli_parse (cli, entries, &arguments) || g_strv_length (arguments) != 1
      || (ids = sheaf_cli_parse_ids (arguments)) == NULL)
    return sheaf_cli_usage (cli);
  format = find_format (name != NULL ? name : cli->json ? "json" : "text");
  if (format < 0)
    return sheaf_cli_usage (cli);
  if (!sheaf_cli_open (cli))
    return SHEAF_EXIT_FAILED;

  store = sheaf_library_get_store (cli->library);
  sheaf_store_load_article_async (store, g_array_index (ids, gint64, 0), NULL, sheaf_cli_wait_cb,
                                  &wait);
  result = sheaf_cli_wait (&wait);
  loaded = sheaf_store_load_article_finish (store, result, &error);
  if (g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_NOT_FOUND))
    {
      g_printerr (_ ("sheaf-cli: There is no article %s.\n"), arguments[0]);
      return SHEAF_EXIT_FAILED;
    }
  if (loaded == NULL)
    return sheaf_cli_fail (error, NULL);

  return print_article (loaded, format);
}

const SheafCommand sheaf_command_show = {
  .name = "show",
  .usage = "ID [--format text|markdown|html|json]",
  .summary = N_ ("One article"),
  .has_options = TRUE,
  .run = run,
};
