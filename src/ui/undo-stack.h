/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The toasts of one window: for what was done, with Undo, and for what was undone, with Redo. A second deed of the
 * same kind joins the toast that is up, and its Undo takes both. The deeds themselves are kept by the store. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_UNDO_STACK (sheaf_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (SheafUndoStack, sheaf_undo_stack, SHEAF, UNDO_STACK, GObject)

/* Signals "undone" (gint64 id): the first article of what was undone; 0: something else is done now, or what was added
 * is gone; "failed": something was not done, or was cancelled, and is said. The toasts' buttons are the actions
 * "win.undo" and "win.redo". */
SheafUndoStack *sheaf_undo_stack_new (SheafStore      *store,
                                      AdwToastOverlay *toasts);

/* Applies EDIT. TITLE (nullable): of its article, where it is the only one. */
void sheaf_undo_stack_do (SheafUndoStack *self,
                          SheafDeed       deed,
                          SheafEdit      *edit,
                          const char     *title);

/* The same; the toast says WORDS. */
void sheaf_undo_stack_do_saying (SheafUndoStack *self,
                                 SheafDeed       deed,
                                 SheafEdit      *edit,
                                 const char     *words);

/* Takes back the last deed, with what joined it; REDO: does again what was taken back last. */
void sheaf_undo_stack_undo (SheafUndoStack *self,
                            gboolean        redo);

/* A toast of its own, without Undo. */
void sheaf_undo_stack_say (SheafUndoStack *self,
                           const char     *words);

/* The same with Undo, for what was done elsewhere and can be taken back. */
void sheaf_undo_stack_say_done (SheafUndoStack *self,
                                const char     *words);

/* Gives WINDOW, which stands beside the main one, the actions "win.undo" and "win.redo", their keys and Ctrl+W. */
void sheaf_undo_stack_serve (SheafUndoStack *self,
                             GtkWidget      *window);

G_END_DECLS
