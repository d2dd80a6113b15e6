/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of tables as values, whichever columns those have: what an edit keeps of what it takes away. Private to
 * store/. */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

#define SHEAF_IMAGE_TYPE "a{sv}" /* column -> int64, double, string or bytes; without those that are NULL */

/* A value of the row under way; NULL: it is NULL. (transfer floating) */
GVariant *sheaf_image_read_value (sqlite3_stmt *stmt,
                                  int           column);
void      sheaf_image_bind_value (sqlite3_stmt *stmt,
                                  int           index,
                                  GVariant     *value); /* (nullable) */

/* Adds (TABLE, image) of each row that SQL answers with for ID to ROWS, an "a(sa{sv})" under way. */
gboolean sheaf_image_read_rows (SheafDb         *db,
                                const char      *table,
                                const char      *sql,
                                gint64           id,
                                GVariantBuilder *rows,
                                GError         **error);

/* Puts a row back, where no other one is in its place: *INSERTED (out). Columns and tables that there are none of
 * are passed over; WITHOUT (nullable): a column that is left out. */
gboolean sheaf_image_insert (SheafDb    *db,
                             const char *table,
                             GVariant   *image,
                             const char *without,
                             gboolean   *inserted,
                             GError    **error);

G_END_DECLS
