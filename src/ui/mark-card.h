/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A highlight as a card: what is quoted behind a line of its colour, its note, and whether it lost its place. */
#pragma once

#include "store/mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Empty. */
GtkWidget *sheaf_mark_card_new (void);

/* MARK is not kept. */
void sheaf_mark_card_set (GtkWidget       *card,
                          const SheafMark *mark);

/* Something else about it than whether it lost its place; NULL: nothing. */
void sheaf_mark_card_say (GtkWidget  *card,
                          const char *words);

/* What a screen reader is told. (transfer full) */
char *sheaf_mark_card_dup_name (const SheafMark *mark);

G_END_DECLS
