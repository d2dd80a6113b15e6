/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's tables and their versions: schema/NNN.sql, each run once. Private to store/. */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

#define SHEAF_SCHEMA_APPLICATION_ID 0x53484541 /* "SHEA" */
#define SHEAF_SCHEMA_VERSION 5

/* Whose file is it? FALSE with BAD_FILE (another program's, or none) or TOO_NEW. Reads only.
 * VERSION (out): 0 for a new file. */
gboolean sheaf_schema_check (SheafDb *db, int *version, GError **error);

/* Brings the file from VERSION to ours, all or nothing. Writer's connection, inside no transaction. */
gboolean sheaf_schema_upgrade (SheafDb *db, int version, GError **error);

G_END_DECLS
