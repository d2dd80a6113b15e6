/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from scrolling: pictures near the screen are loaded, and it is told what is in
 * sight. */

#include "ui/page-view-private.h"
#include "ui/picture-view.h"

static void
load_near_pictures (SheafPageView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  for (guint i = 0; i < self->children->len; i++)
    {
      graphene_rect_t bounds;

      if (SHEAF_IS_PICTURE_VIEW (self->children->pdata[i])
          && gtk_widget_compute_bounds (self->children->pdata[i], GTK_WIDGET (self), &bounds)
          && bounds.size.width > 1)
        sheaf_picture_view_set_near (self->children->pdata[i],
                                     bounds.origin.y < 2 * height
                                         && bounds.origin.y + bounds.size.height > -height);
    }
}

/* FROM the top of the screen, or its end. */
static double
fraction_at (SheafPageView *self, gboolean end)
{
  guint length = self->page != NULL && self->page->document != NULL
                     ? sheaf_document_get_length (self->page->document)
                     : 0;
  GdkRectangle visible, at;
  GtkTextIter iter;

  if (length == 0)
    return 0;
  sheaf_page_view_get_sight (self, &visible);
  sheaf_page_view_get_line_at (self, end ? visible.y + visible.height : MAX (0, visible.y), &iter,
                               &at);
  if (end && at.y + at.height <= visible.y + visible.height)
    gtk_text_view_forward_display_line_end (GTK_TEXT_VIEW (self), &iter);

  return CLAMP ((double)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&iter))
                    / length,
                0, 1);
}

static gboolean
scrolled_idle_cb (gpointer data)
{
  SheafPageView *self = data;

  self->scrolled_idle = 0;
  if (self->page == NULL || self->width == 0)
    return G_SOURCE_REMOVE;
  load_near_pictures (self);
  g_signal_emit_by_name (self, "read", fraction_at (self, FALSE), fraction_at (self, TRUE));

  return G_SOURCE_REMOVE;
}

void
sheaf_page_view_queue_scrolled (SheafPageView *self)
{
  if (self->scrolled_idle == 0)
    self->scrolled_idle = g_idle_add_full (G_PRIORITY_LOW, scrolled_idle_cb, self, NULL);
}

static void
value_changed_cb (SheafPageView *self)
{
  sheaf_page_view_remember_place (self);
  /* Not between two lines: the next allocation puts it back. */
  if (self->columns.height > 0 && !self->columns.moving)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  sheaf_page_view_queue_marks (self);
  sheaf_page_view_queue_highlights (self);
  sheaf_page_view_queue_scrolled (self);
}

/* Sees the scrollbar's events too. */
static gboolean
touched_cb (GtkEventControllerLegacy *controller, GdkEvent *event, SheafPageView *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_SCROLL || type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS
      || type == GDK_TOUCH_BEGIN)
    self->pinned = FALSE;

  return GDK_EVENT_PROPAGATE;
}

static void
vadjustment_cb (SheafPageView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkEventController *touched;

  if (adjustment == NULL || scroller == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (sheaf_page_view_queue_scrolled), self,
                           G_CONNECT_SWAPPED);
  if (g_object_get_data (G_OBJECT (scroller), "touched") != NULL)
    return;
  touched = gtk_event_controller_legacy_new ();
  g_object_set_data (G_OBJECT (scroller), "touched", touched);
  gtk_event_controller_set_propagation_phase (touched, GTK_PHASE_CAPTURE);
  g_signal_connect_object (touched, "event", G_CALLBACK (touched_cb), self, 0);
  gtk_widget_add_controller (scroller, touched);
}

void
sheaf_page_view_init_scroll (SheafPageView *self)
{
  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (vadjustment_cb), NULL);
}
