/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One document of the parts of an article. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

/* The blocks of FIRST, then those of SECOND without what it begins with that stands at the beginning of FIRST too, or
 * that is TITLE (nullable): the headline, the dek, the picture over each page. A short line counts only where it has the
 * same place in both. *SKIPPED (out, optional): how many
 * code points of SECOND's text that is. (transfer full) */
SheafDocument *sheaf_document_join (const SheafDocument *first,
                                    const SheafDocument *second,
                                    const char          *title,
                                    guint               *skipped);

/* The share, 0 … 1, of SECOND's text that stands in FIRST already, whole blocks of some length compared, or all where none has that. */
double sheaf_document_share_known (const SheafDocument *first,
                                   const SheafDocument *second);

G_END_DECLS
