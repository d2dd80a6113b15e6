/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands after the last line: one widget for all articles, taken from page to page. */

#include "ui/page-view-private.h"

#define ROOM 24 /* pixels, around what has the focus */

/* What has it in INSET (nullable). (nullable) */
static GtkWidget *
get_focus (SheafPageView *self, GtkWidget *inset)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && inset != NULL && gtk_widget_is_ancestor (focus, inset) ? focus : NULL;
}

/* The view does not scroll to what gets the focus in it. Under the pointer nothing moves. */
static void
bring_focus (SheafPageView *self, GtkWidget *focus)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t at;
  double by = 0;

  if (adjustment == NULL || (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_PRELIGHT) != 0
      || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &at))
    return;
  if (at.origin.y < ROOM)
    by = at.origin.y - ROOM;
  else if (at.origin.y + at.size.height > height - ROOM)
    by = at.origin.y + at.size.height - height + ROOM;
  self->pinned = FALSE;
  if (by != 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

/* What came with the focus has its place by now. */
static gboolean
head_idle_cb (gpointer data)
{
  SheafPageView *self = data;
  GtkWidget *focus = get_focus (self, self->chips);

  if (focus != NULL && self->columns.height == 0)
    bring_focus (self, focus);

  return G_SOURCE_REMOVE;
}

static void
focused_cb (SheafPageView *self)
{
  GtkWidget *focus = get_focus (self, GTK_WIDGET (self->end));

  if (focus == NULL && get_focus (self, self->chips) != NULL)
    g_idle_add_full (G_PRIORITY_LOW, head_idle_cb, g_object_ref (self), g_object_unref);
  if (focus == NULL)
    return;
  if (self->columns.height == 0)
    bring_focus (self, focus);
  else if ((gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_PRELIGHT) == 0)
    {
      self->pinned = FALSE;
      sheaf_page_view_turn_to (self, self->page->end + 1, 0);
    }
}

static void
root_cb (SheafPageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focused_cb), self,
                             G_CONNECT_SWAPPED);
}

void
sheaf_page_view_set_end (SheafPageView *self, SheafPageEnd *end)
{
  g_return_if_fail (self->end == NULL && self->page == NULL);

  self->end = g_object_ref_sink (end);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_cb), NULL);
  root_cb (self);
}

void
sheaf_page_view_add_end (SheafPageView *self, GtkTextChildAnchor *anchor)
{
  if (self->end == NULL)
    return;
  gtk_widget_set_direction (GTK_WIDGET (self->end),
                            self->page->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), GTK_WIDGET (self->end), anchor);
}

void
sheaf_page_view_remove_end (SheafPageView *self)
{
  if (self->end == NULL || gtk_widget_get_parent (GTK_WIDGET (self->end)) == NULL)
    return;
  if (get_focus (self, GTK_WIDGET (self->end)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_text_view_remove (GTK_TEXT_VIEW (self), GTK_WIDGET (self->end));
}
