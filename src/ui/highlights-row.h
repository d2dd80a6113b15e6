/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window of highlights shows of a SheafHighlight: the article's title and site, or a card with a button that
 * removes it ("highlights.remove" (x), its id). */
#pragma once

#include "ui/highlight.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A factory for a list of SheafHighlight. (transfer full) */
GtkListItemFactory *sheaf_highlights_row_factory_new (void);

/* What the row shows that WIDGET (nullable) is, stands in or holds; NULL: it is none. (transfer none) */
SheafHighlight *sheaf_highlights_row_get (GtkWidget *widget);

G_END_DECLS
