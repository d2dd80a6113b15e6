/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A statement that is put together: literal parts of ours, and values, which are only ever bound. Private to
 * store/. */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct _SheafSql SheafSql;

SheafSql *sheaf_sql_new (void);
void      sheaf_sql_free (SheafSql *self);

/* PART is a literal, or put together of literals. */
void sheaf_sql_add (SheafSql   *self,
                    const char *part);

/* The same; every '@' in it is VALUE. */
void sheaf_sql_add_text (SheafSql   *self,
                         const char *part,
                         const char *value);
void sheaf_sql_add_number (SheafSql   *self,
                           const char *part,
                           gint64      value);

/* What it says, without the values. */
const char *sheaf_sql_get_text (const SheafSql *self);

/* Runs it and appends the first column of each row to IDS (of gint64). FALSE with ERROR; what was read until
 * then stays in IDS. */
gboolean sheaf_sql_read_ids (const SheafSql *self,
                             SheafDb        *db,
                             GArray         *ids,
                             GError        **error);

/* (transfer full): with its values bound; to be finalized */
sqlite3_stmt *sheaf_sql_prepare (const SheafSql *self,
                                 SheafDb        *db,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSql, sheaf_sql_free)

G_END_DECLS
