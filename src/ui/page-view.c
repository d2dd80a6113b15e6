/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article comes into the view and goes, with the widgets that stand in its text. */

#include "ui/page-view.h"

#include "base/carry.h"
#include "ui/grid-view.h"
#include "ui/left-out-view.h"
#include "ui/page-selection.h"
#include "ui/page-view-private.h"
#include "ui/picture-view.h"

G_DEFINE_FINAL_TYPE (SheafPageView, sheaf_page_view, GTK_TYPE_TEXT_VIEW)

enum
{
  OPEN_LINK,
  READ,
  FOUND,
  SELECTED,
  DESELECTED,
  MARK_ACTIVATED,
  MARKED,
  LINK_ACTIVE,
  OPEN_ARTICLE,
  OPEN_PICTURE,
  FOOTNOTE,
  RETRY_PICTURES,
  MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Filling --- */

static void
selection_cb (SheafPageView *self)
{
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      gtk_widget_queue_draw (self->children->pdata[i]);
}

static GtkWidget *
make_picture (const SheafLoaded *loaded, SheafLibrary *library, const char *src, const char *alt)
{
  const SheafKeptPicture *kept
      = loaded->pictures != NULL ? g_hash_table_lookup (loaded->pictures, src) : NULL;

  return sheaf_picture_view_new (library, kept, src, alt);
}

static GtkWidget *
make_child (SheafPageView *self,
            const SheafInset *anchor,
            const SheafLoaded *loaded,
            SheafLibrary *library)
{
  if (anchor->kind == SHEAF_INSET_LEAD)
    return make_picture (loaded, library, loaded->page->lead_image, NULL);
  if (anchor->kind == SHEAF_INSET_PICTURE)
    {
      const SheafBlock *block
          = &sheaf_document_get_blocks (self->page->document, NULL)[anchor->first];
      const SheafImage *image
          = &sheaf_document_get_images (self->page->document, NULL)[block->image];

      return make_picture (loaded, library, image->src, image->alt);
    }
  if (anchor->kind == SHEAF_INSET_LEFT_OUT)
    return sheaf_left_out_view_new (loaded->page->removed->pdata[anchor->first], anchor->first);

  return sheaf_grid_view_new (self->page, anchor);
}

static void
add_children (SheafPageView *self,
              const SheafLoaded *loaded,
              SheafLibrary *library,
              GtkWidget *chips)
{
  for (guint i = 0; i < self->page->anchors->len; i++)
    {
      SheafInset *anchor = &g_array_index (self->page->anchors, SheafInset, i);
      GtkWidget *child;

      if (anchor->kind == SHEAF_INSET_CHIPS)
        {
          if (chips != NULL)
            {
              gtk_widget_set_direction (chips,
                                        self->page->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
              gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), chips, anchor->anchor);
            }
          self->chips = chips;
          continue;
        }
      if (anchor->kind == SHEAF_INSET_END)
        {
          sheaf_page_view_add_end (self, anchor->anchor);
          continue;
        }
      child = make_child (self, anchor, loaded, library);
      g_object_set_data (G_OBJECT (child), "anchor", anchor);
      gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), child, anchor->anchor);
      g_ptr_array_add (self->children, child);
      if (SHEAF_IS_PICTURE_VIEW (child))
        sheaf_page_view_watch_picture (self, child);
    }
}

void
sheaf_page_view_clear (SheafPageView *self)
{
  sheaf_page_view_remove_proxies (self);
  sheaf_page_view_forget_tags (self);
  for (guint i = 0; i < self->children->len; i++)
    gtk_text_view_remove (GTK_TEXT_VIEW (self), self->children->pdata[i]);
  g_ptr_array_set_size (self->children, 0);
  if (self->chips != NULL)
    gtk_text_view_remove (GTK_TEXT_VIEW (self), self->chips);
  self->chips = NULL;
  sheaf_page_view_remove_end (self);
  if (self->page == NULL)
    return;
  self->stale = TRUE; /* where it is scrolled to says nothing until the next page is laid out */
  sheaf_page_view_forget_link (self);
  sheaf_page_view_forget_saved (self);
  sheaf_page_view_forget_hits (self);
  sheaf_page_view_forget_marks (self);
  sheaf_page_view_forget_columns (self);
  self->spoken.any = FALSE;
  /* Never none: GTK 4.8 dies of a validation that it had put off. */
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), self->blank);
  /* Now, and not in the next text: as long as its lines have no heights, the top of it is taken for
   * the last of them. */
  if (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)) != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
  g_clear_pointer (&self->page, sheaf_page_buffer_free);
}

/* A page that takes the place of another of the same article. */
typedef struct
{
  const SheafPageBuffer *before, *page;
  gboolean same; /* only their breaks differ */
} Renewal;

static int
translate (const Renewal *self, int offset)
{
  guint at = (guint)sheaf_page_buffer_to_document (self->before, offset);

  if (offset == 0)
    return 0;
  if (!self->same)
    return sheaf_page_buffer_to_buffer (
        self->page, sheaf_carry_place (sheaf_document_get_text (self->before->document),
                                       sheaf_document_get_text (self->page->document), at));

  return offset < (int)self->before->head ? MIN (offset, (int)self->page->head)
                                          : sheaf_page_buffer_to_buffer (self->page, at);
}

static void
translate_mark (const Renewal *self, GtkTextMark *mark, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_mark (self->before->buffer, iter, mark);
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, iter,
                                      translate (self, gtk_text_iter_get_offset (iter)));
}

/* What is selected stays so, the caret where it stands, and PLACE in its line. */
static int
renew (SheafPageView *self, const SheafPageBuffer *page, int *pixels)
{
  Renewal renewal = { self->page, page, FALSE };
  GtkTextIter insert, bound;

  if (page->document == NULL || self->page == NULL || self->page->document == NULL)
    return 0;
  renewal.same = sheaf_document_equal (self->page->document, page->document);
  translate_mark (&renewal, gtk_text_buffer_get_insert (self->page->buffer), &insert);
  translate_mark (&renewal, gtk_text_buffer_get_selection_bound (self->page->buffer), &bound);
  gtk_text_buffer_select_range (page->buffer, &insert, &bound);
  if (renewal.same && self->place > 0)
    *pixels = self->place_pixels;

  return translate (&renewal, self->place);
}

void
sheaf_page_view_set_article (SheafPageView *self,
                             const SheafLoaded *loaded,
                             SheafLibrary *library,
                             GtkWidget *chips,
                             double place)
{
  SheafPageBuffer *page = sheaf_page_buffer_new (loaded, &self->type, self->left_out, self->breaks);
  guint length = page->document != NULL ? sheaf_document_get_length (page->document) : 0;
  int pixels = 0, at = place < 0 ? renew (self, page, &pixels)
                       : place > 0 && length > 0
                           ? sheaf_page_buffer_to_buffer (page, (guint)(place * length))
                           : 0;

  sheaf_page_view_clear (self);
  g_clear_pointer (&self->breaks, g_array_unref);
  self->page = page;
  self->place = at;
  self->place_pixels = pixels;
  sheaf_page_view_begin_tags (self, at);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), self->page->buffer);
  g_signal_connect_object (self->page->buffer, "mark-set", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  sheaf_page_view_watch_selection (self);
  add_children (self, loaded, library, chips);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  loaded->row->title, -1);
  sheaf_page_view_queue_proxies (self);
  self->stale = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  sheaf_page_view_queue_scrolled (self);
  sheaf_page_view_restart_find (self);
}

static void
load_css (SheafPageView *self)
{
  g_autofree char *css = sheaf_typography_to_css (&self->type);

  if (g_strcmp0 (css, self->loaded_css) == 0) /* loading restyles the whole display */
    return;
  gtk_css_provider_load_from_data (self->css, css, -1);
  g_free (self->loaded_css);
  self->loaded_css = g_steal_pointer (&css);
}

void
sheaf_page_view_set_typography (SheafPageView *self, const SheafTypography *type)
{
  sheaf_page_view_remember_place (self);
  self->type = *type;
  load_css (self);
  if (self->page != NULL)
    sheaf_page_restyle (self->page->buffer, type);
  self->stale = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  sheaf_page_view_queue_scrolled (self);
}

const SheafTypography *
sheaf_page_view_get_typography (SheafPageView *self)
{
  return &self->type;
}

/* --- Life --- */

static void
sheaf_page_view_copy_clipboard (GtkTextView *view)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->page == NULL || !sheaf_page_buffer_get_selection (self->page, &start, &end))
    return;
  text = sheaf_page_buffer_dup_copy (self->page, &start, &end);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), text);
}

static void
sheaf_page_view_dispose (GObject *object)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (object);

  if (self->proxies != NULL)
    sheaf_page_view_clear (self);
  g_clear_handle_id (&self->scrolled_idle, g_source_remove); /* clearing scrolls */
  g_clear_pointer (&self->proxies, g_array_unref);
  g_clear_object (&self->end);
  G_OBJECT_CLASS (sheaf_page_view_parent_class)->dispose (object);
}

static void
sheaf_page_view_finalize (GObject *object)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (object);

  g_clear_handle_id (&self->scrolled_idle, g_source_remove);
  sheaf_page_view_finalize_find (self);
  sheaf_page_view_finalize_marks (self);
  g_ptr_array_unref (self->children);
  g_array_unref (self->columns.before);
  g_hash_table_unref (self->saved);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (self->css));
  g_object_unref (self->css);
  g_object_unref (self->blank);
  g_clear_pointer (&self->breaks, g_array_unref);
  g_free (self->loaded_css);
  G_OBJECT_CLASS (sheaf_page_view_parent_class)->finalize (object);
}

static void
sheaf_page_view_class_init (SheafPageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_page_view_dispose;
  object_class->finalize = sheaf_page_view_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = sheaf_page_view_size_allocate;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = sheaf_page_view_snapshot_layer;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = sheaf_page_view_copy_clipboard;
  signals[OPEN_LINK] = g_signal_new ("open-link", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[READ] = g_signal_new ("read", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SELECTED] = g_signal_new ("selected", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[DESELECTED] = g_signal_new ("deselected", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MARK_ACTIVATED] = g_signal_new ("mark-activated", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MARKED] = g_signal_new ("marked", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[LINK_ACTIVE] = g_signal_new ("link-active", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_ARTICLE] = g_signal_new ("open-article", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[RETRY_PICTURES] = g_signal_new ("retry-pictures", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOOTNOTE] = g_signal_new ("footnote", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[OPEN_PICTURE] = g_signal_new ("open-picture", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[FOUND] = g_signal_new ("found", SHEAF_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sheaf_page_view_init (SheafPageView *self)
{
  self->children = g_ptr_array_new ();
  self->proxies = g_array_new (FALSE, FALSE, sizeof (SheafProxyPlace));
  self->type = (SheafTypography){ .size = 17, .characters = 66 };
  self->css = gtk_css_provider_new ();
  self->blank = gtk_text_buffer_new (NULL);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  load_css (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
  g_object_set (self, "editable", FALSE, "cursor-visible", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                "accepts-tab", FALSE, "bottom-margin", SHEAF_PAGE_BOTTOM_MARGIN, NULL);
  sheaf_page_view_init_scroll (self);
  sheaf_page_view_init_caret (self);
  sheaf_page_view_init_columns (self);
  sheaf_page_view_init_links (self);
  sheaf_page_view_init_menu (self);
  sheaf_page_view_init_saved (self);
  sheaf_page_view_init_find (self);
  sheaf_page_view_init_marks (self);
}
