/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of columns come out of a file: only those that the table has are made SQL of. */

#include "store/row-image.h"

#include "base/text.h"
#include "store/edit-private.h"

GVariant *
sheaf_image_read_value (sqlite3_stmt *stmt, int column)
{
  g_autofree char *text = NULL;

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      return g_variant_new_int64 (sqlite3_column_int64 (stmt, column));
    case SQLITE_FLOAT:
      return g_variant_new_double (sqlite3_column_double (stmt, column));
    case SQLITE_TEXT:
      text = sheaf_column_text (stmt, column);
      return g_variant_new_take_string (
          sheaf_text_make_valid (text, -1)); /* the file may be damaged */
    case SQLITE_BLOB:
      return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, sqlite3_column_blob (stmt, column),
                                        sqlite3_column_bytes (stmt, column), 1);
    default:
      return NULL;
    }
}

void
sheaf_image_bind_value (sqlite3_stmt *stmt, int index, GVariant *value)
{
  if (value == NULL)
    sqlite3_bind_null (stmt, index);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    sqlite3_bind_int64 (stmt, index, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    sqlite3_bind_double (stmt, index, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    sheaf_bind_text (stmt, index, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    {
      g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (value);

      sheaf_bind_blob (stmt, index, bytes);
    }
}

gboolean
sheaf_image_read_rows (SheafDb *db,
                       const char *table,
                       const char *sql,
                       gint64 id,
                       GVariantBuilder *rows,
                       GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  while (sheaf_db_step (db, stmt, &failure))
    {
      g_variant_builder_open (rows, G_VARIANT_TYPE ("(s" SHEAF_IMAGE_TYPE ")"));
      g_variant_builder_add (rows, "s", table);
      g_variant_builder_open (rows, G_VARIANT_TYPE (SHEAF_IMAGE_TYPE));
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        if (sqlite3_column_type (stmt, i) != SQLITE_NULL)
          g_variant_builder_add (rows, "{sv}", sqlite3_column_name (stmt, i),
                                 sheaf_image_read_value (stmt, i));
      g_variant_builder_close (rows);
      g_variant_builder_close (rows);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Those of TABLE that IMAGE has. NULL with ERROR. (transfer full): of char * */
static GPtrArray *
list_columns (SheafDb *db, const char *table, GVariant *image, const char *without, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "SELECT name FROM pragma_table_info (?1)", error);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, table);
  while (sheaf_db_step (db, stmt, &failure))
    {
      g_autofree char *name = sheaf_column_text (stmt, 0);
      g_autoptr (GVariant) value = g_variant_lookup_value (image, name, NULL);

      if (value != NULL && g_strcmp0 (name, without) != 0)
        g_ptr_array_add (columns, g_steal_pointer (&name));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&columns);
}

static char *
make_sql (const char *table, const GPtrArray *columns)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO \"%s\" (", table);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", (char *)columns->pdata[i]);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

gboolean
sheaf_image_insert (SheafDb *db,
                    const char *table,
                    GVariant *image,
                    const char *without,
                    gboolean *inserted,
                    GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (db, table, image, without, error);
  g_autofree char *sql = NULL;
  sqlite3_stmt *stmt;
  gboolean good;

  *inserted = FALSE;
  if (columns == NULL || columns->len == 0)
    return columns != NULL;
  sql = make_sql (table, columns);
  stmt = sheaf_db_prepare_once (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (image, columns->pdata[i], NULL);

      sheaf_image_bind_value (stmt, (int)i + 1, value);
    }
  good = sheaf_db_step_done (db, stmt, error);
  *inserted = good && sqlite3_changes (sheaf_db_get_handle (db)) > 0;
  sqlite3_finalize (stmt);

  return good;
}
