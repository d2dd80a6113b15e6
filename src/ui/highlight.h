/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the window of all highlights: a highlight, or the article that those below it are of. Never changes; any
 * thread. */
#pragma once

#include "store/marked.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_HIGHLIGHT (sheaf_highlight_get_type ())
G_DECLARE_FINAL_TYPE (SheafHighlight, sheaf_highlight, SHEAF, HIGHLIGHT, GObject)

#define SHEAF_HIGHLIGHT_HEADING G_MAXUINT

/* The one at INDEX of ARTICLE, or SHEAF_HIGHLIGHT_HEADING; what it needs is copied. (transfer full) */
SheafHighlight *sheaf_highlight_new (const SheafMarkedArticle *article,
                                     guint                     index);

SheafRow        *sheaf_highlight_get_row (SheafHighlight *self);
const SheafMark *sheaf_highlight_get_mark (SheafHighlight *self); /* (nullable): it is a heading */

/* Do they show the same? */
gboolean sheaf_highlight_equal (SheafHighlight *a,
                                SheafHighlight *b);

/* HIGHLIGHTS (of SheafHighlight), headings among them, by their articles. (transfer full): of SheafMarkedArticle */
GPtrArray *sheaf_highlights_by_article (const GPtrArray *highlights);

G_END_DECLS
