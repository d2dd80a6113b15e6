/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pointer and the keys do in a grid: select in the page's one selection, scroll sideways.
 * What is clicked in it the page asks for. */

#include "ui/grid-view-private.h"

#define SCROLL_STEP 40

static void
drag_cb (GtkGestureDrag *gesture, double dx, double dy, SheafGridView *self)
{
  GtkTextIter bound, insert;
  double x, y;
  guint from, to;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (ABS (dx) + ABS (dy) < 4)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  from = sheaf_grid_view_offset_at (self, x, y, NULL);
  to = sheaf_grid_view_offset_at (self, x + dx, y + dy, NULL);
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &bound,
                                      sheaf_page_buffer_to_buffer (self->page, from));
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &insert,
                                      sheaf_page_buffer_to_buffer (self->page, to));
  gtk_text_buffer_select_range (self->page->buffer, &insert, &bound);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SheafGridView *self)
{
  guint offset;
  gboolean link = sheaf_grid_view_find_offset (self, x, y, &offset)
                  && sheaf_page_buffer_find_link (self->page, offset) >= 0;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), link ? "pointer" : "text");
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SheafGridView *self)
{
  gboolean shift = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller))
                    & GDK_SHIFT_MASK)
                   != 0;

  if (dx == 0 && !shift)
    return GDK_EVENT_PROPAGATE;

  return sheaf_grid_view_scroll_by (self, (dx != 0 ? dx : dy) * SCROLL_STEP);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafGridView *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) == 0
      && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    return sheaf_grid_view_scroll_by (self, key == GDK_KEY_Left ? -SCROLL_STEP : SCROLL_STEP);

  return GDK_EVENT_PROPAGATE;
}

void
sheaf_grid_view_init_pointer (SheafGridView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new (),
                     *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
}
