/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was found, until the desktop asks how it is to be shown: it asks for ids first, and then for their words. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

typedef struct _SheafHitCache SheafHitCache;

SheafHitCache *sheaf_hit_cache_new (void);
void           sheaf_hit_cache_free (SheafHitCache *self);

/* Keeps them, by the ids of their articles; what is old goes when there are many. */
void sheaf_hit_cache_add (SheafHitCache *self,
                          GPtrArray     *hits); /* of SheafHit */
void sheaf_hit_cache_add_rows (SheafHitCache *self,
                               GPtrArray     *rows); /* of SheafRow */

gboolean sheaf_hit_cache_has (SheafHitCache *self,
                              gint64         id);

/* One result as the desktop shows it, a{sv}; NULL: it is not there. (transfer floating) (nullable) */
GVariant *sheaf_hit_cache_describe (SheafHitCache *self,
                                    gint64         id);

G_END_DECLS
