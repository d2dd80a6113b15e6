/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows the bookmark by which a browser saves the page that is open in it, to be copied. */
#pragma once

#include "ui/undo-stack.h"

G_BEGIN_DECLS

/* SAY: where it is said that it was copied. */
void sheaf_browser_dialog_show (GtkWindow      *parent,
                                SheafUndoStack *say);

G_END_DECLS
