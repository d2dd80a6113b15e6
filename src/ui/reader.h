/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page with its header: one article in whatever state it is, several selected, or none. It keeps the reading
 * place and marks what was read to its end. */
#pragma once

#include "library/library.h"
#include "store/article.h"
#include "ui/aloud-bar.h"
#include "ui/page-view.h"
#include "ui/undo-stack.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_READER (sheaf_reader_get_type ())
G_DECLARE_FINAL_TYPE (SheafReader, sheaf_reader, SHEAF, READER, GtkWidget)

/* Signals: "loaded" (SheafLoaded): the article is here, valid during the emission; "open-link" (string): an
 * absolute address; "add-tag", "remove-tag" (string): a name. */

void sheaf_reader_set_library (SheafReader  *self,
                               SheafLibrary *library,
                               GSettings    *settings);

/* ARTICLE NULL: N others are selected, or none. */
void sheaf_reader_show (SheafReader  *self,
                        SheafArticle *article,
                        guint         n);

void sheaf_reader_set_known_tags (SheafReader       *self,
                                  const char *const *names);
gboolean sheaf_reader_edit_tags (SheafReader *self); /* FALSE: there is no page to do it on */

/* Makes fields of the headline of LOADED, where it is what is shown. What is changed in them is saved when another article
 * comes, too. */
void sheaf_reader_edit_details (SheafReader       *self,
                                const SheafLoaded *loaded,
                                SheafUndoStack    *undo);

AdwHeaderBar  *sheaf_reader_get_header (SheafReader *self);
SheafPageView *sheaf_reader_get_view (SheafReader *self);
SheafAloudBar *sheaf_reader_get_aloud_bar (SheafReader *self);
void          sheaf_reader_set_back_visible (SheafReader *self,
                                             gboolean     visible);

/* Alone in the window: the header leaves out what its menu offers too. */
void sheaf_reader_set_narrow (SheafReader *self,
                              gboolean     narrow);

/* A screenful on (1) or back (-1); FALSE where there is no more. */
gboolean sheaf_reader_page (SheafReader *self,
                            int          step);

/* Opens the find bar with TEXT in it, marks all its hits in the article and brings the first into sight; where it does
 * not occur, each of its words is marked. An article that is still loading is looked through when its text is there.
 * NULL or "": closes the bar. */
void sheaf_reader_find (SheafReader *self,
                        const char  *text);

/* Opens the bar as it was left, to be typed in; FALSE: there is no text in sight to look through. */
gboolean sheaf_reader_start_find (SheafReader *self);
void     sheaf_reader_step_found (SheafReader *self,
                                  int          step); /* 1 or -1; opens the bar where it is closed */

/* The list of headings, links, highlights and pictures; nothing happens where there are none. */
void sheaf_reader_open_outline (SheafReader *self);
void sheaf_reader_step_heading (SheafReader *self,
                                int          step); /* 1 or -1; at the ends nothing happens */

/* Saves what waits to be saved: the place, and what is changed in the fields. */
void sheaf_reader_flush (SheafReader *self);

/* What was left out of the article is shown at its place, until another one is. */
void     sheaf_reader_set_left_out (SheafReader *self,
                                    gboolean     left_out);
gboolean sheaf_reader_get_left_out (SheafReader *self);

G_END_DECLS
