/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links that lead to saved articles: a dot at their end, drawn and not a tag, for a tag would lay
 * out the line anew. Tables draw those in them. */

#include "ui/page-view-private.h"

#include "base/url.h"
#include "ui/saved-dot.h"

#include <glib/gi18n.h>

gint64
sheaf_page_view_get_saved (SheafPageView *self, const char *url)
{
  const gint64 *id = g_hash_table_lookup (self->saved, url);

  return id != NULL ? *id : 0;
}

char *
sheaf_page_view_dup_link_name (SheafPageView *self, guint span)
{
  const SheafSpan *link = &sheaf_document_get_spans (self->page->document, NULL)[span];
  g_autofree char *words = sheaf_document_dup_range (self->page->document, link->start, link->end);

  if (sheaf_page_view_get_saved (self, link->href) == 0)
    return g_steal_pointer (&words);

  /* Translators: what a screen reader says of a link that leads to a saved article; %s: its words
   */
  return g_strdup_printf (_ ("%s, saved"), words);
}

static void
name_proxies (SheafPageView *self)
{
  for (guint i = 0; i < self->proxies->len; i++)
    {
      const SheafProxyPlace *proxy = &g_array_index (self->proxies, SheafProxyPlace, i);
      g_autofree char *name
          = proxy->span >= 0 ? sheaf_page_view_dup_link_name (self, (guint)proxy->span) : NULL;

      if (name != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (proxy->widget),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

GStrv
sheaf_page_view_dup_addresses (SheafPageView *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const SheafSpan *spans = NULL;
  gsize n = 0;

  if (self->page != NULL && self->page->document != NULL)
    spans = sheaf_document_get_spans (self->page->document, &n);
  for (gsize i = 0; i < n; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && sheaf_url_is_web (spans[i].href)
        && g_hash_table_add (seen, (gpointer)spans[i].href))
      g_strv_builder_add (builder, spans[i].href);

  return g_strv_builder_end (builder);
}

void
sheaf_page_view_set_saved (SheafPageView *self, const char *const *urls, const GArray *ids)
{
  g_hash_table_remove_all (self->saved);
  if (self->page == NULL || self->page->document == NULL)
    return;
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) != 0)
      g_hash_table_insert (self->saved, g_strdup (urls[i]),
                           g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  name_proxies (self);
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      sheaf_grid_view_set_saved (self->children->pdata[i], self->saved);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_dot (SheafPageView *self, GtkSnapshot *snapshot, const SheafSpan *link)
{
  GtkTextIter start, end;
  GdkRectangle at;

  if (link->end <= link->start)
    return;
  sheaf_page_buffer_get_range (self->page, link->end - 1, link->end, &start, &end);
  if (gtk_text_iter_has_tag (&start, sheaf_page_get_hidden_tag (self->page->buffer)))
    return;
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &start, &at);
  sheaf_saved_dot_draw (snapshot, &self->type, &at);
}

void
sheaf_page_view_draw_saved (SheafPageView *self, GtkSnapshot *snapshot, guint from, guint to)
{
  const SheafSpan *spans = NULL;
  gsize n = 0;

  if (self->page->document != NULL && g_hash_table_size (self->saved) > 0)
    spans = sheaf_document_get_spans (self->page->document, &n);
  for (gsize i = 0; i < n && spans[i].start <= to; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && spans[i].end >= from
        && sheaf_page_view_get_saved (self, spans[i].href) != 0)
      draw_dot (self, snapshot, &spans[i]);
}

void
sheaf_page_view_forget_saved (SheafPageView *self)
{
  g_hash_table_remove_all (self->saved);
}

void
sheaf_page_view_init_saved (SheafPageView *self)
{
  self->saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
