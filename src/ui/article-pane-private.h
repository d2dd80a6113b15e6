/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list pane's struct, for the files that make it up: article-pane.c (what is asked, and how the answer is put
 * into the list), article-pane-rows.c (its rows: click, menu, moving from one to the next). */
#pragma once

#include "store/article-list.h"
#include "ui/article-pane.h"
#include "ui/article-row.h"
#include "ui/article-selection.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define SHEAF_NO_ID G_GINT64_CONSTANT (0)

struct _SheafArticlePane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkWidget *title_stack;
  AdwWindowTitle *title;
  GtkWidget *search;
  GtkWidget *back;
  GtkWidget *search_button;
  GtkWidget *menu;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *view;
  AdwStatusPage *empty;
  GMenuModel *menu_row;
  GtkWidget *row_menu; /* the context menu that is or was open */

  SheafLibrary *library;
  SheafThumbnails *thumbnails;
  SheafArticleList *list;
  SheafArticleSelection *selection;
  SheafQuery *query;
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
  gint64 before_id; /* what was selected when the search began */
  double before_scroll;
  guint restore_ticks;
};

/* --- article-pane-rows.c --- */
void sheaf_article_pane_class_init_rows (GtkWidgetClass *widget_class);
void sheaf_article_pane_init_rows (SheafArticlePane *self); /* once the list is there */
void sheaf_article_pane_dispose_rows (SheafArticlePane *self);
void sheaf_article_pane_go_to (SheafArticlePane *self, guint position, gboolean focus);

/* Sets off what is searched for. */
void sheaf_article_pane_show_words (SheafArticlePane *self);

G_END_DECLS
