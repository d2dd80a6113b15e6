/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a column is full: between lines, and not where one would be parted from what it belongs to;
 * code and tables, which are one line each, between their own lines or rows. */

#include "ui/page-view-private.h"

#define BREATH .2   /* em, over the letters */
#define MOST_HELD 4 /* lines that may go to the next column with the one after them */
#define WHOLE .45   /* of a column: code and tables that are not higher are not parted */

gboolean
sheaf_page_view_get_next_line (SheafPageView *self, GtkTextIter *line, GdkRectangle *at)
{
  int y = at->y;

  while (gtk_text_view_forward_display_line (GTK_TEXT_VIEW (self), line))
    {
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), line, at);
      if (at->y > y)
        return TRUE;
    }

  return FALSE;
}

static gboolean
get_previous (SheafPageView *self, GtkTextIter *line, GdkRectangle *at)
{
  int y = at->y;

  while (gtk_text_view_backward_display_line (GTK_TEXT_VIEW (self), line))
    {
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), line, at);
      if (at->y < y)
        return TRUE;
    }

  return FALSE;
}

/* The letters of lines that stand close may reach past each other's: then half-way. */
int
sheaf_page_view_get_top_of (SheafPageView *self, const GtkTextIter *line, const GdkRectangle *at)
{
  int top = at->y - (int)(BREATH * self->type.size);
  GtkTextIter before = *line;
  GdkRectangle place = *at;

  if (get_previous (self, &before, &place))
    top = MAX (top, (place.y + place.height + at->y) / 2);

  return MAX (0, top);
}

SheafGridView *
sheaf_page_view_get_grid (const GtkTextIter *line)
{
  GtkTextChildAnchor *anchor = gtk_text_iter_get_child_anchor (line);
  guint n = 0;
  g_autofree GtkWidget **widgets
      = anchor != NULL ? gtk_text_child_anchor_get_widgets (anchor, &n) : NULL;

  return n > 0 && SHEAF_IS_GRID_VIEW (widgets[0]) ? SHEAF_GRID_VIEW (widgets[0]) : NULL;
}

/* Does the line FIRST stay with the one after it, a heading with what it is over, a picture with
 * its caption? */
static gboolean
is_held (const GtkTextIter *first, const GtkTextIter *second)
{
  const SheafParagraph *a = sheaf_page_get_paragraph (first);
  const SheafParagraph *b = sheaf_page_get_paragraph (second);

  if (a == NULL)
    return FALSE;

  return sheaf_look_get_scale (a->look) > 1 || a->look == SHEAF_LOOK_H4
         || a->look == SHEAF_LOOK_TERM || a->look == SHEAF_LOOK_SITE
         || (a->look == SHEAF_LOOK_CAPTION && a->leads)
         || (b != NULL && b->look == SHEAF_LOOK_CAPTION
             && (a->look == SHEAF_LOOK_PICTURE || a->look == SHEAF_LOOK_CODE
                 || a->look == SHEAF_LOOK_TABLE));
}

gboolean
sheaf_page_view_follows_closely (SheafPageView *self,
                                 const GtkTextIter *line,
                                 const GdkRectangle *at)
{
  GtkTextIter before = *line;
  GdkRectangle place = *at;

  return get_previous (self, &before, &place) && is_held (&before, line);
}

/* In the line at LINE, which does not fit under TOP, as far as its rows do; FALSE: it is to be
 * begun in the next column. */
static gboolean
part_line (SheafPageView *self,
           int top,
           const GtkTextIter *line,
           const GdkRectangle *at,
           SheafPageStart *start)
{
  SheafGridView *grid = sheaf_page_view_get_grid (line);
  int limit = top + self->columns.height, least = (int)(2 * self->type.size);
  gboolean begins = at->y <= top + least; /* the column with it, or goes on in it */
  int down = 0;

  if (!begins && (grid == NULL || at->height <= WHOLE * self->columns.height))
    return FALSE;
  if (grid != NULL)
    down = sheaf_grid_view_get_part (grid, limit - at->y);
  if (at->y + down < top + least)
    down = begins ? limit - at->y : 0;
  if (down == 0)
    return FALSE;
  *start = (SheafPageStart){ gtk_text_iter_get_offset (line), down, at->y + down };

  return TRUE;
}

/* Where the column that begins at TOP ends and the next begins; FALSE: nothing follows, it ends
 * with the text. */
static gboolean
find_break (SheafPageView *self, int top, SheafPageStart *start)
{
  int limit = top + self->columns.height;
  GtkTextIter line;
  GdkRectangle at;

  sheaf_page_view_get_line_at (self, limit, &line, &at);
  if (at.y + at.height <= limit)
    {
      start->y = at.y + at.height;
      if (!sheaf_page_view_get_next_line (self, &line, &at))
        return FALSE;
    }
  if (part_line (self, top, &line, &at, start))
    return TRUE;
  for (guint i = 0; i < MOST_HELD; i++)
    {
      GtkTextIter before = line;
      GdkRectangle place = at;

      if (!get_previous (self, &before, &place) || !is_held (&before, &line)
          || place.y <= top + 2 * self->type.size)
        break;
      line = before;
      at = place;
    }
  *start = (SheafPageStart){ gtk_text_iter_get_offset (&line), 0,
                             sheaf_page_view_get_top_of (self, &line, &at) };

  return TRUE;
}

gboolean
sheaf_page_view_find_end (SheafPageView *self,
                          int top,
                          SheafPageStart *second,
                          SheafPageStart *next)
{
  if (!find_break (self, top, second))
    {
      *next = *second;
      return FALSE;
    }

  return find_break (self, second->y, next);
}

static int
get_y_of (SheafPageView *self, const SheafPageStart *start)
{
  GtkTextIter iter;
  GdkRectangle at;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, start->offset);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);

  return start->pixels > 0 ? at.y + start->pixels : sheaf_page_view_get_top_of (self, &iter, &at);
}

void
sheaf_page_view_break_columns (SheafPageView *self)
{
  SheafPageColumns *columns = &self->columns;

  columns->top
      = (int)gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)));
  columns->last = !sheaf_page_view_find_end (self, columns->top, &columns->second, &columns->next);
  if (columns->until.offset < 0)
    return;
  columns->until.y = get_y_of (self, &columns->until);
  if (columns->until.y >= columns->next.y || columns->until.y <= columns->top)
    return;
  columns->next = columns->until;
  columns->last = FALSE;
  if (columns->second.y > columns->until.y)
    columns->second = columns->until;
}
