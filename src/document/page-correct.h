/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article that its reader corrects: blocks left out of it, and blocks put back that were left out. Each makes a
 * new page and leaves the old one as it was; what was left out stays with it, each at its place. Any thread. */
#pragma once

#include "document/page.h"

G_BEGIN_DECLS

/* SELF without the N blocks of its document from FIRST on, which become one that the reader left out. NULL: nothing
 * would be left of the article. (transfer full) */
SheafPage *sheaf_page_leave_out (const SheafPage *self,
                                 guint            first,
                                 guint            n);

/* SELF with PIECE where the left-out block INDEX stood; that is kept as put back. (transfer full) */
SheafPage *sheaf_page_put_back (const SheafPage     *self,
                                guint                index,
                                const SheafDocument *piece);

/* NOW, the article fetched again, corrected as the reader had corrected BEFORE: what was left out is left out where its
 * text is found again, what was put back is put back where NOW leaves out the same text. (transfer full) */
SheafPage *sheaf_page_correct_again (const SheafPage *now,
                                     const SheafPage *before);

/* Has a reader corrected it? */
gboolean sheaf_page_is_corrected (const SheafPage *self);

G_END_DECLS
