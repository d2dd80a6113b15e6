/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two shapes of the command line's answers: lines for people and scripts, JSON for programs. */

#include "cli/cli-print.h"

#include "base/time.h"

#include <stdio.h>

void
sheaf_cli_print_row (const SheafRow *row)
{
  printf ("%" G_GINT64_FORMAT "\t%s\t%s\n", row->id, sheaf_row_get_state (row), row->title);
  fflush (stdout);
}

void
sheaf_cli_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
sheaf_cli_row_to_json (const SheafRow *row, JsonBuilder *builder)
{
  g_autofree char *saved = sheaf_time_to_iso (row->added_at);

  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, row->id);
  sheaf_cli_json_string (builder, "url", row->url);
  sheaf_cli_json_string (builder, "final_url", row->final_url);
  sheaf_cli_json_string (builder, "title", row->title);
  sheaf_cli_json_string (builder, "site", row->site);
  sheaf_cli_json_string (builder, "author", row->author);
  sheaf_cli_json_string (builder, "excerpt", row->excerpt);
  sheaf_cli_json_string (builder, "language", row->lang);
  sheaf_cli_json_string (builder, "published", row->published);
  sheaf_cli_json_string (builder, "state", sheaf_row_get_state (row));
  sheaf_cli_json_string (builder, "reason", row->reason);
  json_builder_set_member_name (builder, "starred");
  json_builder_add_boolean_value (builder, row->starred);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (guint i = 0; row->tags[i] != NULL; i++)
    json_builder_add_string_value (builder, row->tags[i]);
  json_builder_end_array (builder);
  sheaf_cli_json_string (builder, "saved_at", saved);
  json_builder_set_member_name (builder, "progress");
  json_builder_add_double_value (builder, row->progress);
  json_builder_set_member_name (builder, "words");
  json_builder_add_int_value (builder, row->word_count);
}

static void
add_row (const SheafRow *row, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  sheaf_cli_row_to_json (row, builder);
  json_builder_end_object (builder);
}

void
sheaf_cli_print_row_json (const SheafRow *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  add_row (row, builder);
  sheaf_cli_print_json (builder, TRUE);
}

void
sheaf_cli_print_rows (const GPtrArray *rows, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    if (json)
      add_row (rows->pdata[i], builder);
    else
      sheaf_cli_print_row (rows->pdata[i]);
  json_builder_end_array (builder);
  if (json)
    sheaf_cli_print_json (builder, TRUE);
}

void
sheaf_cli_print_losses (FILE *to, const SheafRepair *repair)
{
  for (guint i = 0; i < repair->losses->len; i++)
    {
      const SheafLoss *loss = repair->losses->pdata[i];

      fprintf (to, "%s\t%" G_GINT64_FORMAT "\t%s\t%s\n", sheaf_loss_nick (loss->kind), loss->id,
               loss->title != NULL ? loss->title : "", loss->url != NULL ? loss->url : "");
    }
  fflush (to);
}

void
sheaf_cli_repair_to_json (const SheafRepair *repair, JsonBuilder *builder)
{
  const struct
  {
    const char *name;
    gint64 value;
  } numbers[] = {
    { "articles", repair->articles }, { "rows", repair->rows },   { "indexes", repair->indexes },
    { "links", repair->links },       { "files", repair->files },
  };

  json_builder_set_member_name (builder, "repair");
  json_builder_begin_object (builder);
  sheaf_cli_json_string (builder, "set_aside", repair->set_aside);
  sheaf_cli_json_string (builder, "backup", repair->backup);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      json_builder_set_member_name (builder, numbers[i].name);
      json_builder_add_int_value (builder, numbers[i].value);
    }
  json_builder_set_member_name (builder, "losses");
  json_builder_begin_array (builder);
  for (guint i = 0; i < repair->losses->len; i++)
    {
      const SheafLoss *loss = repair->losses->pdata[i];

      json_builder_begin_object (builder);
      sheaf_cli_json_string (builder, "kind", sheaf_loss_nick (loss->kind));
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, loss->id);
      sheaf_cli_json_string (builder, "title", loss->title);
      sheaf_cli_json_string (builder, "url", loss->url);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
sheaf_cli_print_json (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  text = json_generator_to_data (generator, &length);
  fwrite (text, 1, length, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}
