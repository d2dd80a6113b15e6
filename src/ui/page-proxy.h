/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An empty widget that only tells a screen reader what lies there: a heading, a link, a cell. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_PROXY (sheaf_page_proxy_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageProxy, sheaf_page_proxy, SHEAF, PAGE_PROXY, GtkWidget)

GtkWidget *sheaf_page_proxy_new (GtkAccessibleRole role,
                                 const char       *label);

/* A heading's level; GTK 4.8 does not hand it on, so it is in the description too. */
void sheaf_page_proxy_set_level (GtkWidget *self,
                                 guint      level);

/* To be called while its parent is being allocated. */
void sheaf_page_proxy_place (GtkWidget *self,
                             int        x,
                             int        y,
                             int        width,
                             int        height);

G_END_DECLS
