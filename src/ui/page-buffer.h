/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article set into a GtkTextBuffer: a pure function of its value, without a display.
 *
 * The buffer has characters that the document must not have: the head (site, headline, byline, tags, lead
 * picture), list markers, joiners before the marks of notes and in Korean words, soft hyphens and the anchors of grids. This keeps the sorted array of
 * these insertions and the two functions between the two kinds of offset; nobody else sees buffer offsets. */
#pragma once

#include "store/store.h"
#include "ui/page-style.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_INSET_CHIPS,
  SHEAF_INSET_LEAD,    /* the lead picture, where the text does not have it */
  SHEAF_INSET_PICTURE, /* block FIRST */
  SHEAF_INSET_CODE,    /* block FIRST; its text stands behind the anchor, hidden */
  SHEAF_INSET_TABLE,   /* blocks FIRST … LAST, likewise */
  SHEAF_INSET_LEFT_OUT, /* what was left out there: FIRST of the page's */
  SHEAF_INSET_END, /* what goes on from the article */
} SheafInsetKind;

typedef struct
{
  SheafInsetKind     kind;
  guint               first, last; /* blocks */
  int                 indent_quotes, indent_lists, indent_definitions, indent_wider;
  gboolean            rtl; /* of a table: its first column stands at the right */
  GtkTextChildAnchor *anchor;
} SheafInset;

/* A paragraph of the page: a block, or all rows of a table. */
typedef struct
{
  guint          start, end; /* document offsets, the line break not counted */
  guint          block;
  SheafParagraph paragraph;
  double         bars[4]; /* left edges of the quote bars beside it, in em without the quotes' own steps */
  int            bar_quotes[4]; /* their quotes' containers */
  guint          n_bars;
  int            quote; /* the innermost quote's container, or -1 */
  int            list;  /* the outermost list's container, or -1 */
  int            meaning; /* the innermost definition's container, or -1 */
  gboolean       tagged;
} SheafSetBlock;

typedef struct
{
  SheafDocument *document; /* (nullable) */
  GtkTextBuffer *buffer;
  char          *headline;
  gboolean       rtl;       /* the head's direction */
  GArray        *inserted;  /* document offsets before which the buffer has one character more */
  guint          head;      /* characters of the head */
  guint          headline_start, headline_end; /* buffer offsets */
  GArray        *blocks;    /* SheafSetBlock, in order */
  GArray        *anchors;   /* SheafInset, in order */
  int            end;       /* buffer offset where the end begins, with its line break; -1: it has none */
  guint          next_tagged; /* all blocks before this one have their tags */
} SheafPageBuffer;

/* LEFT_OUT: what was left out of the article has a line of its own where it stood. BREAKS (nullable): where words may
 * be broken, see sheaf_hyphens_find(), or are held together, see sheaf_hangul_find(). The document's blocks have no tags
 * yet. */
SheafPageBuffer *sheaf_page_buffer_new (const SheafLoaded     *loaded,
                                        const SheafTypography *type,
                                        gboolean               left_out,
                                        const GArray          *breaks);
void             sheaf_page_buffer_free (SheafPageBuffer *self);

/* Gives what stands near the buffer's OFFSET its tags, more than a screen's height before and after it. */
void sheaf_page_buffer_tag_near (SheafPageBuffer       *self,
                                 const SheafTypography *type,
                                 int                    offset);

/* Gives blocks their tags that have none, from the first on, until a moment of g_get_monotonic_time(). TRUE: some are
 * left. */
gboolean sheaf_page_buffer_tag_more (SheafPageBuffer       *self,
                                     const SheafTypography *type,
                                     gint64                 until);

int sheaf_page_buffer_to_buffer (const SheafPageBuffer *self,
                                 guint                  offset);
int sheaf_page_buffer_to_document (const SheafPageBuffer *self,
                                   int                    offset); /* the head: 0 */

/* The range of the document as iterators of the buffer. */
void sheaf_page_buffer_get_range (const SheafPageBuffer *self,
                                  guint                  start,
                                  guint                  end,
                                  GtkTextIter           *first,
                                  GtkTextIter           *last);

/* Index of the set block at OFFSET, or -1 where there is none. */
int sheaf_page_buffer_find_block (const SheafPageBuffer *self,
                                  guint                  offset);

/* Does the bar of QUOTE, a container, stand beside SELF? NULL has none. */
gboolean sheaf_set_block_is_in_quote (const SheafSetBlock *self,
                                      int                  quote);

/* The link at OFFSET, as an index into the document's spans, or -1. */
int sheaf_page_buffer_find_link (const SheafPageBuffer *self,
                                 guint                  offset);

/* What is between two places of the buffer as a person would want it pasted: markers and the head as seen,
 * a picture as its description. (transfer full) */
char *sheaf_page_buffer_dup_copy (const SheafPageBuffer *self,
                                  const GtkTextIter     *start,
                                  const GtkTextIter     *end);

/* The picture that stands over the text, NULL where none does. (transfer none) (nullable) */
const SheafKeptPicture *sheaf_page_buffer_get_lead (const SheafLoaded *loaded);

/* The byline's words: author, date, minutes. (transfer full), never NULL */
char *sheaf_page_buffer_dup_byline (const SheafLoaded *loaded);
char *sheaf_page_buffer_dup_site (const SheafLoaded *loaded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPageBuffer, sheaf_page_buffer_free)

G_END_DECLS
