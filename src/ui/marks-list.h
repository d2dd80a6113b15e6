/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The highlights of an article as cards, in the order of the text; those that are not in it any more at the end. */
#pragma once

#include "store/mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_MARKS_LIST (sheaf_marks_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafMarksList, sheaf_marks_list, SHEAF, MARKS_LIST, GtkWidget)

/* Signals: "opened" (int64 id): a card was clicked, or Enter; "remove" (int64 id): Delete. */

/* MARKS (of SheafMark) is kept. */
void sheaf_marks_list_set (SheafMarksList *self,
                           GPtrArray      *marks);

/* Selects the card of ID and brings it into sight. */
void sheaf_marks_list_select (SheafMarksList *self,
                              gint64          id);

G_END_DECLS
