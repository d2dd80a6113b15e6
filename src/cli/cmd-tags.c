/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tags: all of them with how many articles have each; renamed, made one, deleted, coloured; those
 * that look like one. */

#include "config.h"

#include "cli/cli-print.h"
#include "cli/command.h"
#include "store/tag-name.h"

#include <glib/gi18n.h>
#include <stdio.h>

static SheafSidebarCounts *
load (SheafCli *cli)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafSidebarCounts *counts;

  sheaf_store_load_sidebar_async (store, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  counts = sheaf_store_load_sidebar_finish (store, result, &error);
  if (counts == NULL)
    sheaf_cli_fail (error, NULL);

  return counts;
}

/* Without what is no tag itself. (transfer container) */
static GPtrArray *
get_tags (const SheafSidebarCounts *counts)
{
  GPtrArray *tags = g_ptr_array_new ();

  for (guint i = 0; i < counts->tags->len; i++)
    if (((SheafTagCount *)counts->tags->pdata[i])->id != 0)
      g_ptr_array_add (tags, counts->tags->pdata[i]);

  return tags;
}

static void
add_json (JsonBuilder *builder, const SheafTagCount *tag)
{
  json_builder_begin_object (builder);
  sheaf_cli_json_string (builder, "name", tag->name);
  json_builder_set_member_name (builder, "articles");
  json_builder_add_int_value (builder, tag->total);
  json_builder_set_member_name (builder, "unread");
  json_builder_add_int_value (builder, tag->unread);
  json_builder_set_member_name (builder, "color");
  json_builder_add_int_value (builder, tag->color);
  json_builder_end_object (builder);
}

static SheafExit
list (SheafCli *cli, GStrv words)
{
  g_autoptr (SheafSidebarCounts) counts = load (cli);
  g_autoptr (GPtrArray) tags = counts != NULL ? get_tags (counts) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (tags == NULL)
    return SHEAF_EXIT_FAILED;
  json_builder_begin_array (builder);
  for (guint i = 0; i < tags->len; i++)
    {
      const SheafTagCount *tag = tags->pdata[i];

      add_json (builder, tag);
      if (!cli->json)
        printf ("%s\t%u\n", tag->name, tag->total);
    }
  json_builder_end_array (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);

  return SHEAF_EXIT_DONE;
}

static SheafExit
similar (SheafCli *cli, GStrv words)
{
  g_autoptr (SheafSidebarCounts) counts = load (cli);
  g_autoptr (GPtrArray) tags = counts != NULL ? get_tags (counts) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) pairs = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (tags == NULL)
    return SHEAF_EXIT_FAILED;
  for (guint i = 0; i < tags->len; i++)
    g_ptr_array_add (names, ((SheafTagCount *)tags->pdata[i])->name);
  pairs = sheaf_tag_find_similar ((const char *const *)names->pdata, names->len, NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      const SheafTagCount *one = tags->pdata[g_array_index (pairs, guint, i)];
      const SheafTagCount *other = tags->pdata[g_array_index (pairs, guint, i + 1)];

      json_builder_begin_array (builder);
      add_json (builder, one);
      add_json (builder, other);
      json_builder_end_array (builder);
      if (!cli->json)
        printf ("%s\t%u\t%s\t%u\n", one->name, one->total, other->name, other->total);
    }
  json_builder_end_array (builder);
  if (cli->json)
    sheaf_cli_print_json (builder, TRUE);

  return SHEAF_EXIT_DONE;
}

/* A slip in a name is told: nothing under that name is there. */
static gboolean
is_there (SheafCli *cli, const char *name)
{
  g_autoptr (SheafSidebarCounts) counts = load (cli);
  g_autofree char *clean = sheaf_tag_clean_name (name);

  if (counts == NULL)
    return FALSE;
  for (guint i = 0; clean != NULL && i < counts->tags->len; i++)
    if (sheaf_tag_is_under (((SheafTagCount *)counts->tags->pdata[i])->name, clean))
      return TRUE;
  g_printerr (_ ("sheaf-cli: There is no tag “%s”.\n"), name);

  return FALSE;
}

static SheafExit
apply (SheafCli *cli, const char *name, SheafDeed deed, SheafEdit *owned)
{
  g_autoptr (SheafEdit) edit = owned;

  if (!is_there (cli, name) || !sheaf_cli_do (cli, edit, deed))
    return SHEAF_EXIT_FAILED;

  return cli->json ? list (cli, NULL) : SHEAF_EXIT_DONE;
}

static SheafExit
rename_tag (SheafCli *cli, GStrv words)
{
  return apply (cli, words[0], SHEAF_DEED_RENAME_TAG,
                sheaf_edit_new_rename_tag (words[0], words[1]));
}

static SheafExit
delete_tag (SheafCli *cli, GStrv words)
{
  return apply (cli, words[0], SHEAF_DEED_DELETE_TAG, sheaf_edit_new_delete_tag (words[0]));
}

static SheafExit
color_tag (SheafCli *cli, GStrv words)
{
  guint64 color;

  if (!g_ascii_string_to_unsigned (words[1], 10, 0, SHEAF_TAG_COLORS - 1, &color, NULL))
    return sheaf_cli_usage (cli);

  return apply (cli, words[0], SHEAF_DEED_COLOR_TAG,
                sheaf_edit_new_color_tag (words[0], (guint)color));
}

static const struct
{
  const char *name; /* NULL: without a word */
  guint n;          /* words that follow */
  SheafExit (*run) (SheafCli *cli, GStrv words);
} verbs[] = {
  { NULL, 0, list },           { "similar", 0, similar }, { "rename", 2, rename_tag },
  { "delete", 1, delete_tag }, { "color", 2, color_tag },
};

static SheafExit
run (SheafCli *cli, GStrv arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      guint before = verbs[i].name != NULL ? 1 : 0;

      if (g_strcmp0 (verbs[i].name, arguments[0]) != 0
          || g_strv_length (arguments) != before + verbs[i].n)
        continue;
      if (verbs[i].run == color_tag && !g_ascii_isdigit (*arguments[2]))
        break;
      return sheaf_cli_open (cli) ? verbs[i].run (cli, arguments + before) : SHEAF_EXIT_FAILED;
    }

  return sheaf_cli_usage (cli);
}

const SheafCommand sheaf_command_tags = {
  .name = "tags",
  .usage = "[similar | rename TAG NEW | delete TAG | color TAG 0…8]",
  .summary = N_ ("All tags; rename one with those under it, or into another"),
  .run = run,
};
