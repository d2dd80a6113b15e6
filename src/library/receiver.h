/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's door for browsers on this machine: while it is open, and wanted, it listens, and takes in what is handed
 * over (intake/intake.h). Main thread.
 *
 * Signals: "changed": what the functions below tell; "taken-in" (const SheafTakenIn *): something came and is kept. */
#pragma once

#include "library/take-in.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_RECEIVER (sheaf_receiver_get_type ())
G_DECLARE_FINAL_TYPE (SheafReceiver, sheaf_receiver, SHEAF, RECEIVER, GObject)

/* That of LIBRARY, whose it is. It does not listen yet. (transfer none) */
SheafReceiver *sheaf_library_get_receiver (SheafLibrary *library);

/* Is to listen, at PORT (0: at any); or is not. Where another program has PORT, it listens at another one. */
void sheaf_receiver_set (SheafReceiver *self,
                         gboolean       listens,
                         guint          port);

/* Another token; whoever has the old one is refused. */
void sheaf_receiver_renew_token (SheafReceiver *self);

/* 0: it does not listen, or not yet. */
guint         sheaf_receiver_get_port (SheafReceiver *self);
gboolean      sheaf_receiver_has_moved (SheafReceiver *self); /* away from the port that was asked for */
const char   *sheaf_receiver_get_token (SheafReceiver *self); /* (nullable): it does not listen, or not yet */
const GError *sheaf_receiver_get_error (SheafReceiver *self); /* why it cannot listen (nullable) */

/* While it listens, (transfer full) (nullable): where pages are to be sent, and all that a browser has to know, as one
 * line. */
char *sheaf_receiver_dup_address (SheafReceiver *self);
char *sheaf_receiver_dup_pairing (SheafReceiver *self);

G_END_DECLS
