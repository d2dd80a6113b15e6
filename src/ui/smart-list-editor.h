/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window in which a smart list gets its name, symbol and query, with how many articles it means as it is typed. */
#pragma once

#include "ui/undo-stack.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SMART_LIST_EDITOR (sheaf_smart_list_editor_get_type ())
G_DECLARE_FINAL_TYPE (SheafSmartListEditor, sheaf_smart_list_editor, SHEAF, SMART_LIST_EDITOR, AdwWindow)

/* LIST is copied; of number 0: a new one. (transfer none): it goes when it is closed */
SheafSmartListEditor *sheaf_smart_list_editor_open (GtkWindow            *parent,
                                                    SheafStore           *store,
                                                    SheafUndoStack       *undo,
                                                    const SheafSmartList *list);

G_END_DECLS
