/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Brings the further pages of an article that its site has cut, and joins them to the first. */
#pragma once

#include "document/page.h"
#include "library/library.h"

G_BEGIN_DECLS

/* PAGE: the first page of an article, just extracted, handed over until the callback comes; its parts are put behind
 * it. URL: where it was fetched; TYPED: the article's address as given. One page after another, of the same server, at
 * most 20 with the first and 2 million characters; it ends where the next one is no page of this article or one that
 * was there. At once where PAGE names no next page. */
void sheaf_fetch_parts_async (SheafLibrary       *library,
                              SheafPage          *page,
                              const char         *url,
                              const char         *typed,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/* *MISSING (out): more of it is known to be there and did not come. ERROR only for cancelling. */
gboolean sheaf_fetch_parts_finish (GAsyncResult *result,
                                   gboolean     *missing,
                                   GError      **error);

G_END_DECLS
