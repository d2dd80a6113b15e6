/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover under "+": addresses, one a line, and tags. The clipboard's address stands there already. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_ADD_POPOVER (sheaf_add_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafAddPopover, sheaf_add_popover, SHEAF, ADD_POPOVER, GtkPopover)

/* Signal "save" (GStrv addresses, GStrv tags). */

GtkWidget *sheaf_add_popover_new (void);
void       sheaf_add_popover_set_known_tags (SheafAddPopover   *self,
                                             const char *const *names);

G_END_DECLS
