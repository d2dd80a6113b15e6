/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What finds the copies of an article, kept beside it: written with each text, made later for texts that were there
 * before. Private to store/; on a SheafDb, in a transaction of the caller's. */
#pragma once

#include "base/shingles.h"
#include "store/db.h"

G_BEGIN_DECLS

/* Of TEXT; of NULL, and of one too short to be told from others, nothing (whole: 0). Any thread. */
SheafFingerprint sheaf_fingerprint_of_text (const char *text);

/* ID has a text of that FINGERPRINT now; what it was alike is forgotten, but not what a person said of it. */
gboolean sheaf_fingerprint_write (SheafDb                *db,
                                  gint64                  id,
                                  const SheafFingerprint *fingerprint,
                                  GError                **error);

/* The same for at most MOST articles that have a text and no fingerprint. MADE (out): how many. */
gboolean sheaf_fingerprint_fill (SheafDb *db,
                                 guint    most,
                                 guint   *made,
                                 GError **error);

/* The slots of a row's COLUMN. FALSE: it has none. */
gboolean sheaf_fingerprint_read (sqlite3_stmt     *stmt,
                                 int               column,
                                 SheafFingerprint *fingerprint);

/* The text of a row's packed COLUMN, with a NUL behind it; NULL: it is damaged. (transfer full) */
GBytes *sheaf_fingerprint_read_text (sqlite3_stmt *stmt,
                                     int           column);

/* ID and those that it is alike are compared with all others again: before it goes. */
gboolean sheaf_fingerprint_leave (SheafDb *db,
                                  gint64   id,
                                  GError **error);

G_END_DECLS
