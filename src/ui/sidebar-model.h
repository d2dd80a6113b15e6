/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of the sidebar in order: places, smart lists, the tree of tags with what is folded left out. A GListModel
 * of SheafSidebarItem; a line that means the same stays the same object. */
#pragma once

#include "store/store.h"
#include "ui/sidebar-item.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SIDEBAR_MODEL (sheaf_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebarModel, sheaf_sidebar_model, SHEAF, SIDEBAR_MODEL, GObject)

SheafSidebarModel *sheaf_sidebar_model_new (void);

/* One of tags alone, each with its whole name and how many articles have it. */
SheafSidebarModel *sheaf_sidebar_model_new_flat (void);

/* COUNTS (nullable) are the caller's and looked at by the call alone; LISTS of SheafSmartList. (nullable). */
void sheaf_sidebar_model_update (SheafSidebarModel        *self,
                                 const SheafSidebarCounts *counts,
                                 const GPtrArray          *lists);

/* Of the smart list ID; kept until it is set again. Update it afterwards. */
void sheaf_sidebar_model_set_list_count (SheafSidebarModel *self,
                                         gint64             id,
                                         guint              count);

/* Which tags are folded, by their folded names. Update it afterwards. */
void  sheaf_sidebar_model_set_folded (SheafSidebarModel *self,
                                      const char *const *keys);
GStrv sheaf_sidebar_model_dup_folded (SheafSidebarModel *self);
void  sheaf_sidebar_model_fold (SheafSidebarModel *self,
                                SheafSidebarItem  *item,
                                gboolean           folded);

/* GTK_INVALID_LIST_POSITION: it is not shown. */
guint sheaf_sidebar_model_find (SheafSidebarModel *self,
                                const char        *key);

/* The line above ITEM that it stands under. (transfer none) (nullable) */
SheafSidebarItem *sheaf_sidebar_model_find_parent (SheafSidebarModel *self,
                                                   SheafSidebarItem  *item);

G_END_DECLS
