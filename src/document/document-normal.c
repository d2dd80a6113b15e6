/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the builder's drafts to the value: spans merged and sorted, containers that hold nothing
 * dropped, figures and tables without anything to show dissolved, rows padded, all places counted.
 */

#include "document/document-draft.h"
#include "document/document-private.h"

#include <string.h>

SheafCharRole
sheaf_document_char_role (gunichar c)
{
  if (c > ' ' && c < 0x7f)
    return SHEAF_CHAR_INK;
  if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
    return SHEAF_CHAR_SPACE;
  if (c < 0xa0 || c == 0xad || c == 0xfeff || c == 0xfffc)
    return SHEAF_CHAR_NONE;
  if (c == 0x200b || c == 0x2060 || g_unichar_isspace (c))
    return SHEAF_CHAR_BLANK;

  return SHEAF_CHAR_INK;
}

/* Spans */

static int
compare_by_kind (gconstpointer first, gconstpointer second)
{
  const SheafSpan *a = first, *b = second;

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;

  return a->start < b->start ? -1 : a->start > b->start;
}

static int
compare_by_place (gconstpointer first, gconstpointer second)
{
  const SheafSpan *a = first, *b = second;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;

  return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* SPANS sorted by kind -> their number with the touching ones joined. */
static gsize
join_touching (SheafSpan *spans, gsize n)
{
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    {
      SheafSpan *last = kept > 0 ? &spans[kept - 1] : NULL;

      if (last != NULL && last->kind == spans[i].kind && last->end >= spans[i].start
          && g_strcmp0 (last->href, spans[i].href) == 0)
        last->end = MAX (last->end, spans[i].end);
      else
        spans[kept++] = spans[i];
    }

  return kept;
}

/* For each character of the block whether it is ink. */
static guint8 *
mark_ink (const SheafDrafts *self, const SheafDraft *block)
{
  guint8 *ink = g_new (guint8, block->chars);
  const char *text = self->text->str + block->start;

  for (guint i = 0; i < block->chars; i++, text = g_utf8_next_char (text))
    ink[i] = sheaf_document_char_role (g_utf8_get_char (text)) == SHEAF_CHAR_INK;

  return ink;
}

void
sheaf_drafts_tidy_spans (SheafDrafts *self, SheafDraft *block)
{
  g_autofree guint8 *ink = NULL;
  gsize n = self->spans->len - block->first_span;
  gsize kept = 0;
  SheafSpan *spans;

  if (n == 0)
    return;

  spans = &g_array_index (self->spans, SheafSpan, block->first_span);
  ink = mark_ink (self, block);
  qsort (spans, n, sizeof *spans, compare_by_kind);
  n = join_touching (spans, n);
  for (gsize i = 0; i < n; i++)
    {
      SheafSpan span = spans[i];

      while (span.start < span.end && !ink[span.start])
        span.start++;
      while (span.start < span.end && !ink[span.end - 1])
        span.end--;
      if (span.start < span.end
          && !(span.kind == SHEAF_SPAN_CODE && block->kind == SHEAF_BLOCK_CODE))
        spans[kept++] = span;
    }
  qsort (spans, kept, sizeof *spans, compare_by_place);
  g_array_set_size (self->spans, block->first_span + (guint)kept);
  block->n_spans = (guint)kept;
}

/* Containers */

typedef struct
{
  gboolean used;  /* a block stands in it, however deep */
  gboolean solid; /* something a figure is for stands in it */
  gboolean rows;
  guint columns;
  int index; /* in the value; of a dissolved one: its parent's */
} Fate;

static gboolean
stays (const SheafContainer *container, const Fate *fate)
{
  if (container->kind == SHEAF_CONTAINER_FIGURE)
    return fate->solid;
  if (container->kind == SHEAF_CONTAINER_TABLE)
    return fate->rows;

  return fate->used;
}

static Fate *
decide_fates (const SheafDrafts *self)
{
  guint n = self->containers->len;
  Fate *fates = g_new0 (Fate, n + 1);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafDraft *block = &g_array_index (self->blocks, SheafDraft, i);
      Fate *fate = &fates[block->container < 0 ? (int)n : block->container];

      fate->used = TRUE;
      fate->solid |= sheaf_document_block_is_solid (block->kind);
      fate->rows |= block->kind == SHEAF_BLOCK_ROW;
      fate->columns = MAX (fate->columns, block->cells);
    }
  for (guint i = n; i > 0; i--)
    {
      const SheafContainer *container = &g_array_index (self->containers, SheafContainer, i - 1);
      const Fate *fate = &fates[i - 1];
      Fate *outer = &fates[container->parent < 0 ? (int)n : container->parent];

      outer->used |= fate->used;
      outer->solid
          |= fate->solid || fate->rows || (fate->used && container->kind == SHEAF_CONTAINER_QUOTE);
    }

  return fates;
}

static void
place_containers (const SheafDrafts *self, Fate *fates, SheafDocument *document)
{
  for (guint i = 0; i < self->containers->len; i++)
    {
      SheafContainer container = g_array_index (self->containers, SheafContainer, i);

      if (container.parent >= 0)
        container.parent = fates[container.parent].index;
      fates[i].index = container.parent;
      if (!stays (&container, &fates[i]))
        continue;
      fates[i].index = (int)document->containers->len;
      g_array_append_val (document->containers, container);
    }
}

/* Blocks */

static SheafBlockKind
final_kind (const SheafDocument *document, SheafBlockKind kind, int container)
{
  SheafContainerKind outer;

  if (kind != SHEAF_BLOCK_CAPTION)
    return kind;
  if (container < 0)
    return SHEAF_BLOCK_PARAGRAPH;

  outer = g_array_index (document->containers, SheafContainer, container).kind;

  return outer == SHEAF_CONTAINER_FIGURE || outer == SHEAF_CONTAINER_TABLE ? SHEAF_BLOCK_CAPTION
                                                                           : SHEAF_BLOCK_PARAGRAPH;
}

/* Which links inside the page have their anchors, and which anchors a link. */
typedef struct
{
  GHashTable *linked, *named; /* names; NULL: there are none */
} Names;

static void
collect_names (const SheafDrafts *self, Names *names)
{
  if (!self->anchored)
    return;

  names->linked = g_hash_table_new (g_str_hash, g_str_equal);
  names->named = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (self->spans, SheafSpan, i);

      if (span->kind == SHEAF_SPAN_ANCHOR)
        g_hash_table_add (names->named, (gpointer)span->href);
      else if (span->kind == SHEAF_SPAN_LINK && *span->href == '#')
        g_hash_table_add (names->linked, (gpointer)(span->href + 1));
    }
}

static void
free_names (Names *names)
{
  g_clear_pointer (&names->linked, g_hash_table_unref);
  g_clear_pointer (&names->named, g_hash_table_unref);
}

static gboolean
leads_somewhere (const Names *names, const SheafSpan *span)
{
  if (names->linked == NULL)
    return TRUE;
  if (span->kind == SHEAF_SPAN_ANCHOR)
    return g_hash_table_contains (names->linked, span->href);

  return span->kind != SHEAF_SPAN_LINK || *span->href != '#'
         || g_hash_table_contains (names->named, span->href + 1);
}

static void
place_block (const SheafDrafts *self,
             const SheafDraft *draft,
             const Fate *fates,
             const Names *names,
             SheafDocument *document,
             GString *text)
{
  SheafBlock block = { 0 };

  block.container = draft->container < 0 ? -1 : fates[draft->container].index;
  block.kind = final_kind (document, draft->kind, block.container);
  block.start = document->length;
  block.start_byte = text->len;
  block.level = draft->level;
  block.image = draft->image;
  block.headers = draft->headers;
  block.direction = draft->direction;
  block.lang = draft->lang;
  block.info = draft->info;
  g_string_append_len (text, self->text->str + draft->start, (gssize)draft->bytes);
  block.end = block.start + draft->chars;
  if (block.kind == SHEAF_BLOCK_ROW)
    for (guint cells = draft->cells; cells < fates[draft->container].columns; cells++, block.end++)
      g_string_append_c (text, '\t');
  block.end_byte = text->len;
  g_string_append_c (text, '\n');
  document->length = block.end + 1;
  g_array_append_val (document->blocks, block);

  for (guint i = 0; i < draft->n_spans; i++)
    {
      SheafSpan span = g_array_index (self->spans, SheafSpan, draft->first_span + i);

      if (!leads_somewhere (names, &span))
        continue;
      span.start += block.start;
      span.end += block.start;
      g_array_append_val (document->spans, span);
    }
}

SheafDocument *
sheaf_drafts_finish (SheafDrafts *self)
{
  SheafDocument *document = sheaf_document_alloc ();
  g_autofree Fate *fates = decide_fates (self);
  GString *text = g_string_sized_new (self->text->len + self->blocks->len + 1);
  Names names = { NULL, NULL };

  collect_names (self, &names);
  place_containers (self, fates, document);
  for (guint i = 0; i < self->blocks->len; i++)
    place_block (self, &g_array_index (self->blocks, SheafDraft, i), fates, &names, document, text);
  free_names (&names);
  g_array_append_vals (document->images, self->images->data, self->images->len);

  document->bytes = text->len;
  document->text = g_string_free (text, FALSE);
  g_string_chunk_free (document->strings);
  document->strings = g_steal_pointer (&self->strings);

  return document;
}
