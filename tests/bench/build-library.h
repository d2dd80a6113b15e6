/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library as somebody has it after years. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the library of FOLDER (made where it is not) N articles larger, by the store's own edits: saved over nine
 * years, read, starred, archived, in the trash, failed, with notes. The same SEED, the same articles. TELL (nullable):
 * how many are there, now and then. */
void
build_library (const char *folder, guint64 n, guint seed, void (*tell) (guint64 done));

G_END_DECLS
