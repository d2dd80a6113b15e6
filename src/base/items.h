/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words and facts said one after another, parted as the program's language parts them: ", ", "、", "، ". */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands between two of them. */
const char *sheaf_items_comma (void);

/* ITEM at the end of LIST, parted from what is there. */
void sheaf_items_append (GString    *list,
                         const char *item);

/* Both of them. OTHER (nullable): ONE alone. (transfer full) */
char *sheaf_items_join (const char *one,
                        const char *other);

G_END_DECLS
