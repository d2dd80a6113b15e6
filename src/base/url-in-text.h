/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which web addresses a running text names. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The web addresses in a text, in order, each once, without the brackets and the punctuation of the
 * sentences around them; what is none is passed over. (transfer full) */
GStrv sheaf_url_find_all (const char *text);

G_END_DECLS
