/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen of a grid: its cells, what is selected in them, the dots of saved links, and what
 * shows how far it is scrolled. */

#include "ui/grid-view-private.h"

#include "ui/code-ink.h"
#include "ui/page-selection.h"
#include "ui/saved-dot.h"

/* As document offsets; none where nothing is, or where the page draws it behind all of this. */
static void
get_selected (SheafGridView *self, guint *from, guint *to)
{
  GtkTextIter first, last, anchor;

  *from = *to = 0;
  gtk_text_buffer_get_iter_at_child_anchor (self->page->buffer, &anchor, self->anchor->anchor);
  if (!gtk_text_buffer_get_selection_bounds (self->page->buffer, &first, &last)
      || gtk_text_iter_in_range (&anchor, &first, &last)
      || !sheaf_page_buffer_get_selection (self->page, &first, &last))
    return;
  *from = (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&first));
  *to = (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&last));
}

static void
wash_selection (
    SheafGridView *self, GtkSnapshot *snapshot, SheafGridCell *cell, guint from, guint to)
{
  const char *text = pango_layout_get_text (cell->layout);
  GdkRGBA colour = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->accent, .28);
  int range[2];
  cairo_region_t *region;

  from = MAX (cell->start, from);
  to = MIN (cell->end, to);
  if (from >= to)
    return;
  range[0] = g_utf8_offset_to_pointer (text, from - cell->start) - text;
  range[1] = g_utf8_offset_to_pointer (text, to - cell->start) - text;
  region = gdk_pango_layout_get_clip_region (cell->layout, cell->x, cell->y, range, 1);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t r;

      cairo_region_get_rectangle (region, i, &r);
      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT (r.x, r.y, r.width, r.height));
    }
  cairo_region_destroy (region);
}

/* Where a link ends at the view's edge its dot stands over its last letter. */
static void
sign_link (SheafGridView *self,
           GtkSnapshot *snapshot,
           const SheafGridCell *cell,
           const SheafSpan *link)
{
  int room = MAX (self->width, gtk_widget_get_width (GTK_WIDGET (self))) - SHEAF_SAVED_DOT;
  PangoRectangle at;

  sheaf_grid_view_get_letter (cell, link->end - 1, &at);
  pango_extents_to_pixels (&at, NULL);
  at.x += cell->x;
  if (at.width >= 0)
    at.x = MIN (at.x, room - at.width);
  sheaf_saved_dot_draw (snapshot, &self->type,
                        &(GdkRectangle){ at.x, cell->y + at.y, at.width, at.height });
}

static void
sign_links (SheafGridView *self, GtkSnapshot *snapshot, const SheafGridCell *cell)
{
  gsize n = 0;
  const SheafSpan *spans = NULL;

  if (self->saved != NULL && g_hash_table_size (self->saved) > 0)
    spans = sheaf_document_get_spans (self->page->document, &n);
  for (gsize i = 0; i < n && spans[i].start < cell->end; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && spans[i].end > MAX (cell->start, spans[i].start)
        && spans[i].end <= cell->end && g_hash_table_contains (self->saved, spans[i].href))
      sign_link (self, snapshot, cell, &spans[i]);
}

static void
draw_scrollbar (SheafGridView *self, GtkSnapshot *snapshot, int width, int height)
{
  GdkRGBA thumb = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->ink, .25);
  GskRoundedRect round;
  double left, right;

  if (self->width <= width)
    return;
  left = (double)sheaf_grid_view_get_shift (self) * width / self->width + 4;
  right = (double)(sheaf_grid_view_get_shift (self) + width) * width / self->width - 4;
  gsk_rounded_rect_init_from_rect (
      &round, &GRAPHENE_RECT_INIT ((float)left, height - 5, (float)MAX (8, right - left), 3), 1.5);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &thumb, &round.bounds);
  gtk_snapshot_pop (snapshot);
}

/* It stays where it is when the code is scrolled, and has the block's ground. */
static void
draw_label (SheafGridView *self, GtkSnapshot *snapshot, int width)
{
  const SheafTheme *theme = sheaf_typography_get_theme (&self->type);
  GdkRGBA ink = sheaf_theme_colour (theme->dim, 1);
  int label;

  if (self->label == NULL)
    return;
  pango_layout_get_pixel_size (self->label, &label, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (width - label - SHEAF_CODE_PAD, SHEAF_CODE_LABEL_TOP));
  gtk_snapshot_append_layout (snapshot, self->label, &ink);
  gtk_snapshot_restore (snapshot);
}

void
sheaf_grid_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SheafGridView *self = SHEAF_GRID_VIEW (widget);
  const SheafTheme *theme = sheaf_typography_get_theme (&self->type);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA ink = sheaf_theme_colour (theme->ink, 1),
          line = sheaf_theme_colour (theme->ink, self->table ? .14 : SHEAF_CODE_GROUND);
  GskRoundedRect frame;
  guint from, to;

  sheaf_grid_view_find_classes (self);
  get_selected (self, &from, &to);
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                   self->table ? 0 : 6);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (!self->table)
    gtk_snapshot_append_color (snapshot, &line, &frame.bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-sheaf_grid_view_get_shift (self), 0));
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (self->table && cell->column == 0 && cell->row > 0)
        gtk_snapshot_append_color (
            snapshot, &line,
            &GRAPHENE_RECT_INIT (0, cell->y - SHEAF_TABLE_PAD - 1, MAX (width, self->width), 1));
      wash_selection (self, snapshot, cell, from, to);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (cell->x, cell->y));
      gtk_snapshot_append_layout (snapshot, cell->layout, &ink);
      gtk_snapshot_restore (snapshot);
      sign_links (self, snapshot, cell);
    }
  gtk_snapshot_restore (snapshot);
  draw_label (self, snapshot, width);
  draw_scrollbar (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
}
