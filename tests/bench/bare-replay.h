/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the store asks SQLite for one answer, noted as it asks, to be asked again by nobody but SQLite. */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct _Replay Replay;

/* From now on the statements that DB runs are noted (those that FTS5 runs by itself are not). */
Replay *
replay_begin (SheafDb *db);
void
replay_end (Replay *self);
void
replay_free (Replay *self);

/* Runs them on a connection without anything else, each to its end, and reads its columns; what the store keeps
 * prepared is prepared already. Seconds; *ROWS: how many came. */
double
replay_run (Replay *self, guint64 *rows);

G_END_DECLS
