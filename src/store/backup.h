/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole copies of the database: FOLDER/backups/library-NNNNNN-TIME.db, the number saying their order whatever
 * the clock said. A copy is made by VACUUM INTO: every record is read and written anew, so that a page that
 * cannot be read is found the day it breaks and not the day it is needed.
 *
 * Pictures and pages lie beside the database under the names of their bytes and are never written again, so a
 * backup in the library's own folder holds only the database; what is purged while there is a backup is
 * not removed but kept in backups/NNNNNN.files, NNNNNN being the newest backup then: no later one can name
 * it, so it goes when the last backup up to that number has gone. A backup in another folder is complete: the
 * files it names are linked or copied to files/ beside it, each once for all backups there. Private to store/
 * but for the values. Any thread but the main one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char   *path;
  guint   number;
  gint64  made_at;  /* µs UTC */
  gint64  bytes;
  gint64  articles; /* -1: not counted */
  gboolean damaged; /* found when it was made: a text in it cannot be unpacked */
  guint    missing; /* files that it names and that were nowhere then; of one in another folder */
} SheafBackup;

void sheaf_backup_free (SheafBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafBackup, sheaf_backup_free)

/* FOLDER: of a library. (transfer full) */
char *sheaf_backup_folder (const char *folder);

/* The backups in BACKUPS, a folder, newest first; not opened. (transfer full): of SheafBackup */
GPtrArray *sheaf_backup_list (const char *backups);

/* Opens each of LIST and counts; what cannot be read stays uncounted. */
void sheaf_backup_count (GPtrArray *list);

/* The libraries that were set aside in FOLDER's set-aside/, by a restore or a repair, newest first: number 0, made_at the
 * time when they were last written. (transfer full): of SheafBackup */
GPtrArray *sheaf_backup_list_set_aside (const char *folder);

/* A day has gone by since the newest of LIST, or its time lies ahead. NOW: µs UTC. */
gboolean sheaf_backup_is_due (GPtrArray *list,
                              gint64     now);

/* Makes one of the library in FOLDER. TARGET (nullable): the folder it goes to; NULL: the library's own,
 * where the older ones are then thinned out. *PERMILLE is set on the way. What is under construction has a
 * temporary name. A library that is found damaged is marked to be repaired. STORE (no room, not writable),
 * DAMAGED, CANCELLED. (transfer full) */
SheafBackup *sheaf_backup_make (const char   *folder,
                                const char   *target,
                                gint64        now,
                                gint         *permille,
                                GCancellable *cancellable,
                                GError      **error);

/* Opens it, reads it through (quick_check) and counts. FALSE with DAMAGED, BAD_FILE, TOO_NEW. ARTICLES
 * (out, optional). */
gboolean sheaf_backup_check (const char   *path,
                             GCancellable *cancellable,
                             gint64       *articles,
                             GError      **error);

/* Of the seven newest days and the four newest weeks that have any, the newest of each stays; the newest of all
 * always, and one with more than twice ARTICLES, those of the newest (-1: unknown). */
void sheaf_backup_thin_out (const char *backups,
                            gint64      articles);

/* Where a file goes that is purged now; NULL: no backup can name it. FILES_FOLDER: the library's. (transfer full) */
char *sheaf_backup_keep_folder (const char *files_folder);

/* The same for what comes back: folders to look for the files of BACKUP in. (transfer full) */
GStrv sheaf_backup_file_folders (const char *backup);

/* Every file that DB names: in any table, each column whose name ends in "sha". (transfer full): a set of hex
 * names; NULL with an error. */
typedef struct _SheafDb SheafDb;
GHashTable *sheaf_backup_named_files (SheafDb *db,
                                      GError **error);

G_END_DECLS
