/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar at the reader's foot while an article is read aloud: it shows what a SheafAloud does, and what is in its way.
 * Its buttons are actions of the window (win.aloud …). */
#pragma once

#include "ui/aloud.h"
#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ALOUD_BAR (sheaf_aloud_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafAloudBar, sheaf_aloud_bar, SHEAF, ALOUD_BAR, GtkWidget)

/* Once. */
void sheaf_aloud_bar_set_aloud (SheafAloudBar *self,
                                SheafAloud    *aloud,
                                SheafPageView *view);

G_END_DECLS
