/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library of invented articles. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds the articles FROM … FROM + N - 1 to the library in FOLDER (made where it is not), by the
 * store's own edits. WORDS: how long at least; 0: as long as articles are. All unread, some
 * starred. */
void
fill_library (const char *folder, guint from, guint n, guint words);

G_END_DECLS
