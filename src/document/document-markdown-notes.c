/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Footnotes by their shape alone: a mark leads to a note, and the note leads back. */

#include "document/document-markdown-notes.h"

#include "document/document-private.h"

#include <string.h>

#define MAX_MARK 12 /* characters, of a link back too */
#define NEAR 4 /* characters: a mark's own place may stand so far before it, or into its note */
#define MAX_SPANS 256 /* of a note, looked at */
#define MAX_BLOCKS 64 /* of a note */
#define MAX_WALK                                                                                   \
  20000000 /* characters passed over to find the texts of links; then none is a mark */

typedef struct
{
  SheafMarkdownNotes *notes;
  const SheafDocument *document;
  GHashTable *places; /* name -> its ANCHOR */
  guint walked;       /* characters */
} Finder;

/* What a link leads to. (nullable) */
static const SheafSpan *
follow (const Finder *self, const SheafSpan *link)
{
  if (link->kind != SHEAF_SPAN_LINK || *link->href != '#')
    return NULL;

  return g_hash_table_lookup (self->places, link->href + 1);
}

static const SheafBlock *
get_block (const Finder *self, int index)
{
  return &g_array_index (self->document->blocks, SheafBlock, index);
}

/* Of what a link says only its letters, small. NULL: it is too long for a mark. (transfer full) */
static GString *
get_letters (Finder *self, const SheafSpan *link)
{
  const SheafBlock *block
      = get_block (self, sheaf_document_find_block (self->document, link->start));
  guint offset = link->start - block->start, n = link->end - link->start;
  const char *p = self->document->text + block->start_byte;
  GString *letters;

  if (n > MAX_MARK || offset > MAX_WALK - self->walked)
    return NULL;
  self->walked += offset;
  letters = g_string_new (NULL);
  p = g_utf8_offset_to_pointer (p, offset);
  for (; n > 0; n--, p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_unichar_tolower (g_utf8_get_char (p)));

  return letters;
}

/* Digits, signs, one letter, a Roman number; a link back may say that it is one. Words of the text
 * must not be left out. */
static gboolean
is_sign (Finder *self, const SheafSpan *link, gboolean back)
{
  static const char *const words[] = { "back",   "return", "up",    "jumpup", "top",
                                       "zurück", "retour", "terug", "volver", "voltar" };
  g_autoptr (GString) letters = get_letters (self, link);

  if (letters == NULL)
    return FALSE;
  for (gsize i = 0; back && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (letters->str, words[i]))
      return TRUE;

  return g_utf8_strlen (letters->str, -1) <= 1 || strspn (letters->str, "ivx") == letters->len;
}

/* The item that BLOCK begins, or -1. */
static int
find_item (const Finder *self, int block)
{
  int container = get_block (self, block)->container;

  if (container < 0
      || g_array_index (self->document->containers, SheafContainer, container).kind
             != SHEAF_CONTAINER_ITEM)
    return -1;

  return block == 0 || get_block (self, block - 1)->container != container ? container : -1;
}

static gboolean
stands_in (const Finder *self, const SheafBlock *block, int item)
{
  int container = block->container;

  while (container > item)
    container = g_array_index (self->document->containers, SheafContainer, container).parent;

  return container == item;
}

/* Where the note that begins with BLOCK ends, in code points. */
static guint
find_end (const Finder *self, int block, int item)
{
  int last = block;

  while (item >= 0 && last - block < MAX_BLOCKS && last + 1 < (int)self->document->blocks->len
         && stands_in (self, get_block (self, last + 1), item))
    last++;

  return get_block (self, last)->end;
}

/* Links of the note (START to END) that lead back to MARK. */
static gboolean
take_returns (Finder *self, const SheafSpan *mark, const SheafBlock *first, guint end)
{
  gsize n;
  const SheafSpan *link = sheaf_document_block_spans (self->document, first, &n);
  const SheafSpan *stop
      = (const SheafSpan *)(gpointer)self->document->spans->data + self->document->spans->len;
  gboolean found = FALSE;

  for (int i = 0; i < MAX_SPANS && link < stop && link->start < end; i++, link++)
    {
      const SheafSpan *place = follow (self, link);

      if (place == NULL || place->start + NEAR < mark->start || place->start > mark->end
          || !is_sign (self, link, TRUE))
        continue;
      g_hash_table_add (self->notes->returns, (gpointer)link);
      g_hash_table_add (self->notes->places, (gpointer)place->href);
      found = TRUE;
    }

  return found;
}

static void
try_mark (Finder *self, const SheafSpan *link)
{
  const SheafSpan *place = link->end - link->start <= MAX_MARK ? follow (self, link) : NULL;
  int block, item;
  GHashTable *table;
  guint number;

  if (place == NULL)
    return;

  block = sheaf_document_find_block (self->document, place->start);
  item = find_item (self, block);
  if (item < 0 && get_block (self, block)->kind != SHEAF_BLOCK_PARAGRAPH)
    return;
  if (get_block (self, block)->start <= link->start
      || place->start > get_block (self, block)->start + NEAR || !is_sign (self, link, FALSE)
      || !take_returns (self, link, get_block (self, block), find_end (self, block, item)))
    return;

  table = item >= 0 ? self->notes->items : self->notes->blocks;
  number = GPOINTER_TO_UINT (
      g_hash_table_lookup (table, GINT_TO_POINTER ((item >= 0 ? item : block) + 1)));
  if (number == 0)
    {
      number = g_hash_table_size (self->notes->items) + g_hash_table_size (self->notes->blocks) + 1;
      g_hash_table_insert (table, GINT_TO_POINTER ((item >= 0 ? item : block) + 1),
                           GUINT_TO_POINTER (number));
    }
  g_hash_table_insert (self->notes->marks, (gpointer)link, GUINT_TO_POINTER (number));
  g_hash_table_add (self->notes->places, (gpointer)place->href);
}

void
sheaf_markdown_notes_find (SheafMarkdownNotes *self, const SheafDocument *document)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Finder finder = { self, document, places, 0 };

  for (guint i = 0; i < document->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (document->spans, SheafSpan, i);

      if (span->kind == SHEAF_SPAN_ANCHOR)
        g_hash_table_insert (places, (gpointer)span->href, (gpointer)span);
    }
  self->marks = g_hash_table_new (NULL, NULL);
  self->returns = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->items = g_hash_table_new (NULL, NULL);
  self->blocks = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < document->spans->len && g_hash_table_size (places) > 0; i++)
    try_mark (&finder, &g_array_index (document->spans, SheafSpan, i));
}

void
sheaf_markdown_notes_clear (SheafMarkdownNotes *self)
{
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->returns);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->blocks);
}

guint
sheaf_markdown_notes_of_mark (const SheafMarkdownNotes *self, const SheafSpan *link)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->marks, link));
}

guint
sheaf_markdown_notes_of_item (const SheafMarkdownNotes *self, int container)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->items, GINT_TO_POINTER (container + 1)));
}

guint
sheaf_markdown_notes_of_block (const SheafMarkdownNotes *self, guint block)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->blocks, GUINT_TO_POINTER (block + 1)));
}

gboolean
sheaf_markdown_notes_is_return (const SheafMarkdownNotes *self, const SheafSpan *link)
{
  return g_hash_table_contains (self->returns, link);
}
