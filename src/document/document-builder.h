/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only way to make a document from a page. It keeps the normal form: white space collapsed outside of
 * code, no empty block (but rules and images), spans inside one block, merged and sorted, containers
 * that hold nothing dropped; so that equal pages give equal documents. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct _SheafDocumentBuilder SheafDocumentBuilder;

SheafDocumentBuilder *sheaf_document_builder_new (void);
void                  sheaf_document_builder_free (SheafDocumentBuilder *self);

/* Containers nest; each open is closed. NUMBER counts for ORDERED_LIST alone. */
void sheaf_document_builder_open (SheafDocumentBuilder *self,
                                  SheafContainerKind    kind,
                                  int                   number);
void sheaf_document_builder_close (SheafDocumentBuilder *self);

/* A block begins and ends; text, spans and cells come between. An IMAGE is added by its own call. */
void sheaf_document_builder_begin (SheafDocumentBuilder *self,
                                   SheafBlockKind        kind,
                                   guint                 level,  /* HEADING */
                                   const char           *info,   /* CODE (nullable) */
                                   const char           *lang,   /* (nullable) */
                                   SheafDirection        direction);
void sheaf_document_builder_end (SheafDocumentBuilder *self);
gboolean sheaf_document_builder_in_block (SheafDocumentBuilder *self);

/* How many of the document's blocks there are so far, the open one counted where it has text. */
guint sheaf_document_builder_count_blocks (SheafDocumentBuilder *self);

/* UTF-8 text of the open block, white space as the source has it. */
void sheaf_document_builder_text (SheafDocumentBuilder *self,
                                  const char           *text,
                                  gssize                length);
/* <br>: a line break in code, a space in a heading, a row and a table's caption; else ends the
 * paragraph and begins one alike. */
void sheaf_document_builder_break (SheafDocumentBuilder *self);

/* In a ROW: the next text belongs to a new cell (the first cell is begun so too). */
void sheaf_document_builder_cell (SheafDocumentBuilder *self,
                                  gboolean              header);

/* Spans nest like tags; one left open at the block's end is closed there and opened again in the
 * next block begun before its close. HREF for LINK alone. */
void sheaf_document_builder_open_span (SheafDocumentBuilder *self,
                                       SheafSpanKind         kind,
                                       const char           *href);
void sheaf_document_builder_close_span (SheafDocumentBuilder *self);

void sheaf_document_builder_image (SheafDocumentBuilder *self,
                                   const char           *src,
                                   const char           *alt, /* (nullable) */
                                   guint                 width,
                                   guint                 height);

/* A film, a sound, a map … elsewhere: a block of its own, as an image is. Not in a table. */
void sheaf_document_builder_embed (SheafDocumentBuilder *self,
                                   const char           *href, /* absolute http or https */
                                   const char           *title);

/* The next ink is the place that links to "#NAME" lead to. A name given again, or one that no link
 * leads to, is not kept; nor are links to names that are never given. */
void sheaf_document_builder_anchor (SheafDocumentBuilder *self,
                                    const char           *name);

/* The document; the builder is empty again. (transfer full) */
SheafDocument *sheaf_document_builder_finish (SheafDocumentBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDocumentBuilder, sheaf_document_builder_free)

G_END_DECLS
