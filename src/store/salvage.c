/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The damaged file is read by pages.c, its schema by a scratch database in memory; what comes out
 * of it is put into a library made anew, whose own rules say what is a row and what is not. */

#include "store/salvage.h"

#include "base/error.h"
#include "base/time.h"
#include "store/backup.h"
#include "store/edit-private.h"
#include "store/hold.h"
#include "store/mend.h"
#include "store/pages.h"
#include "store/schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MOST_ROWID (G_GINT64_CONSTANT (1) << 40) /* more than anybody saves: a damaged number */
#define BATCH 2000                               /* rows a transaction */
#define MOST_OF_FTS 3
#define MOST_MISSING 12 /* columns that a table got after its rows were written */

typedef struct
{
  char *name;
  char type; /* 'I', 'T', 'B', 'R'; 'A': any */
  gboolean required, packed;
} Column;

/* A table of the new library, with its columns in the order of the damaged file's records. */
typedef struct
{
  char *name;
  GArray *columns;        /* of Column */
  GHashTable *statements; /* number of values -> sqlite3_stmt */
  gboolean without_rowid;
  gint rowid_column; /* the column that is the rowid; -1: none */
  guint root;        /* 0: not known */
} Table;

typedef struct
{
  SheafDb *db;      /* the new library */
  sqlite3 *scratch; /* the damaged one's schema */
  SheafPages *pages;
  SheafRepair *repair;
  GPtrArray *tables;   /* of Table */
  GPtrArray *schema;   /* of Entry, as read */
  GHashTable *damaged; /* names of tables of which something is missing */
  Table *current;
  const guint *order; /* (nullable): where each value of the index at hand belongs */
  guint in_batch;
  GCancellable *cancellable;
} Salvage;

typedef struct
{
  char *type, *name, *table, *sql;
  guint root;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->type);
  g_free (self->name);
  g_free (self->table);
  g_free (self->sql);
  g_free (self);
}

static void
clear_column (gpointer data)
{
  g_free (((Column *)data)->name);
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
table_free (gpointer data)
{
  Table *self = data;

  g_hash_table_unref (self->statements);
  g_array_unref (self->columns);
  g_free (self->name);
  g_free (self);
}

/* --- Schemas --- */

static char *
cell_text (const SheafCell *cell)
{
  return cell->type == SHEAF_CELL_TEXT ? g_strndup ((const char *)cell->data, cell->size)
                                       : g_strdup ("");
}

static gboolean
schema_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  Salvage *self = data;
  Entry *entry;

  if (n != 5 || cells[3].type != SHEAF_CELL_INTEGER)
    return FALSE;
  entry = g_new0 (Entry, 1);
  entry->type = cell_text (&cells[0]);
  entry->name = cell_text (&cells[1]);
  entry->table = cell_text (&cells[2]);
  entry->root = CLAMP (cells[3].integer, 0, G_MAXINT32);
  entry->sql = cell_text (&cells[4]);
  g_ptr_array_add (self->schema, entry);

  return TRUE;
}

/* Tables first; what does not parse any more is as if it were not there. */
static void
make_scratch (Salvage *self)
{
  static const char *const types[] = { "table", "index" };

  sqlite3_open (":memory:", &self->scratch);
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; i < self->schema->len; i++)
      {
        const Entry *entry = self->schema->pdata[i];

        if (g_str_equal (entry->type, types[t]) && entry->root > 0
            && !g_str_has_prefix (entry->name, "sqlite_"))
          sqlite3_exec (self->scratch, entry->sql, NULL, NULL, NULL);
      }
}

static const Entry *
find_entry (Salvage *self, const char *type, const char *name)
{
  for (guint i = 0; i < self->schema->len; i++)
    {
      const Entry *entry = self->schema->pdata[i];

      if (entry->root > 0 && g_str_equal (entry->type, type) && g_str_equal (entry->name, name))
        return entry;
    }

  return NULL;
}

/* Columns of TABLE as HANDLE has it, in the order of its records: a table without rowids has its
 * key first. NULL: there is none. */
static GArray *
read_columns (sqlite3 *handle, const char *table, gboolean without_rowid)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (Column));
  sqlite3_stmt *stmt;

  g_array_set_clear_func (columns, clear_column);
  if (sqlite3_prepare_v2 (handle,
                          "SELECT name, type, \"notnull\" AND dflt_value IS NULL, pk FROM "
                          "pragma_table_info (?1) ORDER BY CASE WHEN ?2 AND pk > 0 THEN pk ELSE "
                          "1000 + cid END",
                          -1, &stmt, NULL)
      != SQLITE_OK)
    return NULL;
  sheaf_bind_text (stmt, 1, table);
  sqlite3_bind_int (stmt, 2, without_rowid);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *type = (const char *)sqlite3_column_text (stmt, 1);
      Column column = { sheaf_column_text (stmt, 0) };

      column.type = type != NULL && strchr ("ITBR", *type) != NULL && *type != '\0' ? *type : 'A';
      column.required
          = sqlite3_column_int (stmt, 2) || (without_rowid && sqlite3_column_int (stmt, 3) > 0);
      column.packed = g_str_has_suffix (column.name, "_z");
      g_array_append_val (columns, column);
    }
  sqlite3_finalize (stmt);

  return columns->len > 0 ? g_steal_pointer (&columns) : NULL;
}

/* The one column declared INTEGER PRIMARY KEY. */
static gint
find_rowid_column (SheafDb *db, Table *table)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "SELECT name FROM pragma_table_info (?1) WHERE pk = 1 AND "
                                         "upper (type) = 'INTEGER' AND (SELECT "
                                         "count(*) FROM pragma_table_info (?1) WHERE pk > 0) = 1",
                                         NULL);
  gint found = -1;

  if (stmt == NULL || table->without_rowid)
    return -1;
  sheaf_bind_text (stmt, 1, table->name);
  if (sheaf_db_step (db, stmt, NULL))
    for (guint i = 0; i < table->columns->len; i++)
      if (g_strcmp0 (g_array_index (table->columns, Column, i).name,
                     (const char *)sqlite3_column_text (stmt, 0))
          == 0)
        found = i;
  sqlite3_reset (stmt);

  return found;
}

/* A name that no library has is damage to the schema. */
static gboolean
are_known (const GArray *columns, const GArray *known)
{
  for (guint i = 0; i < columns->len; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; known != NULL && k < known->len && !found; k++)
        found = g_strcmp0 (g_array_index (columns, Column, i).name,
                           g_array_index (known, Column, k).name)
                == 0;
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* The new library's tables; their columns as the damaged one has them, where that can be read. */
static gboolean
read_tables (Salvage *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (self->db,
                                         "SELECT name, wr FROM pragma_table_list WHERE schema = "
                                         "'main' AND type = 'table' AND name NOT "
                                         "LIKE 'sqlite_%'",
                                         error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (self->db, stmt, &failure))
    {
      Table *table = g_new0 (Table, 1);
      g_autoptr (GArray) known = NULL;
      const Entry *entry;

      table->name = sheaf_column_text (stmt, 0);
      table->without_rowid = sqlite3_column_int (stmt, 1);
      table->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
      table->columns = read_columns (self->scratch, table->name, table->without_rowid);
      known = read_columns (sheaf_db_get_handle (self->db), table->name, table->without_rowid);
      entry = find_entry (self, "table", table->name);
      if (table->columns != NULL && entry != NULL)
        table->root = entry->root;
      if (table->columns == NULL || !are_known (table->columns, known))
        {
          g_clear_pointer (&table->columns, g_array_unref);
          table->columns = g_steal_pointer (&known);
        }
      table->rowid_column = find_rowid_column (self->db, table);
      g_ptr_array_add (self->tables, table);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* --- Rows --- */

static gboolean
fits (const Column *column, const SheafCell *cell)
{
  if (cell->type == SHEAF_CELL_NULL)
    return !column->required;
  switch (column->type)
    {
    case 'I':
      return cell->type == SHEAF_CELL_INTEGER;
    case 'T':
      return cell->type == SHEAF_CELL_TEXT
             && g_utf8_validate_len ((const char *)cell->data, cell->size, NULL);
    case 'B':
      return cell->type == SHEAF_CELL_BLOB;
    case 'R':
      return cell->type == SHEAF_CELL_REAL || cell->type == SHEAF_CELL_INTEGER;
    default:
      return TRUE;
    }
}

/* Is it a row of TABLE? */
static gboolean
fits_table (const Table *table, const SheafCell *cells, guint n)
{
  if (n > table->columns->len || n + MOST_MISSING < table->columns->len)
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    {
      const Column *column = &g_array_index (table->columns, Column, i);

      if (i >= n                           ? column->required
          : (gint)i == table->rowid_column ? cells[i].type != SHEAF_CELL_NULL
                                           : !fits (column, &cells[i]))
        return FALSE;
    }

  return TRUE;
}

static sqlite3_stmt *
get_statement (Salvage *self, Table *table, guint n)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (table->statements, GUINT_TO_POINTER (n));
  g_autoptr (GString) sql = NULL;

  if (stmt != NULL)
    return stmt;
  sql = g_string_new (NULL);
  g_string_printf (sql, "INSERT OR IGNORE INTO \"%s\" (", table->name);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            g_array_index (table->columns, Column, i).name);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  if (sqlite3_prepare_v2 (sheaf_db_get_handle (self->db), sql->str, -1, &stmt, NULL) != SQLITE_OK)
    return NULL;
  g_hash_table_insert (table->statements, GUINT_TO_POINTER (n), stmt);

  return stmt;
}

static void
bind_cell (sqlite3_stmt *stmt, guint index, const SheafCell *cell)
{
  switch (cell->type)
    {
    case SHEAF_CELL_NULL:
      sqlite3_bind_null (stmt, index);
      break;
    case SHEAF_CELL_INTEGER:
      sqlite3_bind_int64 (stmt, index, cell->integer);
      break;
    case SHEAF_CELL_REAL:
      sqlite3_bind_double (stmt, index, cell->real);
      break;
    case SHEAF_CELL_TEXT:
      sqlite3_bind_text64 (stmt, index, (const char *)cell->data, cell->size, SQLITE_STATIC,
                           SQLITE_UTF8);
      break;
    case SHEAF_CELL_BLOB:
      sqlite3_bind_blob64 (stmt, index, cell->data, cell->size, SQLITE_STATIC);
      break;
    }
}

/* A packed value keeps its checksum; one that is damaged may be left out where the table allows.
 * FALSE: there is no row without it. */
static gboolean
check_packed (const Column *column, SheafCell *cell)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!column->packed || cell->type != SHEAF_CELL_BLOB)
    return TRUE;
  bytes = sheaf_db_unpack (cell->data, cell->size, NULL);
  if (bytes != NULL)
    return TRUE;
  *cell = (SheafCell){ SHEAF_CELL_NULL };

  return !column->required;
}

static void
next_batch (Salvage *self)
{
  if (++self->in_batch < BATCH)
    return;
  self->in_batch = 0;
  if (sheaf_db_commit (self->db, NULL))
    sheaf_db_begin (self->db, NULL);
}

/* TRUE: it is in the library now. */
static gboolean
put_row (Salvage *self, Table *table, gint64 rowid, const SheafCell *cells, guint n)
{
  sqlite3_stmt *stmt;
  gboolean put;

  if (!fits_table (table, cells, n)
      || (table->rowid_column >= 0 && (rowid < 1 || rowid > MOST_ROWID)))
    return FALSE;
  stmt = get_statement (self, table, n);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      SheafCell cell = cells[i];

      if ((gint)i == table->rowid_column)
        cell = (SheafCell){ SHEAF_CELL_INTEGER, rowid };
      else if (!check_packed (&g_array_index (table->columns, Column, i), &cell))
        {
          g_hash_table_add (self->damaged, g_strdup (table->name));
          sqlite3_clear_bindings (stmt);
          return FALSE;
        }
      bind_cell (stmt, i + 1, &cell);
    }
  put = sqlite3_step (stmt) == SQLITE_DONE && sqlite3_changes (sheaf_db_get_handle (self->db)) > 0;
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
  if (put)
    {
      self->repair->rows++;
      next_batch (self);
    }

  return put;
}

static gboolean
row_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  Salvage *self = data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (in_index != self->current->without_rowid || !fits_table (self->current, cells, n))
    {
      g_hash_table_add (self->damaged, g_strdup (self->current->name));
      return FALSE;
    }
  put_row (self, self->current, rowid, cells, n);

  return TRUE;
}

/* --- Indexes that hold all of a table without rowids --- */

static gboolean
index_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  Salvage *self = data;
  Table *table = self->current;
  g_autofree SheafCell *sorted = g_new0 (SheafCell, table->columns->len);

  if (!in_index || n != table->columns->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    sorted[self->order[i]] = cells[i];
  put_row (self, table, 0, sorted, n);

  return TRUE;
}

/* Where each value of INDEX stands in a record of TABLE; FALSE: it does not have them all. */
static gboolean
read_order (Salvage *self, const Table *table, const char *index, guint *order)
{
  sqlite3_stmt *stmt;
  guint n = 0, found = 0;

  if (sqlite3_prepare_v2 (self->scratch, "SELECT name FROM pragma_index_xinfo (?1) ORDER BY seqno",
                          -1, &stmt, NULL)
      != SQLITE_OK)
    return FALSE;
  sheaf_bind_text (stmt, 1, index);
  while (sqlite3_step (stmt) == SQLITE_ROW && n < table->columns->len)
    {
      for (guint i = 0; i < table->columns->len; i++)
        if (g_strcmp0 (g_array_index (table->columns, Column, i).name,
                       (const char *)sqlite3_column_text (stmt, 0))
            == 0)
          {
            order[n] = i;
            found++;
          }
      n++;
    }
  sqlite3_finalize (stmt);

  return n == table->columns->len && found == n;
}

static void
walk_indexes (Salvage *self, Table *table)
{
  g_autofree guint *order = g_new0 (guint, table->columns->len);

  self->order = order;
  for (guint i = 0; i < self->schema->len; i++)
    {
      const Entry *entry = self->schema->pdata[i];

      if (g_str_equal (entry->type, "index") && g_str_equal (entry->table, table->name)
          && entry->root > 0 && read_order (self, table, entry->name, order))
        sheaf_pages_walk (self->pages, entry->root, index_cb, self);
    }
  self->order = NULL;
}

/* --- Pages that no tree leads to --- */

/* A table whose rows are known by their shape: not only numbers, nothing of any type. */
static gboolean
has_shape (const Table *table)
{
  gboolean more = FALSE;

  for (guint i = 0; i < table->columns->len; i++)
    {
      char type = g_array_index (table->columns, Column, i).type;

      if (type == 'A')
        return FALSE;
      more |= type != 'I';
    }

  return more;
}

static gboolean
lost_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  Salvage *self = data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    {
      Table *table = self->tables->pdata[i];

      /* An intact table is not missing anything: what looks like it is older; unless its root is
       * another page of it now. */
      if (table->without_rowid == in_index && has_shape (table)
          && (sheaf_pages_knows_free (self->pages)
              || g_hash_table_contains (self->damaged, table->name))
          && put_row (self, table, rowid, cells, n))
        {
          g_hash_table_add (self->damaged, g_strdup (table->name));
          return TRUE;
        }
    }

  return FALSE;
}

/* --- All of it --- */

static gboolean
sequence_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  Salvage *self = data;
  sqlite3_stmt *stmt;

  if (n != 2 || cells[0].type != SHEAF_CELL_TEXT || cells[1].type != SHEAF_CELL_INTEGER
      || cells[1].integer > MOST_ROWID)
    return FALSE;
  stmt = sheaf_db_prepare (self->db,
                           "UPDATE sqlite_sequence SET seq = max (seq, ?2) WHERE name = ?1", NULL);
  if (stmt == NULL)
    return FALSE;
  bind_cell (stmt, 1, &cells[0]);
  bind_cell (stmt, 2, &cells[1]);

  return sheaf_db_step_done (self->db, stmt, NULL);
}

/* Its tree was walked for what it holds. */
static gboolean
is_copied (Salvage *self, const Entry *entry)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_str_equal (entry->type, "table")
        && g_str_equal (((Table *)self->tables->pdata[i])->name, entry->name))
      return TRUE;

  return FALSE;
}

/* What an index holds, or a full-text index in tables of its own, of three columns at most. */
static gboolean
ignore_cb (gint64 rowid, gboolean in_index, const SheafCell *cells, guint n, gpointer data)
{
  const Entry *entry = data;

  return g_str_equal (entry->type, "index") ? in_index : n <= MOST_OF_FTS;
}

static void
read_all (Salvage *self)
{
  const Entry *sequence = find_entry (self, "table", "sqlite_sequence");

  for (guint i = 0; i < self->tables->len; i++)
    {
      self->current = self->tables->pdata[i];
      if (self->current->root != 0
          && sheaf_pages_walk (self->pages, self->current->root, row_cb, self))
        continue;
      g_hash_table_add (self->damaged, g_strdup (self->current->name));
      if (self->current->without_rowid)
        walk_indexes (self, self->current);
    }
  for (guint i = 0; i < self->schema->len; i++) /* so that their pages are not taken for lost */
    {
      const Entry *entry = self->schema->pdata[i];

      if (entry->root > 0 && !is_copied (self, entry))
        sheaf_pages_walk (self->pages, entry->root, ignore_cb, (gpointer)entry);
    }
  sheaf_pages_walk_lost (self->pages, lost_cb, self);
  if (sequence != NULL)
    sheaf_pages_walk (self->pages, sequence->root, sequence_cb, self);
}

/* Whose file is it? Its head says so, or, where that is damaged, what is found in it or beside it.
 */
static gboolean
is_ours (Salvage *self, const char *folder, GError **error)
{
  g_autofree char *backups = sheaf_backup_folder (folder);
  g_autoptr (GPtrArray) list = sheaf_backup_list (backups);
  gboolean head = sheaf_pages_has_head (self->pages);
  guint32 id = sheaf_pages_get_number (self->pages, 68);

  if (head && id == SHEAF_SCHEMA_APPLICATION_ID
      && sheaf_pages_get_number (self->pages, 60) > SHEAF_SCHEMA_VERSION
      && sheaf_pages_get_number (self->pages, 60) < 10000)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_NEW, "a newer library, damaged");
      return FALSE;
    }
  if ((head && id == SHEAF_SCHEMA_APPLICATION_ID) || self->repair->rows > 0 || list->len > 0)
    return TRUE;
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "nothing in it is ours");

  return FALSE;
}

/* What is dropped now is looked for in the backups as what was never found. */
static gboolean
drop_damaged_texts (Salvage *self, GError **error)
{
  sqlite3 *handle = sheaf_db_get_handle (self->db);
  int before = sqlite3_total_changes (handle);

  if (!sheaf_mend_drop_damaged_texts (self->db, error))
    return FALSE;
  if (sqlite3_total_changes (handle) != before)
    g_hash_table_add (self->damaged, g_strdup ("content"));

  return TRUE;
}

static gboolean
fill (Salvage *self, const char *folder, GError **error)
{
  if (!sheaf_db_run (self->db, "PRAGMA foreign_keys = OFF", error)
      || !sheaf_db_begin (self->db, error))
    return FALSE;
  read_all (self);
  g_ptr_array_set_size (self->tables, 0); /* and their statements */
  if (!sheaf_db_commit (self->db, error)
      || g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !is_ours (self, folder, error) || !sheaf_db_begin (self->db, error))
    return FALSE;
  if (!drop_damaged_texts (self, error)
      || (g_hash_table_size (self->damaged) > 0
          && !sheaf_mend_from_backups (self->db, folder, self->damaged, self->repair,
                                       self->cancellable, error))
      || !sheaf_mend (self->db, self->repair, error))
    {
      sheaf_db_rollback (self->db);
      return FALSE;
    }

  return sheaf_db_commit (self->db, error);
}

static void
remove_flat (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A library in NEW_FOLDER with everything of FILE. */
static gboolean
make_clone (Salvage *self, const char *folder, const char *new_folder, GError **error)
{
  gboolean good;

  remove_flat (new_folder); /* what a kill left */
  if (g_mkdir_with_parents (new_folder, 0700) != 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", new_folder, g_strerror (errno));
      return FALSE;
    }
  self->db = sheaf_db_open (new_folder, SHEAF_DB_WRITER, error);
  if (self->db == NULL)
    return FALSE;
  sheaf_pages_walk (self->pages, 1, schema_cb, self);
  make_scratch (self);
  good = read_tables (self, error) && fill (self, folder, error);
  g_ptr_array_set_size (self->tables, 0);
  sheaf_db_close (g_steal_pointer (&self->db));
  sqlite3_close (self->scratch);

  return good;
}

/* A library that has gone is as good as one without a byte. */
static SheafPages *
open_pages (const char *folder, const char *file, GError **error)
{
  if (!g_file_test (file, G_FILE_TEST_EXISTS) && sheaf_salvage_is_emptied (folder))
    g_file_set_contents (file, "", 0, NULL);

  return sheaf_pages_open (file, error);
}

SheafRepair *
sheaf_salvage (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autofree char *new_folder = g_build_filename (folder, "library.salvage", NULL);
  g_autofree char *new_file = g_build_filename (new_folder, "library.db", NULL);
  g_autoptr (SheafPages) pages = open_pages (folder, file, error);
  g_autoptr (SheafRepair) repair = sheaf_repair_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (table_free);
  g_autoptr (GPtrArray) schema = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GHashTable) damaged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Salvage self = { .pages = pages,
                   .repair = repair,
                   .tables = tables,
                   .schema = schema,
                   .damaged = damaged,
                   .cancellable = cancellable };

  if (pages != NULL && make_clone (&self, folder, new_folder, error))
    repair->set_aside = sheaf_hold_replace (folder, new_file, sheaf_time_now (), error);
  remove_flat (new_folder);

  return repair->set_aside != NULL ? g_steal_pointer (&repair) : NULL;
}

char *
sheaf_salvage_mark_path (const char *folder)
{
  return g_build_filename (folder, "library.damaged", NULL);
}

gboolean
sheaf_salvage_is_emptied (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autofree char *backups = sheaf_backup_folder (folder);
  g_autoptr (GPtrArray) list = sheaf_backup_list (backups);
  GStatBuf info;

  if (list->len == 0)
    return FALSE;

  return g_stat (path, &info) == 0 ? info.st_size == 0 : errno == ENOENT;
}
