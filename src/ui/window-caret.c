/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Caret browsing is switched for all articles, and for good. */

#include "ui/window-private.h"

#include <glib/gi18n.h>

static void
changed_cb (SheafWindow *self)
{
  gboolean on = g_settings_get_boolean (self->settings, "caret-browsing");

  sheaf_page_view_set_caret (sheaf_reader_get_view (self->reader), on);
}

static void
toggled_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gboolean on = !g_settings_get_boolean (self->settings, "caret-browsing");

  g_settings_set_boolean (self->settings, "caret-browsing", on);
  if (self->undo != NULL)
    sheaf_undo_stack_say (self->undo, on ? _ ("Caret browsing is on: F7 turns it off")
                                         : _ ("Caret browsing is off"));
  if (on && sheaf_page_view_get_document (sheaf_reader_get_view (self->reader)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (sheaf_reader_get_view (self->reader)));
}

static const GActionEntry entries[] = {
  { .name = "caret", .activate = toggled_cb },
};

void
sheaf_window_init_caret (SheafWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->settings, "changed::caret-browsing", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
}
