/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a place of the document is in a grid, what is at a place of the grid, and how far it is
 * scrolled sideways. */

#include "ui/grid-view-private.h"

static int
get_room (SheafGridView *self)
{
  return MAX (0, self->width - gtk_widget_get_width (GTK_WIDGET (self)));
}

int
sheaf_grid_view_get_shift (SheafGridView *self)
{
  return self->anchor->rtl ? get_room (self) - self->scroll : self->scroll;
}

gboolean
sheaf_grid_view_scroll_by (SheafGridView *self, double by)
{
  int room = get_room (self);
  int scroll = CLAMP (self->scroll + (int)(self->anchor->rtl ? -by : by), 0, room);

  if (room == 0 || scroll == self->scroll)
    return GDK_EVENT_PROPAGATE;
  self->scroll = scroll;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return GDK_EVENT_STOP;
}

guint
sheaf_grid_view_offset_at (SheafGridView *self, double x, double y, gboolean *inside)
{
  SheafGridCell *best = &g_array_index (self->cells, SheafGridCell, 0);
  const char *text;
  int index, trailing;
  gboolean on;

  x += sheaf_grid_view_get_shift (self);
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);
      gboolean before = self->anchor->rtl ? x <= cell->x + cell->width + 12 : cell->x - 12 <= x;

      if (cell->y - SHEAF_TABLE_PAD <= y && (cell->row > best->row || before))
        best = cell;
    }
  on = pango_layout_xy_to_index (best->layout, (int)((x - best->x) * PANGO_SCALE),
                                 (int)((y - best->y) * PANGO_SCALE), &index, &trailing);
  text = pango_layout_get_text (best->layout);
  if (inside != NULL)
    *inside = on;

  return best->start + g_utf8_pointer_to_offset (text, text + index)
         + (on && inside != NULL ? 0 : trailing);
}

gboolean
sheaf_grid_view_find_offset (SheafGridView *self, double x, double y, guint *offset)
{
  gboolean inside;

  *offset = sheaf_grid_view_offset_at (self, x, y, &inside);

  return inside;
}

void
sheaf_grid_view_get_letter (const SheafGridCell *cell, guint offset, PangoRectangle *at)
{
  const char *text = pango_layout_get_text (cell->layout);

  pango_layout_index_to_pos (
      cell->layout, (int)(g_utf8_offset_to_pointer (text, offset - cell->start) - text), at);
}

/* What follows a cell is its end: a row that begins with an empty one has its place. (nullable) */
static const SheafGridCell *
find_cell (SheafGridView *self, guint offset)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (offset >= cell->start && offset <= cell->end)
        return cell;
    }

  return NULL;
}

int
sheaf_grid_view_get_below (SheafGridView *self, guint offset)
{
  const SheafGridCell *cell = find_cell (self, offset);
  PangoRectangle at;

  if (cell == NULL)
    return 0;
  sheaf_grid_view_get_letter (cell, offset, &at);

  return cell->y + PANGO_PIXELS (at.y);
}

gboolean
sheaf_grid_view_get_place (SheafGridView *self, guint offset, GdkRectangle *place)
{
  const SheafGridCell *cell = find_cell (self, offset);
  PangoRectangle at;

  if (cell == NULL)
    return FALSE;
  sheaf_grid_view_get_letter (cell, offset, &at);
  *place = (GdkRectangle){ CLAMP (cell->x + PANGO_PIXELS (at.x) - sheaf_grid_view_get_shift (self),
                                  0, gtk_widget_get_width (GTK_WIDGET (self))),
                           cell->y + PANGO_PIXELS (at.y), PANGO_PIXELS (at.width),
                           PANGO_PIXELS (at.height) };

  return TRUE;
}

int
sheaf_grid_view_reveal (SheafGridView *self, guint start, guint end)
{
  const SheafGridCell *cell = find_cell (self, start);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), left, right;
  PangoRectangle from, to;

  if (cell == NULL)
    return 0;
  sheaf_grid_view_get_letter (cell, start, &from);
  sheaf_grid_view_get_letter (cell, MIN (end, cell->end), &to);
  left = cell->x + PANGO_PIXELS (MIN (from.x, to.x)) - sheaf_grid_view_get_shift (self);
  right = cell->x + PANGO_PIXELS (MAX (from.x, to.x)) - sheaf_grid_view_get_shift (self);
  if (left < 0 || right > width)
    sheaf_grid_view_scroll_by (self, left - width / 3.);

  return cell->y + PANGO_PIXELS (from.y);
}

/* Of a table's rows or the code's lines: the last that begins at or over Y. */
int
sheaf_grid_view_get_part (SheafGridView *self, int y)
{
  int part = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);
      PangoLayoutIter *lines = self->table ? NULL : pango_layout_get_iter (cell->layout);

      if (self->table && cell->y - SHEAF_TABLE_PAD <= y && cell->row > 0)
        part = MAX (part, cell->y - SHEAF_TABLE_PAD);
      while (lines != NULL && pango_layout_iter_next_line (lines))
        {
          int top;

          pango_layout_iter_get_line_yrange (lines, &top, NULL);
          if (cell->y + PANGO_PIXELS (top) <= y)
            part = MAX (part, cell->y + PANGO_PIXELS (top));
        }
      g_clear_pointer (&lines, pango_layout_iter_free);
    }

  return part;
}
