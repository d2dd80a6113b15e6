/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The FTS5 tokenizer "cjk2": SQLite's unicode61 for words; in scripts written without spaces overlapping pairs
 * of letters, and in documents the last letter alone. No dictionary, so an index never goes stale.
 * A query of several letters becomes a phrase of pairs by FTS5 itself. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean sheaf_tokenizer_register (sqlite3 *db);

/* One of its own, made. *FUNCTIONS, *INSTANCE (out): to be deleted with xDelete */
gboolean sheaf_tokenizer_find (sqlite3 *db,
                               fts5_tokenizer *functions,
                               Fts5Tokenizer **instance);

G_END_DECLS
