/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a repair of the library did, in words: nothing of it is left unsaid. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One line. (transfer full) */
char *sheaf_repair_dup_summary (const SheafRepair *repair);

/* All of it, of the repair that opened STORE. */
void sheaf_repair_dialog_show (GtkWindow  *parent,
                               SheafStore *store);

G_END_DECLS
