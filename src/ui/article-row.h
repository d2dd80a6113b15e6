/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One article in the list. Its height is the same whatever it holds: three lines shared by title and
 * excerpt, one of facts. */
#pragma once

#include "store/article.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_ROW (sheaf_article_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleRow, sheaf_article_row, SHEAF, ARTICLE_ROW, GtkWidget)

SheafArticleRow *sheaf_article_row_new (SheafThumbnails *thumbnails);
void sheaf_article_row_set_article (SheafArticleRow *self, SheafArticle *article); /* (nullable) */
SheafArticle *sheaf_article_row_get_article (SheafArticleRow *self);

/* Words to set off in the title while a search is shown (nullable). */
void sheaf_article_row_set_words (SheafArticleRow *self, const char *words);

/* "yesterday", "3 days ago", "12 Oct 2021": relative under seven days, else by locale. TIME and NOW µs UTC.
 * (transfer full) */
char *sheaf_article_row_format_date (gint64 time, gint64 now);

G_END_DECLS
