/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A calm line at the foot of a window: something to know, what can be done about it, and a button that closes it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_NOTICE_BAR (sheaf_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafNoticeBar, sheaf_notice_bar, SHEAF, NOTICE_BAR, GtkWidget)

/* WARNING: with a sign before it. Not yet shown. */
GtkWidget *sheaf_notice_bar_new (gboolean warning);

/* Slides in, or changes its words. */
void sheaf_notice_bar_say (SheafNoticeBar *self,
                           const char     *text);
void sheaf_notice_bar_hide (SheafNoticeBar *self);

/* A button: LABEL with a mnemonic. (transfer none) */
GtkWidget *sheaf_notice_bar_add_button (SheafNoticeBar *self,
                                        const char     *label);

G_END_DECLS
