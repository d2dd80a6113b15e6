/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the sidebar: a place, a heading, a smart list, or a tag. */
#pragma once

#include "store/query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SIDEBAR_PLACE,
  SHEAF_SIDEBAR_HEADING,
  SHEAF_SIDEBAR_LIST,
  SHEAF_SIDEBAR_TAG,
} SheafSidebarKind;

/* What a line says. */
typedef struct
{
  SheafSidebarKind kind;
  const char *title;
  const char *icon_name; /* of a place or a list (nullable) */
  SheafPlace  place;
  gint64      id;        /* of a tag or a list; 0: a tag that only stands above others */
  const char *path;      /* of a tag: its whole name (nullable) */
  const char *query;     /* of a list (nullable) */
  guint       count;     /* articles: unread ones, but of a list all */
  guint       color;     /* of a tag */
  guint       depth;     /* 0: under nothing */
  gboolean    open;      /* what stands under it is shown */
  gboolean    parent;    /* something stands under it */
} SheafSidebarFacts;

#define SHEAF_TYPE_SIDEBAR_ITEM (sheaf_sidebar_item_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebarItem, sheaf_sidebar_item, SHEAF, SIDEBAR_ITEM, GObject)

/* Signal "changed": it says something else. KEY: the line's own, for as long as it means the same. */
SheafSidebarItem *sheaf_sidebar_item_new (const char *key);
const char       *sheaf_sidebar_item_get_key (SheafSidebarItem *self);

/* What FACTS point to is copied. */
void                     sheaf_sidebar_item_set_facts (SheafSidebarItem        *self,
                                                       const SheafSidebarFacts *facts);
const SheafSidebarFacts *sheaf_sidebar_item_get_facts (SheafSidebarItem *self);

/* What it lists; NULL for a heading. (transfer full) */
SheafQuery *sheaf_sidebar_item_dup_query (SheafSidebarItem *self);

/* The same as a text, to be kept as a smart list; NULL for a heading and a place. (transfer full) */
char *sheaf_sidebar_item_dup_text (SheafSidebarItem *self);

G_END_DECLS
