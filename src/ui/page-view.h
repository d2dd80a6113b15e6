/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One GtkTextView that carries a whole article: text, pictures, code and tables share one selection. It keeps its
 * place over every change of size, font and width. To stand in a GtkScrolledWindow. */
#pragma once

#include "library/library.h"
#include "ui/page-buffer.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_VIEW (sheaf_page_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageView, sheaf_page_view, SHEAF, PAGE_VIEW, GtkTextView)

/* Signals: "open-link" (string): an address or "#…"; "read" (double top, double bottom): which part of the
 * article is in sight, 0 … 1, after each scroll or new layout. */

/* Shows an article. CHIPS: the widget under its headline (transfer none, taken out of its parent by the next call).
 * PLACE: 0 … 1, where to begin. */
void sheaf_page_view_set_article (SheafPageView     *self,
                                  const SheafLoaded *loaded,
                                  SheafLibrary      *library,
                                  GtkWidget         *chips,
                                  double             place);
void sheaf_page_view_clear (SheafPageView *self);

void                   sheaf_page_view_set_typography (SheafPageView         *self,
                                                       const SheafTypography *type);
const SheafTypography *sheaf_page_view_get_typography (SheafPageView *self);

/* Where the top of the screen is, 0 … 1 of the article. */
double sheaf_page_view_get_place (SheafPageView *self);

/* A screenful on (1) or back (-1); FALSE at the end. */
gboolean sheaf_page_view_page (SheafPageView *self,
                               int            step);

G_END_DECLS
