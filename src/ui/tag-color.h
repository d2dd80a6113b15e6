/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The colours a tag may have, as a name, and as the dot that stands for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* COLOR: 0, none, to SHEAF_TAG_COLORS - 1; any other is taken for none. */
const char   *sheaf_tag_color_get_name (guint color);  /* translated */
GdkPaintable *sheaf_tag_color_get_dot (guint color);   /* as large as an icon (transfer none) */

/* Buttons for all of them, which activate ACTION with the number (i). */
GtkWidget *sheaf_tag_color_buttons_new (const char *action);

G_END_DECLS
