/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tags of one article as chips that wrap, with an entry at their end that completes from all tags. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_CHIPS (sheaf_tag_chips_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagChips, sheaf_tag_chips, SHEAF, TAG_CHIPS, GtkWidget)

/* Property "measure" (int): the width it takes. Signals "add" (string), "remove" (string): a tag's name. */

GtkWidget *sheaf_tag_chips_new (void);
void       sheaf_tag_chips_set_tags (SheafTagChips     *self,
                                     const char *const *tags);
void       sheaf_tag_chips_set_known (SheafTagChips     *self,
                                      const char *const *names); /* to complete from */
void       sheaf_tag_chips_edit (SheafTagChips *self);           /* focuses the entry */

G_END_DECLS
