/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An answer is put into the list so that nothing jumps under the eyes or the hands: what was
 * selected stays selected, where it was on the screen. */

#include "ui/article-pane-private.h"

#include <glib/gi18n.h>

#define RESTORE_TICKS 2
#define MOVE_TICKS 2 /* until the list has scrolled to what was selected */

GtkAdjustment *
sheaf_article_pane_get_scroll (SheafArticlePane *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

/* --- Empty lists --- */

static const struct
{
  const char *icon;
  const char *title;
  const char *text;
} empty_places[] = {
  [SHEAF_PLACE_UNREAD]
  = { "sheaf-inbox-symbolic", N_ ("All Read"), N_ ("What you save comes here") },
  [SHEAF_PLACE_STARRED]
  = { "starred-symbolic", N_ ("No Stars Yet"), N_ ("Press S on an article to star it") },
  [SHEAF_PLACE_ARCHIVE] = { "sheaf-archive-symbolic", N_ ("Archive Is Empty"),
                            N_ ("Press A on an article to archive it") },
  [SHEAF_PLACE_ALL]
  = { "view-list-symbolic", N_ ("No Articles"), N_ ("Press Ctrl+N to add the first one") },
  [SHEAF_PLACE_TRASH] = { "user-trash-symbolic", N_ ("Trash Is Empty"), NULL },
};

void
sheaf_article_pane_show_emptiness (SheafArticlePane *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  SheafPlace place = sheaf_query_get_place (self->query);

  if (self->queue != NULL)
    {
      adw_status_page_set_icon_name (self->empty, "alarm-symbolic");
      adw_status_page_set_title (self->empty, _ ("Nothing Left to Read"));
      adw_status_page_set_description (self->empty, NULL);
    }
  else if (sheaf_article_pane_has_search (self))
    {
      adw_status_page_set_icon_name (self->empty, "system-search-symbolic");
      adw_status_page_set_title (self->empty, _ ("No Results"));
      adw_status_page_set_description (self->empty, _ ("Try other words"));
    }
  else if (sheaf_query_get_text (self->query) != NULL || sheaf_query_get_tag (self->query) != 0)
    {
      adw_status_page_set_icon_name (self->empty, "view-list-symbolic");
      adw_status_page_set_title (self->empty, _ ("Nothing Here"));
      adw_status_page_set_description (self->empty, _ ("No article matches this list"));
    }
  else
    {
      const char *text = empty_places[place].text;

      adw_status_page_set_icon_name (self->empty, empty_places[place].icon);
      adw_status_page_set_title (self->empty, _ (empty_places[place].title));
      adw_status_page_set_description (self->empty, text != NULL ? _ (text) : NULL);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "list");
}

/* --- The place on the screen --- */

/* After a refill the view anchors itself on the row that had the focus: the right row is focused
 * first, the exact place is set two frames later. */
static gboolean
restore_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SheafArticlePane *self = data;

  if (self->restore_ticks-- > 0)
    return G_SOURCE_CONTINUE;
  self->restore_tick = 0;
  gtk_adjustment_set_value (sheaf_article_pane_get_scroll (self), self->restore_scroll);

  return G_SOURCE_REMOVE;
}

static void
restore_scroll (SheafArticlePane *self, double value)
{
  self->restore_scroll = value;
  self->restore_ticks = RESTORE_TICKS;
  if (self->restore_tick == 0)
    self->restore_tick = gtk_widget_add_tick_callback (self->view, restore_tick_cb, self, NULL);
}

void
sheaf_article_pane_note_move (SheafArticlePane *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->view);

  if (self->refilling || clock == NULL)
    return;
  self->moved_until = gdk_frame_clock_get_frame_counter (clock) + MOVE_TICKS;
  if (self->restore_tick != 0)
    gtk_widget_remove_tick_callback (self->view, self->restore_tick);
  self->restore_tick = 0;
}

/* FALSE: nobody has moved, or nothing is selected. */
static gboolean
finish_move (SheafArticlePane *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->view);
  guint position = sheaf_article_selection_get_first (self->selection);

  if (clock == NULL || gdk_frame_clock_get_frame_counter (clock) >= self->moved_until
      || position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  sheaf_article_pane_show_row (self, position);

  return TRUE;
}

void
sheaf_article_pane_remember (SheafArticlePane *self)
{
  if (self->remembered)
    return;
  self->remembered = TRUE;
  self->before_id = self->cursor_id;
  self->before_scroll = gtk_adjustment_get_value (sheaf_article_pane_get_scroll (self));
}

static void
restore_place (SheafArticlePane *self)
{
  guint position = 0;

  if (self->before_id != SHEAF_NO_ID
      && sheaf_article_list_find (self->list, self->before_id, &position))
    sheaf_article_pane_go_to (self, position, TRUE);
  else
    sheaf_article_pane_show_row (self, 0);
  self->remembered = FALSE;
  restore_scroll (self, self->before_scroll);
}

/* A row and where it stands: all rows are of one height. */
typedef struct
{
  gint64 id;
  guint position;
  double scroll, height;
} Anchor;

/* The selected row where it is in sight, else the first that is. */
static Anchor
find_anchor (SheafArticlePane *self)
{
  GtkAdjustment *adjustment = sheaf_article_pane_get_scroll (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  Anchor anchor = { SHEAF_NO_ID, 0, gtk_adjustment_get_value (adjustment), 0 };

  if (self->restore_tick != 0)
    anchor.scroll = self->restore_scroll; /* where it will be in a moment */
  if (n == 0)
    return anchor;
  anchor.height = gtk_adjustment_get_upper (adjustment) / n;
  anchor.position = sheaf_article_selection_get_first (self->selection);
  if (anchor.position == GTK_INVALID_LIST_POSITION
      || anchor.position * anchor.height < anchor.scroll - anchor.height
      || anchor.position * anchor.height
             > anchor.scroll + gtk_adjustment_get_page_size (adjustment))
    {
      if (anchor.scroll <= 0)
        return anchor; /* the top is the top */
      anchor.position = anchor.scroll / anchor.height;
    }
  anchor.id = sheaf_article_list_get_id (self->list, anchor.position);

  return anchor;
}

static void
keep_anchor (SheafArticlePane *self, const Anchor *anchor)
{
  guint position = 0;
  double value = 0;

  if (anchor->id != SHEAF_NO_ID && sheaf_article_list_find (self->list, anchor->id, &position))
    value = anchor->scroll + ((double)position - anchor->position) * anchor->height;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  sheaf_article_pane_show_row (self, position);
  restore_scroll (self, MAX (0, value));
}

/* --- What stays --- */

static gboolean
has_id (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

/* An article that was just read to its end leaves the list of the unread only once another is
 * opened; and one that was brought back is shown where it was taken from, read or not. */
static void
keep_open_article (SheafArticlePane *self, GArray *ids)
{
  SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;
  gint64 id = SHEAF_NO_ID;

  if (self->fresh || self->searching || self->queue != NULL
      || sheaf_query_get_place (self->query) != SHEAF_PLACE_UNREAD)
    return;
  if (self->undone_id != SHEAF_NO_ID)
    id = self->undone_id;
  else if (row != NULL && row->read && !row->archived && !row->trashed)
    id = row->id;
  if (id != SHEAF_NO_ID && !has_id (ids, id))
    g_array_insert_val (ids, MIN (self->cursor, ids->len), id);
}

static gboolean
is_listed (SheafArticlePane *self, gint64 id, guint *position)
{
  return id != SHEAF_NO_ID && sheaf_article_list_find (self->list, id, position);
}

/* TRUE: the list is where it is to be with that. */
static gboolean
select_again (SheafArticlePane *self, gint64 had, gboolean first, gboolean focused)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position, n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (is_listed (self, self->wanted_id, &position))
    {
      self->wanted_id = SHEAF_NO_ID;
      sheaf_article_pane_go_to (self, position, focused);
      return TRUE;
    }
  if (!self->searching && self->queue == NULL && self->remembered)
    {
      restore_place (self);
      return TRUE;
    }
  if (is_listed (self, had, &position))
    gtk_selection_model_select_item (model, position, TRUE);
  else if (had != SHEAF_NO_ID && !first && n > 0)
    {
      /* It was archived or deleted: the next one takes its place. */
      sheaf_article_pane_go_to (self, self->cursor, focused);
      return TRUE;
    }
  else if (first)
    {
      gtk_selection_model_unselect_all (model);
      if (focused && n > 0)
        sheaf_article_pane_focus_row (self, 0);
    }

  return FALSE;
}

void
sheaf_article_pane_refill (SheafArticlePane *self, GArray *ids, GPtrArray *rows)
{
  gboolean first = self->fresh;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self)); /* none: it is being closed */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = sheaf_article_pane_has_row_focus (self, focus);
  gint64 had = self->article != NULL ? self->cursor_id : SHEAF_NO_ID;
  Anchor anchor = find_anchor (self);

  self->refilling = TRUE;
  if (first)
    anchor.id = SHEAF_NO_ID; /* the top */
  keep_open_article (self, ids);
  sheaf_article_list_refill (self->list, ids, rows);
  self->fresh = FALSE;
  if (!select_again (self, had, first, focused)
      && (first || (sheaf_article_pane_has_search (self) && !finish_move (self))))
    keep_anchor (self, &anchor);
  sheaf_article_pane_selection_changed (self);
  self->refilling = FALSE;
  sheaf_article_pane_show_emptiness (self);
  if (!self->filled && !self->searching && gtk_widget_get_mapped (self->view))
    gtk_widget_grab_focus (self->view); /* keys work from the first moment */
  self->filled = TRUE;
}
