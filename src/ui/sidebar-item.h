/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the sidebar: a place, the heading over the tags, or a tag. */
#pragma once

#include "store/query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SIDEBAR_PLACE,
  SHEAF_SIDEBAR_HEADING,
  SHEAF_SIDEBAR_TAG,
} SheafSidebarKind;

#define SHEAF_TYPE_SIDEBAR_ITEM (sheaf_sidebar_item_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebarItem, sheaf_sidebar_item, SHEAF, SIDEBAR_ITEM, GObject)

/* Properties: "title" (string), "count" (uint): unread articles there; both notify. */
SheafSidebarItem *sheaf_sidebar_item_new_place (SheafPlace place, const char *title, const char *icon_name);
SheafSidebarItem *sheaf_sidebar_item_new_heading (const char *title);
SheafSidebarItem *sheaf_sidebar_item_new_tag (gint64 tag_id, const char *name);

SheafSidebarKind sheaf_sidebar_item_get_kind (SheafSidebarItem *self);
SheafPlace sheaf_sidebar_item_get_place (SheafSidebarItem *self);
gint64 sheaf_sidebar_item_get_tag (SheafSidebarItem *self);
const char *sheaf_sidebar_item_get_title (SheafSidebarItem *self);
guint sheaf_sidebar_item_get_count (SheafSidebarItem *self);
void sheaf_sidebar_item_set_count (SheafSidebarItem *self, guint count);
void sheaf_sidebar_item_set_title (SheafSidebarItem *self, const char *title);

/* A place's icon, a tag's dot; NULL for a heading. (transfer none) */
const char *sheaf_sidebar_item_get_icon_name (SheafSidebarItem *self);
GdkPaintable *sheaf_sidebar_item_get_dot (SheafSidebarItem *self);

G_END_DECLS
