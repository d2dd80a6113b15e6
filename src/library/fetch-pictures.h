/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Brings the pictures of a page into the library: one edit each. What cannot be had stays missing. */
#pragma once

#include "document/page.h"
#include "library/library.h"

G_BEGIN_DECLS

/* TYPED: the article's address as given, which says where its pictures may come from. KEPT (nullable): a set
 * of addresses, pictures that are there already and are not fetched again. ERROR only for
 * cancelling. */
void     sheaf_fetch_pictures_async (SheafLibrary       *library,
                                     gint64              id,
                                     const char         *typed,
                                     SheafPage          *page,
                                     GHashTable         *kept,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sheaf_fetch_pictures_finish (GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
