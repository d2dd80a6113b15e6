/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the reader of a tree stands: what text means there, and the blocks, containers and spans
 * that it opens in the builder. Private to dom-to-document.c. */
#pragma once

#include "document/document-builder.h"
#include "extract/dom-table.h"
#include "html/dom.h"

G_BEGIN_DECLS

/* What text means inside an element; inherited, then changed by the element. */
typedef struct
{
  const char *lang;
  SheafDirection direction;
  guint level; /* 0: no heading */
  gboolean code;
  gboolean loose; /* code whose lines <br> parts: the source's own break behind it is none */
  gboolean caption;
  gboolean table; /* in a data table: nothing but rows */
  gboolean head;  /* in its <thead> */
  gboolean mute;
} SheafDomSense;

/* What to undo when an element ends. */
typedef struct
{
  SheafDomSense outer;
  gboolean parts; /* a line of its own */
  gboolean block, container, table, reading;
  guint spans;
  const char *closing; /* text that follows (nullable) */
} SheafDomFrame;

typedef struct
{
  SheafDocumentBuilder *builder;
  const char *base;
  gboolean ours; /* our own clean HTML: every table is data, every picture wanted */
  GArray *frames;
  SheafDomSense sense;
  gboolean heading_done; /* the heading's first line is over: what follows is a paragraph */
  gboolean line_start;   /* in code: nothing to break before the next block */
  gboolean forced_break; /* in code: a line break of ours, which the source's own doubles */
  GHashTable *targets;   /* names that links inside the page lead to (nullable: none) */
  gboolean ruby;         /* a reading began that has no text yet */
  SheafTableGrid grid;
  GPtrArray *lifted; /* images met in a table, to follow it */
} SheafDomWalk;

/* The text so far and the text to come are on lines of their own. */
void
sheaf_dom_walk_part (SheafDomWalk *self);

/* Text of the page; begins a block where none is open and there is ink. */
void
sheaf_dom_walk_text (SheafDomWalk *self, const char *text);

/* No block but rows in a table, none but lines in code and captions. */
gboolean
sheaf_dom_walk_takes_blocks (const SheafDomWalk *self);

/* A container until FRAME's element ends; where none may be, a line of its own. */
void
sheaf_dom_walk_container (SheafDomWalk *self,
                          SheafDomFrame *frame,
                          SheafContainerKind kind,
                          int number);

/* A span until FRAME's element ends. */
void
sheaf_dom_walk_span (SheafDomWalk *self,
                     SheafDomFrame *frame,
                     SheafSpanKind kind,
                     const char *href);

G_END_DECLS
