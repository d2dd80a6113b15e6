/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the builder collects before the whole is known: blocks in a rough text, their spans counted
 * from the block's own start. Private to those that make documents. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct
{
  SheafBlockKind kind;
  gsize start, bytes; /* in the drafts' text */
  guint chars;
  int container;
  guint level;
  guint image;
  guint cells;
  guint64 headers;
  SheafDirection direction;
  const char *lang;
  const char *info;
  guint first_span, n_spans;
} SheafDraft;

typedef struct
{
  GString *text;
  GArray *blocks;     /* of SheafDraft */
  GArray *containers; /* of SheafContainer, as opened */
  GArray *spans;      /* of SheafSpan */
  GArray *images;     /* of SheafImage */
  gboolean anchored; /* there are links to names, or anchors */
  GStringChunk *strings;
} SheafDrafts;

/* Puts the last SheafDraft's spans, which are the last ones of all, into the normal form. */
void
sheaf_drafts_tidy_spans (SheafDrafts *self, SheafDraft *block);

/* The value of all drafts; takes the strings. (transfer full) */
SheafDocument *
sheaf_drafts_finish (SheafDrafts *self);

void
sheaf_drafts_init (SheafDrafts *self);
void
sheaf_drafts_clear (SheafDrafts *self);

/* document-join.c: BLOCK of DOCUMENT as the next draft, in the drafts' CONTAINER (-1: none). RENAMED
 * (nullable): what its places are called instead. */
void
sheaf_drafts_add_block (SheafDrafts *self,
                        const SheafDocument *document,
                        const SheafBlock *block,
                        int container,
                        GHashTable *renamed);

/* document-join.c: names of places of SECOND that FIRST has, and what they are called instead.
 * (transfer full) */
GHashTable *
sheaf_drafts_rename_places (const SheafDocument *first, const SheafDocument *second);

G_END_DECLS
