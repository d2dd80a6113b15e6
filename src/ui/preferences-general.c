/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How articles look, and the single keys; and what is wrong with the user's own site rules. */

#include "library/check-rules.h"
#include "ui/preferences.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- A setting of words as a row to choose from --- */

typedef struct
{
  const char *key, *title;
  const char *values[6], *names[6]; /* ended by NULL */
} Choice;

static const Choice choices[] = {
  { "theme",
    N_ ("Colours"),
    { "system", "light", "sepia", "dark", "black" },
    { N_ ("As the system"), N_ ("Light"), N_ ("Sepia"), N_ ("Dark"), N_ ("Black") } },
  { "text-font",
    N_ ("Typeface"),
    { "serif", "sans", "mono", "system" },
    { N_ ("Serif"), N_ ("Sans Serif"), N_ ("Monospace"), N_ ("As the desktop") } },
};

static gboolean
to_position (GValue *value, GVariant *setting, gpointer data)
{
  const Choice *choice = data;

  g_value_set_uint (value, GTK_INVALID_LIST_POSITION); /* a family chosen on the page */
  for (guint i = 0; choice->values[i] != NULL; i++)
    if (g_str_equal (choice->values[i], g_variant_get_string (setting, NULL)))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
from_position (const GValue *value, const GVariantType *type, gpointer data)
{
  const Choice *choice = data;
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (choice->values) && choice->values[position] != NULL
             ? g_variant_new_string (choice->values[position])
             : NULL;
}

static GtkWidget *
new_choice (GSettings *settings, const Choice *choice)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; choice->names[i] != NULL; i++)
    gtk_string_list_append (names, _ (choice->names[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (choice->title));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_settings_bind_with_mapping (settings, choice->key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_position, from_position, (gpointer)choice, NULL);

  return row;
}

/* --- Numbers --- */

static const struct
{
  const char *key, *title, *subtitle;
  double least, most;
} numbers[] = {
  { "text-size", N_ ("Text size"), N_ ("Pixels"), 10, 40 },
  { "text-measure", N_ ("Length of a line"), N_ ("Characters"), 45, 90 },
  { "reading-speed", N_ ("Reading speed"), N_ ("Words in a minute"), 50, 1500 },
};

static GtkWidget *
new_number (GSettings *settings, guint which)
{
  GtkWidget *row
      = sheaf_preferences_row_new (_ (numbers[which].title), _ (numbers[which].subtitle));
  GtkWidget *spin = gtk_spin_button_new_with_range (numbers[which].least, numbers[which].most, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (numbers[which].title), -1);
  g_settings_bind (settings, numbers[which].key, spin, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);

  return row;
}

/* --- Site rules --- */

static void
add_site_problem (AdwPreferencesGroup *group, const char *problem)
{
  const char *what = strstr (problem, ": ");
  g_autofree char *where = what != NULL ? g_strndup (problem, what - problem) : NULL;
  GtkWidget *row = sheaf_preferences_row_new (what != NULL ? what + 2 : problem, where);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (image, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwPreferencesGroup) group = data;
  g_autofree char *folder = NULL, *text = NULL, *shown = NULL;
  g_auto (GStrv) problems = sheaf_library_check_rules_finish (result, &folder, NULL);

  if (problems == NULL || problems[0] == NULL)
    return;
  shown = g_filename_display_name (folder);
  /* Translators: %s is a folder. */
  text = g_strdup_printf (_ ("These lines of the rules in %s do not count; all others do."), shown);
  g_clear_pointer (&shown, g_free);
  shown = g_markup_escape_text (text, -1);
  adw_preferences_group_set_description (group, shown);
  for (guint i = 0; problems[i] != NULL; i++)
    add_site_problem (group, problems[i]);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

AdwPreferencesPage *
sheaf_general_page_new (GSettings *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *sites = sheaf_preferences_group_new (page, _ ("Site Rules"),
                                                  NULL); /* first: seen where something is wrong */
  GtkWidget *reading = sheaf_preferences_group_new (page, _ ("Reading"), NULL);
  GtkWidget *keyboard = sheaf_preferences_group_new (page, _ ("Keyboard"), NULL);
  GtkWidget *keys = sheaf_preferences_row_new (
      _ ("Single-letter keys"), _ ("Letters are commands while no text is being written"));
  GtkWidget *on = gtk_switch_new ();

  adw_preferences_page_set_title (page, _ ("General"));
  adw_preferences_page_set_icon_name (page, "preferences-system-symbolic");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (reading), new_choice (settings, &choices[i]));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (reading), new_number (settings, i));
  gtk_widget_set_valign (on, GTK_ALIGN_CENTER);
  g_settings_bind (settings, "single-keys", on, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (keys), on);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (keys), on);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (keyboard), keys);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (sheaf_writing_group_new (settings)));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (sheaf_words_group_new (settings)));
  gtk_widget_set_visible (sites, FALSE);
  sheaf_library_check_rules_async (NULL, checked_cb, g_object_ref (sites));

  return page;
}
