/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answers that no server should give. Blocking; on a thread of their own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Answers a request for PATH ("/raw/…") whose head has been read. Ends when all is said, when the
 * other side is gone or when CANCELLABLE says so. FALSE: there is no such answer. */
gboolean
local_raw_answer (const char *path, GSocketConnection *connection, GCancellable *cancellable);

G_END_DECLS
