/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader is told although the keyboard's focus does not move there. What is said in a toast is not told
 * here: those speak for themselves. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WORDS (nullable: nothing) about WIDGET. GTK before 4.14 has no way to say them. */
void sheaf_announce (GtkWidget  *widget,
                     const char *words);

G_END_DECLS
