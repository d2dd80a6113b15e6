/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page view's struct, for the files that make it up: layout and drawing (page-view.c), links and keys
 * (page-view-links.c). */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *widget;
  guint      offset; /* document; G_MAXUINT: the headline */
} SheafProxyPlace;

struct _SheafPageView
{
  GtkTextView parent_instance;

  SheafPageBuffer *page; /* (nullable) */
  SheafTypography  type;
  GtkTextBuffer   *blank; /* what is shown where there is no page */
  GtkCssProvider  *css;
  char            *loaded_css;
  GPtrArray       *children; /* pictures and grids, in order */
  GtkWidget       *chips;    /* (nullable): the caller's */
  GArray          *proxies;  /* SheafProxyPlace */
  guint            proxies_idle, scrolled_idle;
  int              width, measure;
  int              place;        /* buffer offset of the first character in sight */
  int              place_pixels; /* and how far it is scrolled out */
  gboolean         stale;        /* the layout is to be made anew */
  gboolean         pinned;       /* restored, and not touched since */
  int              active;       /* span index of the link under the pointer or the keyboard, or -1 */
};

void sheaf_page_view_init_links (SheafPageView *self);
void sheaf_page_view_forget_link (SheafPageView *self);
void sheaf_page_view_open_span (SheafPageView *self,
                                guint          span);

G_END_DECLS
