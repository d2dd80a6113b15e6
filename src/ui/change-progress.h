/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The toast of a change that takes long: how many articles are done, and Cancel, which puts them back. */
#pragma once

#include "store/progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_CHANGE_PROGRESS (sheaf_change_progress_get_type ())
G_DECLARE_FINAL_TYPE (SheafChangeProgress, sheaf_change_progress, SHEAF, CHANGE_PROGRESS, GObject)

/* TOASTS is the window's, which is borrowed. The toast's button is the action "change.cancel" there. */
SheafChangeProgress *sheaf_change_progress_new (AdwToastOverlay *toasts);

/* A change begins; the first of several is the one that is shown. (transfer full) */
SheafProgress *sheaf_change_progress_begin (SheafChangeProgress *self);
void           sheaf_change_progress_end (SheafChangeProgress *self,
                                          SheafProgress       *progress);

G_END_DECLS
