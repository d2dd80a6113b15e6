/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What makes a library consistent again whose rows were lost here and there. Private to store/. */
#pragma once

#include "store/db.h"
#include "store/salvage.h"

G_BEGIN_DECLS

void sheaf_repair_add (SheafRepair  *self,
                       SheafLossKind kind,
                       SheafDb      *db, /* (nullable): title and address are looked up in */
                       gint64        id);
SheafRepair *sheaf_repair_new (void);

/* Takes away what cannot be unpacked any more: texts, and what would undo something. Inside a transaction, foreign
 * keys off. */
gboolean sheaf_mend_drop_damaged_texts (SheafDb     *db,
                                        GError     **error);

/* Rows that are missing in each of TABLES (names) as the newest sound backup of the library in FOLDER has them, and
 * texts that are missing still as an older one has them; none that is damaged there too. A table that lost rows
 * is filled as it was then: what was purged since comes back, and is told as from the backup. Inside a
 * transaction; the backups stay attached. */
gboolean sheaf_mend_from_backups (SheafDb      *db,
                                  const char   *folder,
                                  GHashTable   *tables,
                                  SheafRepair  *repair,
                                  GCancellable *cancellable, /* (nullable) */
                                  GError      **error);

/* Articles for texts and notes that have none, jobs for texts that are gone, no row that points to nothing, every
 * index anew. Inside a transaction, foreign keys off. */
gboolean sheaf_mend (SheafDb     *db,
                     SheafRepair *repair,
                     GError     **error);

G_END_DECLS
