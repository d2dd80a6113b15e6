/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences of a window, and what it tells of its library's health at its foot: what a repair
 * lost, that a backup failed, that a backup was restored. */

#include "base/error.h"
#include "library/keep-backups.h"
#include "ui/notice-bar.h"
#include "ui/preferences.h"
#include "ui/repair-dialog.h"
#include "ui/application-endings.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (self->library != NULL)
    sheaf_preferences_show (GTK_WINDOW (self), self->library, self->settings,
                            sheaf_sidebar_get_tags (self->sidebar),
                            parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

void
sheaf_window_init_preferences (SheafWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = preferences_cb },
    { .name = "preferences-page", .activate = preferences_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static SheafNoticeBar *
add_bar (SheafWindow *self, gboolean warning)
{
  GtkWidget *bar = sheaf_notice_bar_new (warning);

  gtk_box_append (self->notices, bar);

  return SHEAF_NOTICE_BAR (bar);
}

/* --- Backups that fail --- */

static void
backups_changed_cb (SheafWindow *self)
{
  const GError *error = sheaf_library_get_backup_error (self->library);
  g_autofree char *sentence = error != NULL ? sheaf_error_sentence (error, NULL) : NULL;
  g_autofree char *text = NULL;

  if (error == NULL)
    {
      if (self->backup_bar != NULL)
        sheaf_notice_bar_hide (self->backup_bar);
      return;
    }
  if (self->backup_bar == NULL)
    {
      GtkWidget *button;

      self->backup_bar = add_bar (self, TRUE);
      button = sheaf_notice_bar_add_button (self->backup_bar, _ ("_Backups"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "backups");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.preferences-page");
    }
  text = g_strdup_printf ("%s %s", _ ("The last backup failed."), sentence);
  sheaf_notice_bar_say (self->backup_bar, text);
}

/* --- A repair --- */

static void
details_cb (SheafWindow *self)
{
  if (self->library != NULL)
    sheaf_repair_dialog_show (GTK_WINDOW (self), sheaf_library_get_store (self->library));
}

static void
tell_repair (SheafWindow *self)
{
  const SheafRepair *repair = sheaf_store_get_repair (sheaf_library_get_store (self->library));
  g_autofree char *text = NULL;
  SheafNoticeBar *bar;

  if (repair == NULL)
    return;
  text = sheaf_repair_dup_summary (repair);
  bar = add_bar (self, TRUE);
  g_signal_connect_object (sheaf_notice_bar_add_button (bar, _ ("_Details")), "clicked",
                           G_CALLBACK (details_cb), self, G_CONNECT_SWAPPED);
  sheaf_notice_bar_say (bar, text);
}

void
sheaf_window_watch_health (SheafWindow *self)
{
  g_signal_connect_object (self->library, "backups-changed", G_CALLBACK (backups_changed_cb), self,
                           G_CONNECT_SWAPPED);
  backups_changed_cb (self);
  tell_repair (self);
}

/* --- A backup that was restored --- */

void
sheaf_window_set_restoring (SheafWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "restoring");
}

void
sheaf_window_tell_restored (SheafWindow *self,
                            const SheafRestored *restored,
                            const GError *error,
                            gint64 began)
{
  g_autofree char *sentence = error != NULL ? sheaf_error_sentence (error, NULL) : NULL;
  g_autofree char *text = NULL;
  SheafNoticeBar *bar = add_bar (self, error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Nothing was restored: the library is as it was."));
  else if (error != NULL)
    text = g_strdup_printf ("%s %s", _ ("Nothing was restored: the library is as it was."),
                            sentence);
  else
    text
        = g_strdup_printf (ngettext ("The library is restored: %'u article. What was there is set "
                                     "aside.",
                                     "The library is restored: %'u articles. What was there is set "
                                     "aside.",
                                     (guint)restored->articles),
                           (guint)restored->articles);
  if (error == NULL && restored->missing > 0)
    {
      g_autofree char *first = g_steal_pointer (&text);
      g_autofree char *rest = g_strdup_printf (ngettext ("%'u picture or page of it is missing.",
                                                         "%'u pictures or pages of it are missing.",
                                                         restored->missing),
                                               restored->missing);

      text = g_strdup_printf ("%s %s", first, rest);
    }
  if (error == NULL && restored->set_aside != NULL)
    {
      g_autofree char *before = g_build_filename (restored->set_aside, "library.db", NULL);
      GtkWidget *button = sheaf_notice_bar_add_button (bar, _ ("_Put It Back"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", before);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.restore-library");
    }
  sheaf_notice_bar_say (bar, text);
  sheaf_application_tell_changed (gtk_window_get_application (GTK_WINDOW (self)), text, began);
}
