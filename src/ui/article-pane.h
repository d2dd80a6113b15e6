/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of articles with its header: one query, its search field, its selection. It asks the query
 * again when the library changes and keeps place, focus and selection over it. */
#pragma once

#include "library/library.h"
#include "store/article.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_PANE (sheaf_article_pane_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticlePane, sheaf_article_pane, SHEAF, ARTICLE_PANE, GtkWidget)

/* Properties: "article" (SheafArticle, read-only): the one selected, or NULL; "n-selected" (uint,
 * read-only); "searching" (boolean). Signals "opened": a row was clicked or activated;
 * "menu-opens": the context menu is about to be shown. */

void sheaf_article_pane_set_library (SheafArticlePane *self, SheafLibrary *library, GSettings *settings);

/* What to list, and what the header calls it. Ends a search. */
void sheaf_article_pane_show (SheafArticlePane *self, SheafQuery *query, const char *title);
SheafQuery *sheaf_article_pane_get_query (SheafArticlePane *self); /* (transfer none) (nullable) */

AdwHeaderBar *sheaf_article_pane_get_header (SheafArticlePane *self);
void sheaf_article_pane_set_back_visible (SheafArticlePane *self, gboolean visible);

/* Of gint64, in order; empty where nothing is selected. (transfer full) */
GArray *sheaf_article_pane_get_selected (SheafArticlePane *self);
SheafArticle *sheaf_article_pane_get_article (SheafArticlePane *self);
guint sheaf_article_pane_get_n_selected (SheafArticlePane *self);

/* All selected rows, loaded or not, have this property? Used to tell archive from unarchive. */
typedef gboolean (*SheafRowTest) (const SheafRow *row);
gboolean sheaf_article_pane_all_selected (SheafArticlePane *self, SheafRowTest test);

void sheaf_article_pane_start_search (SheafArticlePane *self);
void sheaf_article_pane_search (SheafArticlePane *self, const char *text); /* as if it were typed */
void sheaf_article_pane_stop_search (SheafArticlePane *self);
gboolean sheaf_article_pane_get_searching (SheafArticlePane *self);

/* What is searched for as it may stand in a text, words side by side; NULL: nothing is. (transfer full) */
char *sheaf_article_pane_dup_search_words (SheafArticlePane *self);

/* Ends a search, or leaves a reading queue; FALSE: there was neither. */
gboolean sheaf_article_pane_leave (SheafArticlePane *self);

/* Moves the selection by STEP rows (UNREAD_ONLY: to the next unread one); FOCUS: the keyboard too. */
void sheaf_article_pane_move (SheafArticlePane *self, int step, gboolean unread_only, gboolean focus);

/* What it would move to by 1, UNREAD_ONLY; its row may not be loaded. (transfer full) (nullable): there is none */
SheafArticle *sheaf_article_pane_dup_next_unread (SheafArticlePane *self);

/* Now, or as soon as the list has it. */
void sheaf_article_pane_select_id (SheafArticlePane *self, gint64 id, gboolean focus);

/* The same for what Undo brought back: it is listed even where its place would not have it any more. */
void sheaf_article_pane_show_undone (SheafArticlePane *self, gint64 id);
void sheaf_article_pane_toggle_mark (SheafArticlePane *self); /* x: the focused row, the others stay */
void sheaf_article_pane_select_all (SheafArticlePane *self);
void sheaf_article_pane_focus_list (SheafArticlePane *self);

/* Is FOCUS (nullable) in the rows? */
gboolean sheaf_article_pane_has_row_focus (SheafArticlePane *self, GtkWidget *focus);

G_END_DECLS
