/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid view's struct, for the files that make it up: its cells and how they are set (grid-view.c), their looks
 * (grid-view-style.c), drawing (grid-view-draw.c), places (grid-view-place.c), pointer and keys (grid-view-pointer.c). */
#pragma once

#include "ui/grid-view.h"

G_BEGIN_DECLS

#define SHEAF_TABLE_PAD 8
#define SHEAF_CODE_PAD 12
#define SHEAF_CODE_LABEL_TOP 7

typedef struct
{
  guint        start, end; /* document offsets */
  guint        row, column;
  gboolean     header;
  int          x, y, width, height;
  PangoLayout *layout;
  GtkWidget   *proxy; /* (nullable) */
  gboolean     hit;   /* has marks of what was found */
} SheafGridCell;

struct _SheafGridView
{
  GtkWidget parent_instance;

  const SheafPageBuffer *page;
  const SheafInset      *anchor;
  gboolean               table;
  GArray                *cells; /* SheafGridCell */
  SheafTypography        type;
  gboolean               figures[SHEAF_TABLE_MAX_COLUMNS];
  PangoLayout           *label;   /* (nullable): the code's language */
  const char            *syntax;  /* (nullable): what is still to be found in it */
  GArray                *classes; /* (nullable): SheafCodeRange, of the code */
  int                    measure, width, height, scroll; /* SCROLL: from where it begins */
  GHashTable            *saved;  /* (nullable): addresses of saved articles */
  SheafTextRange         spoken, active; /* empty: nothing of it is */
  const GArray          *marks;  /* (nullable) */
  const GArray          *hits;   /* (nullable) */
  guint                  first_hit;
  int                    current_hit;
};

/* How far its left edge is out of sight. grid-view-place.c */
int sheaf_grid_view_get_shift (SheafGridView *self);

/* By pixels, to the right. FALSE: there is no more. */
gboolean sheaf_grid_view_scroll_by (SheafGridView *self,
                                    double         by);

/* The document offset under a point: in the nearest cell of the row there. INSIDE (nullable): on its text. */
guint sheaf_grid_view_offset_at (SheafGridView *self,
                                 double         x,
                                 double         y,
                                 gboolean      *inside);

/* Where the letter at a place of the document stands in its cell, in Pango units. */
void sheaf_grid_view_get_letter (const SheafGridCell *cell,
                                 guint                offset,
                                 PangoRectangle      *at);

void sheaf_grid_view_style_cell (SheafGridView *self, /* grid-view-style.c */
                                 SheafGridCell *cell);

/* Once it is drawn: the page has been seen by then. */
void sheaf_grid_view_find_classes (SheafGridView *self);

void sheaf_grid_view_init_pointer (SheafGridView *self); /* grid-view-pointer.c */

void sheaf_grid_view_snapshot (GtkWidget   *widget, /* grid-view-draw.c */
                               GtkSnapshot *snapshot);

G_END_DECLS
