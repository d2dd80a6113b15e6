/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may talk to a server now: so many at once in all, and so many to one host; the others wait in the order they came.
 * Nobody's time runs while he waits, which is why this is not left to the session. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafHostTurns SheafHostTurns;

SheafHostTurns *sheaf_host_turns_new (guint most, guint most_per_host);
void sheaf_host_turns_free (SheafHostTurns *self); /* nobody waits or talks any more */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafHostTurns, sheaf_host_turns_free)

/* It is the turn of DATA. */
typedef void (*SheafHostTurnFunc) (gpointer data);

/* Asks for a turn at HOST: FUNC is called before this returns where there is room, else from a give_back. AHEAD: of
 * those who wait already. */
void sheaf_host_turns_take (SheafHostTurns *self, const char *host, gboolean ahead, SheafHostTurnFunc func, gpointer data);

/* Ends a turn at HOST; others' begin. */
void sheaf_host_turns_give_back (SheafHostTurns *self, const char *host);

/* DATA does not wait any more. FALSE: it did not. */
gboolean sheaf_host_turns_leave (SheafHostTurns *self, gpointer data);

G_END_DECLS
