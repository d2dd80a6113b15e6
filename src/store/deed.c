/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stable names of deeds. */

#include "store/deed.h"

static const char *const names[] = {
  [SHEAF_DEED_ADD] = "add",
  [SHEAF_DEED_ARCHIVE] = "archive",
  [SHEAF_DEED_UNARCHIVE] = "unarchive",
  [SHEAF_DEED_DELETE] = "delete",
  [SHEAF_DEED_RESTORE] = "restore",
  [SHEAF_DEED_STAR] = "star",
  [SHEAF_DEED_UNSTAR] = "unstar",
  [SHEAF_DEED_READ] = "read",
  [SHEAF_DEED_UNREAD] = "unread",
  [SHEAF_DEED_TAG] = "tag",
  [SHEAF_DEED_UNTAG] = "untag",
  [SHEAF_DEED_NOTE] = "note",
  [SHEAF_DEED_RENAME_TAG] = "rename-tag",
  [SHEAF_DEED_DELETE_TAG] = "delete-tag",
  [SHEAF_DEED_COLOR_TAG] = "color-tag",
  [SHEAF_DEED_SMART_LIST] = "smart-list",
  [SHEAF_DEED_ARRIVAL_RULE] = "arrival-rule",
  [SHEAF_DEED_DELETE_RULE] = "delete-rule",
  [SHEAF_DEED_APPLY_RULE] = "apply-rule",
  [SHEAF_DEED_MERGE] = "merge",
  [SHEAF_DEED_APART] = "apart",
  [SHEAF_DEED_MERGE_TAGS] = "merge-tags",
  [SHEAF_DEED_MOVE_SMART_LIST] = "move-smart-list",
  [SHEAF_DEED_DELETE_SMART_LIST] = "delete-smart-list",
  [SHEAF_DEED_FETCH] = "fetch",
  [SHEAF_DEED_MARK] = "mark",
  [SHEAF_DEED_CHANGE_MARK] = "change-mark",
  [SHEAF_DEED_REMOVE_MARK] = "remove-mark",
  [SHEAF_DEED_LEAVE_OUT] = "leave-out",
  [SHEAF_DEED_PUT_BACK] = "put-back",
  [SHEAF_DEED_FACTS] = "facts",
  [SHEAF_DEED_LEAVE_OUT_ALWAYS] = "leave-out-always",
  [SHEAF_N_DEEDS] = "none",
};

const char *
sheaf_deed_get_name (SheafDeed deed)
{
  g_return_val_if_fail ((guint)deed < G_N_ELEMENTS (names), "none");

  return names[deed];
}

SheafDeed
sheaf_deed_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < SHEAF_N_DEEDS; i++)
    if (g_str_equal (names[i], name))
      return i;

  return SHEAF_N_DEEDS;
}
