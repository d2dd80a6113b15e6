/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Code as pages set it: its language, and the line numbers that are none of it. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

/* The language that NODE (a <pre>, a <code>, a table of lines), its <code> or what wraps it names.
 * (transfer full) (nullable) */
char *
sheaf_dom_code_dup_language (const SheafNode *node);

/* Inside code: is NODE a line's number, or all of them? */
gboolean
sheaf_dom_code_is_numbers (const SheafNode *node);

/* Is PRE nothing but the line numbers of the code beside it? */
gboolean
sheaf_dom_code_is_gutter (const SheafNode *pre);

/* Is TABLE lines of code with their numbers in cells of their own? */
gboolean
sheaf_dom_code_is_table (const SheafNode *table);

/* Is CODE, a <code>, a block of lines parted by <br> and alone in its own? */
gboolean
sheaf_dom_code_is_block (const SheafNode *code);

G_END_DECLS
