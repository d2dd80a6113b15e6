/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands between the headline and the text: the tags, and above them the fields of the headline while it is edited. */
#pragma once

#include "ui/details-form.h"
#include "ui/tag-chips.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_HEAD (sheaf_page_head_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageHead, sheaf_page_head, SHEAF, PAGE_HEAD, GtkWidget)

/* Property "measure" (int, pixels): the width it takes. Signal "edited": the fields came or are gone. */
GtkWidget *sheaf_page_head_new (void);

SheafTagChips *sheaf_page_head_get_chips (SheafPageHead *self); /* (transfer none) */

/* Shows the fields of LOADED, which is not kept; there may be others already, whose changes are saved. */
void sheaf_page_head_edit (SheafPageHead     *self,
                           const SheafLoaded *loaded,
                           SheafUndoStack    *undo);

/* Takes the fields away; what was changed in them is saved. */
void     sheaf_page_head_finish (SheafPageHead *self);
gboolean sheaf_page_head_is_edited (SheafPageHead *self);

G_END_DECLS
