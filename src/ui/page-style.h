/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a page is set: its typography as a value, its themes, and the text tags of a buffer, one for each
 * distinct way a paragraph can stand (its look, and how deep in quotes and lists). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person chooses in settings, by these names there. */
typedef enum
{
  SHEAF_PAPER_LIGHT,
  SHEAF_PAPER_SEPIA,
  SHEAF_PAPER_DARK,
  SHEAF_PAPER_BLACK,
  SHEAF_N_PAPERS,
} SheafPaper;

typedef struct
{
  const char *page, *ink, *dim, *accent; /* CSS colours */
  const char *hit, *current;             /* grounds of what was found, and of the one gone to */
  const char *hit_ink, *current_ink;
} SheafTheme;

typedef struct
{
  int        size;        /* pixels of the body's em */
  char       family[128]; /* one or more, for Pango; "": the serif ones */
  gboolean   sans;        /* it looks right with a little less leading */
  int        leading;     /* steps more or less of it than the look's own, -2 … 2 */
  gboolean   indent;      /* paragraphs begin with a first-line indent and are not apart */
  gboolean   justify;
  SheafPaper paper;
  gboolean   high_contrast;
  int        characters; /* of a line */
  gboolean   columns;    /* two, where there is room */
} SheafTypography;

const SheafTheme *sheaf_typography_get_theme (const SheafTypography *self);
const char       *sheaf_typography_get_family (const SheafTypography *self); /* for Pango and CSS */
GdkRGBA           sheaf_theme_colour (const char *colour,
                                      double      alpha);

/* The page's style sheet. (transfer full) */
char *sheaf_typography_to_css (const SheafTypography *self);

typedef enum
{
  SHEAF_LOOK_SITE,
  SHEAF_LOOK_HEADLINE,
  SHEAF_LOOK_BYLINE,
  SHEAF_LOOK_CHIPS,
  SHEAF_LOOK_PICTURE,
  SHEAF_LOOK_CAPTION,
  SHEAF_LOOK_CITATION, /* whom a quote is from, in it */
  SHEAF_LOOK_PARAGRAPH,
  SHEAF_LOOK_H2,
  SHEAF_LOOK_H3,
  SHEAF_LOOK_H4,
  SHEAF_LOOK_ITEM,
  SHEAF_LOOK_TERM,
  SHEAF_LOOK_CODE,
  SHEAF_LOOK_TABLE,
  SHEAF_LOOK_RULE,
  SHEAF_N_LOOKS,
} SheafLook;

typedef struct
{
  SheafLook look;
  guint     quotes, lists, definitions; /* how many it stands in, at most 15 each */
  guint     wider;                      /* tenths of an em that its lists' numbers need more than usual */
  guint     digits;                     /* of the longest number of its list; 0: none */
  gboolean  marked;                     /* begins with a list's marker, hung into the margin */
  gboolean  rtl;
  gboolean  follows, leads; /* a paragraph after one of its kind, before one */
  gboolean  ends;           /* the last of a list */
  gboolean  defined;        /* before another meaning of the same term */
  guint     turn;   /* 0 or 1: neighbours differ, so that each line begins with a tag of its own; else
                     * GTK 4.8 may take the style over from a line before those that it skipped */
} SheafParagraph;

/* Tenths of an em that numbers of DIGITS need more than a bullet. */
guint sheaf_list_get_widening (guint digits);

/* Left of the paragraph's text, from the edge of the measure, in pixels. */
int sheaf_paragraph_get_indent (const SheafParagraph  *self,
                                const SheafTypography *type);

/* Width of one quote's bar and its gap. */
#define SHEAF_QUOTE_STEP 21

/* The tag of SELF in BUFFER, made and set where it is new. (transfer none) */
GtkTextTag *sheaf_paragraph_get_tag (const SheafParagraph  *self,
                                     GtkTextBuffer         *buffer,
                                     const SheafTypography *type);
double      sheaf_look_get_scale (SheafLook look);
int         sheaf_look_get_letters (SheafLook              look,
                                    const SheafTypography *type); /* pixels from the top of letters to their foot */
gboolean    sheaf_look_is_text (SheafLook look); /* not a thing that stands in the text */

/* How the line at AT is set. (transfer none) (nullable) */
const SheafParagraph *sheaf_page_get_paragraph (const GtkTextIter *at);

/* The tag of a kind of span (a SheafSpanKind), of a language, and of text behind a grid. (transfer none) */
GtkTextTag *sheaf_page_get_span_tag (GtkTextBuffer *buffer,
                                     guint          kind);
GtkTextTag *sheaf_page_get_language_tag (GtkTextBuffer *buffer,
                                         const char    *lang);
GtkTextTag *sheaf_page_get_word_tag (GtkTextBuffer *buffer); /* what is not broken but where it begins */
GtkTextTag *sheaf_page_get_hidden_tag (GtkTextBuffer *buffer);

/* The tag of what was found, or of the one of it that was gone to. (transfer none) */
GtkTextTag *sheaf_page_get_hit_tag (GtkTextBuffer         *buffer,
                                    gboolean               current,
                                    const SheafTypography *type);

/* Grounds of highlights: COLOR below SHEAF_MARK_COLORS, any other is the first. */
#define SHEAF_PAGE_MARK_COLORS 5
const char *sheaf_typography_get_mark_ground (const SheafTypography *self,
                                              guint                  color);
const char *sheaf_page_mark_get_name (guint color); /* translated */
GtkTextTag *sheaf_page_get_mark_tag (GtkTextBuffer         *buffer,
                                     guint                  color,
                                     const SheafTypography *type); /* (transfer none) */

/* The tag of how a word before it is read, small in brackets. (transfer none) */
GtkTextTag *sheaf_page_get_reading_tag (GtkTextBuffer         *buffer,
                                        const SheafTypography *type);

/* The tag of the sentence that is read aloud. (transfer none) */
GtkTextTag *sheaf_page_get_spoken_tag (GtkTextBuffer         *buffer,
                                       const SheafTypography *type);
/* Its ground and ink, CSS colours. */
void        sheaf_typography_get_spoken (const SheafTypography *self,
                                         const char           **ground,
                                         const char           **ink);

/* Sets every tag BUFFER has anew. */
void sheaf_page_restyle (GtkTextBuffer         *buffer,
                         const SheafTypography *type);

G_END_DECLS
