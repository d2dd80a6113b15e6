/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two columns: the text is laid out once, in a view as high as both, and parted where
 * page-view-breaks.c says. A spread begins at the view's place and is turned, never scrolled. */

#include "ui/page-view-private.h"

#define MOST_TRIES 80 /* lines */

static gboolean
is_on (SheafPageView *self)
{
  return self->columns.height > 0 && self->page != NULL && self->width > 0;
}

/* --- Turning --- */

static SheafPageSpread
get_spread (SheafPageView *self)
{
  return (SheafPageSpread){ { self->place, self->place_pixels, self->columns.top },
                            self->columns.until };
}

static void
go (SheafPageView *self, int offset, int pixels, const SheafPageStart *until)
{
  self->place = offset;
  self->place_pixels = pixels;
  self->columns.until = until != NULL ? *until : (SheafPageStart){ .offset = -1 };
  if (!is_on (self) || self->stale)
    return;
  sheaf_page_view_restore_place (self);
  sheaf_page_view_break_columns (self);
  gtk_widget_queue_allocate (
      GTK_WIDGET (self)); /* lines that came into sight may get other heights */
  gtk_widget_queue_allocate (
      gtk_widget_get_parent (GTK_WIDGET (self))); /* the second column has another place */
  sheaf_page_view_queue_scrolled (self);
}

/* To any place of the text, near or far. */
static void
jump (SheafPageView *self, int offset, int pixels)
{
  sheaf_page_view_forget_columns (self);
  self->place = offset;
  if (is_on (self) && !self->stale)
    sheaf_page_view_prepare_place (self);
  go (self, offset, pixels, NULL);
}

/* With the first row of the code or table at LINE, below TOP, from which on the text up to UNTIL
 * goes into one spread. FALSE: there is none. */
static gboolean
begin_in_grid (SheafPageView *self,
               int top,
               const GtkTextIter *line,
               const GdkRectangle *at,
               const SheafPageStart *until)
{
  SheafGridView *grid = sheaf_page_view_get_grid (line);
  SheafPageStart second, next = { 0 };
  int tried = 0;

  for (int y = top; grid != NULL && y < at->y + at->height; y += (int)self->type.size)
    {
      int part = sheaf_grid_view_get_part (grid, y - at->y);

      if (at->y + part < top || part <= tried)
        continue;
      tried = part;
      if (!sheaf_page_view_find_end (self, at->y + part, &second, &next) || next.y >= until->y)
        {
          go (self, gtk_text_iter_get_offset (line), part, until);
          return TRUE;
        }
    }

  return FALSE;
}

/* To the spread that ends with what is over UNTIL. */
static void
fill_back (SheafPageView *self, const SheafPageStart *until)
{
  int top = until->y - 2 * self->columns.height;
  SheafPageStart second, next = { 0 };
  GtkTextIter line;
  GdkRectangle at;

  if (top <= 0)
    {
      go (self, 0, 0, until);
      return;
    }
  sheaf_page_view_get_line_at (self, top, &line, &at);
  for (guint i = 0; i < MOST_TRIES; i++)
    {
      if (at.y < top && begin_in_grid (self, top, &line, &at, until))
        return;
      if (at.y >= top && !sheaf_page_view_follows_closely (self, &line, &at)
          && (!sheaf_page_view_find_end (self, sheaf_page_view_get_top_of (self, &line, &at),
                                         &second, &next)
              || next.y >= until->y))
        break;
      if (!sheaf_page_view_get_next_line (self, &line, &at))
        break;
    }
  go (self, gtk_text_iter_get_offset (&line), 0, until);
}

static gboolean
turn_back (SheafPageView *self)
{
  GArray *before = self->columns.before;
  SheafPageSpread now = get_spread (self);

  if (self->columns.top <= 0)
    return FALSE;
  if (before->len > 0)
    {
      SheafPageSpread spread = g_array_index (before, SheafPageSpread, before->len - 1);

      g_array_set_size (before, before->len - 1);
      go (self, spread.start.offset, spread.start.pixels, &spread.until);
    }
  else
    fill_back (self, &now.start);

  return TRUE;
}

gboolean
sheaf_page_view_turn (SheafPageView *self, int step)
{
  SheafPageSpread now = get_spread (self);

  if (!is_on (self) || self->stale)
    return FALSE;
  if (step < 0)
    return turn_back (self);
  if (self->columns.last)
    return FALSE;
  g_array_append_val (self->columns.before, now);
  go (self, self->columns.next.offset, self->columns.next.pixels, NULL);

  return TRUE;
}

static gboolean
is_shown (SheafPageView *self, int y)
{
  return y >= self->columns.top && (y < self->columns.next.y || self->columns.last);
}

/* What is hidden behind code or a table stands where that does. */
static void
get_shown_iter (SheafPageView *self, int offset, GtkTextIter *iter)
{
  GtkTextTag *hidden = sheaf_page_get_hidden_tag (self->page->buffer);

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, iter, offset);
  while (gtk_text_iter_has_tag (iter, hidden) && gtk_text_iter_backward_line (iter))
    ;
}

void
sheaf_page_view_turn_to (SheafPageView *self, int offset, int below)
{
  GtkTextIter iter;
  GdkRectangle at;

  if (!is_on (self) || self->stale)
    {
      self->place = offset;
      self->place_pixels = 0;
      return;
    }
  get_shown_iter (self, offset, &iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  if (is_shown (self, at.y + below))
    return;
  /* The next spread or the one before, as if it had been turned to. */
  if (ABS (at.y + below - self->columns.top) < 5 * self->columns.height)
    {
      sheaf_page_view_turn (self, at.y + below < self->columns.top ? -1 : 1);
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
      if (is_shown (self, at.y + below))
        return;
    }
  jump (self, offset <= (int)self->page->head ? 0 : gtk_text_iter_get_offset (&iter),
        below > self->columns.height / 2 ? below - self->columns.height / 3 : 0);
}

void
sheaf_page_view_begin_at (SheafPageView *self, int offset)
{
  GtkTextIter iter;

  get_shown_iter (self, offset, &iter);
  jump (self, gtk_text_iter_get_offset (&iter), 0);
}

void
sheaf_page_view_go_to_edge (SheafPageView *self, int step)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  SheafPageStart all = { .offset = -1 };
  GtkTextIter end;
  GdkRectangle at;

  self->pinned = FALSE;
  if (!is_on (self))
    gtk_adjustment_set_value (adjustment, step < 0 ? 0 : gtk_adjustment_get_upper (adjustment));
  else if (step < 0)
    jump (self, 0, 0);
  else if (!self->columns.last)
    {
      sheaf_page_view_forget_columns (self);
      gtk_text_buffer_get_end_iter (self->page->buffer, &end);
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &end, &at);
      all.y = at.y + at.height;
      fill_back (self, &all);
    }
}

void
sheaf_page_view_forget_columns (SheafPageView *self)
{
  g_array_set_size (self->columns.before, 0);
  self->columns.until.offset = -1;
}

/* --- Where things are shown --- */

void
sheaf_page_view_get_sight (SheafPageView *self, GdkRectangle *sight)
{
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), sight);
  if (self->columns.height > 0)
    sight->height = CLAMP (self->columns.next.y - sight->y, 1, 2 * self->columns.height);
}

void
sheaf_page_view_bring (SheafPageView *self, GtkTextIter *iter, double margin, double align)
{
  if (self->columns.height > 0)
    sheaf_page_view_turn_to (self, gtk_text_iter_get_offset (iter), 0);
  else
    gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), iter, margin, align >= 0, 0,
                                  MAX (0, align));
}

void
sheaf_page_view_clip_to_column (SheafPageView *self, const GdkRectangle *sight, GdkRectangle *place)
{
  int middle = self->columns.second.y;

  if (!is_on (self) || place->y >= middle || place->y + place->height <= middle + self->type.size
      || sight->y + sight->height <= middle)
    return;
  place->height -= middle - place->y;
  place->y = middle;
}

void
sheaf_page_view_shift (SheafPageView *self, int buffer_y, int *x, int *y)
{
  int by = (buffer_y >= self->columns.second.y) - self->columns.aimed;

  if (!is_on (self))
    return;
  *x += by * self->columns.step;
  *y -= by * (self->columns.second.y - self->columns.top);
}

/* --- For the one that shows it --- */

void
sheaf_page_view_set_columns (SheafPageView *self, int height, int step)
{
  self->columns.step = step;
  if (height == self->columns.height)
    return;
  if (self->columns.height == 0)
    {
      sheaf_page_view_remember_place (self);
      self->place_pixels = 0;
    }
  self->columns.height = height;
  if (height == 0)
    self->columns.aimed = FALSE;
  sheaf_page_view_forget_columns (self);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self),
                                   height > 0 ? 2 * height : SHEAF_PAGE_BOTTOM_MARGIN);
  self->stale = TRUE;
}

void
sheaf_page_view_get_columns (SheafPageView *self, int *first, int *second)
{
  *first = MAX (0, self->columns.second.y - self->columns.top);
  *second = MAX (0, self->columns.next.y - self->columns.second.y);
}

gboolean
sheaf_page_view_is_rtl (SheafPageView *self)
{
  return self->page != NULL && self->page->rtl;
}

void
sheaf_page_view_aim (SheafPageView *self, gboolean second)
{
  self->columns.aimed = second;
  if (self->page != NULL)
    sheaf_page_view_place_proxies (self);
}

gboolean
sheaf_page_view_is_aimed (SheafPageView *self)
{
  return self->columns.aimed;
}

/* --- Keys --- */

/* What would scroll a page turns it. Which way is on, the text says. */
static void
moving_cb (SheafPageView *self, GtkMovementStep step, int count, gboolean selects)
{
  int by = count > 0 ? 1 : -1;

  if (!is_on (self) || selects || gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (self)))
    return;
  g_signal_stop_emission_by_name (self, "move-cursor");
  switch ((int)step)
    {
    case GTK_MOVEMENT_BUFFER_ENDS:
    case GTK_MOVEMENT_DISPLAY_LINE_ENDS:
    case GTK_MOVEMENT_PARAGRAPH_ENDS:
      sheaf_page_view_go_to_edge (self, by);
      break;
    case GTK_MOVEMENT_VISUAL_POSITIONS:
    case GTK_MOVEMENT_WORDS:
      sheaf_page_view_turn (self, self->page->rtl ? -by : by);
      break;
    default:
      sheaf_page_view_turn (self, by);
      break;
    }
}

void
sheaf_page_view_init_columns (SheafPageView *self)
{
  self->columns.until.offset = -1;
  self->columns.before = g_array_new (FALSE, FALSE, sizeof (SheafPageSpread));
  g_signal_connect (self, "move-cursor", G_CALLBACK (moving_cb), NULL);
}
