/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the page is, as a place of the document, and going to one. */

#include "ui/page-view-private.h"

#define HIDDEN "hidden" /* the tag of a headline that is being edited */

#define PEEK 2 /* so many lines down is what a reader takes for the top */

SheafDocument *
sheaf_page_view_get_document (SheafPageView *self)
{
  return self->page != NULL ? self->page->document : NULL;
}

double
sheaf_page_view_get_place (SheafPageView *self)
{
  guint length = self->page != NULL && self->page->document != NULL
                     ? sheaf_document_get_length (self->page->document)
                     : 0;

  return length > 0 ? CLAMP (
             (double)sheaf_page_buffer_to_document (self->page, self->place) / length, 0, 1)
                    : 0;
}

guint
sheaf_page_view_get_offset (SheafPageView *self)
{
  GdkRectangle visible;
  GtkTextIter iter;

  if (self->page == NULL || self->page->document == NULL)
    return 0;
  /* Near the end a place that was gone to may stand anywhere on the screen. */
  if (self->pinned || self->stale || self->width == 0 || self->columns.height > 0)
    return (guint)sheaf_page_buffer_to_document (self->page, self->place);
  sheaf_page_view_get_sight (self, &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter,
                               visible.y + (int)(PEEK * self->type.size), NULL);

  return (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&iter));
}

void
sheaf_page_view_show_top (SheafPageView *self, guint offset)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (self->page == NULL || self->page->document == NULL || adjustment == NULL)
    return;
  if (self->columns.height > 0)
    {
      sheaf_page_view_begin_at (self, sheaf_page_buffer_to_buffer (self->page, offset));
      return;
    }
  sheaf_page_view_seek (self, sheaf_page_buffer_to_buffer (self->page, offset),
                        (int)(gtk_adjustment_get_page_size (adjustment) / 3)
                            - (int)self->type.size);
}

/* FALSE: there are no tags. */
static gboolean
get_chips_iter (SheafPageView *self, GtkTextIter *iter)
{
  for (guint i = 0; self->page != NULL && i < self->page->anchors->len; i++)
    {
      const SheafInset *inset = &g_array_index (self->page->anchors, SheafInset, i);

      if (inset->kind != SHEAF_INSET_CHIPS)
        continue;
      gtk_text_buffer_get_iter_at_child_anchor (self->page->buffer, iter, inset->anchor);
      return TRUE;
    }

  return FALSE;
}

void
sheaf_page_view_show_chips (SheafPageView *self)
{
  GtkTextIter iter;

  sheaf_page_view_go_to_edge (self, -1);
  if (get_chips_iter (self, &iter))
    sheaf_page_view_bring (self, &iter, .1, -1);
}

void
sheaf_page_view_set_head_shown (SheafPageView *self, gboolean shown)
{
  GtkTextBuffer *buffer = self->page != NULL ? self->page->buffer : NULL;
  GtkTextIter start, end;
  GtkTextTag *tag;

  if (!get_chips_iter (self, &end))
    return;
  gtk_text_buffer_get_start_iter (buffer, &start);
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), HIDDEN);
  if (shown && tag != NULL)
    gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
  if (shown)
    return;
  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (buffer, HIDDEN, "invisible", TRUE, NULL);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
}

void
sheaf_page_view_set_left_out (SheafPageView *self, gboolean left_out)
{
  self->left_out = left_out;
}

gboolean
sheaf_page_view_get_left_out (SheafPageView *self)
{
  return self->left_out;
}

void
sheaf_page_view_set_breaks (SheafPageView *self, GArray *breaks)
{
  g_clear_pointer (&self->breaks, g_array_unref);
  self->breaks = breaks != NULL ? g_array_ref (breaks) : NULL;
}

gboolean
sheaf_page_view_get_block_at_cursor (SheafPageView *self, guint *start, guint *end)
{
  const SheafSetBlock *block;
  GtkTextIter iter;
  int index;

  if (self->page == NULL || self->page->document == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  if (gtk_text_iter_get_offset (&iter) < (int)self->page->head
      || gtk_text_iter_get_child_anchor (&iter) != NULL || gtk_text_iter_is_end (&iter))
    return FALSE;
  index = sheaf_page_buffer_find_block (
      self->page,
      (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&iter)));
  if (index < 0)
    return FALSE;
  block = &g_array_index (self->page->blocks, SheafSetBlock, index);
  *start = block->start;
  *end = block->end;

  return *end > *start;
}

/* Not gtk_text_view_get_iter_at_location(): GTK 4.8 ends the program where it asks for a place in
 * some lines that are read from the right. */
void
sheaf_page_view_get_line_at (SheafPageView *self, int y, GtkTextIter *line, GdkRectangle *place)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter next;
  int paragraph;

  gtk_text_view_get_line_at_y (view, line, y, NULL);
  gtk_text_iter_set_line_offset (line, 0);
  paragraph = gtk_text_iter_get_line (line);
  gtk_text_view_get_iter_location (view, line, place);
  for (next = *line; gtk_text_view_forward_display_line (view, &next)
                     && gtk_text_iter_get_line (&next) == paragraph;)
    {
      GdkRectangle at;

      gtk_text_view_get_iter_location (view, &next, &at);
      if (at.y > y || at.y <= place->y)
        return;
      *line = next;
      *place = at;
    }
}

/* In code or a table at Y: over the row that would be cut there. */
static int
get_row_at (SheafPageView *self, int y)
{
  GtkTextIter line;
  GdkRectangle at;
  SheafGridView *grid;

  sheaf_page_view_get_line_at (self, y, &line, &at);
  grid = sheaf_page_view_get_grid (&line);

  return grid != NULL && y < at.y + at.height ? at.y + sheaf_grid_view_get_part (grid, y - at.y)
                                              : y;
}

/* Of the last screen: over a line, where what is then below the screen is its empty margin. */
static int
get_last_top (SheafPageView *self, int most)
{
  GtkTextIter line;
  GdkRectangle at;
  int top = get_row_at (self, most);

  if (top == most)
    {
      sheaf_page_view_get_line_at (self, most, &line, &at);
      top = sheaf_page_view_get_top_of (self, &line, &at);
    }

  return most - top < SHEAF_PAGE_BOTTOM_MARGIN ? top : most;
}

/* A screen is one whole line less than it could be: the line that was last becomes the first. Of a
 * picture or code higher than the screen as much is kept in sight. */
gboolean
sheaf_page_view_page (SheafPageView *self, int step)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  int value = (int)gtk_adjustment_get_value (adjustment),
      page = (int)gtk_adjustment_get_page_size (adjustment);
  double most = MAX (0, gtk_adjustment_get_upper (adjustment) - page), wanted;
  int keep = (int)(2.2 * self->type.size);
  GtkTextIter line;
  GdkRectangle at;

  if (self->columns.height > 0)
    return sheaf_page_view_turn (self, step);
  self->pinned = FALSE;
  if (step > 0)
    {
      sheaf_page_view_get_line_at (self, value + page, &line, &at);
      if (at.y + at.height > value + page) /* cut: the one above it was the last */
        sheaf_page_view_get_line_at (self, at.y - 1, &line, &at);
      wanted = sheaf_page_view_get_top_of (self, &line, &at);
    }
  else
    {
      int top, bottom;

      sheaf_page_view_get_line_at (self, value, &line, &at);
      if (at.y + at.height <= value) /* the space under it: the next is the first in sight */
        sheaf_page_view_get_next_line (self, &line, &at);
      top = at.y + at.height - page;
      sheaf_page_view_get_line_at (self, MAX (0, top), &line, &at);
      bottom = at.y + at.height + (int)(.25 * self->type.size);
      if (at.y < top /* it would be cut: the next begins the screen */
          && gtk_text_view_forward_display_line (GTK_TEXT_VIEW (self), &line))
        gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &line, &at);
      wanted = sheaf_page_view_get_top_of (self, &line, &at);
      wanted = MIN (wanted, bottom); /* letters may reach below their line */
    }
  if (step * (wanted - value) < keep || step * (wanted - value) > page)
    {
      int row = get_row_at (self, value + step * MAX (keep, page - keep));

      wanted = step * (row - value) >= keep ? row : value + step * MAX (keep, page - keep);
    }
  if (wanted > most)
    wanted = get_last_top (self, (int)most);
  wanted = CLAMP (wanted, 0, most);
  if (wanted == value || step * (wanted - value) < 0)
    return FALSE;
  gtk_adjustment_set_value (adjustment, wanted);

  return TRUE;
}
