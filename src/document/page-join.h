/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article that its site has cut into pages. */
#pragma once

#include "document/page.h"

G_BEGIN_DECLS

/* Does PART go on where SELF ends? It has an article, of the same title ("The tide", "The tide – page 2 of 3"; not
 * asked where SURE, because a rule says so), and most of its text is new. */
gboolean sheaf_page_continues (const SheafPage *self,
                               const SheafPage *part,
                               gboolean         sure);

/* Puts PART's article and what was left out of it behind SELF's; the facts stay SELF's, its next page is PART's. To be
 * called by SELF's maker alone, who has it still to himself. Both have an article. */
void sheaf_page_join (SheafPage       *self,
                      const SheafPage *part);

G_END_DECLS
