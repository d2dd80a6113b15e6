/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All addresses that lead to an article: the one that it was saved under, where that was redirected to, what its page
 * calls itself, and those of duplicates that became one with it. Private to store/. */
#pragma once

#include "document/page.h"
#include "store/db.h"

G_BEGIN_DECLS

/* The article with this key, whichever of its addresses it is of. 0: there is none (ERROR unset). */
gint64 sheaf_address_find (SheafDb *db,
                           GBytes  *key,
                           GError **error);

/* PAGE came from FINAL_URL (nullable) and is in ID: its addresses lead there from now on, but for those that lead to
 * an article already. Nothing of a page that is no article: where one that is gone is redirected to, say. */
gboolean sheaf_address_note (SheafDb         *db,
                             gint64           id,
                             const char      *final_url,
                             const SheafPage *page,
                             GError         **error);

/* Another article than ID (0: any) that has an address of PAGE, and no text yet or the same one: what an address on a
 * whole site's pages says of itself is not believed. 0: there is none (ERROR unset). */
gint64 sheaf_address_find_page (SheafDb         *db,
                                gint64           id,
                                const char      *final_url, /* (nullable) */
                                const SheafPage *page,
                                GError         **error);

/* One more address of ID, where KEY leads nowhere yet; *MADE (out): it is new. URL NULL: of a text without. */
gboolean sheaf_address_add (SheafDb    *db,
                            gint64      id,
                            GBytes     *key,
                            const char *url,
                            gboolean   *made,
                            GError    **error);

G_END_DECLS
