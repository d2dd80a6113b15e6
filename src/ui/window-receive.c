/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What browsers hand over: the settings say whether they may, and the window says what came. */

#include "config.h"

#include "base/text.h"
#include "library/receiver.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 40

static void
setting_cb (SheafWindow *self)
{
  sheaf_receiver_set (sheaf_library_get_receiver (self->library),
                      g_settings_get_boolean (self->settings, "intake-enabled"),
                      (guint)g_settings_get_int (self->settings, "intake-port"));
}

/* The port is kept: what a browser was told holds for the next time, too. */
static void
receiver_changed_cb (SheafWindow *self)
{
  int port = (int)sheaf_receiver_get_port (sheaf_library_get_receiver (self->library));

  if (port != 0 && port != g_settings_get_int (self->settings, "intake-port"))
    g_settings_set_int (self->settings, "intake-port", port);
}

static void
taken_in_cb (SheafWindow *self, const SheafTakenIn *taken)
{
  g_autofree char *cut = sheaf_text_cut (taken->title != NULL ? taken->title : "", TITLE_CHARS);
  g_autofree char *words = g_strdup_printf (_ ("Saved “%s”"), cut);

  if (taken->undoable)
    sheaf_undo_stack_say_done (self->undo, words);
  else
    sheaf_undo_stack_say (self->undo, _ ("Already in the library"));
}

void
sheaf_window_start_receiving (SheafWindow *self)
{
  SheafReceiver *receiver = sheaf_library_get_receiver (self->library);

  g_signal_connect_object (receiver, "changed", G_CALLBACK (receiver_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (receiver, "taken-in", G_CALLBACK (taken_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::intake-enabled", G_CALLBACK (setting_cb), self,
                           G_CONNECT_SWAPPED);
  setting_cb (self);
}
