/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a merge keeps of the articles that went, and what parts them again by it. Private to store/. */
#pragma once

#include "store/edit-private.h"
#include "store/row-image.h"

G_BEGIN_DECLS

/* One column of the article that is left: its name, what it was, what it became. */
#define SHEAF_UNMERGE_CHANGE "(smvmv)"

/* An article that went: its id, the version that its text became (0: none), versions and notes that were moved,
 * keys of addresses that were made and of those that were moved, pictures that the other got, its rows in the order
 * in which they are put back, its tags. */
#define SHEAF_UNMERGE_PART "(xxaxaxaayaayasa(s" SHEAF_IMAGE_TYPE ")as)"

/* The article that is left, its changes, the parts. */
#define SHEAF_UNMERGE_GROUP "(xa" SHEAF_UNMERGE_CHANGE "a" SHEAF_UNMERGE_PART ")"

/* GROUPS: an array of these (a reference is taken). */
SheafEdit *sheaf_edit_new_unmerge (GVariant *groups);

/* The columns of an article that merging changes. */
extern const char sheaf_merged_columns[]; /* SELECT … FROM article WHERE id = ?1 */

G_END_DECLS
