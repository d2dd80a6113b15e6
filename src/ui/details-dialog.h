/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks what an article is called, by whom, where and when it appeared; what was fetched of that can be had back. */
#pragma once

#include "ui/undo-stack.h"

G_BEGIN_DECLS

/* LOADED is not kept. */
void sheaf_details_dialog_ask (GtkWindow         *parent,
                               const SheafLoaded *loaded,
                               SheafUndoStack    *undo);

G_END_DECLS
