/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer holds, by its Content-Type, and by its first bytes where it has none. The sniffer is ours: a few
 * signatures, no guessing beyond them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The type in small letters without parameters; *CHARSET (out, nullable result) from its parameters.
 * NULL for NULL. (transfer full) */
char *sheaf_content_kind_parse (const char *header, char **charset);

/* A type that says nothing: absent, application/octet-stream, binary/octet-stream, unknown/unknown. */
gboolean sheaf_content_kind_is_unknown (const char *type);

/* "text/html", "application/pdf", "image/png" …, "text/plain" for what has no NUL in it, else
 * "application/octet-stream". */
const char *sheaf_content_kind_sniff (const guint8 *bytes, gsize size);

/* Does it end as TYPE ends, so that it cannot have been cut? TRUE where that cannot be told (plain text). */
gboolean sheaf_content_kind_has_end (const char *type, const guint8 *bytes, gsize size);

gboolean sheaf_content_kind_is_page (const char *type);
gboolean sheaf_content_kind_is_picture (const char *type);

G_END_DECLS
