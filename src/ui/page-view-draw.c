/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is drawn under the text: the bars of quotes, rules, and what other parts of the page have to
 * draw among the lines in sight. */

#include "ui/page-view-private.h"

#define BAR_WIDTH 3
#define RULE_WIDTH 72

static void
draw_rule (SheafPageView *self, GtkSnapshot *snapshot, const GdkRectangle *at)
{
  GdkRGBA line = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->ink, .25);
  int left = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));

  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (left + (self->measure - RULE_WIDTH) / 2,
                                                  at->y + at->height / 2, RULE_WIDTH, 1));
}

/* Where a block begins: that of a grid in the line before its text. */
static void
get_block_start (SheafPageView *self, const SheafSetBlock *set, GdkRectangle *at)
{
  GtkTextIter start, unused;

  sheaf_page_buffer_get_range (self->page, set->start, set->start, &start, &unused);
  if (gtk_text_iter_has_tag (&start, sheaf_page_get_hidden_tag (self->page->buffer)))
    gtk_text_iter_backward_line (&start);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &start, at);
}

/* A bar goes on to the next block of its quote, also where that stands in another one inside it. */
static void
draw_bars (SheafPageView *self, GtkSnapshot *snapshot, guint index, int top, int bottom)
{
  const SheafSetBlock *set = &g_array_index (self->page->blocks, SheafSetBlock, index);
  gboolean last = index + 1 == self->page->blocks->len;
  GdkRGBA bar = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->accent, .4);
  int left = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));
  GdkRectangle at = { 0 };

  if (!last && sheaf_set_block_is_in_quote (&set[1], set->bar_quotes[0]))
    get_block_start (self, &set[1], &at);
  for (guint i = 0; i < set->n_bars; i++)
    {
      double x = set->bars[i] * self->type.size + i * SHEAF_QUOTE_STEP;
      int end = !last && sheaf_set_block_is_in_quote (&set[1], set->bar_quotes[i])
                    ? MAX (bottom, at.y)
                    : bottom;

      if (set->paragraph.rtl)
        x = self->measure - x - BAR_WIDTH;
      gtk_snapshot_append_color (
          snapshot, &bar, &GRAPHENE_RECT_INIT ((float)(left + x), top, BAR_WIDTH, end - top));
    }
}

static void
draw_block (SheafPageView *self, GtkSnapshot *snapshot, guint index)
{
  const SheafSetBlock *set = &g_array_index (self->page->blocks, SheafSetBlock, index);
  GtkTextIter first, last;
  GdkRectangle a, b;

  if (set->paragraph.look != SHEAF_LOOK_RULE && set->n_bars == 0)
    return;
  sheaf_page_buffer_get_range (self->page, set->start, set->end, &first, &last);
  get_block_start (self, set, &a);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &last, &b);
  if (set->paragraph.look == SHEAF_LOOK_RULE)
    draw_rule (self, snapshot, &a);
  if (set->n_bars > 0)
    draw_bars (self, snapshot, index, a.y, b.y + b.height);
}

void
sheaf_page_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (view);
  GdkRectangle visible;
  GtkTextIter top, bottom;
  guint end;
  int first, last;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT || self->page == NULL || self->page->blocks->len == 0)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &top, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &bottom, visible.y + visible.height, NULL);
  gtk_text_iter_forward_to_line_end (&bottom);
  first = sheaf_page_buffer_find_block (
      self->page, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)));
  end = sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&bottom));
  last = sheaf_page_buffer_find_block (self->page, end);
  if (last >= 0) /* of code or a table, which is one line, as much as may be in sight */
    end = MAX (end, g_array_index (self->page->blocks, SheafSetBlock, last).end);
  for (guint i = MAX (first, 0);
       i < self->page->blocks->len
       && g_array_index (self->page->blocks, SheafSetBlock, i).start <= end;
       i++)
    draw_block (self, snapshot, i);
  sheaf_page_view_draw_grounds (self, snapshot, &top, &bottom);
  sheaf_page_view_draw_saved (
      self, snapshot, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)),
      end);
  sheaf_page_view_draw_signs (
      self, snapshot, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)),
      end);
}
