/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows and objects on the standard output. */
#pragma once

#include "store/row.h"
#include "store/salvage.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* "12<TAB>unread<TAB>Title", flushed. */
void
sheaf_cli_print_row (const SheafRow *row);

/* All of ROWS (of SheafRow): lines, or, JSON, one array. */
void
sheaf_cli_print_rows (const GPtrArray *rows, gboolean json);

/* One row as an object. */
void
sheaf_cli_print_row_json (const SheafRow *row);

/* The keys of a row into BUILDER's open object: id url final_url title site author excerpt language
 * published state reason starred tags saved_at progress words. */
void
sheaf_cli_row_to_json (const SheafRow *row, JsonBuilder *builder);

/* A member that is a string, or null. */
void
sheaf_cli_json_string (JsonBuilder *builder, const char *name, const char *value);

/* "fetch-again<TAB>12<TAB>Title<TAB>Address" for everything that REPAIR could not bring over as it was. */
void
sheaf_cli_print_losses (FILE *to, const SheafRepair *repair);

/* A member "repair": set_aside backup articles rows indexes links files losses. */
void
sheaf_cli_repair_to_json (const SheafRepair *repair, JsonBuilder *builder);

/* Prints what BUILDER holds, on one line or indented, with a line break. */
void
sheaf_cli_print_json (JsonBuilder *builder, gboolean pretty);

G_END_DECLS
