/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The highlights that have no place in the text as it is now, under the article: each can be attached to what is
 * selected, copied and deleted. Nothing is to be seen where there are none. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_LOST_MARKS (sheaf_lost_marks_get_type ())
G_DECLARE_FINAL_TYPE (SheafLostMarks, sheaf_lost_marks, SHEAF, LOST_MARKS, GtkWidget)

/* Its buttons activate "mark.attach", "mark.copy-one" and "mark.delete", all of a highlight's id (int64). */
GtkWidget *sheaf_lost_marks_new (void);

/* MARKS (of SheafMark): all of the article; those with a place are passed over. ATTACHING: the one whose new place is
 * waited for; 0: none. */
void sheaf_lost_marks_set (SheafLostMarks *self,
                           GPtrArray      *marks,
                           gint64          attaching);
void sheaf_lost_marks_set_narrow (SheafLostMarks *self,
                                  gboolean        narrow);

G_END_DECLS
