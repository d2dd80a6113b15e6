/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values into statements and out of their rows. The copies are ours and not SQLite's, which would
 * bind nothing, and say so only here, where it has no memory for one. */

#include "store/edit-private.h"

#include <string.h>

void
sheaf_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  if (text == NULL)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_text64 (stmt, index, g_strdup (text), strlen (text), g_free, SQLITE_UTF8);
}

void
sheaf_bind_blob (sqlite3_stmt *stmt, int index, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_blob64 (stmt, index, size > 0 ? g_memdup2 (data, size) : g_strdup (""), size,
                         g_free);
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
  sqlite3_bind_blob64 (stmt, index, g_memdup2 (sha, sizeof sha), sizeof sha, g_free);
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
  const char *text;

  if (sqlite3_column_type (stmt, column) != SQLITE_TEXT)
    return g_strdup ((const char *)sqlite3_column_text (stmt, column));
  text = sqlite3_column_blob (stmt, column); /* a text would need memory for the zero at its end */

  return text != NULL ? g_strndup (text, sqlite3_column_bytes (stmt, column)) : g_strdup ("");
}
