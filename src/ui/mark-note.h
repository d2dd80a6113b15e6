/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover in which a note on a highlight is written. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_MARK_NOTE (sheaf_mark_note_get_type ())
G_DECLARE_FINAL_TYPE (SheafMarkNote, sheaf_mark_note, SHEAF, MARK_NOTE, GtkPopover)

/* Signal "write" (int64 id, string): half a second of typing is over, or it closes, and the text is another. */
GtkWidget *sheaf_mark_note_new (void);

/* ID's note (nullable) from now on; what was written before is told first. */
void sheaf_mark_note_set (SheafMarkNote *self,
                          gint64         id,
                          const char    *text);

/* Tells what is not told yet. */
void sheaf_mark_note_flush (SheafMarkNote *self);

GtkTextView *sheaf_mark_note_get_editor (SheafMarkNote *self);

G_END_DECLS
