/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages in their window, and its Undo. */

#include "ui/preferences.h"

#include <glib/gi18n.h>

GtkWidget *
sheaf_preferences_group_new (AdwPreferencesPage *page, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return group;
}

GtkWidget *
sheaf_preferences_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");

  return row;
}

GtkWidget *
sheaf_preferences_problem_new (const char *title)
{
  GtkWidget *row = sheaf_preferences_row_new (title, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (image, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_visible (row, FALSE);

  return row;
}

GtkWidget *
sheaf_preferences_add_button (GtkWidget *group, const char *label, GCallback clicked, gpointer data)
{
  GtkWidget *row = adw_preferences_row_new (), *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (row, "button-row");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  g_signal_connect_object (button, "clicked", clicked, data, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return button;
}

GtkWindow *
sheaf_preferences_show (GtkWindow *parent,
                        SheafLibrary *library,
                        GSettings *settings,
                        const char *const *known,
                        const char *page)
{
  SheafStore *store = sheaf_library_get_store (library);
  AdwPreferencesPage *const pages[] = {
    sheaf_general_page_new (settings),
    sheaf_rules_page_new (store, known),
    sheaf_browser_page_new (library, settings),
    sheaf_backups_page_new (library),
  };
  static const char *const names[] = { "general", "rules", "browser", "backups" };
  GtkWidget *window
      = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", _ ("Preferences"), "transient-for",
                      parent, "modal", TRUE, "destroy-with-parent", TRUE, "search-enabled", FALSE,
                      "default-width", 640, "default-height", 620, "width-request", 360, NULL);
  GtkWidget *toasts;
  SheafUndoStack *undo;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      adw_preferences_page_set_name (pages[i], names[i]);
      adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), pages[i]);
    }
  toasts = gtk_widget_get_ancestor (GTK_WIDGET (pages[0]), ADW_TYPE_TOAST_OVERLAY);
  undo = sheaf_undo_stack_new (store, ADW_TOAST_OVERLAY (toasts));
  g_object_set_data_full (G_OBJECT (window), "undo", undo, g_object_unref);
  sheaf_rules_page_set_undo (pages[1], undo);
  sheaf_undo_stack_serve (undo, window);
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));

  return GTK_WINDOW (window);
}
