/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the language of a code block is called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* INFO (nullable) is what the page calls it, as "js"; an unknown one is its own name. NULL: there is none to show.
 * (transfer none) (nullable) */
const char *sheaf_code_language_get_name (const char *info);

/* What GtkSourceView calls it. NULL: there is none, or none that is known. (transfer none) (nullable) */
const char *sheaf_code_language_get_syntax (const char *info);

G_END_DECLS
