/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measure and margins are set inside the allocation, the place is kept in it too: thus the first
 * frame painted is already right. Quote bars and rules are drawn under the text. */

#include "ui/page-view.h"

#include "ui/balance.h"
#include "ui/grid-view.h"
#include "ui/left-out-view.h"
#include "ui/page-proxy.h"
#include "ui/page-selection.h"
#include "ui/page-view-private.h"
#include "ui/picture-view.h"

#include <glib/gi18n.h>

#define GUTTER 24
#define BAR_WIDTH 3
#define RULE_WIDTH 72
#define MOST_PROXIES 400
#define FAR 100000 /* pixels */

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

/* --- What is drawn under the text --- */

static void
draw_rule (SheafPageView *self, GtkSnapshot *snapshot, const GdkRectangle *at)
{
  GdkRGBA line = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->ink, .25);
  int left = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));

  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (left + (self->measure - RULE_WIDTH) / 2,
                                                  at->y + at->height / 2, RULE_WIDTH, 1));
}

/* Where a block begins: that of a grid in the line before its text. */
static void
get_block_start (SheafPageView *self, const SheafSetBlock *set, GdkRectangle *at)
{
  GtkTextIter start, unused;

  sheaf_page_buffer_get_range (self->page, set->start, set->start, &start, &unused);
  if (gtk_text_iter_has_tag (&start, sheaf_page_get_hidden_tag (self->page->buffer)))
    gtk_text_iter_backward_line (&start);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &start, at);
}

/* A bar goes on to the next block of its quote, also where that stands in another one inside it. */
static void
draw_bars (SheafPageView *self, GtkSnapshot *snapshot, guint index, int top, int bottom)
{
  const SheafSetBlock *set = &g_array_index (self->page->blocks, SheafSetBlock, index);
  gboolean last = index + 1 == self->page->blocks->len;
  GdkRGBA bar = sheaf_theme_colour (sheaf_typography_get_theme (&self->type)->accent, .4);
  int left = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));
  GdkRectangle at = { 0 };

  if (!last && sheaf_set_block_is_in_quote (&set[1], set->bar_quotes[0]))
    get_block_start (self, &set[1], &at);
  for (guint i = 0; i < set->n_bars; i++)
    {
      double x = set->bars[i] * self->type.size + i * SHEAF_QUOTE_STEP;
      int end = !last && sheaf_set_block_is_in_quote (&set[1], set->bar_quotes[i])
                    ? MAX (bottom, at.y)
                    : bottom;

      if (set->paragraph.rtl)
        x = self->measure - x - BAR_WIDTH;
      gtk_snapshot_append_color (
          snapshot, &bar, &GRAPHENE_RECT_INIT ((float)(left + x), top, BAR_WIDTH, end - top));
    }
}

static void
draw_block (SheafPageView *self, GtkSnapshot *snapshot, guint index)
{
  const SheafSetBlock *set = &g_array_index (self->page->blocks, SheafSetBlock, index);
  GtkTextIter first, last;
  GdkRectangle a, b;

  if (set->paragraph.look != SHEAF_LOOK_RULE && set->n_bars == 0)
    return;
  sheaf_page_buffer_get_range (self->page, set->start, set->end, &first, &last);
  get_block_start (self, set, &a);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &last, &b);
  if (set->paragraph.look == SHEAF_LOOK_RULE)
    draw_rule (self, snapshot, &a);
  if (set->n_bars > 0)
    draw_bars (self, snapshot, index, a.y, b.y + b.height);
}

static void
sheaf_page_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (view);
  GdkRectangle visible;
  GtkTextIter top, bottom;
  guint end;
  int first;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT || self->page == NULL || self->page->blocks->len == 0)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &top, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &bottom, visible.y + visible.height, NULL);
  gtk_text_iter_forward_to_line_end (&bottom);
  first = sheaf_page_buffer_find_block (
      self->page, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)));
  end = sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&bottom));
  for (guint i = MAX (first, 0);
       i < self->page->blocks->len
       && g_array_index (self->page->blocks, SheafSetBlock, i).start <= end;
       i++)
    draw_block (self, snapshot, i);
  sheaf_page_view_draw_grounds (self, snapshot, &top, &bottom);
  sheaf_page_view_draw_saved (
      self, snapshot, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)),
      end);
  sheaf_page_view_draw_signs (
      self, snapshot, sheaf_page_buffer_to_document (self->page, gtk_text_iter_get_offset (&top)),
      end);
}

/* --- Layout --- */

static void
balance_headline (SheafPageView *self)
{
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->page->headline);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  gboolean rtl = self->page->rtl;
  SheafParagraph paragraph = { .look = SHEAF_LOOK_HEADLINE, .rtl = rtl };
  GtkTextTag *tag = sheaf_paragraph_get_tag (&paragraph, self->page->buffer, &self->type);

  pango_font_description_set_absolute_size (
      font, self->type.size * sheaf_look_get_scale (SHEAF_LOOK_HEADLINE) * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, self->measure * PANGO_SCALE);
  g_object_set (tag, rtl ? "left-margin" : "right-margin",
                MAX (0, self->measure - PANGO_PIXELS_CEIL (sheaf_balance (layout)) - 2), NULL);
}

static int
line_width (SheafPageView *self)
{
  static const char sample[] = "When the water comes in it hums, and she could name the hour by "
                               "the pitch of the hum alone";
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), sample);
  int width;

  pango_layout_get_size (layout, &width, NULL);

  return (int)((gint64)width / (int)(sizeof sample - 1) * self->type.characters / PANGO_SCALE);
}

static void
set_children_measure (SheafPageView *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const SheafInset *anchor = g_object_get_data (self->children->pdata[i], "anchor");
      SheafParagraph paragraph = { .quotes = anchor->indent_quotes,
                                   .lists = anchor->indent_lists,
                                   .wider = anchor->indent_wider,
                                   .definitions = anchor->indent_definitions };
      int measure = MAX (120, self->measure - sheaf_paragraph_get_indent (&paragraph, &self->type));

      if (SHEAF_IS_PICTURE_VIEW (self->children->pdata[i]))
        sheaf_picture_view_set_measure (self->children->pdata[i], measure);
      else if (SHEAF_IS_LEFT_OUT_VIEW (self->children->pdata[i]))
        sheaf_page_inset_set_measure (self->children->pdata[i], measure);
      else
        sheaf_grid_view_set (self->children->pdata[i], measure, &self->type);
    }
  if (self->end != NULL)
    sheaf_page_end_set_measure (self->end, self->measure);
  if (self->chips != NULL)
    {
      g_object_set (self->chips, "measure", self->measure, NULL);
      gtk_widget_queue_resize (self->chips);
    }
}

static void
remember_place (SheafPageView *self)
{
  GdkRectangle visible, at;
  GtkTextIter iter;

  if (self->stale || self->pinned || self->page == NULL || self->width == 0)
    return;
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  sheaf_page_view_get_line_at (self, MAX (0, visible.y), &iter, &at);
  /* Between two lines it is the one below that is seen. */
  if (visible.y >= at.y + at.height
      && gtk_text_view_forward_display_line (GTK_TEXT_VIEW (self), &iter))
    gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  self->place = gtk_text_iter_get_offset (&iter);
  self->place_pixels = visible.y - at.y;
}

/* A scroll asked for makes the view validate two screens around the mark instead of its top. Its
 * own scroll would be animated; setting the adjustment is not. */
static void
prepare_place (SheafPageView *self)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->page->buffer, "place");
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, self->place);
  if (mark == NULL)
    mark = gtk_text_buffer_create_mark (self->page->buffer, "place", &iter, TRUE);
  else
    gtk_text_buffer_move_mark (self->page->buffer, mark, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), mark, 0, TRUE, 0, 0);
}

/* Again in every allocation until the page is touched: while the lines above get their heights, the
 * view keeps its first line by an adjustment whose upper is not up to date, is clamped, and jumps.
 */
static void
restore_place (SheafPageView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GtkTextIter iter;
  GdkRectangle at;

  if (adjustment == NULL)
    return;
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, self->place);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
  gtk_adjustment_set_value (adjustment, at.y + MIN (self->place_pixels, at.height));
}

void
sheaf_page_view_seek (SheafPageView *self, int offset, int pixels)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  self->place = MAX (1, offset); /* 0 is not restored */
  self->place_pixels = pixels - (int)(gtk_adjustment_get_page_size (adjustment) / 3);
  self->pinned = TRUE;
  if (self->width == 0 || self->stale)
    return;
  prepare_place (self);
  restore_place (self);
}

static int
get_proxy_offset (SheafPageView *self, const SheafProxyPlace *proxy)
{
  return proxy->offset == G_MAXUINT ? (int)self->page->headline_start
                                    : sheaf_page_buffer_to_buffer (self->page, proxy->offset);
}

/* Those far from the screen stand above and below it: where exactly would have every line up to the
 * last laid out. */
static void
place_proxies (SheafPageView *self)
{
  int from, to;

  if (self->proxies->len == 0)
    return;
  sheaf_page_view_get_lines (self, 1, &from, &to);
  for (guint i = 0; i < self->proxies->len; i++)
    {
      SheafProxyPlace *proxy = &g_array_index (self->proxies, SheafProxyPlace, i);
      int offset = get_proxy_offset (self, proxy);
      GdkRectangle at = { .y = offset < from ? -FAR : FAR, .height = self->type.size };
      GtkTextIter iter;

      if (from <= offset && offset <= to)
        {
          gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, offset);
          gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
          gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, at.x,
                                                 at.y, &at.x, &at.y);
        }
      sheaf_page_proxy_place (proxy->widget, at.x, at.y, self->measure / 2, at.height);
    }
}

static void
sheaf_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (widget);
  gboolean changed = self->stale || width != self->width;

  if (changed && self->page != NULL)
    {
      self->stale = TRUE;
      self->measure = MAX (120, MIN (line_width (self), width - 2 * GUTTER));
      self->width = width;
      gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), (width - self->measure) / 2);
      gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self),
                                      width - self->measure - (width - self->measure) / 2);
      set_children_measure (self);
      balance_headline (self);
      if (self->place > 0)
        prepare_place (self);
    }
  GTK_WIDGET_CLASS (sheaf_page_view_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->page == NULL)
    return;
  if (changed)
    self->pinned = self->place > 0;
  if (self->pinned)
    restore_place (self);
  self->stale = FALSE;
  place_proxies (self);
  sheaf_page_view_queue_marks (self);
  sheaf_page_view_queue_highlights (self);
}

/* --- Scrolling --- */

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
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
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
  g_signal_emit (self, signals[READ], 0, fraction_at (self, FALSE), fraction_at (self, TRUE));

  return G_SOURCE_REMOVE;
}

static void
queue_scrolled (SheafPageView *self)
{
  if (self->scrolled_idle == 0)
    self->scrolled_idle = g_idle_add_full (G_PRIORITY_LOW, scrolled_idle_cb, self, NULL);
}

static void
value_changed_cb (SheafPageView *self)
{
  remember_place (self);
  sheaf_page_view_queue_marks (self);
  sheaf_page_view_queue_highlights (self);
  queue_scrolled (self);
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
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_scrolled), self,
                           G_CONNECT_SWAPPED);
  if (g_object_get_data (G_OBJECT (scroller), "touched") != NULL)
    return;
  touched = gtk_event_controller_legacy_new ();
  g_object_set_data (G_OBJECT (scroller), "touched", touched);
  gtk_event_controller_set_propagation_phase (touched, GTK_PHASE_CAPTURE);
  g_signal_connect_object (touched, "event", G_CALLBACK (touched_cb), self, 0);
  gtk_widget_add_controller (scroller, touched);
}

double
sheaf_page_view_get_place (SheafPageView *self)
{
  guint length = self->page != NULL && self->page->document != NULL
                     ? sheaf_document_get_length (self->page->document)
                     : 0;

  return length > 0 ? CLAMP (
             (double)sheaf_page_buffer_to_document (self->page, self->place) / length, 0, 1)
                    : 0;
}

/* --- What a screen reader is told beyond the text --- */

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
  GtkWidget *grid;

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
  grid = sheaf_grid_view_new (self->page, anchor);
  g_signal_connect_object (grid, "open-link", G_CALLBACK (sheaf_page_view_open_span), self,
                           G_CONNECT_SWAPPED);

  return grid;
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
          if (chips != NULL && self->page->rtl)
            gtk_widget_set_direction (chips, GTK_TEXT_DIR_RTL);
          if (chips != NULL)
            gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), chips, anchor->anchor);
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
  g_clear_handle_id (&self->proxies_idle, g_source_remove);
  for (guint i = 0; i < self->proxies->len; i++)
    gtk_widget_unparent (g_array_index (self->proxies, SheafProxyPlace, i).widget);
  g_array_set_size (self->proxies, 0);
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
  self->spoken.any = FALSE;
  /* Never none: GTK 4.8 dies of a validation that it had put off. */
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), self->blank);
  /* Now, and not in the next text: as long as its lines have no heights, the top of it is taken for
   * the last of them. */
  if (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)) != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
  g_clear_pointer (&self->page, sheaf_page_buffer_free);
}

/* Where the page is, as a place of PAGE, which takes its place; exactly where only its breaks
 * differ. */
static int
translate_place (SheafPageView *self, const SheafPageBuffer *page, int *pixels)
{
  gboolean same = self->page != NULL && self->page->document != NULL && page->document != NULL
                  && sheaf_document_equal (self->page->document, page->document);

  if (page->document == NULL || self->page == NULL || self->place == 0)
    return 0;
  if (!same)
    return sheaf_page_buffer_to_buffer (
        page,
        (guint)(sheaf_page_view_get_place (self) * sheaf_document_get_length (page->document)));
  *pixels = self->place_pixels;

  return self->place < (int)self->page->head
             ? MIN (self->place, (int)page->head)
             : sheaf_page_buffer_to_buffer (
                 page, (guint)sheaf_page_buffer_to_document (self->page, self->place));
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
  int pixels = 0, at = place < 0 ? translate_place (self, page, &pixels)
                       : place > 0 && length > 0
                           ? sheaf_page_buffer_to_buffer (page, (guint)(place * length))
                           : 0;

  sheaf_page_view_clear (self);
  g_clear_pointer (&self->breaks, g_array_unref);
  self->page = page;
  self->place = at;
  self->place_pixels = pixels;
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), self->page->buffer);
  g_signal_connect_object (self->page->buffer, "mark-set", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  sheaf_page_view_watch_selection (self);
  add_children (self, loaded, library, chips);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  loaded->row->title, -1);
  self->proxies_idle = g_idle_add_full (G_PRIORITY_LOW, add_proxies_cb, self, NULL);
  self->stale = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_scrolled (self);
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
  remember_place (self);
  self->type = *type;
  load_css (self);
  if (self->page != NULL)
    sheaf_page_restyle (self->page->buffer, type);
  self->stale = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_scrolled (self);
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

  g_clear_handle_id (&self->scrolled_idle, g_source_remove);
  if (self->proxies != NULL)
    sheaf_page_view_clear (self);
  g_clear_pointer (&self->proxies, g_array_unref);
  g_clear_object (&self->end);
  G_OBJECT_CLASS (sheaf_page_view_parent_class)->dispose (object);
}

static void
sheaf_page_view_finalize (GObject *object)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (object);

  sheaf_page_view_finalize_find (self);
  sheaf_page_view_finalize_marks (self);
  g_ptr_array_unref (self->children);
  g_hash_table_unref (self->saved);
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
                "accepts-tab", FALSE, "bottom-margin", 96, NULL);
  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (vadjustment_cb), NULL);
  sheaf_page_view_init_caret (self);
  sheaf_page_view_init_links (self);
  sheaf_page_view_init_menu (self);
  sheaf_page_view_init_saved (self);
  sheaf_page_view_init_find (self);
  sheaf_page_view_init_marks (self);
}
