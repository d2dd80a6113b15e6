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

/* Takes away texts whose checksum is wrong. Inside a transaction, foreign keys off. */
gboolean sheaf_mend_drop_damaged_texts (SheafDb     *db,
                                        GError     **error);

/* Rows that are missing in MAIN and stand in OLD, an attached backup, in each of TABLES (names). Inside a
 * transaction. */
gboolean sheaf_mend_from_backup (SheafDb     *db,
                                 GHashTable  *tables,
                                 SheafRepair *repair,
                                 GError     **error);

/* Articles for texts and notes that have none, jobs for texts that are gone, no row that points to nothing, every
 * index anew. Inside a transaction, foreign keys off. */
gboolean sheaf_mend (SheafDb     *db,
                     SheafRepair *repair,
                     GError     **error);

G_END_DECLS
