/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept picture's bytes, off the main thread; never from the network. */
#pragma once

#include "library/library.h"

G_BEGIN_DECLS

/* The bytes' head is checked again (BAD_FILE, TOO_BIG, STORE). (transfer full) */
void    sheaf_library_load_picture_async (SheafLibrary       *self,
                                          const char         *sha,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GBytes *sheaf_library_load_picture_finish (SheafLibrary *self,
                                           GAsyncResult *result,
                                           GError      **error);

G_END_DECLS
