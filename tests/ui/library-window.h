/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window that shows one widget of a library of its own. */
#pragma once

#include "../library/open-library.h"

#include <adwaita.h>

typedef struct
{
  Place *place;
  GSettings *settings;
  GtkWidget *window;
} LibraryWindow;

/* CHILD is still to be given the library. */
static inline void
library_window_open (LibraryWindow *self, GtkWidget *child, int width, int height)
{
  self->place = place_new ();
  self->settings = g_settings_new ("io.github.sheaf_app.Sheaf");
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), child);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
}

static inline void
library_window_close (LibraryWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  let_pass (50);
  g_object_unref (self->settings);
  place_free (self->place);
}
