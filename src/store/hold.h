/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who has the library open. Every store shares the hold of library.open as long as it is open; whoever
 * puts another database in the place of library.db (restore, repair) has it alone. Private to store/. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafHold SheafHold;

/* Shared, once no replacement of the database is under way; one that was killed is finished first. STORE where
 * another process keeps it alone for more than a few seconds. */
SheafHold *sheaf_hold_share (const char *folder,
                             GError    **error);

/* Shared by one who reads and writes nothing, not even this. STORE where another process keeps it alone or a replacement is
 * to be finished; NOT_FOUND where nobody ever had the library open. */
SheafHold *sheaf_hold_read (const char *folder,
                            GError    **error);

/* Alone. Blocks, for some seconds, until who only reads has left. IN_USE where somebody still has the library open. */
SheafHold *sheaf_hold_alone (const char *folder,
                             GError    **error);
void       sheaf_hold_free (SheafHold *self);

/* Puts FILE, a complete and closed database in FOLDER, in the place of FOLDER's; what was there, with its WAL,
 * goes to set-aside/TIME. A kill at any moment leaves the one or the other, or what the next hold finishes.
 * Where what is there cannot be moved, FILE has its name again. Held alone. NOW: µs UTC. The folder of what was
 * set aside. NULL with STORE. (transfer full) */
char      *sheaf_hold_replace (const char *folder,
                               const char *file,
                               gint64      now,
                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafHold, sheaf_hold_free)

G_END_DECLS
