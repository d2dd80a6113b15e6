/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of the page for whoever shows them larger: which there are, with their captions. */

#include "ui/page-view-private.h"
#include "ui/picture-view.h"
#include "ui/picture-viewer.h"

static char *
dup_words (SheafPageView *self, const SheafBlock *block)
{
  g_autofree char *words
      = sheaf_document_dup_range (self->page->document, block->start, block->end);

  g_strdelimit (words, "\n", ' ');

  return g_steal_pointer (&words);
}

/* The caption of the figure that BLOCK stands in. (transfer full) (nullable) */
static char *
dup_caption (SheafPageView *self, guint block)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, &n);
  const SheafContainer *containers = sheaf_document_get_containers (self->page->document, NULL);
  int figure = blocks[block].container;

  if (figure < 0 || containers[figure].kind != SHEAF_CONTAINER_FIGURE)
    return NULL;
  for (gsize i = block; i < n && blocks[i].container == figure; i++)
    if (blocks[i].kind == SHEAF_BLOCK_CAPTION)
      return dup_words (self, &blocks[i]);
  for (gsize i = block; i > 0 && blocks[i - 1].container == figure; i--)
    if (blocks[i - 1].kind == SHEAF_BLOCK_CAPTION)
      return dup_words (self, &blocks[i - 1]);

  return NULL;
}

GPtrArray *
sheaf_page_view_dup_pictures (SheafPageView *self)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_viewed_free);

  for (guint i = 0; i < self->children->len; i++)
    {
      GtkWidget *child = self->children->pdata[i];
      const SheafInset *inset = g_object_get_data (G_OBJECT (child), "anchor");
      SheafViewed *viewed;

      if (!SHEAF_IS_PICTURE_VIEW (child)
          || sheaf_picture_view_get_sha (SHEAF_PICTURE_VIEW (child)) == NULL)
        continue;
      viewed = g_new0 (SheafViewed, 1);
      viewed->sha = g_strdup (sheaf_picture_view_get_sha (SHEAF_PICTURE_VIEW (child)));
      viewed->src = g_strdup (sheaf_picture_view_get_src (SHEAF_PICTURE_VIEW (child)));
      viewed->alt = g_strdup (sheaf_picture_view_get_alt (SHEAF_PICTURE_VIEW (child)));
      if (inset->kind == SHEAF_INSET_PICTURE)
        viewed->caption = dup_caption (self, inset->first);
      g_ptr_array_add (pictures, viewed);
    }

  return pictures;
}

/* The kept pictures are counted alone. */
static GtkWidget *
get_picture (SheafPageView *self, guint index)
{
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_PICTURE_VIEW (self->children->pdata[i])
        && sheaf_picture_view_get_sha (self->children->pdata[i]) != NULL && index-- == 0)
      return self->children->pdata[i];

  return NULL;
}

void
sheaf_page_view_focus_picture (SheafPageView *self, guint index)
{
  GtkWidget *picture = get_picture (self, index);

  gtk_widget_grab_focus (picture != NULL ? picture : GTK_WIDGET (self));
}

static void
opened_cb (SheafPageView *self, GtkWidget *picture)
{
  for (guint i = 0; get_picture (self, i) != NULL; i++)
    if (get_picture (self, i) == picture)
      g_signal_emit_by_name (self, "open-picture", i);
}

/* A text view does not scroll to a child that gets the focus. */
static void
focused_cb (SheafPageView *self, GtkWidget *picture)
{
  const SheafInset *inset = g_object_get_data (G_OBJECT (picture), "anchor");
  GtkTextIter iter;

  if (inset == NULL || self->page == NULL)
    return;
  self->pinned = FALSE;
  gtk_text_buffer_get_iter_at_child_anchor (self->page->buffer, &iter, inset->anchor);
  sheaf_page_view_bring (self, &iter, .05, -1);
}

void
sheaf_page_view_set_fetching (SheafPageView *self, gboolean fetching, gboolean offline)
{
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_PICTURE_VIEW (self->children->pdata[i]))
      sheaf_picture_view_set_fetching (self->children->pdata[i], fetching, offline);
}

static void
retry_cb (SheafPageView *self)
{
  g_signal_emit_by_name (self, "retry-pictures");
}

void
sheaf_page_view_watch_picture (SheafPageView *self, GtkWidget *picture)
{
  g_signal_connect_object (picture, "open", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picture, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picture, "focused", G_CALLBACK (focused_cb), self, G_CONNECT_SWAPPED);
}
