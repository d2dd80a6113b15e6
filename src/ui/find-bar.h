/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar under the reader's header with which a text is looked for in the article: a field, how many hits there are,
 * and the way from one to the next. It drives the page view. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_FIND_BAR (sheaf_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafFindBar, sheaf_find_bar, SHEAF, FIND_BAR, GtkWidget)

void sheaf_find_bar_set_view (SheafFindBar  *self,
                              SheafPageView *view); /* once; not owned */

/* Opens it with what is selected in the page or was looked for before, to be typed over. */
void sheaf_find_bar_open (SheafFindBar *self);

/* Opens it for TEXT or, where that does not occur, each of its words; the focus stays where it is. */
void sheaf_find_bar_open_with (SheafFindBar *self,
                               const char   *text);

/* 1 or -1: the next hit, the one before. Opens it where it is closed. */
void sheaf_find_bar_step (SheafFindBar *self,
                          int           step);

/* A focus in it goes to the page. FALSE: it was closed already. */
gboolean sheaf_find_bar_close (SheafFindBar *self);

G_END_DECLS
