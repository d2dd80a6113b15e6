/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader calls something that shows other words than those. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Call it after WIDGET got its label, or became what a row activates: newer GTKs and libadwaitas name it by those then,
 * and that has precedence over a name of its own. */
void sheaf_set_spoken_name (GtkWidget  *widget,
                            const char *name);

G_END_DECLS
