/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a document can be gone through by: its headings, links and pictures, as lists of places with the words that
 * name them. Any thread. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_OUTLINE_HEADINGS,
  SHEAF_OUTLINE_LINKS,
  SHEAF_OUTLINE_PICTURES,
} SheafOutlineKind;

typedef struct
{
  guint start, end; /* document offsets */
  guint depth;      /* headings: how many stand above it, whatever their levels are called */
  guint level;      /* headings: 1 … 6 */
  char *words;      /* one line; (nullable): it has none */
  char *href;       /* links; else NULL */
} SheafOutlineEntry;

void sheaf_outline_entry_free (SheafOutlineEntry *self);

/* The entries of KIND in the order of the text. A link whose text goes on in the next block is one; a
 * picture has the words of its description or else of its figure's caption. (transfer full), never NULL:
 * of SheafOutlineEntry */
GPtrArray *sheaf_outline_collect (const SheafDocument *document,
                                  SheafOutlineKind     kind);

/* Index of the last entry that begins at OFFSET or before, or -1. */
int sheaf_outline_find (const GPtrArray *entries,
                        guint            offset);

/* Index of the next entry after OFFSET (STEP 1) or of the last before it (-1); -1: there is none. */
int sheaf_outline_step (const GPtrArray *entries,
                        guint            offset,
                        int              step);

/* How many words stand at OFFSET and after it. */
guint sheaf_outline_count_words_from (const SheafDocument *document,
                                      guint                offset);

/* A part of the text as one line, found from its block on, not from the text's beginning. (transfer full) (nullable):
 * nothing is seen of it */
char *sheaf_outline_dup_words (const SheafDocument *document,
                               guint                start,
                               guint                end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafOutlineEntry, sheaf_outline_entry_free)

G_END_DECLS
