/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sign of a link that leads to a saved article, as it is drawn in text and in tables. */
#pragma once

#include "ui/page-style.h"

G_BEGIN_DECLS

#define SHEAF_SAVED_DOT 4 /* pixels */

/* At the end of the link, whose last character stands at LAST; its width is below 0 where it is read from the right. */
void sheaf_saved_dot_draw (GtkSnapshot           *snapshot,
                           const SheafTypography *type,
                           const GdkRectangle    *last);

G_END_DECLS
