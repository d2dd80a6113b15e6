/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands for a film, a sound or a map that is kept elsewhere and has no name of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Video on example.org" where TEXT is no more than the site of HREF; NULL: it has a name. TEXT stands in it as it is.
 * (transfer full) (nullable) */
char *sheaf_embed_dup_name (const char *href,
                            const char *text);

G_END_DECLS
