/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every check that can be made of a library, one after the other; a problem never ends the search
 * for more. */

#include "document/document-pack.h"
#include "store/edit-private.h"
#include "store/files.h"
#include "store/read.h"

static void
add (GPtrArray *problems, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
check_database (SheafDb *db, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = sheaf_db_check (db, "integrity_check", &error);
  sqlite3_stmt *stmt;

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    add (problems, "database: %s", found[i]);
  stmt = error == NULL ? sheaf_db_prepare (db, "PRAGMA foreign_key_check", &error) : NULL;
  while (stmt != NULL && sheaf_db_step (db, stmt, &error))
    add (problems, "database: a row of %s points to nothing", sqlite3_column_text (stmt, 0));
  if (error != NULL)
    add (problems, "database: %s", error->message);
}

/* Each table with its columns, as a library that was made now has them. (transfer full) (nullable)
 */
static GHashTable *
read_columns (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT t.name, (SELECT group_concat (name) FROM (SELECT name FROM pragma_table_info "
      "(t.name) "
      "ORDER BY name)) FROM pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table' AND "
      "t.name NOT LIKE 'sqlite_%'",
      error);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (sheaf_db_step (db, stmt, &failure))
    g_hash_table_insert (tables, sheaf_column_text (stmt, 0), sheaf_column_text (stmt, 1));
  if (failure == NULL)
    return g_steal_pointer (&tables);
  g_propagate_error (error, failure);

  return NULL;
}

/* One changed letter in a column's name is no fault to SQLite, and nothing finds the column any
 * more. FALSE: so it is, and no more can be asked. */
static gboolean
check_columns (SheafDb *db, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) fresh = sheaf_db_open (NULL, SHEAF_DB_WRITER, &error);
  g_autoptr (GHashTable) right = fresh != NULL ? read_columns (fresh, &error) : NULL;
  g_autoptr (GHashTable) here = right != NULL ? read_columns (db, &error) : NULL;
  GHashTableIter iter;
  gpointer table, columns;
  gboolean good = TRUE;

  if (here == NULL)
    {
      add (problems, "database: %s", error->message);
      return FALSE;
    }
  g_hash_table_iter_init (&iter, right);
  while (g_hash_table_iter_next (&iter, &table, &columns))
    if (g_strcmp0 (g_hash_table_lookup (here, table), columns) != 0)
      {
        add (problems, "database: the columns of %s are not its own", (char *)table);
        good = FALSE;
      }

  return good;
}

static void
check_indexes (SheafDb *db, GPtrArray *problems)
{
  static const struct
  {
    const char *name;
    const char *sql;
  } indexes[] = {
    { "text", "INSERT INTO body_fts (body_fts, rank) VALUES ('integrity-check', 1)" },
    { "title", "INSERT INTO title_fts (title_fts, rank) VALUES ('integrity-check', 1)" },
    { "note", "INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!sheaf_db_begin (db, &error) || !sheaf_db_run (db, indexes[i].sql, &error))
        add (problems, "%s index: %s", indexes[i].name, error->message);
      sheaf_db_rollback (db);
    }
}

static void
check_file (const char *folder, const char *sha, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sheaf_files_get (folder, sha, &error);

  if (bytes == NULL)
    add (problems, "file %s: %s", sha, error->message);
}

/* The hash in COLUMN of the row under way names a sound file. */
static void
check_named_file (sqlite3_stmt *stmt, int column, const char *folder, GPtrArray *problems)
{
  g_autofree char *sha = sheaf_column_sha (stmt, column);

  if (sqlite3_column_type (stmt, column) == SQLITE_NULL)
    return;
  if (sha == NULL)
    add (problems, "database: a file has a name that is none");
  else if (folder != NULL)
    check_file (folder, sha, problems);
}

/* What the foreign keys do not watch over. */
static void
check_pictures (SheafDb *db, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT article_id FROM article_asset x WHERE NOT EXISTS (SELECT 1 FROM "
                          "asset s WHERE s.sha = x.sha)"
                          " UNION SELECT id FROM article a WHERE lead_sha IS NOT NULL AND NOT "
                          "EXISTS (SELECT 1 FROM asset s WHERE s.sha = a.lead_sha)",
                          &error);

  while (stmt != NULL && sheaf_db_step (db, stmt, &error))
    add (problems, "article %lld: a picture of it is not in the library",
         sqlite3_column_int64 (stmt, 0));
  if (error != NULL)
    add (problems, "database: %s", error->message);
}

static void
check_addresses (SheafDb *db, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT a.id FROM address d JOIN article a ON a.url_key = d.url_key", &error);

  while (stmt != NULL && sheaf_db_step (db, stmt, &error))
    add (problems, "article %lld: its address leads to another one",
         sqlite3_column_int64 (stmt, 0));
  if (error != NULL)
    add (problems, "database: %s", error->message);
}

static void
check_document (sqlite3_stmt *stmt, GPtrArray *problems)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) doc
      = sheaf_db_unpack (sqlite3_column_blob (stmt, 1), sqlite3_column_bytes (stmt, 1), &error);
  g_autoptr (GBytes) text = doc != NULL ? sheaf_db_unpack (sqlite3_column_blob (stmt, 2),
                                                           sqlite3_column_bytes (stmt, 2), &error)
                                        : NULL;
  g_autoptr (SheafDocument) document
      = text != NULL ? sheaf_document_unpack (doc, g_bytes_get_data (text, NULL), &error) : NULL;
  g_autoptr (GBytes) removed = document != NULL && sqlite3_column_type (stmt, 3) != SQLITE_NULL
                                   ? sheaf_db_unpack (sqlite3_column_blob (stmt, 3),
                                                      sqlite3_column_bytes (stmt, 3), &error)
                                   : NULL;

  if (error != NULL)
    add (problems, "article %" G_GINT64_FORMAT ": %s", id, error->message);
}

static void
check_deeds (SheafDb *db, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "SELECT id, back_z FROM deed", &error);

  while (stmt != NULL && sheaf_db_step (db, stmt, &error))
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) back = sheaf_db_unpack (sqlite3_column_blob (stmt, 1),
                                                 sqlite3_column_bytes (stmt, 1), &failure);

      if (back == NULL)
        add (problems, "deed %lld: %s", sqlite3_column_int64 (stmt, 0), failure->message);
    }
  if (error != NULL)
    add (problems, "database: %s", error->message);
}

static gboolean
check_contents (SheafDb *db,
                const char *files_folder,
                GCancellable *cancellable,
                GPtrArray *problems,
                GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT article_id, doc_z, text_z, removed_z, snapshot_sha FROM content UNION ALL SELECT "
      "article_id, doc_z, text_z, removed_z, snapshot_sha FROM version",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (!g_cancellable_set_error_if_cancelled (cancellable, &failure)
         && sheaf_db_step (db, stmt, &failure))
    {
      check_document (stmt, problems);
      check_named_file (stmt, 4, files_folder, problems);
    }
  sqlite3_reset (stmt);
  stmt = failure == NULL ? sheaf_db_prepare (db, "SELECT sha FROM asset", &failure) : NULL;
  while (stmt != NULL && !g_cancellable_set_error_if_cancelled (cancellable, &failure)
         && sheaf_db_step (db, stmt, &failure))
    check_named_file (stmt, 0, files_folder, problems);
  if (stmt != NULL)
    sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

GStrv
sheaf_verify (SheafDb *db, const char *files_folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  check_database (db, problems);
  if (check_columns (db, problems))
    {
      check_indexes (db, problems);
      check_pictures (db, problems);
      check_addresses (db, problems);
      check_deeds (db, problems);
      if (!check_contents (db, files_folder, cancellable, problems, error))
        return NULL;
    }
  g_ptr_array_add (problems, NULL);

  return (GStrv)g_ptr_array_free (g_steal_pointer (&problems), FALSE);
}
