/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup in the place of the library, which is set aside and stays as it was. Nobody may have the library open.
 * Any thread but the main one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a restore did. */
typedef struct
{
  char  *set_aside; /* folder of the library that was there; NULL: there was none */
  char  *backup;    /* path of the one that is the library now */
  gint64 articles;
  guint  files;     /* that came back beside the database */
  guint  missing;   /* files that it names and that are nowhere */
} SheafRestored;

void sheaf_restored_free (SheafRestored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafRestored, sheaf_restored_free)

/* FOLDER: of the library, made where missing. BACKUP: a path, or the name of one of the library's own
 * backups. It is looked through before anything is touched. IN_USE, DAMAGED, BAD_FILE, TOO_NEW, STORE. (transfer
 * full) */
SheafRestored *sheaf_restore (const char   *folder,
                              const char   *backup,
                              GCancellable *cancellable,
                              GError      **error);

void           sheaf_restore_async (const char         *folder,
                                    const char         *backup,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
SheafRestored *sheaf_restore_finish (GAsyncResult *result,
                                     GError      **error);

/* FILE becomes a synced copy of the database FROM, with what stands in its WAL. STORE, DAMAGED, CANCELLED. */
gboolean sheaf_restore_copy (const char   *from,
                             const char   *file,
                             GCancellable *cancellable,
                             GError      **error);

G_END_DECLS
