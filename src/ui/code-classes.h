/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is a keyword, a string, a comment in a block of code: as the language files of GtkSourceView say, where that is
 * installed; else nobody is answered. It works while nothing else is to be done, in small pieces, on what is nearest to
 * the screen first. Main thread. */
#pragma once

#include "ui/code-ink.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  guint          start, end; /* bytes of the text */
  SheafCodeClass class;
} SheafCodeRange;

/* RANGES: SheafCodeRange, ascending, none of them plain. (transfer full) */
typedef void (*SheafCodeFunc) (GtkWidget *widget,
                               GArray    *ranges);

/* Calls SET (WIDGET) once when it is known what there is in TEXT, unless WIDGET, which shows it, is gone before.
 * SYNTAX: see sheaf_code_language_get_syntax(). Never for very much text or a very long line, nor without the library. */
void sheaf_code_classes_find (GtkWidget    *widget,
                              const char   *syntax,
                              const char   *text,
                              SheafCodeFunc set);

/* Is the library there? Opens it. For tests. */
gboolean sheaf_code_classes_are_known (void);

G_END_DECLS
