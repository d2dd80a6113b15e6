/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A connection with its pragmas, its functions, its statements, and the lock of the library. SQLite
 * before 3.51.3 can damage a WAL that two connections write at one moment: so whoever writes, in
 * this process or another, holds an exclusive flock of library.lock from BEGIN to COMMIT. */

#include "store/db.h"

#include "store/count-watch.h"
#include "store/phrase.h"
#include "store/schema.h"
#include "store/tokenizer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <zstd.h>

#define BUSY_MS 5000
#define LOCK_TRIES 12000 /* of 10 ms: another program may be checking every index */
#define CLOSE_TRIES 500
#define PROGRESS_STEPS 1000
#define DEADLINE_STEPS 200 /* FTS5 takes three to read a page, which may come from the disk */
#define ZSTD_LEVEL 3

struct _SheafDb
{
  sqlite3 *handle;
  GThread *thread;        /* NULL until first used */
  GHashTable *statements; /* SQL -> sqlite3_stmt */
  GCancellable *cancellable;
  gint64 deadline;              /* monotonic µs */
  sqlite3_stmt *rollback;       /* made beforehand: it must not need memory when there is none */
  int lock;                     /* -1: none */
  gboolean relaxed, is_relaxed; /* wanted; what the connection is set to */
  gboolean suspect;             /* a statement failed half-way for want of memory, room or a disk */
  gboolean writer;
  gpointer watch;
  GDestroyNotify watch_free;
};

gboolean
sheaf_db_is_mine (SheafDb *self)
{
  if (self->thread == NULL)
    self->thread = g_thread_self ();

  return self->thread == g_thread_self ();
}

sqlite3 *
sheaf_db_get_handle (SheafDb *self)
{
  return self->handle;
}

gpointer
sheaf_db_get_watch (SheafDb *self)
{
  return self->watch;
}

void
sheaf_db_set_watch (SheafDb *self, gpointer watch, GDestroyNotify free_it)
{
  if (self->watch != NULL)
    self->watch_free (self->watch);
  self->watch = watch;
  self->watch_free = free_it;
}

/* All columns that are asked for are in the schema: who has not one has a letter changed in its
 * name. */
static gboolean
lacks_column (SheafDb *self, int code)
{
  return code == SQLITE_ERROR
         && g_str_has_prefix (sqlite3_errmsg (self->handle), "no such column:");
}

gboolean
sheaf_db_fail (SheafDb *self, GError **error)
{
  int code = sqlite3_errcode (self->handle) & 0xff;

  self->suspect |= code == SQLITE_NOMEM || code == SQLITE_IOERR || code == SQLITE_FULL;
  if (code == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (code == SQLITE_NOTADB)
    g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, sqlite3_errmsg (self->handle));
  else if (code == SQLITE_CORRUPT || lacks_column (self, code))
    g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_DAMAGED, sqlite3_errmsg (self->handle));
  else
    g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "SQLite %d: %s",
                 sqlite3_extended_errcode (self->handle), sqlite3_errmsg (self->handle));

  return FALSE;
}

/* --- zstd --- */

/* Making one costs more than what it does to an article: each thread keeps its own. */
static void
free_packer (gpointer context)
{
  ZSTD_freeCCtx (context);
}

static void
free_unpacker (gpointer context)
{
  ZSTD_freeDCtx (context);
}

static GPrivate packer = G_PRIVATE_INIT (free_packer);
static GPrivate unpacker = G_PRIVATE_INIT (free_unpacker);

static ZSTD_CCtx *
get_packer (void)
{
  if (g_private_get (&packer) == NULL)
    g_private_set (&packer, ZSTD_createCCtx ());

  return g_private_get (&packer);
}

static ZSTD_DCtx *
get_unpacker (void)
{
  if (g_private_get (&unpacker) == NULL)
    g_private_set (&unpacker, ZSTD_createDCtx ());

  return g_private_get (&unpacker);
}

GBytes *
sheaf_db_pack (const void *data, gsize length)
{
  gsize room = ZSTD_compressBound (length);
  ZSTD_CCtx *context = get_packer ();
  guint8 *packed = g_malloc (room);
  gsize size;

  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, ZSTD_LEVEL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 1);
  size = ZSTD_compress2 (context, packed, room, data, length);
  g_assert (!ZSTD_isError (size));

  return g_bytes_new_take (g_realloc (packed, MAX (size, 1)), size);
}

GBytes *
sheaf_db_unpack (const void *data, gsize length, GError **error)
{
  unsigned long long size = ZSTD_getFrameContentSize (data, length);
  g_autofree char *text = NULL;
  gsize got;

  if (size > SHEAF_DB_UNPACK_MOST) /* also the two error values */
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "a damaged or oversized text");
      return NULL;
    }
  text = g_malloc (size + 1);
  got = ZSTD_decompressDCtx (get_unpacker (), text, size, data, length);
  if (ZSTD_isError (got) || got != size)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "a damaged text: %s",
                   ZSTD_getErrorName (got));
      return NULL;
    }
  text[size] = '\0';

  return g_bytes_new_take (g_steal_pointer (&text), size);
}

/* SQL: unz (blob) -> text. */
static void
unz (sqlite3_context *context, int n, sqlite3_value **values)
{
  const void *data = sqlite3_value_blob (values[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;
  gsize size;

  if (sqlite3_value_type (values[0]) == SQLITE_NULL)
    {
      sqlite3_result_null (context);
      return;
    }
  text = sheaf_db_unpack (data, sqlite3_value_bytes (values[0]), &error);
  if (text == NULL)
    {
      sqlite3_result_error (context, error != NULL ? error->message : "a damaged text", -1);
      return;
    }
  data = g_bytes_get_data (text, &size);
  sqlite3_result_text64 (context, data, size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* --- Opening --- */

static void
harden (sqlite3 *handle)
{
  sqlite3_extended_result_codes (handle, 1);
  sqlite3_busy_timeout (handle, BUSY_MS);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static const char writer_pragmas[]
    = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
      "PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;"
      "PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 1000; PRAGMA mmap_size = "
      "0";
static const char reader_pragmas[]
    = "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA mmap_size = 0";

static gboolean
open_handle (SheafDb *self, const char *path, SheafDbMode mode, GError **error)
{
  int flags = SQLITE_OPEN_NOMUTEX
              | (mode == SHEAF_DB_READER ? SQLITE_OPEN_READONLY
                                         : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    return sheaf_db_fail (self, error);
  harden (self->handle);
  if (sqlite3_create_function (self->handle, "unz", 1,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, unz,
                               NULL, NULL)
          != SQLITE_OK
      || !sheaf_tokenizer_register (self->handle) || !sheaf_phrase_register (self->handle))
    return sheaf_db_fail (self, error);

  return TRUE;
}

static gboolean
open_lock (SheafDb *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "library.lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", path, g_strerror (errno));

  return self->lock >= 0;
}

static gboolean
take_lock (SheafDb *self, int tries, GError **error)
{
  if (self->lock < 0)
    return TRUE;
  for (int i = 0; i < tries; i++)
    {
      if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        break;
      g_usleep (10 * 1000);
    }
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "another program holds the library");

  return FALSE;
}

static void
drop_lock (SheafDb *self)
{
  if (self->lock >= 0)
    flock (self->lock, LOCK_UN);
}

static gboolean
is_made (SheafDb *self, int *version, gboolean *made, GError **error)
{
  sqlite3_stmt *stmt;

  if (!sheaf_schema_check (self, version, error))
    return FALSE;
  stmt = sheaf_db_prepare (self, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", error);
  if (stmt == NULL || !sheaf_db_step (self, stmt, error))
    return FALSE;
  *made = *version == SHEAF_SCHEMA_VERSION && sqlite3_column_int (stmt, 0) != 0;
  sqlite3_reset (stmt);

  return TRUE;
}

/* Another process may be making the library at this moment: the look, the change to WAL and the
 * schema are one thing under the lock. */
static gboolean
make (SheafDb *self, GError **error)
{
  int version;
  gboolean good;

  if (!take_lock (self, LOCK_TRIES, error))
    return FALSE;
  good = sheaf_schema_check (self, &version, error)
         && sheaf_db_run (self, "PRAGMA journal_mode = WAL", error)
         && sheaf_schema_upgrade (self, version, error);
  drop_lock (self);

  return good;
}

/* A library that is made already is opened while others write. */
static gboolean
set_up_writer (SheafDb *self, GError **error)
{
  int version;
  gboolean made;

  if (!is_made (self, &version, &made, error) || (!made && !make (self, error))
      || !sheaf_db_run (self, writer_pragmas, error) || !sheaf_count_watch_start (self, error))
    return FALSE;
  if (sqlite3_prepare_v3 (self->handle, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &self->rollback,
                          NULL)
      != SQLITE_OK)
    return sheaf_db_fail (self, error);

  return TRUE;
}

static gboolean
set_up (SheafDb *self, SheafDbMode mode, GError **error)
{
  int version;

  if (mode == SHEAF_DB_WRITER)
    return set_up_writer (self, error);

  return sheaf_schema_check (self, &version, error) && sheaf_db_run (self, reader_pragmas, error);
}

static void
finalize_statement (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

static SheafDb *
open_path (const char *path, const char *folder, SheafDbMode mode, GError **error)
{
  SheafDb *self = g_new0 (SheafDb, 1);

  self->lock = -1;
  self->deadline = G_MAXINT64;
  self->writer = mode == SHEAF_DB_WRITER;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  if ((folder != NULL && self->writer && !open_lock (self, folder, error))
      || !open_handle (self, path, mode, error) || !set_up (self, mode, error))
    {
      self->writer = FALSE;
      sheaf_db_close (self);
      return NULL;
    }
  sheaf_db_hand_over (self);

  return self;
}

SheafDb *
sheaf_db_open (const char *folder, SheafDbMode mode, GError **error)
{
  g_autofree char *path
      = folder != NULL ? g_build_filename (folder, "library.db", NULL) : g_strdup (":memory:");

  return open_path (path, folder, mode, error);
}

SheafDb *
sheaf_db_open_file (const char *path, GError **error)
{
  return open_path (path, NULL, SHEAF_DB_READER, error);
}

void
sheaf_db_hand_over (SheafDb *self)
{
  self->thread = NULL;
}

void
sheaf_db_close (SheafDb *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->rollback, sqlite3_finalize);
  if (self->writer && self->lock >= 0 && take_lock (self, CLOSE_TRIES, NULL))
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_close_v2 (self->handle);
  sheaf_db_set_watch (self, NULL, NULL);
  drop_lock (self);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* --- Statements --- */

sqlite3_stmt *
sheaf_db_prepare (SheafDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt;

  g_assert (sheaf_db_is_mine (self));

  stmt = g_hash_table_lookup (self->statements, sql);
  if (stmt == NULL)
    {
      if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL)
          != SQLITE_OK)
        {
          sheaf_db_fail (self, error);
          return NULL;
        }
      g_hash_table_insert (self->statements, (gpointer)sql, stmt);
    }
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);

  return stmt;
}

sqlite3_stmt *
sheaf_db_prepare_once (SheafDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;

  g_assert (sheaf_db_is_mine (self));

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL) != SQLITE_OK)
    sheaf_db_fail (self, error);

  return stmt;
}

gboolean
sheaf_db_step (SheafDb *self, sqlite3_stmt *stmt, GError **error)
{
  int code;

  g_assert (sheaf_db_is_mine (self));

  code = sqlite3_step (stmt);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    sheaf_db_fail (self, error);
  sqlite3_reset (stmt);

  return FALSE;
}

gboolean
sheaf_db_step_done (SheafDb *self, sqlite3_stmt *stmt, GError **error)
{
  int code;

  g_assert (sheaf_db_is_mine (self));

  while ((code = sqlite3_step (stmt)) == SQLITE_ROW)
    ;
  if (code != SQLITE_DONE)
    sheaf_db_fail (self, error);
  sqlite3_reset (stmt);

  return code == SQLITE_DONE;
}

gboolean
sheaf_db_ask (
    SheafDb *self, const char *sql, gint64 one, gint64 other, gboolean *yes, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (self, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, one);
  if (sqlite3_bind_parameter_count (stmt) > 1)
    sqlite3_bind_int64 (stmt, 2, other);
  *yes = sheaf_db_step (self, stmt, &failure) && sqlite3_column_int (stmt, 0) != 0;
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

gboolean
sheaf_db_run (SheafDb *self, const char *sql, GError **error)
{
  g_assert (sheaf_db_is_mine (self));

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return sheaf_db_fail (self, error);

  return TRUE;
}

/* Where a transaction is open it ends, without a trace. FALSE: not even that could be done. */
static gboolean
roll_back (SheafDb *self, GError **error)
{
  if (sqlite3_get_autocommit (self->handle))
    return TRUE;
  if (self->rollback != NULL)
    {
      sqlite3_step (self->rollback);
      sqlite3_reset (self->rollback);
    }

  return sqlite3_get_autocommit (self->handle) || sheaf_db_run (self, "ROLLBACK", error);
}

/* FTS5 keeps in memory what it is about to write, and for want of memory does not always forget it
 * with the transaction (seen in 3.40: the next one writes it a second time). Its tables are let go
 * and met anew. */
static gboolean
renew (SheafDb *self, GError **error)
{
  if (!self->suspect)
    return TRUE;
  g_hash_table_remove_all (self->statements);
  if (!sheaf_db_run (self, "PRAGMA writable_schema = RESET", error))
    return FALSE;
  self->suspect = FALSE;

  return TRUE;
}

void
sheaf_db_set_relaxed (SheafDb *self, gboolean relaxed)
{
  self->relaxed = relaxed;
}

/* Before a transaction and not after one, so that none can begin with less than it was promised. */
static gboolean
set_relaxed (SheafDb *self, GError **error)
{
  if (self->relaxed == self->is_relaxed)
    return TRUE;
  if (!sheaf_db_run (
          self, self->relaxed ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", error))
    return FALSE;
  self->is_relaxed = self->relaxed;

  return TRUE;
}

gboolean
sheaf_db_begin (SheafDb *self, GError **error)
{
  if (!take_lock (self, LOCK_TRIES, error))
    return FALSE;
  if (roll_back (self, error) && renew (self, error) && set_relaxed (self, error)
      && sheaf_db_run (self, "BEGIN IMMEDIATE", error))
    return TRUE;
  drop_lock (self);

  return FALSE;
}

gboolean
sheaf_db_commit_with (SheafDb *self, void (*then) (gpointer data), gpointer data, GError **error)
{
  gboolean good = sheaf_db_run (self, "COMMIT", error);

  if (!good)
    roll_back (self, NULL);
  else if (then != NULL)
    then (data);
  drop_lock (self);

  return good;
}

gboolean
sheaf_db_commit (SheafDb *self, GError **error)
{
  return sheaf_db_commit_with (self, NULL, NULL, error);
}

void
sheaf_db_rollback (SheafDb *self)
{
  roll_back (self, NULL);
  drop_lock (self);
}

static int
progress_cb (void *data)
{
  SheafDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable) || sheaf_db_is_late (self);
}

static void
watch_progress (SheafDb *self)
{
  int steps = self->deadline != G_MAXINT64 ? DEADLINE_STEPS
              : self->cancellable != NULL  ? PROGRESS_STEPS
                                           : 0;

  sqlite3_progress_handler (self->handle, steps, progress_cb, self);
}

void
sheaf_db_set_cancellable (SheafDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  watch_progress (self);
}

void
sheaf_db_set_deadline (SheafDb *self, gint64 time)
{
  self->deadline = time;
  watch_progress (self);
}

gint64
sheaf_db_get_deadline (SheafDb *self)
{
  return self->deadline;
}

gboolean
sheaf_db_is_late (SheafDb *self)
{
  return self->deadline != G_MAXINT64 && g_get_monotonic_time () >= self->deadline;
}

GStrv
sheaf_db_check (SheafDb *self, const char *pragma, GError **error)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *sql = g_strconcat ("PRAGMA ", pragma, NULL);
  sqlite3_stmt *stmt = sheaf_db_prepare_once (self, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (sheaf_db_step (self, stmt, &failure))
    {
      const char *line = (const char *)sqlite3_column_text (stmt, 0);

      if (g_strcmp0 (line, "ok") != 0
          && (line == NULL || strstr (line, "inverted index for FTS5 table") == NULL))
        g_strv_builder_add (found, line != NULL ? line : "");
    }
  sqlite3_finalize (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_strv_builder_end (found);
}
