/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One article in the list. Its height is the same whatever it holds: three lines shared by title and
 * excerpt, one of facts. */
#pragma once

#include "store/article.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_ROW (sheaf_article_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleRow, sheaf_article_row, SHEAF, ARTICLE_ROW, GtkWidget)

SheafArticleRow *sheaf_article_row_new (SheafThumbnails *thumbnails,
                                        SheafConditions *conditions);
void sheaf_article_row_set_article (SheafArticleRow *self, SheafArticle *article); /* (nullable) */
SheafArticle *sheaf_article_row_get_article (SheafArticleRow *self);

/* While a search is shown: its words, set off in the title, and what stands around them in the text, shown in place of
 * the text's beginning. Each nullable. See hit-marks.h. */
void sheaf_article_row_set_hit (SheafArticleRow *self, const char *const *words, const char *snippet);

/* "yesterday", "3 days ago", "12 Oct 2021": relative under seven days, else by locale. TIME and NOW µs UTC.
 * (transfer full) */
char *sheaf_article_row_format_date (gint64 time, gint64 now);

G_END_DECLS
