/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text field for tag names, with completion in a popover below it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_ENTRY (sheaf_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagEntry, sheaf_tag_entry, SHEAF, TAG_ENTRY, GtkWidget)

/* Signals: "add" (string): Enter, a comma, or a choice; "rub-out": Backspace in the empty field; "done": Escape, or
 * Enter in the empty field. */

GtkWidget *sheaf_tag_entry_new (void);
void       sheaf_tag_entry_set_known (SheafTagEntry     *self,
                                      const char *const *names);

/* What stands in the field, and emptying it. */
const char *sheaf_tag_entry_get_text (SheafTagEntry *self);
void        sheaf_tag_entry_clear (SheafTagEntry *self);

G_END_DECLS
