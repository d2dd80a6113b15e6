/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights of the page: tags of the text near the screen, for thousands at once would stall; the
 * grids colour their own. Where one has a note, a sign stands in the margin. */

#include "ui/grid-view.h"
#include "ui/page-selection.h"
#include "ui/page-view-private.h"

#define SIGN 9 /* pixels */

static const SheafPageMark *
get_mark (SheafPageView *self, guint i)
{
  return &g_array_index (self->marks.marks, SheafPageMark, i);
}

/* --- Tags --- */

static void
set_tag (SheafPageView *self, const SheafPageMark *mark, gboolean on)
{
  GtkTextTag *tag = sheaf_page_get_mark_tag (self->page->buffer, mark->color, &self->type);
  GtkTextIter start, end;

  sheaf_page_buffer_get_range (self->page, mark->start, mark->end, &start, &end);
  if (on)
    gtk_text_buffer_apply_tag (self->page->buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (self->page->buffer, tag, &start, &end);
}

/* Two that overlap are of one colour there, the later one's: all go before any comes. */
static void
untag (SheafPageView *self)
{
  for (guint i = 0; self->page != NULL && i < self->marks.tagged->len; i++)
    set_tag (self, &g_array_index (self->marks.tagged, SheafPageMark, i), FALSE);
  g_array_set_size (self->marks.tagged, 0);
  self->marks.from = self->marks.to = 0;
}

static void
tag_near (SheafPageView *self)
{
  int from, to;

  if (self->page == NULL || self->page->document == NULL || self->width == 0
      || self->marks.marks->len == 0)
    return;
  sheaf_page_view_get_lines (self, 0, &from, &to);
  if (self->marks.from <= from && to <= self->marks.to)
    return;
  untag (self);
  sheaf_page_view_get_lines (self, 1, &from, &to);
  self->marks.from = from;
  self->marks.to = to;
  for (guint i = 0; i < self->marks.marks->len; i++)
    {
      const SheafPageMark *mark = get_mark (self, i);

      if (sheaf_page_buffer_to_buffer (self->page, mark->end) < from
          || sheaf_page_buffer_to_buffer (self->page, mark->start) > to)
        continue;
      set_tag (self, mark, TRUE);
      g_array_append_val (self->marks.tagged, *mark);
    }
}

static gboolean
tag_cb (gpointer data)
{
  SheafPageView *self = data;

  self->marks.idle = 0;
  tag_near (self);

  return G_SOURCE_REMOVE;
}

/* Not at once: a tag set while the page is laid out would ask for its layout again. */
void
sheaf_page_view_queue_highlights (SheafPageView *self)
{
  if (self->marks.idle == 0 && self->marks.marks->len > 0)
    self->marks.idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tag_cb, self, NULL);
}

void
sheaf_page_view_set_marks (SheafPageView *self, const GArray *marks)
{
  untag (self);
  g_array_set_size (self->marks.marks, 0);
  g_array_set_size (self->marks.tagged, 0);
  if (self->page == NULL || self->page->document == NULL)
    return;
  g_array_append_vals (self->marks.marks, marks->data, marks->len);
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      sheaf_grid_view_set_marks (self->children->pdata[i], self->marks.marks);
  tag_near (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "marked");
}

const GArray *
sheaf_page_view_get_marks (SheafPageView *self)
{
  return self->marks.marks;
}

void
sheaf_page_view_forget_marks (SheafPageView *self)
{
  g_clear_handle_id (&self->marks.idle, g_source_remove);
  g_array_set_size (self->marks.marks, 0);
  g_array_set_size (self->marks.tagged, 0);
  self->marks.from = self->marks.to = 0;
  self->marks.stepped = G_MAXUINT;
}

/* --- Where they stand --- */

/* Where the letter at OFFSET stands in the buffer; IN is a place of the code or table that it may
 * be in, where what is at ITER is hidden. */
static void
get_letter (SheafPageView *self, guint offset, guint in, const GtkTextIter *iter, GdkRectangle *at)
{
  GtkTextIter anchor;
  SheafGridView *grid
      = self->page->document != NULL ? sheaf_page_view_find_grid (self, in, &anchor) : NULL;
  GdkRectangle letter;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, at);
  if (grid == NULL || !sheaf_grid_view_get_place (grid, offset, &letter))
    return;
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &anchor, at);
  *at = (GdkRectangle){ at->x + letter.x, at->y + letter.y, letter.width, letter.height };
}

/* --- Signs of notes --- */

void
sheaf_page_view_draw_signs (SheafPageView *self, GtkSnapshot *snapshot, guint from, guint to)
{
  int right = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)) + self->measure;
  GdkRGBA ink = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->accent, .9);

  for (guint i = 0; i < self->marks.marks->len; i++)
    {
      const SheafPageMark *mark = get_mark (self, i);
      GskRoundedRect shape;
      GtkTextIter start, end;
      GdkRectangle at;

      if (!mark->has_note || mark->start < from || mark->start > to)
        continue;
      sheaf_page_buffer_get_range (self->page, mark->start, mark->end, &start, &end);
      get_letter (self, mark->start, mark->start, &start, &at);
      gsk_rounded_rect_init_from_rect (
          &shape, &GRAPHENE_RECT_INIT (right + 8, at.y + (at.height - SIGN) / 2, SIGN, SIGN), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, &ink, &shape.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/* --- What is selected --- */

gboolean
sheaf_page_view_get_selected (SheafPageView *self, guint *start, guint *end)
{
  GtkTextIter first, last;

  if (self->page == NULL || self->page->document == NULL
      || !sheaf_page_buffer_get_selection (self->page, &first, &last)
      || gtk_text_iter_get_offset (&last) <= (int)self->page->head)
    return FALSE;
  *start = (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&first));
  *end = (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&last));

  return *start < *end;
}

void
sheaf_page_view_unselect (SheafPageView *self)
{
  GtkTextIter start, end;

  if (self->page != NULL && gtk_text_buffer_get_selection_bounds (self->page->buffer, &start, &end))
    gtk_text_buffer_place_cursor (self->page->buffer, &end);
}

/* (nullable) */
static GtkWidget *
pick_grid (SheafPageView *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GtkWidget *picked;
  double x, y, left, top;

  if (surface == NULL || seat == NULL
      || !gdk_surface_get_device_position (surface, gdk_seat_get_pointer (seat), &x, &y, NULL))
    return NULL;
  gtk_native_get_surface_transform (native, &left, &top);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self), x - left, y - top, &x,
                                    &y);
  picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return picked != NULL ? gtk_widget_get_ancestor (picked, SHEAF_TYPE_GRID_VIEW) : NULL;
}

/* For the view the left half of a table is before it. */
static void
reach_table (SheafPageView *self)
{
  GtkWidget *grid = self->page != NULL && gtk_text_buffer_get_has_selection (self->page->buffer)
                        ? pick_grid (self)
                        : NULL;
  const SheafInset *table = grid != NULL ? g_object_get_data (G_OBJECT (grid), "anchor") : NULL;
  GtkTextBuffer *buffer = self->page != NULL ? self->page->buffer : NULL;
  GtkTextIter anchor, insert, bound;

  if (table == NULL || table->kind != SHEAF_INSET_TABLE)
    return;
  gtk_text_buffer_get_iter_at_child_anchor (buffer, &anchor, table->anchor);
  gtk_text_buffer_get_iter_at_mark (buffer, &insert, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_iter_at_mark (buffer, &bound, gtk_text_buffer_get_selection_bound (buffer));
  if (!gtk_text_iter_equal (&insert, &anchor) || gtk_text_iter_compare (&bound, &anchor) >= 0)
    return;
  gtk_text_iter_forward_char (&insert);
  gtk_text_buffer_move_mark (buffer, gtk_text_buffer_get_insert (buffer), &insert);
}

static gboolean
reaching_cb (gpointer data)
{
  SheafPageView *self = data;

  self->marks.reaching = 0;
  reach_table (self);

  return G_SOURCE_REMOVE;
}

static gboolean
selected_cb (gpointer data)
{
  SheafPageView *self = data;
  guint start, end;

  self->marks.selecting = 0;
  if (sheaf_page_view_get_selected (self, &start, &end))
    g_signal_emit_by_name (self, "selected");

  return G_SOURCE_REMOVE;
}

/* By the keyboard or a screen reader: what can be done with it is offered, too. */
static void
has_selection_cb (SheafPageView *self)
{
  if (self->page != NULL && !self->marks.pressed && self->marks.selecting == 0
      && gtk_text_buffer_get_has_selection (self->page->buffer))
    self->marks.selecting = g_idle_add (selected_cb, self);
}

void
sheaf_page_view_watch_selection (SheafPageView *self)
{
  g_signal_connect_object (self->page->buffer, "notify::has-selection",
                           G_CALLBACK (has_selection_cb), self, G_CONNECT_SWAPPED);
}

/* The view's own gestures take the press and the release: only this sees them all. */
static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, SheafPageView *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    self->marks.pressed = TRUE;
  if (self->marks.pressed && (type == GDK_MOTION_NOTIFY || type == GDK_BUTTON_RELEASE)
      && self->marks.reaching == 0)
    self->marks.reaching = g_idle_add_full (G_PRIORITY_HIGH_IDLE, reaching_cb, self, NULL);
  if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    self->marks.pressed = FALSE;
  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_SCROLL)
    g_signal_emit_by_name (self, "deselected");
  if ((type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END) && self->marks.selecting == 0)
    self->marks.selecting = g_idle_add (selected_cb, self);

  return GDK_EVENT_PROPAGATE;
}

gint64
sheaf_page_view_find_mark (SheafPageView *self, guint offset)
{
  for (guint i = self->marks.marks->len; i > 0; i--) /* the later one lies on top */
    if (get_mark (self, i - 1)->start <= offset && offset < get_mark (self, i - 1)->end)
      return get_mark (self, i - 1)->id;

  return 0;
}

gboolean
sheaf_page_view_get_place_of (SheafPageView *self, guint start, guint end, GdkRectangle *place)
{
  GtkTextIter first, last;
  GdkRectangle a, b, visible;
  int x, y;

  if (self->page == NULL || self->width == 0)
    return FALSE;
  sheaf_page_buffer_get_range (self->page, start, end, &first, &last);
  get_letter (self, start, start, &first, &a);
  get_letter (self, end, end > start ? end - 1 : end, &last, &b);
  sheaf_page_view_get_sight (self, &visible);
  if (b.y + b.height < visible.y || a.y > visible.y + visible.height)
    return FALSE;
  *place = a.y == b.y ? (GdkRectangle){ MIN (a.x, b.x), a.y, ABS (b.x - a.x) + 1, a.height }
                      : (GdkRectangle){ gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)), a.y,
                                        self->measure, b.y + b.height - a.y };
  sheaf_page_view_clip_to_column (self, &visible, place);
  y = MAX (place->y, visible.y + 4);
  place->height = MAX (1, MIN (place->y + place->height, visible.y + visible.height - 4) - y);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, place->x, y,
                                         &x, &y);
  sheaf_page_view_shift (self, place->y, &x, &y);
  place->x = x;
  place->y = y;

  return TRUE;
}

void
sheaf_page_view_show_range (SheafPageView *self, guint start, guint end)
{
  GdkRectangle place;
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkTextIter first, last;

  if (self->page == NULL || self->page->document == NULL
      || sheaf_page_view_bring_in_grid (self, start, end))
    return;
  if (sheaf_page_view_get_place_of (self, start, end, &place)
      && (self->columns.height > 0
          || (place.y > self->type.size && place.y + 3 * self->type.size < height)))
    return;
  sheaf_page_buffer_get_range (self->page, start, end, &first, &last);
  sheaf_page_view_seek (self, gtk_text_iter_get_offset (&first), 0);
}

/* --- From one to the next --- */

static guint
get_origin (SheafPageView *self)
{
  GdkRectangle place;

  if (self->marks.stepped != G_MAXUINT
      && sheaf_page_view_get_place_of (self, self->marks.stepped, self->marks.stepped, &place))
    return self->marks.stepped;

  return (guint)sheaf_page_buffer_to_document (self->page, self->place);
}

gint64
sheaf_page_view_step_mark (SheafPageView *self, int step)
{
  guint origin = self->marks.marks->len > 0 ? get_origin (self) : 0;
  const SheafPageMark *next = NULL;

  for (guint i = 0; i < self->marks.marks->len; i++)
    {
      const SheafPageMark *mark = get_mark (self, i);
      gboolean ahead = step > 0 ? mark->start > origin
                                      || (mark->start == origin && self->marks.stepped != origin)
                                : mark->start < origin;

      if (ahead
          && (next == NULL || (step > 0 ? mark->start < next->start : mark->start > next->start)))
        next = mark;
    }
  if (next == NULL)
    return 0;
  self->marks.stepped = next->start;
  sheaf_page_view_show_range (self, next->start, next->end);
  sheaf_page_view_place_caret (self, next->start);

  return next->id;
}

/* --- Life --- */

void
sheaf_page_view_init_marks (SheafPageView *self)
{
  GtkEventController *all = gtk_event_controller_legacy_new ();

  self->marks.stepped = G_MAXUINT;
  self->marks.marks = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));
  self->marks.tagged = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));
  gtk_event_controller_set_propagation_phase (all, GTK_PHASE_CAPTURE);
  g_signal_connect (all, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), all);
}

void
sheaf_page_view_finalize_marks (SheafPageView *self)
{
  g_clear_handle_id (&self->marks.idle, g_source_remove);
  g_clear_handle_id (&self->marks.selecting, g_source_remove);
  g_clear_handle_id (&self->marks.reaching, g_source_remove);
  g_array_unref (self->marks.marks);
  g_array_unref (self->marks.tagged);
}
