/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list pane's struct, for the files that make it up: article-pane.c (what is asked, and the life of it),
 * article-pane-refill.c (how an answer is put into the list), article-pane-rows.c (its rows: click, menu, moving from
 * one to the next), article-pane-search.c (searching), article-pane-sort.c (the order), article-pane-queue.c (what can
 * be read in a number of minutes). */
#pragma once

#include "store/article-list.h"
#include "ui/article-pane.h"
#include "ui/article-row.h"
#include "ui/article-selection.h"
#include "ui/search-bar.h"
#include "ui/snippets.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define SHEAF_NO_ID G_GINT64_CONSTANT (0)

struct _SheafArticlePane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkWidget *title_stack;
  AdwWindowTitle *title;
  SheafSearchBar *search;
  GtkWidget *back;
  GtkWidget *search_button;
  GtkWidget *sort_button;
  GtkWidget *menu;
  GtkWidget *below; /* the header: what a search found, or what a reading queue takes */
  GtkWidget *status;
  GtkWidget *unknown;
  GtkWidget *save;
  GtkWidget *help_button;
  GtkWidget *leave;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *view;
  AdwStatusPage *empty;
  GMenuModel *menu_row;
  GtkWidget *row_menu; /* the context menu that is or was open */

  GSettings *settings;
  SheafStore   *store; /* as long as the widget: a closed one answers that it is */
  SheafThumbnails *thumbnails;
  SheafConditions *conditions;
  SheafArticleList *list;
  SheafArticleSelection *selection;
  SheafQuery *query; /* of the place */
  SheafArticle *article;     /* the only one selected */
  GCancellable *cancellable; /* of the question under way */
  guint idle;                /* ask again */
  gboolean searching;
  gboolean filled; /* the first answer has come */
  gboolean fresh;  /* the next answer is to another question: begin at its top */
  guint cursor;    /* where the selection is or was */
  gint64 cursor_id;
  gint64 wanted_id; /* to be selected once it is listed */
  gint64 undone_id; /* brought back by Undo: stays in sight until another is opened */
  gboolean remembered; /* the place in the list, to come back to */
  gint64 before_id; /* what was selected when the search began */
  double before_scroll;
  guint restore_tick;
  guint restore_ticks;
  double restore_scroll;
  gint64 moved_until; /* frame: the list scrolls to what a person has just selected */
  gboolean refilling;

  /* Searching */
  SheafQuery *searched; /* what is or was asked last (nullable) */
  SheafOrder search_order;
  SheafSnippets *snippets;
  GStrv words;      /* of the answer that is shown (nullable) */
  gboolean staged;  /* the first stage of this search was shown */
  guint late;       /* says that it is being searched */

  /* Sorting */
  GMenu *sort_menu;
  GMenu *direction_menu;
  GSimpleActionGroup *actions;
  guint seed; /* of the random order; 0: that of this run */

  /* Reading queue */
  GArray *queue; /* gint64 (nullable): it is shown */
  char *place_title;
  GtkWidget *minutes; /* the popover (nullable) */
};

/* --- article-pane.c --- */

/* What is to be listed, asked again; of another question than before, its top is shown. */
void sheaf_article_pane_ask (SheafArticlePane *self);
void sheaf_article_pane_ask_fresh (SheafArticlePane *self);
void sheaf_article_pane_show_error (SheafArticlePane *self, const GError *error);
void sheaf_article_pane_selection_changed (SheafArticlePane *self);

/* What a person asks for by place, search and order, whatever answers it. (transfer full) */
SheafQuery *sheaf_article_pane_dup_asked (SheafArticlePane *self);

/* --- article-pane-refill.c --- */

/* Puts an answer into the list: what was selected, had the focus and was in sight stays so. IDS may be changed. */
void sheaf_article_pane_refill (SheafArticlePane *self, GArray *ids, GPtrArray *rows);
GtkAdjustment *sheaf_article_pane_get_scroll (SheafArticlePane *self);

/* Something was selected: what an answer just before or just after it keeps in its place is that. */
void sheaf_article_pane_note_move (SheafArticlePane *self);

/* Where the list is, to come back to once a search or a queue is left. */
void sheaf_article_pane_remember (SheafArticlePane *self);
void sheaf_article_pane_show_emptiness (SheafArticlePane *self);

/* --- article-pane-search.c --- */
void sheaf_article_pane_class_init_search (GtkWidgetClass *widget_class);
void sheaf_article_pane_init_search (SheafArticlePane *self); /* once the library is there */
void sheaf_article_pane_dispose_search (SheafArticlePane *self);
void sheaf_article_pane_set_searching (SheafArticlePane *self, gboolean searching);
void sheaf_article_pane_ask_search (SheafArticlePane *self, SheafQuery *query);

/* Something is typed? */
gboolean sheaf_article_pane_has_search (SheafArticlePane *self);

/* --- article-pane-sort.c --- */
extern const GActionEntry sheaf_article_pane_sort_actions[];
extern const guint sheaf_article_pane_n_sort_actions;
void sheaf_article_pane_init_sort (SheafArticlePane *self);
void sheaf_article_pane_show_order (SheafArticlePane *self); /* in the menu */

/* The order of QUERY's place as it was left. */
SheafOrder sheaf_article_pane_get_kept_order (SheafArticlePane *self, SheafQuery *query);

/* --- article-pane-queue.c --- */
void sheaf_article_pane_open_minutes (SheafArticlePane *self);
void sheaf_article_pane_ask_queue (SheafArticlePane *self);
void sheaf_article_pane_drop_queue (SheafArticlePane *self); /* without asking anew */

/* --- article-pane-rows.c --- */
void sheaf_article_pane_class_init_rows (GtkWidgetClass *widget_class);
void sheaf_article_pane_init_rows (SheafArticlePane *self); /* once the list is there */
void sheaf_article_pane_dispose_rows (SheafArticlePane *self);
void sheaf_article_pane_go_to (SheafArticlePane *self, guint position, gboolean focus);
void sheaf_article_pane_show_row (SheafArticlePane *self, guint position); /* by the least scrolling */
void sheaf_article_pane_focus_row (SheafArticlePane *self, guint position); /* without selecting it */

/* Sets off what is searched for, and shows what stands around it. */
void sheaf_article_pane_show_hits (SheafArticlePane *self);

G_END_DECLS
