/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One pass over blocks or spans for each kind; words are cut out of the block they stand in, so
 * that thousands of links in a long text cost no more than their own length. */

#include "document/outline.h"

#include "base/text.h"

#include <string.h>

#define MOST_LEVELS 6

void
sheaf_outline_entry_free (SheafOutlineEntry *self)
{
  g_free (self->words);
  g_free (self->href);
  g_free (self);
}

static SheafOutlineEntry *
add_entry (GPtrArray *entries, guint start, guint end, char *words)
{
  SheafOutlineEntry *entry = g_new0 (SheafOutlineEntry, 1);

  entry->start = start;
  entry->end = end;
  entry->words = words;
  g_ptr_array_add (entries, entry);

  return entry;
}

static const char *
skip (const char *text, guint n)
{
  guint skipped;

  return sheaf_text_skip (text, n, &skipped);
}

char *
sheaf_outline_dup_words (const SheafDocument *document, guint start, guint end)
{
  const char *text = sheaf_document_get_text (document), *from, *to;
  int index = sheaf_document_find_block (document, start);
  g_autoptr (GString) words = NULL;
  const SheafBlock *block;

  if (index < 0 || end <= start)
    return NULL;
  block = &sheaf_document_get_blocks (document, NULL)[index];
  from = skip (text + block->start_byte, start - block->start);
  to = skip (from, end - start);
  words = g_string_new_len (from, to - from);
  g_string_replace (words, SHEAF_IMAGE_CHARACTER, " ", 0);

  return sheaf_text_line (words->str, 0);
}

/* --- Headings --- */

/* ABOVE: the levels of the headings that the next one may stand under, N of them. */
static guint
find_depth (guint *above, guint *n, guint level)
{
  while (*n > 0 && above[*n - 1] >= level)
    (*n)--;
  if (*n < MOST_LEVELS)
    above[(*n)++] = level;

  return *n - 1;
}

static void
collect_headings (const SheafDocument *document, GPtrArray *entries)
{
  guint above[MOST_LEVELS], n_above = 0;
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_HEADING)
      {
        SheafOutlineEntry *entry
            = add_entry (entries, blocks[i].start, blocks[i].end,
                         sheaf_outline_dup_words (document, blocks[i].start, blocks[i].end));

        entry->level = blocks[i].level;
        entry->depth = find_depth (above, &n_above, blocks[i].level);
      }
}

/* --- Pictures --- */

static gboolean
stands_in (const SheafContainer *containers, int container, int wanted)
{
  while (container > wanted)
    container = containers[container].parent;

  return container == wanted;
}

static int
find_figure (const SheafContainer *containers, int container)
{
  while (container >= 0 && containers[container].kind != SHEAF_CONTAINER_FIGURE)
    container = containers[container].parent;

  return container;
}

/* The caption of the figure that block INDEX stands in, which may be above it or below. */
static char *
dup_caption (const SheafDocument *document, gsize index)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);
  const SheafContainer *containers = sheaf_document_get_containers (document, NULL);
  int figure = find_figure (containers, blocks[index].container);

  if (figure < 0)
    return NULL;
  while (index > 0 && stands_in (containers, blocks[index - 1].container, figure))
    index--;
  for (; index < n && stands_in (containers, blocks[index].container, figure); index++)
    if (blocks[index].kind == SHEAF_BLOCK_CAPTION)
      return sheaf_outline_dup_words (document, blocks[index].start, blocks[index].end);

  return NULL;
}

static char *
dup_picture_words (const SheafDocument *document, gsize index)
{
  const SheafBlock *block = &sheaf_document_get_blocks (document, NULL)[index];
  char *alt = sheaf_text_line (sheaf_document_get_images (document, NULL)[block->image].alt, 0);

  return alt != NULL ? alt : dup_caption (document, index);
}

static void
collect_pictures (const SheafDocument *document, GPtrArray *entries)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_IMAGE)
      add_entry (entries, blocks[i].start, blocks[i].end, dup_picture_words (document, i));
}

/* --- Links --- */

/* The same link, which only a block's end has parted. */
static gboolean
goes_on (const SheafOutlineEntry *last, const SheafSpan *span)
{
  return last != NULL && span->start <= last->end + 1 && strcmp (last->href, span->href) == 0;
}

static void
lengthen (SheafOutlineEntry *last, const SheafSpan *span, char *words)
{
  last->end = span->end;
  if (last->words == NULL)
    last->words = words;
  else if (words != NULL)
    {
      char *both = g_strconcat (last->words, " ", words, NULL);

      g_free (last->words);
      g_free (words);
      last->words = both;
    }
}

static void
collect_links (const SheafDocument *document, GPtrArray *entries)
{
  SheafOutlineEntry *last = NULL;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (document, &n);

  for (gsize i = 0; i < n; i++)
    {
      char *words;

      if (spans[i].kind != SHEAF_SPAN_LINK)
        continue;
      words = sheaf_outline_dup_words (document, spans[i].start, spans[i].end);
      if (goes_on (last, &spans[i]))
        {
          lengthen (last, &spans[i], words);
          continue;
        }
      last = add_entry (entries, spans[i].start, spans[i].end, words);
      last->href = g_strdup (spans[i].href);
    }
}

/* --- Lists --- */

GPtrArray *
sheaf_outline_collect (const SheafDocument *document, SheafOutlineKind kind)
{
  static void (*const collect[]) (const SheafDocument *, GPtrArray *) = {
    [SHEAF_OUTLINE_HEADINGS] = collect_headings,
    [SHEAF_OUTLINE_LINKS] = collect_links,
    [SHEAF_OUTLINE_PICTURES] = collect_pictures,
  };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_outline_entry_free);

  collect[kind](document, entries);

  return entries;
}

int
sheaf_outline_find (const GPtrArray *entries, guint offset)
{
  int found = -1;

  for (guint i = 0; i < entries->len; i++)
    if (((const SheafOutlineEntry *)entries->pdata[i])->start <= offset)
      found = (int)i;

  return found;
}

int
sheaf_outline_step (const GPtrArray *entries, guint offset, int step)
{
  int next;

  if (step < 0)
    return offset > 0 ? sheaf_outline_find (entries, offset - 1) : -1;
  next = sheaf_outline_find (entries, offset) + 1;

  return next < (int)entries->len ? next : -1;
}

guint
sheaf_outline_count_words_from (const SheafDocument *document, guint offset)
{
  int index = sheaf_document_find_block (document, offset);
  const SheafBlock *block;

  if (index < 0 || offset >= sheaf_document_get_length (document))
    return 0;
  block = &sheaf_document_get_blocks (document, NULL)[index];

  return sheaf_text_count_words (skip (sheaf_document_get_text (document) + block->start_byte,
                                       MAX (offset, block->start) - block->start));
}
