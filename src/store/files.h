/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures and original pages beside the database: files/ab/<sha256> (pictures) and files/ab/<sha256>.zst
 * (pages). The name is the SHA-256 of the uncompressed bytes; written once, by a temporary name,
 * fsync and rename; reading checks the hash. Any thread but the main one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafDb SheafDb;

/* FOLDER: the library's files folder. Gives the hex name. NULL with STORE. (transfer full) */
char *sheaf_files_put (const char *folder,
                       GBytes     *bytes,
                       gboolean    compress,
                       GError    **error);

/* NULL with STORE where it is missing or its hash is wrong. (transfer full) */
GBytes *sheaf_files_get (const char *folder,
                         const char *sha,
                         GError    **error);

/* LOST: it is missing or its hash is wrong. FALSE with STORE where it cannot be told: a disk that is not there, a
 * folder that may not be read. */
gboolean sheaf_files_is_lost (const char *folder,
                              const char *sha,
                              gboolean   *lost,
                              GError    **error);

/* Where an uncompressed file lies. (transfer full) */
char *sheaf_files_path (const char *folder,
                        const char *sha);

void sheaf_files_remove (const char *folder,
                         const char *sha);

/* Takes the file out of FOLDER into the flat folder KEEP (made where missing), on another disk by a copy; FALSE: it
 * is still there. And back: where FOLDER has it not. OTHER: a flat folder, or another library's files folder; its
 * file stays. FALSE: it is not there. */
gboolean sheaf_files_move_out (const char *folder,
                               const char *sha,
                               const char *keep);
gboolean sheaf_files_bring_in (const char *folder,
                               const char *sha,
                               const char *other);

/* sweep.c: files that no row of DB names and that are older than a day; COUNT grows by them. REMOVE: they go, or are
 * put away where a backup may name them; nobody else has the library open. */
gboolean sheaf_files_sweep (SheafDb    *db,
                            const char *folder,
                            gboolean    remove,
                            guint      *count,
                            GError    **error);

G_END_DECLS
