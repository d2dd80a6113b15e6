/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of duplicates, opened once: a second time it comes to the front. */

#include "ui/duplicates-window.h"
#include "ui/window-private.h"

static GtkWindow *
find_open (SheafWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    if (SHEAF_IS_DUPLICATES_WINDOW (link->data))
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
  window = find_open (self);
  if (window == NULL)
    window
        = sheaf_duplicates_window_new (GTK_WINDOW (self), sheaf_library_get_store (self->library));
  gtk_window_present (window);
}

void
sheaf_window_class_init_duplicates (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find-duplicates", NULL, find_duplicates);
}
