/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes are looked at while they are written, in the program's language and the article's. */

#include "ui/window-private.h"

static void
loaded_cb (SheafWindow *self, const SheafLoaded *loaded)
{
  sheaf_spell_check_set_language (self->spelling, loaded->row->lang);
}

void
sheaf_window_init_spelling (SheafWindow *self)
{
  self->spelling = sheaf_spell_check_new (self->settings);
  sheaf_spell_check_add (self->spelling, sheaf_notes_pane_get_editor (self->notes));
  sheaf_spell_check_add (self->spelling, sheaf_window_get_mark_editor (self));
  g_signal_connect_object (self->reader, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
}
