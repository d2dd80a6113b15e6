/* SPDX-License-Identifier: GPL-3.0-or-later */

/* user_version is the number of the last file that ran; application_id says that the file is ours.
 */

#include "store/schema.h"

#include "store/schema-resource.h"

/* One statement, one snapshot: another process may be making the library at this moment. */
static const char state_sql[]
    = "SELECT (SELECT application_id FROM pragma_application_id),"
      " (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_schema";

gboolean
sheaf_schema_check (SheafDb *db, int *version, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, state_sql, error);
  gint64 id, user_version, tables;

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  id = sqlite3_column_int64 (stmt, 0);
  user_version = sqlite3_column_int64 (stmt, 1);
  tables = sqlite3_column_int64 (stmt, 2);
  sqlite3_reset (stmt);
  if (id != SHEAF_SCHEMA_APPLICATION_ID && (id != 0 || user_version != 0 || tables != 0))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE,
                           "the database belongs to another program");
      return FALSE;
    }
  if (user_version > SHEAF_SCHEMA_VERSION)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_NEW,
                   "version %" G_GINT64_FORMAT " of the library", user_version);
      return FALSE;
    }
  *version = user_version;

  return TRUE;
}

static gboolean
run_file (SheafDb *db, int number, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/io/github/sheaf_app/Sheaf/schema/%03d.sql", number);
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                           SHEAF_SCHEMA_APPLICATION_ID, number);
  g_autoptr (GBytes) sql = g_resource_lookup_data (sheaf_schema_get_resource (), path,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && sheaf_db_run (db, g_bytes_get_data (sql, NULL), error)
         && sheaf_db_run (db, mark, error);
}

gboolean
sheaf_schema_upgrade (SheafDb *db, int version, GError **error)
{
  if (version == SHEAF_SCHEMA_VERSION)
    return TRUE;
  if (!sheaf_db_begin (db, error))
    return FALSE;
  /* Another process may have done it while this one waited for the lock. */
  if (!sheaf_schema_check (db, &version, error))
    {
      sheaf_db_rollback (db);
      return FALSE;
    }
  for (int number = version + 1; number <= SHEAF_SCHEMA_VERSION; number++)
    if (!run_file (db, number, error))
      {
        sheaf_db_rollback (db);
        return FALSE;
      }

  return sheaf_db_commit (db, error);
}
