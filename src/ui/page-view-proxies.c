/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader is told beyond the text: where its headings and links stand. */

#include "ui/page-proxy.h"
#include "ui/page-view-private.h"

#define MOST_PROXIES 400
#define FAR 100000 /* pixels */

static int
get_proxy_offset (SheafPageView *self, const SheafProxyPlace *proxy)
{
  return proxy->offset == G_MAXUINT ? (int)self->page->headline_start
                                    : sheaf_page_buffer_to_buffer (self->page, proxy->offset);
}

/* Those far from the screen stand above and below it: where exactly would have every line up to the
 * last laid out. */
void
sheaf_page_view_place_proxies (SheafPageView *self)
{
  GdkRectangle sight;
  int from, to;

  if (self->proxies->len == 0)
    return;
  sheaf_page_view_get_sight (self, &sight);
  sheaf_page_view_get_lines (self, 1, &from, &to);
  for (guint i = 0; i < self->proxies->len; i++)
    {
      SheafProxyPlace *proxy = &g_array_index (self->proxies, SheafProxyPlace, i);
      int offset = get_proxy_offset (self, proxy);
      GdkRectangle at = { .y = offset < from ? -FAR : FAR, .height = self->type.size };
      GtkTextIter iter;

      if (from <= offset && offset <= to)
        {
          int y;

          gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, offset);
          gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
          y = at.y;
          gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, at.x,
                                                 y, &at.x, &at.y);
          sheaf_page_view_shift (self, y, &at.x, &at.y);
          if (self->columns.height > 0 && (y < sight.y || y >= sight.y + sight.height))
            at.y = y < sight.y ? -FAR : FAR; /* on another spread */
        }
      sheaf_page_proxy_place (proxy->widget, at.x, at.y, self->measure / 2, at.height);
    }
}

static void
add_proxy (SheafPageView *self, GtkWidget *proxy, guint offset, int span)
{
  SheafProxyPlace place = { proxy, offset, span };

  gtk_widget_set_parent (proxy, GTK_WIDGET (self));
  g_array_append_val (self->proxies, place);
}

static void
add_heading_proxies (SheafPageView *self)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, &n);

  for (gsize i = 0; i < n && self->proxies->len < MOST_PROXIES; i++)
    if (blocks[i].kind == SHEAF_BLOCK_HEADING)
      {
        g_autofree char *text
            = sheaf_document_dup_range (self->page->document, blocks[i].start, blocks[i].end);
        GtkWidget *proxy = sheaf_page_proxy_new (GTK_ACCESSIBLE_ROLE_HEADING, text);

        sheaf_page_proxy_set_level (proxy, MAX (2, blocks[i].level));
        add_proxy (self, proxy, blocks[i].start, -1);
      }
}

static void
add_link_proxies (SheafPageView *self)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  for (gsize i = 0; i < n && self->proxies->len < MOST_PROXIES; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK)
      {
        g_autofree char *text = sheaf_page_view_dup_link_name (self, (guint)i);

        add_proxy (self, sheaf_page_proxy_new (GTK_ACCESSIBLE_ROLE_LINK, text), spans[i].start,
                   (int)i);
      }
}

static gboolean
add_proxies_cb (gpointer data)
{
  SheafPageView *self = data;
  GtkWidget *headline = sheaf_page_proxy_new (GTK_ACCESSIBLE_ROLE_HEADING, self->page->headline);

  self->proxies_idle = 0;
  sheaf_page_proxy_set_level (headline, 1);
  add_proxy (self, headline, G_MAXUINT, -1);
  if (self->page->document != NULL)
    {
      add_heading_proxies (self);
      add_link_proxies (self);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

void
sheaf_page_view_queue_proxies (SheafPageView *self)
{
  self->proxies_idle = g_idle_add_full (G_PRIORITY_LOW, add_proxies_cb, self, NULL);
}

void
sheaf_page_view_remove_proxies (SheafPageView *self)
{
  g_clear_handle_id (&self->proxies_idle, g_source_remove);
  for (guint i = 0; i < self->proxies->len; i++)
    gtk_widget_unparent (g_array_index (self->proxies, SheafProxyPlace, i).widget);
  g_array_set_size (self->proxies, 0);
}
