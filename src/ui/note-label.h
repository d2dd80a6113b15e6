/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A note as it reads: its Markdown as text with emphasis and links. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_NOTE_LABEL (sheaf_note_label_get_type ())
G_DECLARE_FINAL_TYPE (SheafNoteLabel, sheaf_note_label, SHEAF, NOTE_LABEL, GtkWidget)

/* Signal "write": it is to be changed: it was clicked, or Enter. */

/* FALSE: NOTE is too long to be shown so. */
gboolean sheaf_note_label_set (SheafNoteLabel *self,
                               const char     *note);

G_END_DECLS
