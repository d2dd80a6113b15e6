/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is chosen among the results opens in the window: the program with it is asked over the bus, which starts it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ACTION is one of the application's, PARAMETER (floating) its target; TIME the click's. CALLBACK (GAsyncReadyCallback of
 * the connection) when it was asked. */
void sheaf_open_window (GDBusConnection    *connection,
                        const char         *action,
                        GVariant           *parameter,
                        guint32             time,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

G_END_DECLS
