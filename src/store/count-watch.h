/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a transaction changes in the counts of the sidebar, seen by triggers of the writer's own connection (none of
 * them is in the file): no kind of edit has to think of it. Private to store/, writer thread. */
#pragma once

#include "store/counts.h"
#include "store/db.h"

G_BEGIN_DECLS

/* Looks on from now on, for as long as DB, a writer, is open. Before anything is prepared that must not need memory
 * later: it changes the schema of the connection. */
gboolean sheaf_count_watch_start (SheafDb *db,
                            GError **error);

/* A transaction begins: forgets what it saw. */
void sheaf_count_watch_begin (SheafDb *db);

/* Before the commit: *DIFFERENCE (transfer full) is what changed; NULL: all has to be counted anew. */
gboolean sheaf_count_watch_end (SheafDb             *db,
                          SheafSidebarCounts **difference,
                          GError             **error);

G_END_DECLS
