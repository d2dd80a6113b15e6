/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sidebar's struct, for the files that make it up: sidebar.c (lines and counts), sidebar-lists.c (smart lists and
 * how many articles each means), sidebar-actions.c (what can be done with a line), sidebar-drag.c (what is dropped). */
#pragma once

#include "ui/sidebar-model.h"
#include "ui/sidebar-row.h"
#include "ui/sidebar.h"

G_BEGIN_DECLS

struct _SheafSidebar
{
  GtkWidget parent_instance;

  AdwHeaderBar  *header;
  GtkMenuButton *add;
  GtkWidget     *view;
  GMenuModel    *menu_tag;
  GMenuModel    *menu_list;

  SheafStore         *store; /* as long as the widget: a closed one answers that it is */
  GSettings          *settings;
  SheafUndoStack     *undo;
  SheafSidebarModel  *model;
  GtkSingleSelection *selection;
  GCancellable       *cancellable;
  SheafSidebarCounts *counts; /* (nullable): not known yet */
  GStrv               tags;   /* (nullable): to be made from COUNTS */
  guint               all;
  guint               recount;  /* timeout */
  gint64              asked_at; /* when COUNTS was asked for; µs */
  gint64              took;     /* how long that took; µs */
  guint               refresh;  /* idle */
  char               *selected; /* key of the line */
  SheafQuery         *query;    /* what it meant when that was told last */
  gboolean            updating;

  GPtrArray *lists;       /* of SheafSmartList */
  guint      count_lists; /* timeout */
  guint      counting;    /* position of the list that is being counted, from 1 */
  gint64     count_began;
  gboolean   count_again;
  gboolean   expects_list;

  SheafSidebarItem *target;  /* (nullable): whom the menu that is or was open is about */
  SheafSidebarItem *dragged; /* (nullable) */
  GtkWidget        *menu;    /* (nullable) */
};

/* sidebar.c: shows what is known, a moment later. */
void sheaf_sidebar_queue_refresh (SheafSidebar *self);
void sheaf_sidebar_select (SheafSidebar     *self,
                           SheafSidebarItem *item);
void sheaf_sidebar_fold (SheafSidebar     *self,
                         SheafSidebarItem *item,
                         gboolean          folded);
SheafSidebarRow *sheaf_sidebar_find_row (SheafSidebar     *self,
                                         SheafSidebarItem *item); /* (transfer none) (nullable) */

/* sidebar-lists.c */
void sheaf_sidebar_load_lists (SheafSidebar *self);
void sheaf_sidebar_queue_list_counts (SheafSidebar *self);

/* sidebar-actions.c */
void sheaf_sidebar_class_init_actions (GtkWidgetClass *widget_class);
void sheaf_sidebar_init_actions (SheafSidebar *self);
void sheaf_sidebar_open_menu (SheafSidebar    *self,
                              SheafSidebarRow *row,
                              double           x,
                              double           y);
void sheaf_sidebar_move_list (SheafSidebar *self,
                              gint64        id,
                              guint         place);
guint sheaf_sidebar_find_list (SheafSidebar *self,
                               gint64        id); /* its place; G_MAXUINT: it is not there */

/* sidebar-drag.c */
void sheaf_sidebar_init_drag (SheafSidebar    *self,
                              SheafSidebarRow *row);

G_END_DECLS
