/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was left out of an article, made fit to be put back. */
#pragma once

#include "library/library.h"

G_BEGIN_DECLS

/* REMOVED, the caller's, was left out of the article ID at the address BASE (nullable): reads its HTML as every article
 * is read, on another thread. */
void sheaf_library_make_put_back_async (SheafLibrary       *self,
                                        gint64              id,
                                        const SheafRemoved *removed,
                                        const char         *base,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/* The edit that puts it back. NULL with NOT_AN_ARTICLE: there is nothing in it that an article may hold. (transfer
 * full) */
SheafEdit *sheaf_library_make_put_back_finish (SheafLibrary *self,
                                               GAsyncResult *result,
                                               GError      **error);

G_END_DECLS
