/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights and notes as a text, made off the main thread: to the clipboard, or into a file that is asked
 * for. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* SAID: how it went, in a sentence; not called where nothing is to be said. Main thread. */
typedef void (*SheafHighlightsSaid) (GtkWindow  *window,
                                     const char *sentence);

/* HIGHLIGHTS (of SheafHighlight) must not change. WINDOW is kept until it is done. */
void sheaf_highlights_copy (GtkWindow          *window,
                            GPtrArray          *highlights,
                            SheafHighlightsSaid said);

/* The ending of the file's name decides: ".json" or ".jsonld", ".txt"; otherwise it is Markdown. */
void sheaf_highlights_save (GtkWindow          *window,
                            GPtrArray          *highlights,
                            SheafHighlightsSaid said);

/* The same of ARTICLES (of SheafMarkedArticle), with their notes. NAME: what is proposed for the file, without ending. */
void sheaf_marked_copy (GtkWindow          *window,
                        GPtrArray          *articles,
                        gboolean            as_text, /* otherwise it is Markdown */
                        SheafHighlightsSaid said);
void sheaf_marked_save (GtkWindow          *window,
                        GPtrArray          *articles,
                        const char         *name,
                        SheafHighlightsSaid said);

G_END_DECLS
