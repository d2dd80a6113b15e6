/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article's own note, saved as it is typed, and its highlights below it; its outline may stand beside them. */
#pragma once

#include "library/library.h"
#include "store/mark.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_NOTES_PANE (sheaf_notes_pane_get_type ())
G_DECLARE_FINAL_TYPE (SheafNotesPane, sheaf_notes_pane, SHEAF, NOTES_PANE, GtkWidget)

/* Signals: "mark-opened", "mark-removed" (int64): of a highlight. */

/* MARKS (of SheafMark) is kept. */
void sheaf_notes_pane_set_marks (SheafNotesPane *self,
                                 GPtrArray      *marks);
void sheaf_notes_pane_select_mark (SheafNotesPane *self,
                                   gint64          id);

void sheaf_notes_pane_set_library (SheafNotesPane *self,
                                   SheafLibrary   *library);

/* The note of article ID (0: none) as the library has it; what is being typed is never overwritten. */
void sheaf_notes_pane_show (SheafNotesPane *self,
                            gint64          id,
                            const char     *note);

/* Saves now what was typed. */
void          sheaf_notes_pane_flush (SheafNotesPane *self);
GtkTextView  *sheaf_notes_pane_get_editor (SheafNotesPane *self); /* of the note */
AdwHeaderBar *sheaf_notes_pane_get_header (SheafNotesPane *self);

/* OUTLINE stands beside the notes, under the name "outline". Gets the stack of both, whose visible child's name ("notes"
 * else) may be bound. (transfer none) */
GtkStack *sheaf_notes_pane_add_outline (SheafNotesPane *self,
                                        GtkWidget      *outline);

/* The way back, where the notes lie over the page. */
void sheaf_notes_pane_set_back_visible (SheafNotesPane *self,
                                        gboolean        visible);

void          sheaf_notes_pane_focus (SheafNotesPane *self);

G_END_DECLS
