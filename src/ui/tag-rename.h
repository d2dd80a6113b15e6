/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for a tag's new name, and says what comes of it before it is given. */
#pragma once

#include "ui/undo-stack.h"

G_BEGIN_DECLS

/* NAME and KNOWN, all tags, are copied. */
void sheaf_tag_rename_ask (GtkWindow         *parent,
                           const char        *name,
                           const char *const *known,
                           SheafUndoStack    *undo);

G_END_DECLS
