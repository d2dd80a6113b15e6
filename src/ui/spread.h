/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows a page, in two columns side by side where that is wanted and there is room; else it is as if it was not there. To
 * stand in a GtkScrolledWindow, as the page would. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SPREAD (sheaf_spread_get_type ())
G_DECLARE_FINAL_TYPE (SheafSpread, sheaf_spread, SHEAF, SPREAD, GtkWidget)

/* Properties: "view" (SheafPageView, at construction); "paged": there are two columns now, read-only;
 * "narrow": their lines are short, see SHEAF_SHORT_LINE, read-only. */

G_END_DECLS
