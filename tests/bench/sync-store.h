/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store's questions, waited for; what fails ends the program. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

SheafStore *
sync_store_open (const char *folder);

/* Takes EDIT; gives the id an add edit has made. */
gint64
sync_store_apply (SheafStore *store, SheafEdit *edit);

/* ROWS (out, optional): of the first page. (transfer full) */
GArray *
sync_store_query (SheafStore *store, SheafQuery *query, GPtrArray **rows);

G_END_DECLS
