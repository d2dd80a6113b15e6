/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page view's struct, for the files that make it up: what is shown (page-view.c), layout (page-view-layout.c), drawing
 * (page-view-draw.c), scrolling (page-view-scroll.c), what a screen reader is told (page-view-proxies.c), links and keys
 * (page-view-links.c), their menu and that of the text (page-view-menu.c), those that lead to saved articles
 * (page-view-saved.c), pictures (page-view-pictures.c), notes (page-view-footnotes.c), what is looked for in it
 * (page-view-find.c), highlights (page-view-marks.c), places (page-view-place.c), what is read aloud (page-view-aloud.c),
 * caret browsing (page-view-caret.c), what stands after the last line (page-view-end.c), when the text gets its tags
 * (page-view-tags.c), two columns (page-view-columns.c) and where they end (page-view-breaks.c). */
#pragma once

#include "base/text-find.h"
#include "ui/grid-view.h"
#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_PAGE_BOTTOM_MARGIN 96

typedef struct
{
  GtkWidget *widget;
  guint      offset; /* document; G_MAXUINT: the headline */
  int        span;   /* of a link, or -1 */
} SheafProxyPlace;

/* What is looked for. Only hits near the screen have their tag: thousands of tags would stall. */
typedef struct
{
  char         *text;  /* (nullable) */
  gboolean      words; /* each of its words, where it does not occur itself */
  gboolean      by_words;
  gboolean      seeks; /* the first hit is to be gone to when it is known */
  guint         origin; /* document offset from which that is counted */
  GCancellable *cancellable;
  GArray       *hits;        /* SheafTextRange: of the headline, then of the document */
  guint         in_headline; /* how many of them count from the headline's beginning */
  int           current;     /* index, or -1 */
  int           from, to;    /* buffer offsets between which hits have their tag now … */
  GArray       *marked;      /* … and these: SheafTextRange in the buffer */
  guint         idle;
} SheafPageFind;

typedef struct
{
  GArray *marks;  /* SheafPageMark: all of them … */
  GArray *tagged; /* … and those that have their tag, between these buffer offsets */
  int     from, to;
  guint   idle, selecting, reaching;
  gboolean pressed; /* the pointer is, and may be selecting */
  guint   stepped; /* where the one begins that was stepped to last; G_MAXUINT: none was */
} SheafPageMarks;

/* What is read aloud: document offsets, G_MAXUINT for the headline. */
typedef struct
{
  gboolean any;
  guint    start, end;
} SheafPageSpoken;

/* Where a column begins. */
typedef struct
{
  int offset; /* of the buffer: in its first line … */
  int pixels; /* … and how much of that line, a grid's, stands in the columns before; 0: none of it */
  int y;      /* in buffer coordinates, over the letters */
} SheafPageStart;

/* What the columns show. */
typedef struct
{
  SheafPageStart start;
  SheafPageStart until; /* they end here, where they could hold more; offset -1: they are as full as they can be */
} SheafPageSpread;

/* Two columns: the view is as high as both, one below the other, and a SheafSpread shows them side by side. */
typedef struct
{
  int            height; /* that each may have, pixels; 0: there is one column, which scrolls */
  int            step;   /* from the first to the second, pixels; below 0: to the left */
  int            top;    /* where the first begins, in buffer coordinates */
  SheafPageStart second, next; /* where the second begins, and the first of what follows */
  gboolean       last;   /* nothing follows */
  gboolean       aimed;  /* the view stands where its second column is shown, not its first */
  gboolean       moving; /* the view is scrolled by ourselves */
  SheafPageStart until;  /* as a SheafPageSpread's */
  GArray        *before; /* SheafPageSpread: what was turned forward from, while nothing else has moved */
} SheafPageColumns;

struct _SheafPageView
{
  GtkTextView parent_instance;

  SheafPageBuffer *page; /* (nullable) */
  SheafTypography  type;
  GtkTextBuffer   *blank; /* what is shown where there is no page */
  GtkCssProvider  *css;
  char            *loaded_css;
  GPtrArray       *children; /* pictures and grids, in order */
  GtkWidget       *chips;    /* (nullable): the caller's */
  SheafPageEnd    *end;      /* (nullable) */
  GArray          *proxies;  /* SheafProxyPlace */
  guint            proxies_idle, scrolled_idle, tags_idle;
  int              width, measure;
  int              place;        /* buffer offset of the first character in sight */
  int              place_pixels; /* and how far it is scrolled out */
  gboolean         stale;        /* the layout is to be made anew */
  gboolean         left_out;     /* what was left out is shown, with the next article that is set */
  GArray          *breaks;       /* (nullable): of the next article that is set */
  gboolean         pinned;       /* restored, and not touched since */
  int              active;       /* span index of the link under the pointer or the keyboard, or -1 */
  gboolean         pointed;      /* … it is under the pointer */
  double           pointer_x, pointer_y; /* of the pointer's last motion since; below 0: there was none */
  int              came_from;    /* span index of the reference whose note was gone to, or -1 */
  GHashTable      *saved;        /* address -> gint64: of the links that lead to saved articles */
  SheafPageFind    find;
  SheafPageMarks   marks;
  SheafPageSpoken  spoken;
  SheafPageColumns columns;
};

void sheaf_page_view_size_allocate (GtkWidget *widget, /* page-view-layout.c */
                                    int        width,
                                    int        height,
                                    int        baseline);
void sheaf_page_view_remember_place (SheafPageView *self); /* which is in sight */
void sheaf_page_view_prepare_place (SheafPageView *self); /* it is gone to: what is around it is laid out first */
void sheaf_page_view_restore_place (SheafPageView *self);

void sheaf_page_view_break_columns (SheafPageView *self); /* page-view-breaks.c: it was laid out or scrolled */

/* Where the spread ends that begins at TOP: its second column, and what follows. FALSE: nothing does. */
gboolean sheaf_page_view_find_end (SheafPageView  *self,
                                   int             top,
                                   SheafPageStart *second,
                                   SheafPageStart *next);

/* From the line at LINE, which stands at AT, to the one below it. FALSE: there is none. */
gboolean sheaf_page_view_get_next_line (SheafPageView *self,
                                        GtkTextIter   *line,
                                        GdkRectangle  *at);

/* Would a column that begins with LINE part it from what it belongs to? */
gboolean sheaf_page_view_follows_closely (SheafPageView      *self,
                                          const GtkTextIter  *line,
                                          const GdkRectangle *at);

/* Of the line at LINE, which stands at AT: over its letters, where a screen or a column may begin. */
int sheaf_page_view_get_top_of (SheafPageView      *self,
                                const GtkTextIter  *line,
                                const GdkRectangle *at);

/* The code or table that is the line at LINE; NULL: it is another line. (transfer none) */
SheafGridView *sheaf_page_view_get_grid (const GtkTextIter *line);

void sheaf_page_view_init_columns (SheafPageView *self); /* page-view-columns.c */
void sheaf_page_view_forget_columns (SheafPageView *self); /* what was turned forward from */

/* In columns: a spread on or back; to the spread with a place of the buffer, BELOW pixels down in its line, or to the one
 * that begins with it. */
gboolean sheaf_page_view_turn (SheafPageView *self,
                               int            step);
void     sheaf_page_view_turn_to (SheafPageView *self,
                                  int            offset,
                                  int            below);
void     sheaf_page_view_begin_at (SheafPageView *self,
                                   int            offset);

/* What can be seen, in buffer coordinates: less than the view's height where there are columns. */
void sheaf_page_view_get_sight (SheafPageView *self,
                                GdkRectangle  *sight);

/* Brings ITER into sight: where the page scrolls, as gtk_text_view_scroll_to_iter() does; ALIGN below 0: by the least. */
void sheaf_page_view_bring (SheafPageView *self,
                            GtkTextIter   *iter,
                            double         margin,
                            double         align);

/* Of a place that goes over two columns that of the second. */
void sheaf_page_view_clip_to_column (SheafPageView      *self,
                                     const GdkRectangle *sight,
                                     GdkRectangle       *place);

/* From where the widget has a place to where it is shown. */
void sheaf_page_view_shift (SheafPageView *self,
                            int            buffer_y,
                            int           *x,
                            int           *y);

void sheaf_page_view_snapshot_layer (GtkTextView     *view, /* page-view-draw.c */
                                     GtkTextViewLayer layer,
                                     GtkSnapshot     *snapshot);

void sheaf_page_view_init_scroll (SheafPageView *self); /* page-view-scroll.c */
void sheaf_page_view_queue_scrolled (SheafPageView *self); /* other things are in sight, or may be */

void sheaf_page_view_queue_proxies (SheafPageView *self); /* page-view-proxies.c: of the page that came */
void sheaf_page_view_remove_proxies (SheafPageView *self);
void sheaf_page_view_place_proxies (SheafPageView *self);

void sheaf_page_view_init_marks (SheafPageView *self); /* page-view-marks.c */
void sheaf_page_view_finalize_marks (SheafPageView *self);
void sheaf_page_view_forget_marks (SheafPageView *self);
void sheaf_page_view_watch_selection (SheafPageView *self); /* of the page that came */
void sheaf_page_view_queue_highlights (SheafPageView *self);

/* Of the highlights that begin between two places of the document. */
void sheaf_page_view_draw_signs (SheafPageView *self,
                                 GtkSnapshot   *snapshot,
                                 guint          from,
                                 guint          to);

/* Buffer offsets of the lines in sight and SCREENS more above and below, whole. */
void sheaf_page_view_get_lines (SheafPageView *self,
                                int            screens,
                                int           *from,
                                int           *to);

void sheaf_page_view_begin_tags (SheafPageView *self, /* page-view-tags.c: of a page that came, shown from OFFSET on */
                                 int            offset);
void sheaf_page_view_forget_tags (SheafPageView *self);

void sheaf_page_view_init_caret (SheafPageView *self); /* page-view-caret.c */
void sheaf_page_view_add_end (SheafPageView      *self, /* page-view-end.c */
                              GtkTextChildAnchor *anchor);
void sheaf_page_view_remove_end (SheafPageView *self);

void sheaf_page_view_init_links (SheafPageView *self);
void sheaf_page_view_forget_link (SheafPageView *self);
void sheaf_page_view_open_span (SheafPageView *self,
                                guint          span);

/* A short link down the article, to a note. page-view-footnotes.c */
gboolean sheaf_page_view_is_reference (SheafPageView *self,
                                       guint          span);

/* The link in the note that leads back from where SPAN leads to, or -1. */
int sheaf_page_view_find_return (SheafPageView *self,
                                 guint          span);

/* From a note to the reference it was gone to from; FALSE: SPAN is no way back to that. */
gboolean sheaf_page_view_go_back (SheafPageView *self,
                                  guint          span);
void     sheaf_page_view_activate_link (SheafPageView *self,
                                        int            span); /* -1: none */

int  sheaf_page_view_find_link (SheafPageView *self, /* under the pointer, also in a grid; -1: none */
                                double         x,
                                double         y);
void sheaf_page_view_init_menu (SheafPageView *self);
void sheaf_page_view_pop_up_menu (SheafPageView *self); /* for the link that is active, or the text */

void sheaf_page_view_watch_picture (SheafPageView *self, /* page-view-pictures.c */
                                    GtkWidget     *picture);

void sheaf_page_view_init_saved (SheafPageView *self); /* page-view-saved.c */
void sheaf_page_view_forget_saved (SheafPageView *self);
void sheaf_page_view_draw_saved (SheafPageView *self,
                                 GtkSnapshot   *snapshot,
                                 guint          from,
                                 guint          to);

/* What a screen reader is told of a link: its words, and that it leads to a saved article. (transfer full) */
char *sheaf_page_view_dup_link_name (SheafPageView *self,
                                     guint          span);

/* The grid whose text a place of the document is, and the place in the buffer where it stands AT; or NULL, and AT stays.
 * page-view-find.c */
SheafGridView *sheaf_page_view_find_grid (SheafPageView *self,
                                          guint          offset,
                                          GtkTextIter   *at);

/* Goes to what stands BELOW the top of the line at START, unless it is well in sight. */
void sheaf_page_view_bring_line (SheafPageView     *self,
                                 const GtkTextIter *start,
                                 int                below);

/* Goes to a range of code or a table; FALSE: it begins in none, and nothing happens. */
gboolean sheaf_page_view_bring_in_grid (SheafPageView *self,
                                        guint          start,
                                        guint          end);

void sheaf_page_view_init_find (SheafPageView *self);
void sheaf_page_view_finalize_find (SheafPageView *self);
void sheaf_page_view_forget_hits (SheafPageView *self);  /* the page goes */
void sheaf_page_view_restart_find (SheafPageView *self); /* another came */
void sheaf_page_view_queue_marks (SheafPageView *self);  /* of the hits near the screen */

/* The beginning of the set line at Y (buffer coordinates), and where it stands: the last line at or above it. */
void sheaf_page_view_get_line_at (SheafPageView *self,
                                  int            y,
                                  GtkTextIter   *line,
                                  GdkRectangle  *place);

/* What is marked in the headings among the lines from TOP to BOTTOM. */
void sheaf_page_view_draw_grounds (SheafPageView     *self,
                                   GtkSnapshot       *snapshot,
                                   const GtkTextIter *top,
                                   const GtkTextIter *bottom);

/* Brings a place of the buffer into sight: PIXELS below its top at a third of the height. */
void sheaf_page_view_seek (SheafPageView *self,
                           int            offset,
                           int            pixels);

G_END_DECLS
