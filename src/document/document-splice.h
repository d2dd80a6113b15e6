/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks taken out of a document and put into one. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

/* SELF without its N blocks from FIRST on, PIECE's (nullable) in their place. What PIECE stands in is what stands
 * around that place: an item among items stays one of the list, the rest of a quotation stays in it. Links to places
 * that are gone are text. (transfer full); any thread */
SheafDocument *sheaf_document_splice (const SheafDocument *self,
                                      guint                first,
                                      guint                n,
                                      const SheafDocument *piece);

/* Those N blocks alone, in what they stand in. (transfer full) */
SheafDocument *sheaf_document_slice (const SheafDocument *self,
                                     guint                first,
                                     guint                n);

/* The blocks whose text together is TEXT, whatever their white space; of several the nearest to the offset NEAR (code
 * points). *FIRST, *N (out) untouched where there are none. */
gboolean sheaf_document_find_blocks (const SheafDocument *self,
                                     const char          *text,
                                     guint                near,
                                     guint               *first,
                                     guint               *n);

G_END_DECLS
