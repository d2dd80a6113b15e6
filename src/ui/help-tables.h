/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the help need not say by hand, in Markdown and in the program's language: all keys, of the table of keys.ui, and
 * what can be typed into a search, of the table of store/operator.c. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ALOUD: with those for reading aloud. (transfer full) */
char *sheaf_help_tables_keys (gboolean aloud);

/* The signs of a search, and its operators with what may follow each. (transfer full) */
char *sheaf_help_tables_signs (gboolean aloud);
char *sheaf_help_tables_operators (gboolean aloud);

G_END_DECLS
