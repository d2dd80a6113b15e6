/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One SQLite connection of one thread: cached statements, transactions under the library's lock. Private to
 * store/. Every function asserts that it runs on the thread that opened it. */
#pragma once

#include "base/error.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _SheafDb SheafDb;

typedef enum
{
  SHEAF_DB_WRITER, /* makes and upgrades the file; transactions hold library.lock */
  SHEAF_DB_READER, /* SQLITE_OPEN_READONLY */
} SheafDbMode;

/* FOLDER of the library; NULL: ":memory:" with the schema, for tests (a WRITER without lock). Errors:
 * STORE, TOO_NEW, BAD_FILE. The handle belongs to the calling thread from its first use on. */
SheafDb *sheaf_db_open (const char *folder,
                        SheafDbMode mode,
                        GError    **error);

/* The database PATH, to be read: a backup. Errors as above; DAMAGED. */
SheafDb *sheaf_db_open_file (const char *path,
                             GError    **error);
void     sheaf_db_close (SheafDb *self); /* a writer checkpoints (TRUNCATE) first */
gboolean sheaf_db_is_mine (SheafDb *self);
sqlite3 *sheaf_db_get_handle (SheafDb *self);

/* What count-watch.c keeps with it. FREE_IT runs when it is closed. */
gpointer sheaf_db_get_watch (SheafDb *self);
void     sheaf_db_set_watch (SheafDb       *self,
                             gpointer       watch,
                             GDestroyNotify free_it);

/* It belongs to whichever thread uses it first from now on. */
void sheaf_db_hand_over (SheafDb *self);

/* A cached statement, reset and with its bindings cleared; the caller never finalizes it. SQL is a literal. */
sqlite3_stmt *sheaf_db_prepare (SheafDb    *self,
                                const char *sql,
                                GError    **error);

/* One that is not kept: for SQL that is put together. (transfer full): to be finalized */
sqlite3_stmt *sheaf_db_prepare_once (SheafDb    *self,
                                     const char *sql,
                                     GError    **error);

/* One step. TRUE: a row is there. FALSE: the end (ERROR unset) or a failure (ERROR set); the statement is
 * then reset. */
gboolean sheaf_db_step (SheafDb      *self,
                        sqlite3_stmt *stmt,
                        GError      **error);
gboolean sheaf_db_step_done (SheafDb      *self,
                             sqlite3_stmt *stmt,
                             GError      **error); /* steps to the end and resets */
/* A question of yes or no: *YES, the first column of the first row of SQL, whose ?1 and ?2 are ONE and OTHER, is true;
 * where there is no row it is not. */
gboolean sheaf_db_ask (SheafDb    *self,
                       const char *sql,
                       gint64      one,
                       gint64      other,
                       gboolean   *yes,
                       GError    **error);
gboolean sheaf_db_run (SheafDb    *self,
                       const char *sql,
                       GError    **error);

/* What PRAGMA ("integrity_check", "quick_check") finds wrong, a line each. From SQLite 3.44 on it looks into the
 * full-text indexes, too: what it says of these is left out, for they are checked and mended apart. */
GStrv sheaf_db_check (SheafDb    *self,
                      const char *pragma,
                      GError    **error);

/* Turns the connection's last failure into ERROR (SHEAF_ERROR_STORE, DAMAGED, or G_IO_ERROR_CANCELLED
 * after an interrupt). Always FALSE. */
gboolean sheaf_db_fail (SheafDb *self,
                        GError **error);

/* From the next transaction on: RELAXED ones may be lost by a power cut (synchronous = NORMAL). */
void sheaf_db_set_relaxed (SheafDb *self,
                           gboolean relaxed);

/* BEGIN IMMEDIATE under an exclusive flock of library.lock; rollback and commit release it. */
gboolean sheaf_db_begin (SheafDb *self,
                         GError **error);
gboolean sheaf_db_commit (SheafDb *self,
                          GError **error);

/* The same; what THEN does comes after the commit and before the lock is released. */
gboolean sheaf_db_commit_with (SheafDb *self,
                               void (*then) (gpointer data),
                               gpointer data,
                               GError **error);
void     sheaf_db_rollback (SheafDb *self);

/* While set, a cancelled CANCELLABLE (nullable) interrupts what runs. */
void sheaf_db_set_cancellable (SheafDb      *self,
                               GCancellable *cancellable);

/* From TIME on (monotonic µs; G_MAXINT64: never) what runs is interrupted, too. */
void     sheaf_db_set_deadline (SheafDb *self,
                                gint64   time);
gint64   sheaf_db_get_deadline (SheafDb *self);
gboolean sheaf_db_is_late (SheafDb *self);

#define SHEAF_DB_UNPACK_MOST (64u * 1024 * 1024)

/* zstd with checksum, as kept in the *_z columns, and back (bounded to 64 MiB). */
GBytes *sheaf_db_pack (const void *data,
                       gsize       length);
GBytes *sheaf_db_unpack (const void *data,
                         gsize       length,
                         GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDb, sheaf_db_close)

G_END_DECLS
