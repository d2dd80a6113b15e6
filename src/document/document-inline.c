/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the writers share: which spans and containers belong to a block, and its text with the
 * spans' ends in an order that nests. */

#include "document/document-private.h"

#include <string.h>

/* Index of the first span that begins at or after OFFSET. */
static gsize
find_span (const SheafDocument *self, guint offset)
{
  gsize low = 0, high = self->spans->len;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (g_array_index (self->spans, SheafSpan, middle).start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

const SheafSpan *
sheaf_document_block_spans (const SheafDocument *self, const SheafBlock *block, gsize *n)
{
  gsize first = find_span (self, block->start);

  *n = find_span (self, block->end + 1) - first;

  return *n > 0 ? (const SheafSpan *)(gpointer)self->spans->data + first : NULL;
}

guint
sheaf_document_block_path (const SheafDocument *self,
                           const SheafBlock *block,
                           int path[SHEAF_DOCUMENT_MAX_DEPTH])
{
  guint depth = 0;
  int container;

  for (container = block->container; container >= 0 && depth < SHEAF_DOCUMENT_MAX_DEPTH;
       container = g_array_index (self->containers, SheafContainer, container).parent)
    path[depth++] = container;
  for (guint i = 0; i < depth / 2; i++)
    {
      container = path[i];
      path[i] = path[depth - 1 - i];
      path[depth - 1 - i] = container;
    }

  return depth;
}

/* Where the walk stands. At most one span of a kind is open at any place. */
typedef struct
{
  const SheafDocument *document;
  const SheafInlineWriter *writer;
  gpointer data;
  const SheafSpan *open[SHEAF_DOCUMENT_SPAN_KINDS];
  guint n_open;
  guint at;
  gsize byte;
} Inline;

static void
write_until (Inline *self, guint end)
{
  const char *text = self->document->text + self->byte;
  const char *stop = g_utf8_offset_to_pointer (text, (glong)end - (glong)self->at);

  if (stop > text)
    self->writer->text (text, (gsize)(stop - text), self->data);
  self->byte += (gsize)(stop - text);
  self->at = end;
}

/* Ends the spans that end here; those opened later are closed around it and opened again. */
static void
close_ended (Inline *self)
{
  guint keep = self->n_open;
  guint n = self->n_open;

  for (guint i = 0; i < n; i++)
    if (self->open[i]->end <= self->at)
      {
        keep = i;
        break;
      }
  for (guint i = n; i > keep; i--)
    self->writer->close (self->open[i - 1], self->byte, self->data);
  self->n_open = keep;
  for (guint i = keep; i < n; i++)
    if (self->open[i]->end > self->at)
      {
        self->writer->open (self->open[i], self->byte, self->data);
        self->open[self->n_open++] = self->open[i];
      }
}

static guint
next_end (const Inline *self, guint limit)
{
  for (guint i = 0; i < self->n_open; i++)
    limit = MIN (limit, self->open[i]->end);

  return limit;
}

void
sheaf_document_walk_inline (const SheafDocument *document,
                            const SheafBlock *block,
                            const SheafSpan *spans,
                            gsize n_spans,
                            const SheafInlineWriter *writer,
                            gpointer data)
{
  Inline self = { document, writer, data, { NULL }, 0, block->start, block->start_byte };
  gsize next = 0;

  while (self.at < block->end)
    {
      guint limit;

      while (next < n_spans && spans[next].start < block->start)
        next++;
      for (; next < n_spans && spans[next].start == self.at; next++)
        {
          writer->open (&spans[next], self.byte, data);
          self.open[self.n_open++] = &spans[next];
        }
      limit = next < n_spans ? MIN (spans[next].start, block->end) : block->end;
      write_until (&self, next_end (&self, limit));
      close_ended (&self);
    }
}
