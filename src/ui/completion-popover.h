/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be meant by what is being typed, under the field: chosen by keys that the field passes on, or by the
 * pointer. It never takes the keyboard. */
#pragma once

#include "store/completion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_COMPLETION_POPOVER (sheaf_completion_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafCompletionPopover, sheaf_completion_popover, SHEAF, COMPLETION_POPOVER, GtkPopover)

/* Signal "chosen" (uint): a candidate, by its number. */

GtkWidget *sheaf_completion_popover_new (void);

/* COMPLETION (nullable; transfer full); closes where it has no candidates. */
void sheaf_completion_popover_show (SheafCompletionPopover *self, SheafCompletion *completion);
const SheafCompletion *sheaf_completion_popover_get (SheafCompletionPopover *self); /* (nullable): closed */

/* A key pressed in the field: TRUE: it was for this. Down and Up choose, Tab takes the chosen one or the first, Enter
 * the chosen one, Escape closes. */
gboolean sheaf_completion_popover_press (SheafCompletionPopover *self, guint key);

/* The one chosen, for the field's relation to it. (nullable) */
GtkWidget *sheaf_completion_popover_get_chosen (SheafCompletionPopover *self);

G_END_DECLS
