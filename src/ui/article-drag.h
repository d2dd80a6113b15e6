/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles that are dragged out of a list: a boxed GArray of their ids. */
#pragma once

#include "ui/article-pane.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_DRAGGED_ARTICLES (sheaf_dragged_articles_get_type ())
GType sheaf_dragged_articles_get_type (void);

/* From ROW, a SheafArticleRow of PANE, its article can be dragged, or all that are selected with it. */
void sheaf_article_drag_init (GtkWidget        *row,
                              SheafArticlePane *pane);

G_END_DECLS
