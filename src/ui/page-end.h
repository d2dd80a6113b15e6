/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands after the last line of an article: archive it, go on to the next unread one, or to one with the same tags. */
#pragma once

#include "store/article.h"
#include "ui/lost-marks.h"
#include "ui/page-inset.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_END (sheaf_page_end_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageEnd, sheaf_page_end, SHEAF, PAGE_END, SheafPageInset)

/* Signals: "next": the next unread one is wanted; "open-article" (int64). Archiving is the action "article.archive". */
GtkWidget *sheaf_page_end_new (void);

/* The highlights without a place stand above all else. (transfer none) */
SheafLostMarks *sheaf_page_end_get_lost (SheafPageEnd *self);

void sheaf_page_end_set_measure (SheafPageEnd *self,
                                 int           measure); /* pixels */
void sheaf_page_end_set_archived (SheafPageEnd *self,
                                  gboolean      archived);

/* TITLE: of the next unread article; NULL: there is none; "": it is not known. */
void sheaf_page_end_set_next (SheafPageEnd *self,
                              const char   *title);

/* ROWS (of SheafRow; nullable) are not kept. TAGS: those of the article itself; what is shared is shown. */
void sheaf_page_end_set_related (SheafPageEnd      *self,
                                 const GPtrArray   *rows,
                                 const char *const *tags);

G_END_DECLS
