/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done in this window and can be undone, with one toast for the last of it: a second deed of the same
 * kind joins the toast that is up, and its Undo takes both. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_DEED_ARCHIVE,
  SHEAF_DEED_UNARCHIVE,
  SHEAF_DEED_DELETE,
  SHEAF_DEED_RESTORE,
  SHEAF_DEED_TAG,
  SHEAF_DEED_UNTAG,
  SHEAF_DEED_STAR, /* these are plainly visible: no toast */
  SHEAF_DEED_READ,
  SHEAF_N_DEEDS,
} SheafDeed;

#define SHEAF_TYPE_UNDO_STACK (sheaf_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (SheafUndoStack, sheaf_undo_stack, SHEAF, UNDO_STACK, GObject)

/* Signal "undone" (gint64 id): the first article of what was undone. The toast's button is the action "win.undo". */
SheafUndoStack *sheaf_undo_stack_new (SheafStore      *store,
                                      AdwToastOverlay *toasts);

/* Applies EDIT. ID is its first article, TITLE (nullable) its title where it is the only one. */
void sheaf_undo_stack_do (SheafUndoStack *self,
                          SheafDeed       deed,
                          SheafEdit      *edit,
                          gint64          id,
                          const char     *title);
void sheaf_undo_stack_undo (SheafUndoStack *self); /* the last deed, with what joined it */

/* A toast of its own, without Undo. */
void sheaf_undo_stack_say (SheafUndoStack *self,
                           const char     *words);

G_END_DECLS
