/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with the user's own site rules, for whoever tells it. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads them on a thread. finish: a sentence each, "file:line: what", in order; empty: nothing is wrong. FOLDER (out,
 * optional, transfer full): where they lie, or would. (transfer full) */
void  sheaf_library_check_rules_async (GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
GStrv sheaf_library_check_rules_finish (GAsyncResult *result,
                                        char        **folder,
                                        GError      **error);

G_END_DECLS
