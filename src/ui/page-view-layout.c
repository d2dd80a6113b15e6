/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page's measure and margins are set inside the allocation, the place is kept in it too: thus
 * the first frame painted is already right. */

#include "ui/balance.h"
#include "ui/grid-view.h"
#include "ui/left-out-view.h"
#include "ui/page-view-private.h"
#include "ui/picture-view.h"

#define GUTTER 24
#define CAPTION_ROOM 6 /* em, under a picture that would take a whole column */

static void
balance_headline (SheafPageView *self)
{
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->page->headline);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  gboolean rtl = self->page->rtl;
  SheafParagraph paragraph = { .look = SHEAF_LOOK_HEADLINE, .rtl = rtl };
  GtkTextTag *tag = sheaf_paragraph_get_tag (&paragraph, self->page->buffer, &self->type);

  pango_font_description_set_absolute_size (
      font, self->type.size * sheaf_look_get_scale (SHEAF_LOOK_HEADLINE) * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, self->measure * PANGO_SCALE);
  g_object_set (tag, rtl ? "left-margin" : "right-margin",
                MAX (0, self->measure - PANGO_PIXELS_CEIL (sheaf_balance (layout)) - 2), NULL);
}

static int
line_width (SheafPageView *self, int characters)
{
  static const char sample[] = "When the water comes in it hums, and she could name the hour by "
                               "the pitch of the hum alone";
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), sample);
  int width;

  pango_layout_get_size (layout, &width, NULL);

  return (int)((gint64)width / (int)(sizeof sample - 1) * characters / PANGO_SCALE);
}

int
sheaf_page_view_get_column_width (SheafPageView *self, int characters)
{
  return line_width (self, characters) + 2 * GUTTER;
}

static void
set_children_measure (SheafPageView *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const SheafInset *anchor = g_object_get_data (self->children->pdata[i], "anchor");
      SheafParagraph paragraph = { .quotes = anchor->indent_quotes,
                                   .lists = anchor->indent_lists,
                                   .wider = anchor->indent_wider,
                                   .definitions = anchor->indent_definitions };
      int measure = MAX (120, self->measure - sheaf_paragraph_get_indent (&paragraph, &self->type));

      if (SHEAF_IS_PICTURE_VIEW (self->children->pdata[i]))
        sheaf_picture_view_set_measure (
            self->children->pdata[i], measure,
            self->columns.height > 0 ? self->columns.height - (int)(CAPTION_ROOM * self->type.size)
                                     : G_MAXINT);
      else if (SHEAF_IS_LEFT_OUT_VIEW (self->children->pdata[i]))
        sheaf_page_inset_set_measure (self->children->pdata[i], measure);
      else
        sheaf_grid_view_set (self->children->pdata[i], measure, &self->type);
    }
  if (self->end != NULL)
    sheaf_page_end_set_measure (self->end, self->measure);
  if (self->chips != NULL)
    {
      g_object_set (self->chips, "measure", self->measure, NULL);
      gtk_widget_queue_resize (self->chips);
    }
}

void
sheaf_page_view_remember_place (SheafPageView *self)
{
  GdkRectangle visible, at;
  GtkTextIter iter;

  if (self->stale || self->pinned || self->page == NULL || self->width == 0
      || self->columns.height > 0)
    return;
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  sheaf_page_view_get_line_at (self, MAX (0, visible.y), &iter, &at);
  /* Between two lines it is the one below that is seen. */
  if (visible.y >= at.y + at.height
      && gtk_text_view_forward_display_line (GTK_TEXT_VIEW (self), &iter))
    gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  self->place = gtk_text_iter_get_offset (&iter);
  self->place_pixels = visible.y - at.y;
}

/* A scroll asked for makes the view validate two screens around the mark instead of its top. Its
 * own scroll would be animated; setting the adjustment is not. */
void
sheaf_page_view_prepare_place (SheafPageView *self)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->page->buffer, "place");
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, self->place);
  if (mark == NULL)
    mark = gtk_text_buffer_create_mark (self->page->buffer, "place", &iter, TRUE);
  else
    gtk_text_buffer_move_mark (self->page->buffer, mark, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), mark, 0, TRUE, 0, 0);
}

/* Again in every allocation until the page is touched: while the lines above get their heights, the
 * view keeps its first line by an adjustment whose upper is not up to date, is clamped, and jumps.
 */
void
sheaf_page_view_restore_place (SheafPageView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GtkTextIter iter;
  GdkRectangle at;

  if (adjustment == NULL)
    return;
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, self->place);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  self->columns.moving = TRUE;
  if (self->columns.height == 0)
    gtk_adjustment_set_value (adjustment, at.y + MIN (self->place_pixels, at.height));
  else if (self->place == 0)
    gtk_adjustment_set_value (adjustment, 0);
  else
    gtk_adjustment_set_value (adjustment, self->place_pixels > 0
                                              ? at.y + MIN (self->place_pixels, at.height)
                                              : sheaf_page_view_get_top_of (self, &iter, &at));
  self->columns.moving = FALSE;
}

void
sheaf_page_view_seek (SheafPageView *self, int offset, int pixels)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (self->columns.height > 0)
    {
      sheaf_page_view_turn_to (self, offset, pixels);
      return;
    }
  self->place = MAX (1, offset); /* 0 is not restored */
  self->place_pixels = pixels - (int)(gtk_adjustment_get_page_size (adjustment) / 3);
  self->pinned = TRUE;
  sheaf_page_buffer_tag_near (self->page, &self->type, offset);
  if (self->width == 0 || self->stale)
    return;
  sheaf_page_view_prepare_place (self);
  sheaf_page_view_restore_place (self);
}

void
sheaf_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (widget);
  gboolean changed = self->stale || width != self->width;

  if (changed && self->page != NULL)
    {
      self->stale = TRUE;
      self->measure = MAX (120, MIN (line_width (self, self->type.characters), width - 2 * GUTTER));
      self->width = width;
      gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), (width - self->measure) / 2);
      gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self),
                                      width - self->measure - (width - self->measure) / 2);
      set_children_measure (self);
      balance_headline (self);
      if (self->place > 0)
        sheaf_page_view_prepare_place (self);
    }
  self->columns.moving = TRUE; /* it may scroll in its own allocation */
  GTK_WIDGET_CLASS (g_type_class_peek_parent (GTK_WIDGET_GET_CLASS (widget)))
      ->size_allocate (widget, width, height, baseline);
  self->columns.moving = FALSE;
  if (self->page == NULL)
    return;
  if (changed)
    self->pinned = self->place > 0;
  if (self->pinned || self->columns.height > 0)
    sheaf_page_view_restore_place (self);
  self->stale = FALSE;
  if (self->columns.height > 0)
    sheaf_page_view_break_columns (self);
  sheaf_page_view_place_proxies (self);
  sheaf_page_view_queue_marks (self);
  sheaf_page_view_queue_highlights (self);
}
