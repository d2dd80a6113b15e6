/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The labels of the WHATWG Encoding Standard and what iconv calls their encodings. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* LABEL as a header or a <meta> gives it, in any case, white space around it. NULL for NULL, for a
 * label that the standard does not know, and where iconv lacks the encoding. */
const char *sheaf_charset_label_find (const char *label);

/* iconv's name for what uchardet calls NAME; more than the standard's. (transfer full), (nullable) */
char *sheaf_charset_label_dup_guessed (const char *name);

G_END_DECLS
