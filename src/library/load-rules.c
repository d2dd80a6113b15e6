/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder of rule files into one value. Read anew for each article: the files are few and small,
 * and a rule that was just written counts at once. */

#include "library/load-rules.h"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILES 500

char *
sheaf_library_dup_rules_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "sheaf", "site-rules", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* The names of its rule files, sorted. (transfer full) (nullable) */
static GPtrArray *
list_files (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".rule") && *name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

/* Not more than may count, whatever the file is: a pipe would never end. */
static GBytes *
read_file (const char *folder, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *bytes = g_malloc (SHEAF_SITE_RULES_MAX_FILE + 1);
  gsize length = 0;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("this is no file"));
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, SHEAF_SITE_RULES_MAX_FILE + 1,
                                   &length, NULL, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static void
add_file (SheafSiteRules *rules, const char *folder, const char *name)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (folder, name, &error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    {
      sheaf_site_rules_add_problem (rules, shown, 0, error->message);
      return;
    }
  text = g_bytes_get_data (bytes, &length);
  sheaf_site_rules_add (rules, shown, text != NULL ? text : "", length);
}

SheafSiteRules *
sheaf_library_load_rules (const char *folder)
{
  SheafSiteRules *rules = sheaf_site_rules_new ();
  g_autofree char *own = folder == NULL ? sheaf_library_dup_rules_folder () : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = list_files (folder != NULL ? folder : own, &error);

  if (names == NULL
      && (folder != NULL || !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)))
    {
      g_autofree char *shown = g_filename_display_name (folder != NULL ? folder : own);

      sheaf_site_rules_add_problem (rules, shown, 0, error->message);
    }
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (i < MAX_FILES)
      add_file (rules, folder != NULL ? folder : own, names->pdata[i]);
    else if (i == MAX_FILES)
      {
        g_autofree char *shown = g_filename_display_name (names->pdata[i]);

        sheaf_site_rules_add_problem (rules, shown, 0, _ ("these are too many rules"));
      }
  sheaf_site_rules_add_built_in (rules);

  return rules;
}
