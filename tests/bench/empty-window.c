/* SPDX-License-Identifier: GPL-3.0-or-later */

/* empty-window [--once]: the least program with a window that GTK allows, what Sheaf's is compared
 * with. Tells its first frame, stays or (--once) ends. */

#include "tell-moment.h"

#include <gtk/gtk.h>

static gboolean once;

static void
after_paint_cb (GdkFrameClock *clock, GtkWidget *window)
{
  if (!gtk_widget_get_mapped (window))
    return;
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  tell_moment ("first-frame");
  if (once)
    gtk_window_destroy (GTK_WINDOW (window));
}

static void
realize_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    window);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = gtk_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application
      = gtk_application_new ("io.github.sheaf_app.EmptyWindow", G_APPLICATION_NON_UNIQUE);

  once = argc == 2 && g_str_equal (argv[1], "--once");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
