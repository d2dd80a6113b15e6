/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a screen reader runs, as the session bus says. Main thread; nothing waits. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CALLBACK (OBJECT, ON) when one begins to run or ends, and soon where one runs already, as long as OBJECT lives. Once for
 * an OBJECT. Without a bus none runs. */
void sheaf_screen_reader_watch (GObject *object,
                                void   (*callback) (gpointer object,
                                                    gboolean on));

G_END_DECLS
