/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups of the library, on a thread of their own: when asked for, and by themselves, once a day, for as long as
 * the library is open and fetches. Main thread. */
#pragma once

#include "library/library.h"
#include "store/backup.h"

G_BEGIN_DECLS

/* Makes one. TARGET (nullable): the folder it goes to; NULL: among the library's own. Two asked for at once
 * are made one after the other. */
void         sheaf_library_backup_async (SheafLibrary       *self,
                                         const char         *target,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
SheafBackup *sheaf_library_backup_finish (SheafLibrary *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* How far the one under way is, in thousandths; -1: none is. */
int sheaf_library_get_backup_progress (SheafLibrary *self);

/* Why the last one that was to lie among the library's own could not be made; NULL: none failed since the last that
 * was made. The library's signal "backups-changed" tells whenever one was made or failed. (transfer none) */
const GError *sheaf_library_get_backup_error (SheafLibrary *self);

/* The library's own, newest first, counted on the thread. SET_ASIDE (out, optional, transfer full): the libraries that
 * others took the place of. (transfer full): of SheafBackup */
void       sheaf_library_list_backups_async (SheafLibrary       *self,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
GPtrArray *sheaf_library_list_backups_finish (SheafLibrary *self,
                                              GAsyncResult *result,
                                              GPtrArray   **set_aside,
                                              GError      **error);

G_END_DECLS
