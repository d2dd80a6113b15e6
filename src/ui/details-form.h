/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an article is called, by whom, where and when it appeared, as fields in the page; what was fetched of that can be
 * had back. */
#pragma once

#include "ui/page-inset.h"
#include "ui/undo-stack.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_DETAILS_FORM (sheaf_details_form_get_type ())
G_DECLARE_FINAL_TYPE (SheafDetailsForm, sheaf_details_form, SHEAF, DETAILS_FORM, SheafPageInset)

/* Signal "done": it is to be taken away, what was to be saved is given to UNDO. LOADED is not kept. */
GtkWidget *sheaf_details_form_new (const SheafLoaded *loaded,
                                   SheafUndoStack    *undo);

/* Saves what was changed, as long as it can be saved, and says nothing else. */
void sheaf_details_form_save (SheafDetailsForm *self);

G_END_DECLS
