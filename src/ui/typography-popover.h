/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the page is set, to be tried on it: each control changes a setting at once, there is nothing to apply. Its buttons
 * act by the "reader" actions of what it stands in. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_TYPOGRAPHY_POPOVER (sheaf_typography_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafTypographyPopover, sheaf_typography_popover, SHEAF, TYPOGRAPHY_POPOVER, GtkPopover)

GtkWidget *sheaf_typography_popover_new (GSettings *settings);

G_END_DECLS
