/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article as an immutable value: one UTF-8 string, and lists of ranges into it.
 *
 *   text        the blocks' text, each ended by '\n' (which no block's range covers)
 *   blocks      the leaves, in order: paragraph, heading, code, image, caption, table row, rule, embed
 *   containers  what they stand in, as a tree in an array: quote, list, item, figure, table …
 *   spans       styles, links and where those inside the page lead, over parts of one block's text
 *   images      what an IMAGE block's one character (U+FFFC) stands for
 *
 * All offsets count code points of the text. A rule has no text (start == end); a code block keeps
 * its line breaks; a table row is one line, its cells split by a tab. One number means the same
 * place in the document, in a highlight and in the index. Any thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_DOCUMENT (sheaf_document_get_type ())
#define SHEAF_IMAGE_CHARACTER "\357\277\274" /* U+FFFC */
#define SHEAF_TABLE_MAX_COLUMNS 64

typedef struct _SheafDocument SheafDocument;

/* Numbers are stored: add at the end only. */
typedef enum
{
  SHEAF_BLOCK_PARAGRAPH,
  SHEAF_BLOCK_HEADING, /* level 1 … 6 */
  SHEAF_BLOCK_CODE,    /* `info`: its language, or NULL */
  SHEAF_BLOCK_IMAGE,   /* `image`: index into the images */
  SHEAF_BLOCK_CAPTION, /* stands in a FIGURE or a TABLE */
  SHEAF_BLOCK_ROW,     /* stands in a TABLE; `headers`: bit N set = cell N is a header */
  SHEAF_BLOCK_RULE,
  SHEAF_BLOCK_EMBED, /* a film, a sound, a map … kept elsewhere: its title, a LINK over all of it */
} SheafBlockKind;

typedef enum
{
  SHEAF_CONTAINER_QUOTE,
  SHEAF_CONTAINER_UNORDERED_LIST, /* holds ITEMs */
  SHEAF_CONTAINER_ORDERED_LIST,   /* holds ITEMs; `number`: the first one's */
  SHEAF_CONTAINER_ITEM,
  SHEAF_CONTAINER_DEFINITION_LIST, /* holds TERMs and DEFINITIONs */
  SHEAF_CONTAINER_TERM,
  SHEAF_CONTAINER_DEFINITION,
  SHEAF_CONTAINER_FIGURE, /* holds images (or embeds, code, a table, a quote) and CAPTIONs */
  SHEAF_CONTAINER_TABLE,  /* holds ROWs and at most one CAPTION */
} SheafContainerKind;

typedef enum
{
  SHEAF_SPAN_STRONG,
  SHEAF_SPAN_EMPHASIS,
  SHEAF_SPAN_CODE,
  SHEAF_SPAN_SUPERSCRIPT,
  SHEAF_SPAN_SUBSCRIPT,
  SHEAF_SPAN_LINK, /* `href`: absolute http, https or mailto; "#name" of an ANCHOR */
  SHEAF_SPAN_STRIKE,
  SHEAF_SPAN_ANCHOR, /* a place that links lead to, one character; `href`: its name */
} SheafSpanKind;

typedef enum
{
  SHEAF_DIRECTION_UNKNOWN,
  SHEAF_DIRECTION_LTR,
  SHEAF_DIRECTION_RTL,
} SheafDirection;

typedef struct
{
  SheafBlockKind kind;
  guint          start, end;           /* code points */
  gsize          start_byte, end_byte; /* the same place in the string's bytes */
  int            container;            /* index of the innermost, or -1 */
  guint          level;                /* HEADING */
  guint          image;                /* IMAGE */
  guint64        headers;              /* ROW */
  SheafDirection direction;
  const char    *lang; /* BCP 47, (nullable): as the article's */
  const char    *info; /* CODE, (nullable) */
} SheafBlock;

typedef struct
{
  SheafContainerKind kind;
  int                parent; /* index, always smaller than its own; -1: none */
  int                number; /* ORDERED_LIST */
} SheafContainer;

/* Sorted by start, then longer first, then kind. Spans of one kind never touch or overlap unless
 * they are links or anchors with different addresses. Every link to a name has its anchor. */
typedef struct
{
  SheafSpanKind kind;
  guint         start, end;
  const char   *href; /* LINK, ANCHOR */
} SheafSpan;

typedef struct
{
  const char *src;           /* absolute http or https */
  const char *alt;           /* (nullable) */
  guint       width, height; /* as the page says, 0: unknown */
} SheafImage;

GType          sheaf_document_get_type (void);
SheafDocument *sheaf_document_ref (SheafDocument *self);
void           sheaf_document_unref (SheafDocument *self);
gboolean       sheaf_document_equal (const SheafDocument *a,
                                     const SheafDocument *b);

/* Views into the value, valid while it lives. N (out, nullable): how many. */
const char           *sheaf_document_get_text (const SheafDocument *self);
guint                 sheaf_document_get_length (const SheafDocument *self); /* code points */
const SheafBlock     *sheaf_document_get_blocks (const SheafDocument *self,
                                                 gsize               *n);
const SheafContainer *sheaf_document_get_containers (const SheafDocument *self,
                                                     gsize               *n);
const SheafSpan      *sheaf_document_get_spans (const SheafDocument *self,
                                                gsize               *n);
const SheafImage     *sheaf_document_get_images (const SheafDocument *self,
                                                 gsize               *n);

/* Index of the block that holds OFFSET (its closing line break included), by binary search; -1 for
 * an empty document. */
int sheaf_document_find_block (const SheafDocument *self,
                               guint                offset);

/* The text between two offsets. (transfer full) */
char *sheaf_document_dup_range (const SheafDocument *self,
                                guint                start,
                                guint                end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDocument, sheaf_document_unref)

G_END_DECLS
