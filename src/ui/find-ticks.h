/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small ticks along the page's scrollbar, where what is looked for was found. Takes no pointer. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_FIND_TICKS (sheaf_find_ticks_get_type ())
G_DECLARE_FINAL_TYPE (SheafFindTicks, sheaf_find_ticks, SHEAF, FIND_TICKS, GtkWidget)

void sheaf_find_ticks_set_view (SheafFindTicks *self,
                                SheafPageView  *view);

G_END_DECLS
