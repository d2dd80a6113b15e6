/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentence that is read aloud: marked in the text, and kept in sight as long as the one before
 * it was, so that who scrolls away is not pulled back. */

#include "ui/page-view-private.h"

/* The characters of the buffer that are marked; FALSE: the range stands in a grid, which marks it.
 */
static gboolean
get_iters (SheafPageView *self, guint start, guint end, GtkTextIter *first, GtkTextIter *last)
{
  const SheafBlock *blocks;

  if (start == G_MAXUINT)
    {
      gtk_text_buffer_get_iter_at_offset (self->page->buffer, first,
                                          (int)self->page->headline_start);
      gtk_text_buffer_get_iter_at_offset (self->page->buffer, last, (int)self->page->headline_end);
      return TRUE;
    }
  sheaf_page_buffer_get_range (self->page, start, end, first, last);
  if (!gtk_text_iter_has_tag (first, sheaf_page_get_hidden_tag (self->page->buffer)))
    return TRUE;
  blocks = sheaf_document_get_blocks (self->page->document, NULL);
  for (guint i = 0; i < self->page->anchors->len; i++)
    {
      const SheafInset *inset = &g_array_index (self->page->anchors, SheafInset, i);

      if ((inset->kind == SHEAF_INSET_CODE || inset->kind == SHEAF_INSET_TABLE)
          && blocks[inset->first].start <= start && start <= blocks[inset->last].end)
        gtk_text_buffer_get_iter_at_child_anchor (self->page->buffer, first, inset->anchor);
    }
  *last = *first;

  return FALSE;
}

static void
set_tag (SheafPageView *self, gboolean on)
{
  GtkTextTag *tag = sheaf_page_get_spoken_tag (self->page->buffer, &self->type);
  gboolean headline = self->spoken.start == G_MAXUINT;
  GtkTextIter first, last;

  for (guint i = 0; i < self->children->len && !headline; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      sheaf_grid_view_set_spoken (self->children->pdata[i], on ? self->spoken.start : 0,
                                  on ? self->spoken.end : 0);
  if (!get_iters (self, self->spoken.start, self->spoken.end, &first, &last))
    return;
  if (on)
    gtk_text_buffer_apply_tag (self->page->buffer, tag, &first, &last);
  else
    gtk_text_buffer_remove_tag (self->page->buffer, tag, &first, &last);
}

/* Where it stands in the buffer, TOP to BOTTOM; in a grid BELOW the top of FIRST, its anchor. */
static SheafGridView *
get_box (SheafPageView *self, GtkTextIter *first, int *below, int *top, int *bottom)
{
  SheafGridView *grid = self->spoken.start != G_MAXUINT
                            ? sheaf_page_view_find_grid (self, self->spoken.start, first)
                            : NULL;
  GtkTextIter last;
  GdkRectangle a, b;

  get_iters (self, self->spoken.start, self->spoken.end, first, &last);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), first, &a);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &last, &b);
  *below = grid != NULL ? sheaf_grid_view_get_below (grid, self->spoken.start) : 0;
  *top = a.y + *below;
  *bottom = grid != NULL ? *top + 2 * self->type.size : b.y + b.height;

  return grid;
}

gboolean
sheaf_page_view_is_spoken_in_sight (SheafPageView *self)
{
  GtkTextIter first;
  GdkRectangle visible;
  int below, top, bottom;

  if (!self->spoken.any || self->page == NULL || self->width == 0)
    return TRUE;
  get_box (self, &first, &below, &top, &bottom);
  sheaf_page_view_get_sight (self, &visible);

  return bottom > visible.y && top < visible.y + visible.height;
}

void
sheaf_page_view_show_spoken (SheafPageView *self)
{
  SheafGridView *grid;
  GtkTextIter first;
  GdkRectangle visible;
  int below, top, bottom;

  if (!self->spoken.any || self->page == NULL)
    return;
  grid = get_box (self, &first, &below, &top, &bottom);
  if (grid != NULL)
    sheaf_grid_view_reveal (grid, self->spoken.start, self->spoken.end);
  sheaf_page_view_get_sight (self, &visible);
  if (self->width > 0 && !self->stale && top >= visible.y
      && MIN (bottom, top + visible.height / 2) + self->type.size <= visible.y + visible.height)
    return;
  sheaf_page_view_seek (self, gtk_text_iter_get_offset (&first), below);
}

void
sheaf_page_view_set_spoken (SheafPageView *self, guint start, guint end)
{
  gboolean followed = sheaf_page_view_is_spoken_in_sight (self);

  sheaf_page_view_clear_spoken (self);
  if (self->page == NULL || self->page->document == NULL)
    return;
  self->spoken.any = TRUE;
  self->spoken.start = start;
  self->spoken.end = end;
  set_tag (self, TRUE);
  if (followed)
    sheaf_page_view_show_spoken (self);
}

void
sheaf_page_view_clear_spoken (SheafPageView *self)
{
  if (self->spoken.any && self->page != NULL)
    set_tag (self, FALSE);
  self->spoken.any = FALSE;
}
