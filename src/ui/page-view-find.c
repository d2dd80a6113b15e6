/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is looked for in a page: matched on a worker, marked near the screen by tags of the text and
 * by the grids themselves, gone to by keeping the page's place there. */

#include "base/worker.h"
#include "ui/grid-view.h"
#include "ui/page-view-private.h"

/* What a search needs and finds. */
typedef struct
{
  SheafDocument *document; /* (nullable) */
  char *headline, *text;
  gboolean words, by_words;
  GArray *hits;
  guint in_headline;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_clear_pointer (&self->document, sheaf_document_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  g_free (self->headline);
  g_free (self->text);
  g_free (self);
}

static void
match (Search *self, GArray *(*find) (const char *, const char *))
{
  self->hits = find (self->headline, self->text);
  self->in_headline = self->hits->len;
  if (self->document != NULL)
    {
      g_autoptr (GArray) hits = find (sheaf_document_get_text (self->document), self->text);

      g_array_append_vals (self->hits, hits->data, hits->len);
    }
}

static gboolean
match_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *self = data;

  match (self, sheaf_text_find);
  if (self->hits->len == 0 && self->words)
    {
      g_array_unref (self->hits);
      match (self, sheaf_text_find_words);
      self->by_words = self->hits->len > 0;
    }

  return TRUE;
}

static SheafWorker *
get_matcher (void)
{
  static SheafWorker *matcher; /* for the life of the program */

  if (matcher == NULL)
    matcher = sheaf_worker_new ("find", NULL, NULL);

  return matcher;
}

/* --- Where hits are --- */

static SheafTextRange
get_hit (SheafPageView *self, guint i)
{
  return g_array_index (self->find.hits, SheafTextRange, i);
}

/* Buffer offset of a document's or the headline's hit. */
static int
start_of_hit (SheafPageView *self, guint i)
{
  guint start = get_hit (self, i).start;

  return i < self->find.in_headline ? (int)(self->page->headline_start + start)
                                    : sheaf_page_buffer_to_buffer (self->page, start);
}

static void
iters_of_hit (SheafPageView *self, guint i, GtkTextIter *start, GtkTextIter *end)
{
  SheafTextRange hit = get_hit (self, i);

  if (i >= self->find.in_headline)
    {
      sheaf_page_buffer_get_range (self->page, hit.start, hit.end, start, end);
      return;
    }
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, start,
                                      (int)(self->page->headline_start + hit.start));
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, end,
                                      (int)(self->page->headline_start + hit.end));
}

/* Index of the first hit that begins at or after a place of the buffer. */
static guint
first_hit_from (SheafPageView *self, int offset)
{
  guint low = 0, high = self->find.hits->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (start_of_hit (self, middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

SheafGridView *
sheaf_page_view_find_grid (SheafPageView *self, guint offset, GtkTextIter *at)
{
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      const SheafInset *anchor = g_object_get_data (self->children->pdata[i], "anchor");

      if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]) && blocks[anchor->first].start <= offset
          && offset < blocks[anchor->last].end)
        {
          gtk_text_buffer_get_iter_at_child_anchor (self->page->buffer, at, anchor->anchor);
          return self->children->pdata[i];
        }
    }

  return NULL;
}

/* --- Marks --- */

static void
set_tag (SheafPageView *self, const SheafTextRange *range, gboolean current, gboolean on)
{
  GtkTextTag *tag = sheaf_page_get_hit_tag (self->page->buffer, current, &self->type);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &start, (int)range->start);
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &end, (int)range->end);
  if (on)
    gtk_text_buffer_apply_tag (self->page->buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (self->page->buffer, tag, &start, &end);
}

/* One by one: GTK 4.8 keeps lines as they were drawn where a tag is taken off a range that begins
 * above the screen. */
static void
remove_marks (SheafPageView *self)
{
  for (guint i = 0; self->page != NULL && i < self->find.marked->len; i++)
    for (int current = 0; current < 2; current++)
      set_tag (self, &g_array_index (self->find.marked, SheafTextRange, i), current, FALSE);
  g_array_set_size (self->find.marked, 0);
  self->find.from = self->find.to = 0;
}

static void
mark_between (SheafPageView *self, int from, int to)
{
  GtkTextTag *hidden = sheaf_page_get_hidden_tag (self->page->buffer);

  for (guint i = first_hit_from (self, from);
       i < self->find.hits->len && start_of_hit (self, i) < to; i++)
    {
      GtkTextIter start, end;
      SheafTextRange range;

      iters_of_hit (self, i, &start, &end);
      if (gtk_text_iter_has_tag (&start, hidden))
        continue; /* its grid marks it */
      range.start = (guint)gtk_text_iter_get_offset (&start);
      range.end = (guint)gtk_text_iter_get_offset (&end);
      g_array_append_val (self->find.marked, range);
      set_tag (self, &range, (int)i == self->find.current, TRUE);
    }
}

void
sheaf_page_view_get_lines (SheafPageView *self, int screens, int *from, int *to)
{
  GdkRectangle visible;
  GtkTextIter iter;

  sheaf_page_view_get_sight (self, &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter,
                               MAX (0, visible.y - screens * visible.height), NULL);
  *from = gtk_text_iter_get_offset (&iter);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter,
                               MAX (0, visible.y + (screens + 1) * visible.height), NULL);
  gtk_text_iter_forward_to_line_end (&iter);
  *to = gtk_text_iter_get_offset (&iter);
}

static void
mark_near (SheafPageView *self)
{
  int from, to;

  if (self->page == NULL || self->width == 0 || self->find.hits->len == 0)
    return;
  sheaf_page_view_get_lines (self, 0, &from, &to);
  if (self->find.from <= from && to <= self->find.to)
    return;
  remove_marks (self);
  sheaf_page_view_get_lines (self, 1, &from, &to);
  self->find.from = from;
  self->find.to = to;
  mark_between (self, from, to);
}

static gboolean
mark_cb (gpointer data)
{
  SheafPageView *self = data;

  self->find.idle = 0;
  mark_near (self);

  return G_SOURCE_REMOVE;
}

/* Not at once: a tag set while the page is laid out would ask for its layout again. */
void
sheaf_page_view_queue_marks (SheafPageView *self)
{
  if (self->find.idle == 0 && self->find.hits->len > 0)
    self->find.idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, mark_cb, self, NULL);
}

static void
mark_anew (SheafPageView *self)
{
  remove_marks (self);
  for (guint i = 0; i < self->children->len; i++)
    if (SHEAF_IS_GRID_VIEW (self->children->pdata[i]))
      sheaf_grid_view_set_hits (self->children->pdata[i],
                                self->find.hits->len > 0 ? self->find.hits : NULL,
                                self->find.in_headline, self->find.current);
  mark_near (self);
  g_signal_emit_by_name (self, "found");
}

/* --- Going to a hit --- */

void
sheaf_page_view_bring_line (SheafPageView *self, const GtkTextIter *start, int below)
{
  GdkRectangle visible, at;

  if (self->width > 0 && !self->stale)
    {
      sheaf_page_view_get_sight (self, &visible);
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), start, &at);
      at.y += below;
      if (at.y >= visible.y + self->type.size
          && at.y + 3 * self->type.size <= visible.y + visible.height)
        return;
    }
  sheaf_page_view_seek (self, gtk_text_iter_get_offset (start), below);
}

gboolean
sheaf_page_view_bring_in_grid (SheafPageView *self, guint start, guint end)
{
  GtkTextIter at;
  SheafGridView *grid = sheaf_page_view_find_grid (self, start, &at);

  if (grid == NULL)
    return FALSE;
  sheaf_page_view_bring_line (self, &at, sheaf_grid_view_reveal (grid, start, end));

  return TRUE;
}

static void
show_current (SheafPageView *self)
{
  guint i = (guint)self->find.current;
  SheafTextRange hit = get_hit (self, i);
  GtkTextIter start, end;

  if (i >= self->find.in_headline && sheaf_page_view_bring_in_grid (self, hit.start, hit.end))
    return;
  iters_of_hit (self, i, &start, &end);
  sheaf_page_view_bring_line (self, &start, 0);
}

static void
choose_current (SheafPageView *self)
{
  guint first;

  if (self->find.hits->len == 0)
    return;
  first = self->find.origin > 0
              ? first_hit_from (self, sheaf_page_buffer_to_buffer (self->page, self->find.origin))
              : 0;
  self->find.current = first < self->find.hits->len ? (int)first : 0;
}

void
sheaf_page_view_step_found (SheafPageView *self, int step)
{
  int n = (int)self->find.hits->len;

  if (n == 0)
    return;
  self->find.current = (MAX (0, self->find.current) + step + n) % n;
  self->find.origin = self->find.current >= (int)self->find.in_headline
                          ? get_hit (self, (guint)self->find.current).start
                          : 0;
  mark_anew (self);
  show_current (self);
}

/* --- Looking for it --- */

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (source);
  g_autoptr (GCancellable) cancellable = data;
  Search *search = sheaf_worker_finish (result, NULL);
  gboolean seeks = self->find.seeks;

  if (search == NULL || cancellable != self->find.cancellable || self->page == NULL)
    return;
  remove_marks (self);
  g_clear_object (&self->find.cancellable);
  g_array_unref (self->find.hits);
  self->find.hits = g_steal_pointer (&search->hits);
  self->find.in_headline = search->in_headline;
  self->find.by_words = search->by_words;
  self->find.current = -1;
  choose_current (self);
  self->find.seeks = FALSE;
  mark_anew (self);
  if (seeks && self->find.current >= 0)
    show_current (self);
}

void
sheaf_page_view_restart_find (SheafPageView *self)
{
  Search *search;
  GtkTextIter start, end;

  if (self->find.cancellable != NULL)
    g_cancellable_cancel (self->find.cancellable);
  g_clear_object (&self->find.cancellable);
  if (self->page == NULL || self->find.text == NULL)
    return;
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &start, (int)self->page->headline_start);
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &end, (int)self->page->headline_end);
  search = g_new0 (Search, 1);
  search->document
      = self->page->document != NULL ? sheaf_document_ref (self->page->document) : NULL;
  search->headline = gtk_text_buffer_get_text (self->page->buffer, &start, &end, TRUE);
  search->text = g_strdup (self->find.text);
  search->words = self->find.words;
  self->find.cancellable = g_cancellable_new ();
  sheaf_worker_push (get_matcher (), match_on_worker, search, search_free, self,
                     self->find.cancellable, matched_cb, g_object_ref (self->find.cancellable));
}

void
sheaf_page_view_forget_hits (SheafPageView *self)
{
  if (self->find.cancellable != NULL)
    g_cancellable_cancel (self->find.cancellable);
  g_clear_object (&self->find.cancellable);
  g_clear_handle_id (&self->find.idle, g_source_remove);
  g_array_set_size (self->find.hits, 0);
  g_array_set_size (self->find.marked, 0);
  self->find.in_headline = 0;
  self->find.current = -1;
  self->find.from = self->find.to = 0;
}

void
sheaf_page_view_begin_find (SheafPageView *self, gboolean here)
{
  self->find.origin = here && self->page != NULL && self->place > (int)self->page->head
                          ? (guint)MAX (0, sheaf_page_buffer_to_document (self->page, self->place))
                          : 0;
}

void
sheaf_page_view_find (SheafPageView *self, const char *text, gboolean words)
{
  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (text, self->find.text) == 0 && words == self->find.words
      && self->find.hits->len > 0)
    return;
  g_free (self->find.text);
  self->find.text = g_strdup (text);
  self->find.words = words;
  self->find.seeks = text != NULL;
  sheaf_page_view_restart_find (self);
  if (text != NULL)
    return;
  remove_marks (self);
  g_array_set_size (self->find.hits, 0);
  self->find.in_headline = 0;
  self->find.current = -1;
  mark_anew (self);
}

gboolean
sheaf_page_view_get_found (SheafPageView *self, guint *n, int *current, gboolean *by_words)
{
  *n = self->find.hits->len;
  *current = self->find.current;
  *by_words = self->find.by_words;

  return self->find.text != NULL && self->find.cancellable == NULL && self->page != NULL;
}

/* --- Over the height of the page --- */

/* About which place of the buffer stands at Y: a line's characters are taken as evenly spread. */
static int
offset_at_y (SheafPageView *self, int y)
{
  GtkTextIter iter;
  int top, height, start;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, y, NULL);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &top, &height);
  start = gtk_text_iter_get_offset (&iter);
  if (height <= 0)
    return start;

  return start
         + (int)((double)gtk_text_iter_get_chars_in_line (&iter) * CLAMP (y - top, 0, height)
                 / height);
}

void
sheaf_page_view_get_found_parts (SheafPageView *self, guint8 *parts, guint n)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  double part = gtk_adjustment_get_upper (adjustment) / MAX (1, n);
  guint next = 0;

  for (guint i = 0; i < n; i++)
    {
      guint first = next;

      parts[i] = 0;
      if (self->page == NULL || next >= self->find.hits->len)
        continue;
      next = i + 1 < n
                 ? MAX (first, first_hit_from (self, offset_at_y (self, (int)((i + 1) * part))))
                 : self->find.hits->len;
      if (next > first)
        parts[i] = self->find.current >= (int)first && self->find.current < (int)next ? 2 : 1;
    }
}

/* --- Life --- */

void
sheaf_page_view_init_find (SheafPageView *self)
{
  self->find.hits = g_array_new (FALSE, FALSE, sizeof (SheafTextRange));
  self->find.marked = g_array_new (FALSE, FALSE, sizeof (SheafTextRange));
  self->find.current = -1;
}

void
sheaf_page_view_finalize_find (SheafPageView *self)
{
  g_clear_handle_id (&self->find.idle, g_source_remove);
  g_clear_object (&self->find.cancellable);
  g_array_unref (self->find.hits);
  g_array_unref (self->find.marked);
  g_free (self->find.text);
}
