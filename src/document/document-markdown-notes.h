/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which links of a document are footnote marks, and which items or paragraphs their notes. Private
 * to the Markdown writer. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *marks;   /* const SheafSpan * -> number of its note */
  GHashTable *returns; /* const SheafSpan *: links from a note to its marks */
  GHashTable *places;  /* names of anchors that only these need */
  GHashTable *items;   /* container + 1 -> number: an item that is a note */
  GHashTable *blocks;  /* block + 1 -> number: a paragraph that is one */
} SheafMarkdownNotes;

/* A mark is a short link without words forward to an item or a paragraph that has such a link back
 * to it. Cleared by the caller. */
void
sheaf_markdown_notes_find (SheafMarkdownNotes *self, const SheafDocument *document);
void
sheaf_markdown_notes_clear (SheafMarkdownNotes *self);

/* Numbers count from 1; 0: none. */
guint
sheaf_markdown_notes_of_mark (const SheafMarkdownNotes *self, const SheafSpan *link);
guint
sheaf_markdown_notes_of_item (const SheafMarkdownNotes *self, int container);
guint
sheaf_markdown_notes_of_block (const SheafMarkdownNotes *self, guint block);
gboolean
sheaf_markdown_notes_is_return (const SheafMarkdownNotes *self, const SheafSpan *link);

G_END_DECLS
