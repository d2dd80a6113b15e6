/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which way a text is read, and names of one direction within words of the other. */
#pragma once

#include "document/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_BIDI_LEFT_TO_RIGHT "\342\200\216"
#define SHEAF_BIDI_RIGHT_TO_LEFT "\342\200\217"

/* By the first letter of N_BYTES (-1: all) of TEXT; UNKNOWN where there is none. */
SheafDirection sheaf_bidi_find (const char *text,
                                gssize      n_bytes);

/* Is any letter of TEXT read from the right? */
gboolean sheaf_bidi_is_mixed (const char *text);

/* TEXT (transfer full) (nullable), so that its order and that of what stands around it do not touch. (transfer full) */
char *sheaf_bidi_isolate (char *text);

/* FACTS (texts) in a row, a dot between two, each in its own order. (transfer full) */
char *sheaf_bidi_join (GPtrArray *facts);

/* Is the program's own language read from the right? */
gboolean sheaf_bidi_is_interface_rtl (void);

/* LABEL stands on the side from which its words are read. */
void sheaf_bidi_turn_label (GtkLabel *label);

/* One of the characters that this puts in. */
gboolean sheaf_bidi_is_control (gunichar c);

G_END_DECLS
