/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One GtkTextView that carries a whole article: text, pictures, code and tables share one selection. It keeps its
 * place over every change of size, font and width. To stand in a GtkScrolledWindow. */
#pragma once

#include "library/library.h"
#include "ui/page-buffer.h"
#include "ui/page-end.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_VIEW (sheaf_page_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageView, sheaf_page_view, SHEAF, PAGE_VIEW, GtkTextView)

/* Signals: "open-link" (string): an address or "#…"; "read" (double top, double bottom): which part of the
 * article is in sight, 0 … 1, after each scroll or new layout; "found": what sheaf_page_view_get_found() says has
 * changed; "selected": something was selected by pointer or touch; "deselected": a press or a scroll begins, what
 * belongs to the selection goes; "mark-activated" (int64): a highlight was clicked; "marked": other
 * highlights are shown; "link-active" (string, nullable): the address of the link under the pointer or the
 * keyboard; "open-article" (int64): a link to a saved one; "retry-pictures": those that are missing are to be
 * fetched; "footnote" (uint): a link to a note, as an index into
 * the document's spans; "open-picture" (uint): which of
 * sheaf_page_view_dup_pictures(); "menu" (int, double, double): a menu is asked for, for
 * that link (-1: the text) at that place. */

/* Shows an article. CHIPS: the widget under its headline (transfer none, taken out of its parent by the next call).
 * PLACE: 0 … 1, where to begin; below 0: the same article is shown, where it is now. */
void sheaf_page_view_set_article (SheafPageView     *self,
                                  const SheafLoaded *loaded,
                                  SheafLibrary      *library,
                                  GtkWidget         *chips,
                                  double             place);
void sheaf_page_view_clear (SheafPageView *self);

void                   sheaf_page_view_set_typography (SheafPageView         *self,
                                                       const SheafTypography *type);
const SheafTypography *sheaf_page_view_get_typography (SheafPageView *self);

/* Where the top of the screen is, 0 … 1 of the article. */
double sheaf_page_view_get_place (SheafPageView *self);

/* From the next call of sheaf_page_view_set_article() on: what was left out of the article is shown at its place. */
void     sheaf_page_view_set_left_out (SheafPageView *self,
                                       gboolean       left_out);
gboolean sheaf_page_view_get_left_out (SheafPageView *self);

/* Where words may be broken in the article that is set next, see sheaf_hyphens_find(). */
void sheaf_page_view_set_breaks (SheafPageView *self,
                                 GArray        *breaks); /* (nullable) */

/* The block in which the cursor was put by a click or by keys, as document offsets. FALSE: it is in none. */
gboolean sheaf_page_view_get_block_at_cursor (SheafPageView *self,
                                              guint         *start,
                                              guint         *end);

/* The same as a document offset: of the line that is read first, or, until the page is touched, of what was gone to. */
guint sheaf_page_view_get_offset (SheafPageView *self);

/* Brings OFFSET to the top of the screen, as far as the page's end lets it. */
void sheaf_page_view_show_top (SheafPageView *self,
                               guint          offset);

/* Goes to the beginning, but for as much as a long headline needs for the tags below it to be in sight. */
void sheaf_page_view_show_chips (SheafPageView *self);

/* Whether this article's lines above the tags are shown. */
void sheaf_page_view_set_head_shown (SheafPageView *self,
                                     gboolean       shown);

SheafDocument *sheaf_page_view_get_document (SheafPageView *self); /* (transfer none) (nullable) */

/* A screenful on (1) or back (-1); FALSE at the end. */
gboolean sheaf_page_view_page (SheafPageView *self,
                               int            step);

/* To the first (-1) or the last screenful (1). */
void sheaf_page_view_go_to_edge (SheafPageView *self,
                                 int            step);

/* What SheafSpread sets and asks for. HEIGHT: of two columns, pixels; 0: there is one, which scrolls. STEP: from the first
 * to the second. The view wants twice that height; what is shown of each comes in FIRST and SECOND. */
void     sheaf_page_view_set_columns (SheafPageView *self,
                                      int            height,
                                      int            step);
void     sheaf_page_view_get_columns (SheafPageView *self,
                                      int           *first,
                                      int           *second);
int      sheaf_page_view_get_column_width (SheafPageView *self, /* with its margins */
                                           int            characters);
gboolean sheaf_page_view_is_rtl (SheafPageView *self);
void     sheaf_page_view_aim (SheafPageView *self, /* it stands where its second column is shown, or its first */
                              gboolean       second);
gboolean sheaf_page_view_is_aimed (SheafPageView *self);

/* Looks for TEXT off the main thread, marks all hits and goes to the first. NULL: no longer. It is looked for anew in
 * every article shown until then. WORDS: where it does not occur, each of its words is looked for. */
void sheaf_page_view_find (SheafPageView *self,
                           const char    *text,
                           gboolean       words);

/* Which hit is the first: from where the page is now, or of all. */
void sheaf_page_view_begin_find (SheafPageView *self,
                                 gboolean       here);
void sheaf_page_view_step_found (SheafPageView *self,
                                 int            step); /* 1, -1: goes round at the ends */

/* A highlight, by document offsets. */
typedef struct
{
  gint64   id;
  guint    start, end;
  guint    color;
  gboolean has_note;
} SheafPageMark;

/* MARKS (of SheafPageMark) are copied; the later ones lie over the others. Gone with the article. */
void   sheaf_page_view_set_marks (SheafPageView *self,
                                  const GArray  *marks);
const GArray *sheaf_page_view_get_marks (SheafPageView *self); /* of SheafPageMark */
gint64 sheaf_page_view_find_mark (SheafPageView *self,
                                  guint          offset); /* 0: none is there */

/* What stands after the last line of every article; before the first of them. (transfer floating) */
void sheaf_page_view_set_end (SheafPageView *self,
                              SheafPageEnd  *end);

/* Goes to the next highlight (1) or the one before (-1), counted from the one gone to last where that is in sight, else
 * from the top of the screen, and returns it; 0: there is none. */
gint64 sheaf_page_view_step_mark (SheafPageView *self,
                                  int            step);

/* Caret browsing: the arrows move a caret, which Enter's link follows. */
void sheaf_page_view_set_caret (SheafPageView *self,
                                gboolean       on);
void sheaf_page_view_place_caret (SheafPageView *self, /* where it is on */
                                  guint          offset);

/* What the note says that the link at SPAN leads to, as markup, and the way to it. (transfer full) */
char    *sheaf_page_view_dup_footnote (SheafPageView *self,
                                       guint          span);
void     sheaf_page_view_go_to_note (SheafPageView *self,
                                     guint          span);
gboolean sheaf_page_view_get_place_of_link (SheafPageView *self,
                                            guint          span,
                                            GdkRectangle  *place); /* FALSE: not in sight */

/* The pictures that are kept, in order: of SheafViewed (picture-viewer.h). (transfer full) */
GPtrArray *sheaf_page_view_dup_pictures (SheafPageView *self);
void       sheaf_page_view_focus_picture (SheafPageView *self,
                                          guint          index);

/* Says in the frames of missing pictures how their fetching stands. */
void sheaf_page_view_set_fetching (SheafPageView *self,
                                   gboolean       fetching,
                                   gboolean       offline);

/* The web addresses that the article's links lead to, each once. (transfer full) */
GStrv sheaf_page_view_dup_addresses (SheafPageView *self);

/* Which of URLS are saved, and in which articles (IDS, 0: none): their links have a sign and open inside. Gone with
 * the article. */
void   sheaf_page_view_set_saved (SheafPageView     *self,
                                  const char *const *urls,
                                  const GArray      *ids);
gint64 sheaf_page_view_get_saved (SheafPageView *self,
                                  const char    *url); /* 0: it is not */

/* What of the article's text is selected, as document offsets. FALSE: nothing is. */
gboolean sheaf_page_view_get_selected (SheafPageView *self,
                                       guint         *start,
                                       guint         *end);
void     sheaf_page_view_unselect (SheafPageView *self);
void     sheaf_page_view_pop_up_text_menu (SheafPageView *self); /* asks for the menu beside it */

/* Where that stands in the widget; FALSE: not in sight. */
gboolean sheaf_page_view_get_place_of (SheafPageView *self,
                                       guint          start,
                                       guint          end,
                                       GdkRectangle  *place);
void     sheaf_page_view_show_range (SheafPageView *self,
                                     guint          start,
                                     guint          end);

/* Marks the sentence that is read aloud (START G_MAXUINT: the headline) and brings it into sight where the one before it
 * was; it is gone with the article. */
void     sheaf_page_view_set_spoken (SheafPageView *self,
                                     guint          start,
                                     guint          end);
void     sheaf_page_view_clear_spoken (SheafPageView *self);
void     sheaf_page_view_show_spoken (SheafPageView *self);
gboolean sheaf_page_view_is_spoken_in_sight (SheafPageView *self); /* or there is none */

/* How many hits there are. CURRENT (out): the index of the one gone to, or -1; BY_WORDS (out): they are of single words.
 * FALSE: that is not known yet. */
gboolean sheaf_page_view_get_found (SheafPageView *self,
                                    guint         *n,
                                    int           *current,
                                    gboolean      *by_words);

/* For each of N parts of the page's height: 0, or 1 where it has a hit, or 2 where it has the current one. */
void sheaf_page_view_get_found_parts (SheafPageView *self,
                                      guint8        *parts,
                                      guint          n);

G_END_DECLS
