/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the page's menu is asked for. GtkTextView's own has Cut, Paste and emoji in it: it must
 * never see the press. */

#include "ui/page-view-private.h"

/* A field in the page, that of a new tag, has its own. */
static gboolean
is_in_field (SheafPageView *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return picked != NULL
         && (GTK_IS_EDITABLE (picked)
             || gtk_widget_get_ancestor (picked, GTK_TYPE_EDITABLE) != NULL);
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, SheafPageView *self)
{
  if (self->page == NULL || is_in_field (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "menu", sheaf_page_view_find_link (self, x, y), x, y);
}

static void
pop_up (SheafPageView *self, int span)
{
  GdkRectangle at = { gtk_widget_get_width (GTK_WIDGET (self)) / 2,
                      gtk_widget_get_height (GTK_WIDGET (self)) / 3, 0, 0 };
  guint start, end;

  if (self->page == NULL || self->page->document == NULL)
    return;
  if (span >= 0)
    {
      const SheafSpan *link = &sheaf_document_get_spans (self->page->document, NULL)[span];

      sheaf_page_view_get_place_of (self, link->start, link->end, &at);
    }
  else if (sheaf_page_view_get_selected (self, &start, &end))
    sheaf_page_view_get_place_of (self, start, end, &at);
  g_signal_emit_by_name (self, "menu", span, at.x + at.width / 2., (double)at.y + at.height);
}

void
sheaf_page_view_pop_up_menu (SheafPageView *self)
{
  pop_up (self, self->active);
}

void
sheaf_page_view_pop_up_text_menu (SheafPageView *self)
{
  pop_up (self, -1);
}

void
sheaf_page_view_init_menu (SheafPageView *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
