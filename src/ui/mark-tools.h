/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with a selection or a highlight of the page, in a small popover beside it. It takes no focus: keys
 * do the same. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Its buttons activate "mark.color" (u), "mark.note", "mark.copy", "mark.attach" (of 0) and, where there is a highlight, "mark.remove". */
GtkWidget *sheaf_mark_tools_new (void);

/* COLOR: the highlight's, or -1: there is a selection only. HAS_NOTE: it has one. */
void sheaf_mark_tools_set (GtkWidget *tools,
                           int        color,
                           gboolean   has_note);

/* MARK lost its place and may get this one; 0: none does. */
void sheaf_mark_tools_set_attaching (GtkWidget *tools,
                                     gint64     mark);

G_END_DECLS
