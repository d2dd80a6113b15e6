/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article onto paper, or into a PDF file: GTK's print operation around the layout. What was chosen is remembered. */
#pragma once

#include "library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* SENTENCE (nullable): what there is to say when it is over; NULL where all is well or it was cancelled. */
typedef void (*SheafPrintSaid) (gpointer    user_data,
                                const char *sentence);

/* Asks how, then prints the article ID. SAID is called once. */
void sheaf_print_article (GtkWindow     *window,
                          SheafLibrary  *library,
                          GSettings     *settings,
                          gint64         id,
                          SheafPrintSaid said,
                          gpointer       user_data,
                          GDestroyNotify destroy); /* (nullable) */

/* Writes it as a PDF to FILE, which keeps what it has until all is well. WINDOW (nullable). */
void sheaf_print_export (GtkWindow     *window,
                         SheafLibrary  *library,
                         GSettings     *settings,
                         gint64         id,
                         GFile         *file,
                         SheafPrintSaid said,
                         gpointer       user_data,
                         GDestroyNotify destroy); /* (nullable) */

/* A name for the file of an article called TITLE that every file system takes. (transfer full) */
char *sheaf_print_dup_file_name (const char *title);

G_END_DECLS
