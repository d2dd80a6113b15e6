/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lazy GListModel of SheafArticle over a sorted array of ids. One list for life, refilled by each
 * query; facts are loaded by pages of 64 as rows are asked for; it follows the store's "changed" for
 * rows it has handed out (facts only: which ids stand in it is the caller's question). */
#pragma once

#include "store/article.h"
#include "store/store.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_LIST (sheaf_article_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleList, sheaf_article_list, SHEAF, ARTICLE_LIST, GObject)

SheafArticleList *sheaf_article_list_new (SheafStore *store);

/* New content. IDS: of gint64, taken as it is, unchanged afterwards. ROWS (nullable): SheafRows known
 * already (the first page). Where the old and the new ids are mostly the same in order, up to 32 runs
 * of change are announced exactly, more as one; articles of ids that stay are kept. */
void sheaf_article_list_refill (SheafArticleList *self,
                                GArray           *ids,
                                GPtrArray        *rows);

gint64   sheaf_article_list_get_id (SheafArticleList *self,
                                    guint             position); /* 0 past the end */
gboolean sheaf_article_list_find (SheafArticleList *self,
                                  gint64            id,
                                  guint            *position);

/* An article already born in this list, or NULL; never makes one. (transfer none) */
SheafArticle *sheaf_article_list_peek (SheafArticleList *self,
                                       gint64            id);

G_END_DECLS
