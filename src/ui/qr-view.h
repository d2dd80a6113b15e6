/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text as a QR code: dark on light whatever the colours are, for that is what is read, with the empty frame it needs, and
 * every module a whole number of the screen's pixels. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_QR_VIEW (sheaf_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafQrView, sheaf_qr_view, SHEAF, QR_VIEW, GtkWidget)

/* LABEL: what a screen reader calls it. */
GtkWidget *sheaf_qr_view_new (const char *label);

/* TEXT nullable: none. One that is too long for a code is shown as none. */
void sheaf_qr_view_set_text (SheafQrView *self,
                             const char  *text);

G_END_DECLS
