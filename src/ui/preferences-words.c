/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words: whether those of notes are checked; where selected ones are looked up and translated,
 * addresses that are taken only where they are good. */

#include "base/hand-over.h"
#include "ui/preferences.h"
#include "ui/spelling.h"

#include <glib/gi18n.h>

static gboolean
is_good (const char *text)
{
  return *text == '\0' || sheaf_hand_over_is_template (text);
}

static void
show_state (GtkEditable *row, GtkWidget *reset)
{
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  const char *text = gtk_editable_get_text (row);
  g_autoptr (GVariant) usual = g_settings_get_default_value (settings, key);

  if (is_good (text))
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_good (text) ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_set_visible (reset, !g_str_equal (text, g_variant_get_string (usual, NULL)));
}

static void
apply_cb (GtkEditable *row)
{
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (is_good (text))
    g_settings_set_string (settings, g_object_get_data (G_OBJECT (row), "key"), text);
}

static void
reset_cb (GtkButton *button, GtkEditable *row)
{
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  g_autofree char *usual = NULL;

  g_settings_reset (settings, key);
  usual = g_settings_get_string (settings, key);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE); /* nothing is to be applied */
  gtk_editable_set_text (row, usual);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

static GtkWidget *
new_address (GSettings *settings, const char *key, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *now = g_settings_get_string (settings, key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), now);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "settings", g_object_ref (settings), g_object_unref);
  g_object_set_data (G_OBJECT (row), "key", (gpointer)key);
  gtk_widget_set_tooltip_text (reset, _ ("Back to the Usual Address"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back to the Usual Address"), -1);
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), reset);
  g_signal_connect (row, "changed", G_CALLBACK (show_state), reset);
  g_signal_connect (row, "apply", G_CALLBACK (apply_cb), NULL);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), row, 0);
  show_state (GTK_EDITABLE (row), reset);

  return row;
}

GtkWidget *
sheaf_words_group_new (GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Selected Words"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      /* Translators: {text} and {lang} stay as they are */
      _ ("Where they are looked up and translated, and only when that is chosen: they go to the "
         "site of this address in place of {text}. {lang} is the article's language there, and "
         "that of the desktop to translate into. Without an address it is not offered."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_address (settings, "look-up-address", _ ("Look up at")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_address (settings, "translate-address", _ ("Translate at")));

  return group;
}

GtkWidget *
sheaf_writing_group_new (GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();
  gboolean there = sheaf_spelling_is_there ();
  GtkWidget *row = sheaf_preferences_row_new (
      _ ("Check spelling"),
      there ? _ ("In the program's language and the article's, where there are dictionaries")
            : _ ("The library Enchant is not installed"));
  GtkWidget *on = gtk_switch_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Notes"));
  gtk_widget_set_valign (on, GTK_ALIGN_CENTER);
  g_settings_bind (settings, "check-spelling", on, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), on);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), on);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_widget_set_sensitive (row, there);

  return group;
}
