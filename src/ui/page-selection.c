/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table's rows stand hidden behind the line of its anchor, over which the pointer selects. */

#include "ui/page-selection.h"

/* From the table's anchor to the end of its last row. */
static void
get_bounds (const SheafPageBuffer *self,
            const SheafSetBlock *table,
            GtkTextIter *first,
            GtkTextIter *last)
{
  sheaf_page_buffer_get_range (self, table->start, table->end, first, last);
  gtk_text_iter_backward_line (first);
}

/* In part, and not from inside it alone. */
static gboolean
is_cut (const GtkTextIter *from,
        const GtkTextIter *to,
        const GtkTextIter *first,
        const GtkTextIter *last)
{
  gboolean reached
      = gtk_text_iter_compare (from, last) < 0 && gtk_text_iter_compare (to, first) > 0;
  gboolean inside
      = gtk_text_iter_compare (from, first) >= 0 && gtk_text_iter_compare (to, last) <= 0;

  return reached && !inside;
}

/* The table that AT is in, its anchor's line included; NULL: in none. */
static const SheafSetBlock *
find_table (const SheafPageBuffer *self, const GtkTextIter *at)
{
  int i = sheaf_page_buffer_find_block (
      self, (guint)MAX (0, sheaf_page_buffer_to_document (self, gtk_text_iter_get_offset (at))));
  const SheafSetBlock *block = i >= 0 ? &g_array_index (self->blocks, SheafSetBlock, i) : NULL;

  return block != NULL && block->paragraph.look == SHEAF_LOOK_TABLE ? block : NULL;
}

gboolean
sheaf_page_buffer_get_selection (const SheafPageBuffer *self, GtkTextIter *first, GtkTextIter *last)
{
  const SheafSetBlock *ends[2];
  GtkTextIter from, to;

  if (!gtk_text_buffer_get_selection_bounds (self->buffer, first, last))
    return FALSE;
  from = *first;
  to = *last;
  ends[0] = find_table (self, &from);
  ends[1] = find_table (self, &to);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      GtkTextIter start, end;

      if (ends[i] == NULL)
        continue;
      get_bounds (self, ends[i], &start, &end);
      if (!is_cut (&from, &to, &start, &end))
        continue;
      if (gtk_text_iter_compare (&start, first) < 0)
        *first = start;
      if (gtk_text_iter_compare (&end, last) > 0)
        *last = end;
    }

  return TRUE;
}
