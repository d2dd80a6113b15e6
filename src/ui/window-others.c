/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The windows beside this one, each opened once: a second time it comes to the front. */

#include "ui/browser-dialog.h"
#include "ui/duplicates-window.h"
#include "ui/help-window.h"
#include "ui/highlights-window.h"
#include "ui/window-private.h"

static GtkWindow *
find_open (SheafWindow *self, GType type)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type))
      return link->data;

  return NULL;
}

static void
find_duplicates (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GtkWindow *window;

  if (self->library == NULL)
    return;
  window = find_open (self, SHEAF_TYPE_DUPLICATES_WINDOW);
  if (window == NULL)
    window
        = sheaf_duplicates_window_new (GTK_WINDOW (self), sheaf_library_get_store (self->library));
  gtk_window_present (window);
}

static void
all_highlights (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GtkWindow *window;

  if (self->library == NULL)
    return;
  window = find_open (self, SHEAF_TYPE_HIGHLIGHTS_WINDOW);
  if (window == NULL)
    {
      window = sheaf_highlights_window_new (GTK_WINDOW (self),
                                            sheaf_library_get_store (self->library));
      g_signal_connect_object (window, "open", G_CALLBACK (sheaf_window_show_mark), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (window);
}

static void
save_from_browser (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  if (self->undo != NULL)
    sheaf_browser_dialog_show (GTK_WINDOW (self), self->undo);
}

/* Also where there is no library. */
static void
help (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GtkWindow *window = find_open (self, SHEAF_TYPE_HELP_WINDOW);

  if (window == NULL)
    window
        = sheaf_help_window_new (GTK_WINDOW (self), self->settings,
                                 g_action_map_lookup_action (G_ACTION_MAP (self), "aloud") != NULL);
  sheaf_help_window_show_page (SHEAF_HELP_WINDOW (window), g_variant_get_string (parameter, NULL));
  gtk_window_present (window);
}

void
sheaf_window_class_init_others (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find-duplicates", NULL, find_duplicates);
  gtk_widget_class_install_action (widget_class, "win.save-from-browser", NULL, save_from_browser);
  gtk_widget_class_install_action (widget_class, "win.all-highlights", NULL, all_highlights);
  gtk_widget_class_install_action (widget_class, "win.help", "s", help);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.help", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.all-highlights", NULL);
}
