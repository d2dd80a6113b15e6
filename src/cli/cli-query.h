/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The query language at the command line: its help, and what of a query was not understood. */
#pragma once

#include "store/query.h"

#include <stdio.h>

G_BEGIN_DECLS

/* "sheaf-cli help query" */
void sheaf_cli_print_query_help (FILE *to);

/* Tells on the standard error what was not understood, and so was searched as words or left out. */
void sheaf_cli_tell_unknown (const SheafQuery *query);

/* The order of a name as behind sort: ; FALSE: there is none, which is told. */
gboolean sheaf_cli_parse_order (const char *name,
                                SheafOrder *order);

G_END_DECLS
