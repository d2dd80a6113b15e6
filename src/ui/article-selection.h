/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A GtkSelectionModel around the lazy list: a bitset of positions, so that "select all" never asks for an
 * item. It follows the list's items_changed, keeping what is selected. */
#pragma once

#include "store/article-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_SELECTION (sheaf_article_selection_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleSelection, sheaf_article_selection, SHEAF, ARTICLE_SELECTION, GObject)

SheafArticleSelection *sheaf_article_selection_new (SheafArticleList *list);

/* The ids of what is selected, in order. (transfer full): of gint64 */
GArray *sheaf_article_selection_get_ids (SheafArticleSelection *self);
guint sheaf_article_selection_count (SheafArticleSelection *self);

/* The lowest selected position, or GTK_INVALID_LIST_POSITION. */
guint sheaf_article_selection_get_first (SheafArticleSelection *self);

G_END_DECLS
