/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tags of a page's blocks and of the spans in them. In a long article setting them takes as
 * long as all else until the first frame, so those near the screen come first. */

#include "ui/page-buffer.h"

#define NEAR 12000 /* characters: more than a screen holds */
#define LOOKS 16   /* so many blocks are tagged between two looks at the clock */

static void
tag_block (SheafPageBuffer *self, const SheafSetBlock *set, const SheafTypography *type)
{
  const SheafBlock *blocks = sheaf_document_get_blocks (self->document, NULL);
  const char *lang = blocks[set->block].lang;
  GtkTextIter start, end;

  sheaf_page_buffer_get_range (self, set->start, set->end, &start, &end);
  gtk_text_iter_forward_char (&end);
  if (set->paragraph.look == SHEAF_LOOK_CODE || set->paragraph.look == SHEAF_LOOK_TABLE)
    {
      /* with its last line break: then its lines have no height */
      gtk_text_buffer_apply_tag (self->buffer, sheaf_page_get_hidden_tag (self->buffer), &start,
                                 &end);
      gtk_text_iter_backward_line (&start); /* the grid's */
    }
  gtk_text_iter_set_line_offset (&start, 0);
  gtk_text_buffer_apply_tag (
      self->buffer, sheaf_paragraph_get_tag (&set->paragraph, self->buffer, type), &start, &end);
  if (lang != NULL)
    gtk_text_buffer_apply_tag (self->buffer, sheaf_page_get_language_tag (self->buffer, lang),
                               &start, &end);
}

/* Index of the first span that begins at OFFSET or after it. */
static gsize
find_span (const SheafSpan *spans, gsize n, guint offset)
{
  gsize low = 0, high = n;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (spans[middle].start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Those that begin between the two document offsets. */
static void
tag_spans (SheafPageBuffer *self, guint from, guint to)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->document, &n);

  for (gsize i = find_span (spans, n, from); i < n && spans[i].start < to; i++)
    {
      GtkTextIter start, end;

      if (spans[i].kind == SHEAF_SPAN_ANCHOR)
        continue; /* a place, no look */
      sheaf_page_buffer_get_range (self, spans[i].start, spans[i].end, &start, &end);
      gtk_text_buffer_apply_tag (
          self->buffer, sheaf_page_get_span_tag (self->buffer, spans[i].kind), &start, &end);
    }
}

static void
tag (SheafPageBuffer *self, guint i, const SheafTypography *type)
{
  SheafSetBlock *set = &g_array_index (self->blocks, SheafSetBlock, i);

  if (set->tagged)
    return;
  set->tagged = TRUE;
  tag_block (self, set, type);
  tag_spans (self, set->start,
             i + 1 < self->blocks->len ? g_array_index (self->blocks, SheafSetBlock, i + 1).start
                                       : G_MAXUINT);
}

void
sheaf_page_buffer_tag_near (SheafPageBuffer *self, const SheafTypography *type, int offset)
{
  guint at = (guint)sheaf_page_buffer_to_document (self, offset);
  int first = sheaf_page_buffer_find_block (self, at > NEAR ? at - NEAR : 0),
      last = sheaf_page_buffer_find_block (self, at + NEAR);

  for (int i = first; i >= 0 && i <= last; i++)
    tag (self, (guint)i, type);
}

gboolean
sheaf_page_buffer_tag_more (SheafPageBuffer *self, const SheafTypography *type, gint64 until)
{
  do
    for (guint n = 0; n < LOOKS && self->next_tagged < self->blocks->len; n++)
      tag (self, self->next_tagged++, type);
  while (self->next_tagged < self->blocks->len && g_get_monotonic_time () < until);

  return self->next_tagged < self->blocks->len;
}
