/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value's insides, for its makers (builder, unpack) and its writers alone. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

#define SHEAF_DOCUMENT_MAX_DEPTH 64 /* containers inside one another */
#define SHEAF_DOCUMENT_SPAN_KINDS (SHEAF_SPAN_ANCHOR + 1)

struct _SheafDocument
{
  gatomicrefcount ref_count;
  char *text;
  gsize bytes;
  guint length;
  GArray *blocks;        /* of SheafBlock */
  GArray *containers;    /* of SheafContainer */
  GArray *spans;         /* of SheafSpan */
  GArray *images;        /* of SheafImage */
  GStringChunk *strings; /* what the records point at */
};

/* What a character of a page is to the normal form. */
typedef enum
{
  SHEAF_CHAR_INK,
  SHEAF_CHAR_SPACE, /* ordinary white space: collapses */
  SHEAF_CHAR_BLANK, /* no-break and other spaces: kept inside, trimmed at the ends */
  SHEAF_CHAR_NONE,  /* controls, soft hyphen, U+FFFC: never part of a document */
} SheafCharRole;

SheafCharRole
sheaf_document_char_role (gunichar c);

/* An empty value whose fields the maker fills. (transfer full) */
SheafDocument *
sheaf_document_alloc (void);

/* Is every range, index and string of SELF as the header of document.h promises? */
gboolean
sheaf_document_is_normal (const SheafDocument *self);

/* Is a block of KIND enough for a figure? */
gboolean
sheaf_document_block_is_solid (SheafBlockKind kind);

/* What may stand in the records. */
gboolean
sheaf_document_lang_ok (const char *lang);
gboolean
sheaf_document_info_ok (const char *info);
gboolean
sheaf_document_href_ok (const char *href);
gboolean
sheaf_document_anchor_ok (const char *name);
gboolean
sheaf_document_src_ok (const char *src);

/* What a writer does with the pieces of a block's text. Opens and closes nest; a span that crosses
 * another's end is closed there and opened again. AT is the byte offset in the document's text. */
typedef struct
{
  void (*open) (const SheafSpan *span, gsize at, gpointer data);
  void (*close) (const SheafSpan *span, gsize at, gpointer data);
  void (*text) (const char *text, gsize length, gpointer data);
} SheafInlineWriter;

/* Walks BLOCK (code points START to END of it) with the spans SPANS, sorted as in a document, those
 * outside of it passed over. */
void
sheaf_document_walk_inline (const SheafDocument *self,
                            const SheafBlock *block,
                            const SheafSpan *spans,
                            gsize n_spans,
                            const SheafInlineWriter *writer,
                            gpointer data);

/* The spans of BLOCK: a view into the document's. */
const SheafSpan *
sheaf_document_block_spans (const SheafDocument *self, const SheafBlock *block, gsize *n);

/* The containers BLOCK stands in, outermost first; their number. */
guint
sheaf_document_block_path (const SheafDocument *self,
                           const SheafBlock *block,
                           int path[SHEAF_DOCUMENT_MAX_DEPTH]);

G_END_DECLS
