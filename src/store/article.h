/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One library row for the window: a GObject around its facts. Born empty with its id; the facts come
 * later, on the main thread, and notify. Never made twice for one id in a list.
 * Properties (all readable, notifying): id title site author excerpt unread starred archived trashed
 * fetch progress word-count tags loaded; "row" (SheafRow, boxed) changes with any of them. */
#pragma once

#include "store/row.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE (sheaf_article_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticle, sheaf_article, SHEAF, ARTICLE, GObject)

SheafArticle *sheaf_article_new (gint64 id);
gint64        sheaf_article_get_id (SheafArticle *self);
SheafRow     *sheaf_article_get_row (SheafArticle *self); /* (transfer none) (nullable): not loaded */
void          sheaf_article_fill (SheafArticle *self,
                                  SheafRow     *row); /* notifies only what differs */

G_END_DECLS
