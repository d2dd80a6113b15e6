/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Caret browsing: the arrows move a caret in the page instead of scrolling it, and the link that it
 * stands in is the one that Enter opens. */

#include "ui/page-view-private.h"

#define MARGIN .06 /* of the height, above and below the caret */

static gboolean
is_on (SheafPageView *self)
{
  return gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (self));
}

static void
get_caret (SheafPageView *self, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
}

/* Into the first whole line in sight, where the caret stands elsewhere. What is selected stays. */
static void
fetch_caret (SheafPageView *self)
{
  GdkRectangle visible, at;
  GtkTextIter iter;

  if (self->page == NULL || self->width == 0
      || gtk_text_buffer_get_has_selection (self->page->buffer))
    return;
  get_caret (self, &iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  sheaf_page_view_get_sight (self, &visible);
  if (at.y >= visible.y && at.y + at.height <= visible.y + visible.height)
    return;
  sheaf_page_view_get_line_at (self, MAX (0, visible.y), &iter, &at);
  if (at.y < visible.y)
    sheaf_page_view_get_line_at (self, at.y + at.height + 1, &iter, &at);
  if (visible.y == 0) /* the article's first words, not what stands above them */
    gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, (int)self->page->head);
  gtk_text_buffer_place_cursor (self->page->buffer, &iter);
}

/* Before the view's own handler. */
static void
moving_cb (SheafPageView *self)
{
  if (is_on (self))
    fetch_caret (self);
}

static void
moved_cb (SheafPageView *self)
{
  GtkTextIter iter;
  int link = -1;

  if (!is_on (self) || self->page == NULL || self->page->document == NULL)
    return;
  get_caret (self, &iter);
  sheaf_page_view_bring (self, &iter, MARGIN, -1); /* whole lines, and the next one */
  if (gtk_text_iter_get_offset (&iter) >= (int)self->page->head)
    link = sheaf_page_buffer_find_link (
        self->page,
        (guint)sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&iter)));
  if (link != self->active)
    sheaf_page_view_activate_link (self, link);
}

/* The view has a key of its own for that, which would last as long as the view. */
static void
toggled_cb (SheafPageView *self)
{
  g_signal_stop_emission_by_name (self, "toggle-cursor-visible");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.caret", NULL);
}

void
sheaf_page_view_set_caret (SheafPageView *self, gboolean on)
{
  if (on == is_on (self))
    return;
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self), on);
  if (on)
    fetch_caret (self);
}

void
sheaf_page_view_place_caret (SheafPageView *self, guint offset)
{
  GtkTextIter iter, unused;

  if (self->page == NULL || !is_on (self))
    return;
  sheaf_page_buffer_get_range (self->page, offset, offset, &iter, &unused);
  gtk_text_buffer_place_cursor (self->page->buffer, &iter);
}

void
sheaf_page_view_init_caret (SheafPageView *self)
{
  g_signal_connect (self, "toggle-cursor-visible", G_CALLBACK (toggled_cb), NULL);
  g_signal_connect (self, "move-cursor", G_CALLBACK (moving_cb), NULL);
  g_signal_connect_after (self, "move-cursor", G_CALLBACK (moved_cb), NULL);
}
