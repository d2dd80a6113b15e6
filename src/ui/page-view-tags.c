/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a page's text gets its tags: near the screen before it is shown, the rest after the first
 * frame and before GTK lays it out, a little at a time. */

#include "ui/page-view-private.h"

#define SLICE (3 * G_TIME_SPAN_MILLISECOND)

static gboolean
tags_idle_cb (gpointer data)
{
  SheafPageView *self = data;

  if (sheaf_page_buffer_tag_more (self->page, &self->type, g_get_monotonic_time () + SLICE))
    return G_SOURCE_CONTINUE;
  self->tags_idle = 0;

  return G_SOURCE_REMOVE;
}

void
sheaf_page_view_begin_tags (SheafPageView *self, int offset)
{
  sheaf_page_buffer_tag_near (self->page, &self->type, offset);
  self->tags_idle = g_idle_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE - 1, tags_idle_cb, self, NULL);
}

void
sheaf_page_view_forget_tags (SheafPageView *self)
{
  g_clear_handle_id (&self->tags_idle, g_source_remove);
}
