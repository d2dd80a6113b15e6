/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of small facts with tag chips at its end: the facts come first, chips stand there whole or not at
 * all, and "+2" counts those left out. Its height is that of a chip, whatever it holds. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_FACTS_LINE (sheaf_facts_line_get_type ())
G_DECLARE_FINAL_TYPE (SheafFactsLine, sheaf_facts_line, SHEAF, FACTS_LINE, GtkWidget)

/* FACTS NULL: none. TAGS NULL: none. */
void sheaf_facts_line_set (SheafFactsLine *self, gboolean starred, const char *facts, const char *const *tags);

G_END_DECLS
