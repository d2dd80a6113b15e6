/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values into statements and out of their rows. */

#include "store/edit-private.h"

#include <string.h>

void
sheaf_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  sqlite3_bind_text (stmt, index, text, -1, SQLITE_TRANSIENT);
}

void
sheaf_bind_blob (sqlite3_stmt *stmt, int index, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_blob64 (stmt, index, data != NULL ? data : "", size, SQLITE_TRANSIENT);
}

void
sheaf_bind_sha (sqlite3_stmt *stmt, int index, const char *hex)
{
  guint8 sha[32];

  if (hex == NULL || strlen (hex) != 2 * sizeof sha)
    {
      sqlite3_bind_null (stmt, index);
      return;
    }
  for (guint i = 0; i < sizeof sha; i++)
    sha[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  sqlite3_bind_blob (stmt, index, sha, sizeof sha, SQLITE_TRANSIENT);
}

char *
sheaf_column_sha (sqlite3_stmt *stmt, int column)
{
  const guint8 *sha = sqlite3_column_blob (stmt, column);
  GString *hex;

  if (sha == NULL || sqlite3_column_bytes (stmt, column) != 32)
    return NULL;
  hex = g_string_sized_new (64);
  for (guint i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", sha[i]);

  return g_string_free (hex, FALSE);
}

char *
sheaf_column_text (sqlite3_stmt *stmt, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (stmt, column));
}
