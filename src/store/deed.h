/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person did to the library and can take back: a word for it, kept beside the edit that undoes it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored by their names (deed.c). */
typedef enum
{
  SHEAF_DEED_ADD,
  SHEAF_DEED_ARCHIVE,
  SHEAF_DEED_UNARCHIVE,
  SHEAF_DEED_DELETE,
  SHEAF_DEED_RESTORE,
  SHEAF_DEED_STAR,
  SHEAF_DEED_UNSTAR,
  SHEAF_DEED_READ,
  SHEAF_DEED_UNREAD,
  SHEAF_DEED_TAG,
  SHEAF_DEED_UNTAG,
  SHEAF_DEED_NOTE,
  SHEAF_DEED_RENAME_TAG,
  SHEAF_DEED_DELETE_TAG,
  SHEAF_DEED_COLOR_TAG,
  SHEAF_DEED_SMART_LIST,
  SHEAF_DEED_ARRIVAL_RULE,
  SHEAF_DEED_DELETE_RULE,
  SHEAF_DEED_APPLY_RULE,
  SHEAF_DEED_MERGE,
  SHEAF_DEED_APART,
  SHEAF_DEED_MERGE_TAGS,
  SHEAF_DEED_MOVE_SMART_LIST,
  SHEAF_DEED_DELETE_SMART_LIST,
  SHEAF_DEED_FETCH,
  SHEAF_DEED_MARK,
  SHEAF_DEED_CHANGE_MARK,
  SHEAF_DEED_REMOVE_MARK,
  SHEAF_DEED_LEAVE_OUT,
  SHEAF_DEED_PUT_BACK,
  SHEAF_DEED_FACTS,
  SHEAF_DEED_LEAVE_OUT_ALWAYS,
  SHEAF_N_DEEDS, /* none, or one that this Sheaf does not know */
} SheafDeed;

const char *sheaf_deed_get_name (SheafDeed deed);
SheafDeed   sheaf_deed_from_name (const char *name); /* (nullable) */

/* What was done, undone or done again. */
typedef struct
{
  SheafDeed deed;       /* SHEAF_N_DEEDS: nothing */
  guint     n;          /* articles, tags or highlights, with those of deeds that joined into one */
  gint64    article_id; /* the first of them; 0: none */
} SheafDone;

/* Is a deed one with the last one, where both are the same and no minute lies between? */
typedef enum
{
  SHEAF_JOIN_NEVER,
  SHEAF_JOIN_ALWAYS,
  SHEAF_JOIN_SAME_ARTICLE, /* the inverse of the last one does for both: it says how all of it was */
} SheafJoin;

G_END_DECLS
