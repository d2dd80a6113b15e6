/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links of the page by pointer and by keyboard: Tab and Shift+Tab walk them, Enter opens. */

#include "ui/grid-view.h"
#include "ui/page-view-private.h"

static const SheafSpan *
get_span (SheafPageView *self, int index)
{
  return &sheaf_document_get_spans (self->page->document, NULL)[index];
}

/* The text that has the tag is hidden there. */
static void
underline_in_grids (SheafPageView *self)
{
  const SheafSpan *link = self->active >= 0 ? get_span (self, self->active) : NULL;

  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      sheaf_grid_view_set_active (self->children->pdata[i], link != NULL ? link->start : 0,
                                  link != NULL ? link->end : 0);
}

static void
set_active (SheafPageView *self, int index)
{
  GtkTextTag *tag
      = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->page->buffer), "active");
  GtkTextIter start, end;

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (self->page->buffer, "active", "underline",
                                      PANGO_UNDERLINE_SINGLE, NULL);
  if (self->active >= 0)
    {
      gtk_text_buffer_get_bounds (self->page->buffer, &start, &end);
      gtk_text_buffer_remove_tag (self->page->buffer, tag, &start, &end);
    }
  self->active = index;
  self->pointed = FALSE;
  self->pointer_x = -1;
  underline_in_grids (self);
  g_signal_emit_by_name (self, "link-active", index >= 0 ? get_span (self, index)->href : NULL);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), index >= 0 ? "pointer" : "text");
  if (index < 0)
    return;
  sheaf_page_buffer_get_range (self->page, get_span (self, index)->start,
                               get_span (self, index)->end, &start, &end);
  gtk_text_buffer_apply_tag (self->page->buffer, tag, &start, &end);
}

void
sheaf_page_view_forget_link (SheafPageView *self)
{
  self->active = self->came_from = -1;
  g_signal_emit_by_name (self, "link-active", NULL);
}

/* To the place that links to NAME lead to, with a line of what stands before it. */
static void
go_to_anchor (SheafPageView *self, const char *name)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  for (gsize i = 0; i < n; i++)
    if (spans[i].kind == SHEAF_SPAN_ANCHOR && g_str_equal (spans[i].href, name))
      {
        GtkTextIter start, end;

        self->pinned = FALSE;
        sheaf_page_buffer_get_range (self->page, spans[i].start, spans[i].end, &start, &end);
        gtk_text_buffer_place_cursor (self->page->buffer, &start);
        if (!sheaf_page_view_bring_in_grid (self, spans[i].start, spans[i].end))
          sheaf_page_view_bring (self, &start, 0, .1);
        return;
      }
}

void
sheaf_page_view_go_to_note (SheafPageView *self, guint span)
{
  self->came_from = (int)span;
  go_to_anchor (self, get_span (self, (int)span)->href + 1);
  set_active (self, sheaf_page_view_find_return (self, span)); /* Enter leads back */
}

gboolean
sheaf_page_view_get_place_of_link (SheafPageView *self, guint span, GdkRectangle *place)
{
  return sheaf_page_view_get_place_of (self, get_span (self, (int)span)->start,
                                       get_span (self, (int)span)->end, place);
}

void
sheaf_page_view_activate_link (SheafPageView *self, int span)
{
  set_active (self, span);
}

void
sheaf_page_view_open_span (SheafPageView *self, guint span)
{
  const char *href = get_span (self, span)->href;
  gint64 saved = sheaf_page_view_get_saved (self, href);

  if (*href == '#' && sheaf_page_view_is_reference (self, span))
    g_signal_emit_by_name (self, "footnote", span);
  else if (*href == '#')
    {
      if (!sheaf_page_view_go_back (self, span))
        go_to_anchor (self, href + 1);
    }
  else if (saved != 0)
    g_signal_emit_by_name (self, "open-article", saved);
  else
    g_signal_emit_by_name (self, "open-link", href);
}

/* In code and tables, too. */
static gboolean
offset_at_point (SheafPageView *self, double x, double y, guint *offset)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  double grid_x, grid_y;
  GtkTextIter iter;
  int buffer_x, buffer_y;

  if (self->page == NULL || self->page->document == NULL)
    return FALSE;
  if (picked != NULL && SHEAF_IS_GRID_VIEW (picked)
      && gtk_widget_translate_coordinates (GTK_WIDGET (self), picked, x, y, &grid_x, &grid_y))
    return sheaf_grid_view_find_offset (SHEAF_GRID_VIEW (picked), grid_x, grid_y, offset);
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x,
                                         (int)y, &buffer_x, &buffer_y);
  /* Beside a grid GTK 4.8 may end the program over the text that is hidden behind it. */
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, buffer_y, NULL);
  if (gtk_text_iter_get_child_anchor (&iter) != NULL
      || gtk_text_iter_has_tag (&iter, sheaf_page_get_hidden_tag (self->page->buffer)))
    return FALSE;
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, buffer_x, buffer_y)
      || gtk_text_iter_get_offset (&iter) < (int)self->page->head)
    return FALSE;
  *offset = sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&iter));

  return TRUE;
}

int
sheaf_page_view_find_link (SheafPageView *self, double x, double y)
{
  guint offset;

  return offset_at_point (self, x, y, &offset) ? sheaf_page_buffer_find_link (self->page, offset)
                                               : -1;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SheafPageView *self)
{
  gboolean moved = self->pointer_x >= 0 && (x != self->pointer_x || y != self->pointer_y);

  /* What moves under a pointer that lies still does not take the keyboard's link away. */
  if (moved || self->active < 0 || self->pointed)
    {
      int link = sheaf_page_view_find_link (self, x, y);

      if (self->page != NULL && link != self->active)
        set_active (self, link);
      self->pointed = TRUE;
    }
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
leave_cb (GtkEventControllerMotion *controller, SheafPageView *self)
{
  if (self->page != NULL && self->active >= 0 && self->pointed)
    set_active (self, -1);
}

static void
released_cb (GtkGestureClick *gesture, int n, double x, double y, SheafPageView *self)
{
  guint offset;
  int link = sheaf_page_view_find_link (self, x, y);
  gint64 mark;

  if (self->page == NULL || gtk_text_buffer_get_has_selection (self->page->buffer))
    return;
  if (link >= 0)
    {
      GdkModifierType state
          = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

      if ((state & GDK_CONTROL_MASK) != 0 && *get_span (self, link)->href != '#')
        g_signal_emit_by_name (self, "open-link", get_span (self, link)->href);
      else
        sheaf_page_view_open_span (self, link);
      return;
    }
  mark = offset_at_point (self, x, y, &offset) ? sheaf_page_view_find_mark (self, offset) : 0;
  if (mark != 0)
    g_signal_emit_by_name (self, "mark-activated", mark);
}

static gboolean
step_link (SheafPageView *self, int step)
{
  gsize n = 0;
  const SheafSpan *spans;
  int i;

  if (self->page == NULL || self->page->document == NULL)
    return GDK_EVENT_PROPAGATE;
  spans = sheaf_document_get_spans (self->page->document, &n);
  for (i = self->active >= 0 ? self->active + step
           : step > 0        ? 0
                             : (int)n - 1;
       i >= 0 && i < (int)n; i += step)
    if (spans[i].kind == SHEAF_SPAN_LINK)
      {
        GtkTextIter start, end;

        set_active (self, i);
        self->pinned = FALSE;
        sheaf_page_buffer_get_range (self->page, spans[i].start, spans[i].end, &start, &end);
        if (!sheaf_page_view_bring_in_grid (self, spans[i].start, spans[i].end))
          sheaf_page_view_bring (self, &start, .1, -1);
        return GDK_EVENT_STOP;
      }
  if (self->active >= 0)
    set_active (self, -1);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafPageView *self)
{
  switch (key)
    {
    case GDK_KEY_Tab:
      return (state & GDK_CONTROL_MASK) != 0 ? GDK_EVENT_PROPAGATE : step_link (self, 1);
    case GDK_KEY_ISO_Left_Tab:
      return step_link (self, -1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->active < 0)
        return GDK_EVENT_PROPAGATE;
      sheaf_page_view_open_span (self, self->active);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      sheaf_page_view_pop_up_menu (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      sheaf_page_view_pop_up_menu (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
sheaf_page_view_init_links (SheafPageView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (),
                     *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->active = self->came_from = -1;
  gtk_event_controller_set_propagation_phase (
      keys, GTK_PHASE_TARGET); /* not the keys of fields in the page */
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
