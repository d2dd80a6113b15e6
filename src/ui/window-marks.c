/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights: from the page to the library and back. What the page selects or shows is known here
 * as a range, or as one of the article's marks. */

#include "base/items.h"
#include "ui/announce.h"
#include "ui/mark-note.h"
#include "ui/mark-tools.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

struct _SheafWindowMarks
{
  gint64 article;               /* whose marks these are; 0: none is shown */
  SheafRow *row;                /* (nullable): its facts, for what is copied */
  SheafDocument *document;      /* (nullable) */
  GPtrArray *marks;             /* of SheafMark */
  gint64 current;               /* the one that was clicked; 0: none */
  gint64 attaching;             /* the one without a place that is to get one; 0: none */
  gint64 wanted, wanted_in;     /* to be shown once that article is loaded; 0: none */
  GtkWidget *tools, *note;      /* popovers of the reader */
  guint tools_start, tools_end; /* what the tools are for: of the document */
  guint note_start, note_end;   /* the one that begins and ends here gets a note once it is there;
                                   both 0: none does */
  GCancellable *loading;
};

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

static const SheafMark *
find_mark (SheafWindow *self, gint64 id)
{
  for (guint i = 0; i < self->marks->marks->len; i++)
    if (((const SheafMark *)self->marks->marks->pdata[i])->id == id)
      return self->marks->marks->pdata[i];

  return NULL;
}

/* --- Popovers --- */

static void
close_tools (SheafWindow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->marks->tools));
}

gboolean
sheaf_window_leave_marks (SheafWindow *self)
{
  if (!gtk_widget_get_visible (self->marks->tools))
    return FALSE;
  close_tools (self);
  self->marks->current = 0;

  return TRUE;
}

/* Beside a range of the page; FALSE: it is not in sight. */
static gboolean
point_to (SheafWindow *self, GtkWidget *popover, guint start, guint end)
{
  GdkRectangle place;
  double x, y;

  if (!sheaf_page_view_get_place_of (get_view (self), start, end, &place)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (get_view (self)), GTK_WIDGET (self->reader),
                                            place.x, place.y, &x, &y))
    return FALSE;
  place.x = (int)x;
  place.y = (int)y;
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);

  return TRUE;
}

static void
show_tools (SheafWindow *self, guint start, guint end)
{
  self->marks->tools_start = start;
  self->marks->tools_end = end;
  if (point_to (self, self->marks->tools, start, end))
    gtk_popover_popup (GTK_POPOVER (self->marks->tools));
}

static void
open_note (SheafWindow *self, const SheafMark *mark)
{
  close_tools (self);
  if (mark->placed != SHEAF_PLACED_NOWHERE)
    {
      sheaf_page_view_show_range (get_view (self), mark->anchor->start, mark->anchor->end);
      point_to (self, self->marks->note, mark->anchor->start, mark->anchor->end);
    }
  sheaf_mark_note_set (SHEAF_MARK_NOTE (self->marks->note), mark->id, mark->body);
  gtk_popover_popup (GTK_POPOVER (self->marks->note));
}

static void
open_tools (SheafWindow *self, const SheafMark *mark)
{
  if (mark->placed == SHEAF_PLACED_NOWHERE)
    {
      open_note (self, mark);
      return;
    }
  sheaf_mark_tools_set (self->marks->tools, (int)mark->color, mark->body != NULL);
  sheaf_mark_tools_set_attaching (self->marks->tools, 0);
  show_tools (self, mark->anchor->start, mark->anchor->end);
}

/* --- What the page tells --- */

static void
selected_cb (SheafWindow *self)
{
  guint start, end;

  self->marks->current = 0;
  if (!sheaf_page_view_get_selected (get_view (self), &start, &end))
    return;
  sheaf_mark_tools_set (self->marks->tools, -1, FALSE);
  sheaf_mark_tools_set_attaching (self->marks->tools, self->marks->attaching);
  show_tools (self, start, end);
}

/* The page was scrolled or turned. */
static void
moved_cb (SheafWindow *self)
{
  SheafWindowMarks *marks = self->marks;

  if (gtk_widget_get_visible (marks->tools)
      && !point_to (self, marks->tools, marks->tools_start, marks->tools_end))
    close_tools (self);
}

static void
deselected_cb (SheafWindow *self)
{
  close_tools (self);
}

static void
activated_cb (SheafWindow *self, gint64 id)
{
  const SheafMark *mark = find_mark (self, id);

  self->marks->current = mark != NULL ? id : 0;
  if (mark == NULL)
    return;
  sheaf_notes_pane_select_mark (self->notes, id);
  open_tools (self, mark);
}

/* With its tools beside it, and the keys of highlights meaning it. */
static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gint64 id = sheaf_page_view_step_mark (get_view (self), g_variant_get_int32 (parameter));

  if (id != 0)
    activated_cb (self, id);
}

/* --- Changing --- */

static void
do_edit (SheafWindow *self, SheafDeed deed, const SheafMark *mark)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_mark (mark);

  sheaf_undo_stack_do (self->undo, deed, edit, NULL);
}

/* Of what is selected; NULL: nothing is that could be told again. (transfer full) */
static SheafAnchor *
anchor_selection (SheafWindow *self)
{
  guint start, end;

  return self->marks->document != NULL
                 && sheaf_page_view_get_selected (get_view (self), &start, &end)
             ? sheaf_anchor_new (sheaf_document_get_text (self->marks->document), start, end)
             : NULL;
}

/* FALSE: nothing is selected. */
static gboolean
highlight_selection (SheafWindow *self, guint color)
{
  SheafMark mark = { .article_id = self->marks->article, .color = color };
  g_autoptr (SheafAnchor) anchor = anchor_selection (self);

  if (anchor == NULL)
    return FALSE;
  mark.anchor = anchor;
  do_edit (self, SHEAF_DEED_MARK, &mark);
  /* Translators: a screen reader says it when it is done */
  sheaf_announce (GTK_WIDGET (get_view (self)), _ ("Highlighted"));
  self->marks->note_start = self->marks->note_end = 0;
  sheaf_page_view_unselect (get_view (self));
  close_tools (self);

  return TRUE;
}

static void
change_mark (SheafWindow *self, const SheafMark *mark, guint color, const char *body)
{
  SheafMark changed = { .id = mark->id,
                        .article_id = mark->article_id,
                        .color = color,
                        .body = (char *)(body != NULL && *body != '\0' ? body : NULL) };

  do_edit (self, SHEAF_DEED_CHANGE_MARK, &changed);
}

/* What lost its place gets that of what is selected. FALSE: nothing is. */
static gboolean
attach (SheafWindow *self, const SheafMark *mark)
{
  SheafMark attached = *mark;
  g_autoptr (SheafAnchor) anchor = anchor_selection (self);

  if (anchor == NULL)
    return FALSE;
  attached.anchor = anchor;
  self->marks->attaching = 0;
  do_edit (self, SHEAF_DEED_CHANGE_MARK, &attached);
  sheaf_page_view_unselect (get_view (self));
  close_tools (self);
  sheaf_undo_stack_say (self->undo, _ ("Highlight attached to what was selected"));

  return TRUE;
}

static void
wait_for_place (SheafWindow *self, gint64 id)
{
  self->marks->attaching = id;
  sheaf_window_show_lost (self, self->marks->marks, id);
}

/* Of the one that is named, or, with 0, of the one that waits for it. */
static void
attach_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  gint64 id = g_variant_get_int64 (parameter);
  const SheafMark *mark = find_mark (self, id != 0 ? id : self->marks->attaching);

  if (mark == NULL || mark->placed != SHEAF_PLACED_NOWHERE || attach (self, mark) || id == 0)
    return;
  wait_for_place (self, id != self->marks->attaching ? id : 0);
  if (self->marks->attaching != 0)
    sheaf_undo_stack_say (self->undo, _ ("Select its new place in the text"));
}

gboolean
sheaf_window_is_attaching (SheafWindow *self)
{
  return self->marks->attaching != 0;
}

static void
card_opened_cb (SheafWindow *self, gint64 id)
{
  const SheafMark *mark = find_mark (self, id);

  if (mark == NULL || (mark->placed == SHEAF_PLACED_NOWHERE && attach (self, mark)))
    return;
  self->marks->current = id;
  if (mark->placed != SHEAF_PLACED_NOWHERE)
    sheaf_page_view_show_range (get_view (self), mark->anchor->start, mark->anchor->end);
  if (sheaf_shell_get_notes_over (self->shell) && mark->placed != SHEAF_PLACED_NOWHERE)
    g_object_set (self->shell, "show-notes", FALSE, NULL); /* they lie over it */
  else
    open_tools (self, mark);
}

static void
write_cb (SheafWindow *self, gint64 id, const char *text)
{
  const SheafMark *mark = find_mark (self, id);

  if (mark != NULL) /* its body may be older than what was written last */
    change_mark (self, mark, mark->color, text);
}

static void
color_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const SheafMark *mark = find_mark (self, self->marks->current);
  guint color = g_variant_get_uint32 (parameter);

  if (color >= SHEAF_MARK_COLORS)
    color = (guint)g_settings_get_int (self->settings, "highlight-color");
  g_settings_set_int (self->settings, "highlight-color", (int)color);
  if (highlight_selection (self, color) || mark == NULL)
    return;
  if (mark->color != color)
    change_mark (self, mark, color, mark->body);
  close_tools (self);
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const SheafMark *mark = find_mark (self, self->marks->current);
  guint start, end;

  if (sheaf_page_view_get_selected (get_view (self), &start, &end))
    {
      if (!highlight_selection (self,
                                (guint)g_settings_get_int (self->settings, "highlight-color")))
        return;
      self->marks->note_start = start;
      self->marks->note_end = end;
    }
  else if (mark != NULL)
    open_note (self, mark);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.note", NULL);
}

static void
remove_one (SheafWindow *self, gint64 id)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_remove_marks (&id, 1);

  close_tools (self);
  self->marks->current = 0;
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_REMOVE_MARK, edit, NULL);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (find_mark (self, self->marks->current) != NULL)
    remove_one (self, self->marks->current);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (find_mark (self, g_variant_get_int64 (parameter)) != NULL)
    remove_one (self, g_variant_get_int64 (parameter));
}

static void
card_removed_cb (SheafWindow *self, gint64 id)
{
  remove_one (self, id);
}

/* --- Copying --- */

/* Where QUOTE is from, in a line of its own. (transfer full) */
static char *
dup_with_source (const SheafRow *row, const char *quote)
{
  const char *parts[] = { row->author, row->title, row->site, row->url };
  GString *text = g_string_new (NULL);
  g_autoptr (GString) from = g_string_new (NULL);

  /* Translators: a quotation that was copied */
  g_string_append_printf (text, _ ("“%s”"), quote);
  g_string_append (text, "\n— ");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      sheaf_items_append (from, parts[i]);
  g_string_append (text, from->str);

  return g_string_free (text, FALSE);
}

static void
copy_quote (SheafWindow *self, const char *quote)
{
  g_autofree char *text = dup_with_source (self->marks->row, quote);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  close_tools (self);
  sheaf_undo_stack_say (self->undo, _ ("Copied with its source"));
}

static void
copy_one_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const SheafMark *mark = find_mark (self, g_variant_get_int64 (parameter));

  if (mark != NULL && self->marks->row != NULL)
    copy_quote (self, mark->anchor->exact);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const SheafMark *mark = find_mark (self, self->marks->current);
  g_autofree char *selected = NULL;
  guint start, end;

  if (self->marks->document != NULL && sheaf_page_view_get_selected (get_view (self), &start, &end))
    selected = sheaf_document_dup_range (self->marks->document, start, end);
  if (self->marks->row == NULL || (selected == NULL && mark == NULL))
    return;
  copy_quote (self, selected != NULL ? selected : mark->anchor->exact);
}

/* --- From the library --- */

static void
show_marks (SheafWindow *self)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));

  for (guint i = 0; i < self->marks->marks->len; i++)
    {
      const SheafMark *mark = self->marks->marks->pdata[i];
      SheafPageMark one
          = { mark->id, mark->anchor->start, mark->anchor->end, mark->color, mark->body != NULL };

      if (mark->placed != SHEAF_PLACED_NOWHERE)
        g_array_append_val (placed, one);
    }
  sheaf_page_view_set_marks (get_view (self), placed);
  sheaf_notes_pane_set_marks (self->notes, self->marks->marks);
  sheaf_window_show_lost (self, self->marks->marks, self->marks->attaching);
}

/* Where they were found in a text that has changed is where they are looked for next. */
static void
keep_places (SheafWindow *self)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (SheafMarkPlace));
  g_autoptr (SheafEdit) edit = NULL;

  for (guint i = 0; i < self->marks->marks->len; i++)
    {
      const SheafMark *mark = self->marks->marks->pdata[i];
      SheafMarkPlace place = { mark->id, mark->anchor->start, mark->anchor->end };

      if (mark->moved)
        g_array_append_val (places, place);
    }
  if (places->len == 0)
    return;
  edit = sheaf_edit_new_place_marks ((const SheafMarkPlace *)(const void *)places->data,
                                     places->len);
  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, NULL, NULL);
}

static void
open_note_of_new (SheafWindow *self)
{
  for (guint i = 0; i < self->marks->marks->len && self->marks->note_end > 0; i++)
    {
      const SheafMark *mark = self->marks->marks->pdata[i];

      if (mark->anchor->start <= self->marks->note_start
          && mark->anchor->end >= self->marks->note_start && mark->body == NULL
          && mark->placed != SHEAF_PLACED_NOWHERE)
        {
          self->marks->note_start = self->marks->note_end = 0;
          self->marks->current = mark->id;
          open_note (self, mark);
        }
    }
}

static void
show_wanted (SheafWindow *self)
{
  SheafWindowMarks *marks = self->marks;
  const SheafMark *mark;

  if (marks->wanted_in != marks->article)
    return;
  mark = find_mark (self, marks->wanted);
  marks->wanted = marks->wanted_in = 0;
  if (mark == NULL)
    return;
  if (mark->placed != SHEAF_PLACED_NOWHERE)
    sheaf_page_view_show_range (get_view (self), mark->anchor->start, mark->anchor->end);
  sheaf_notes_pane_select_mark (self->notes, mark->id);
}

void
sheaf_window_take_marks (SheafWindow *self, const SheafLoaded *loaded)
{
  SheafWindowMarks *marks = self->marks;

  if (marks->article != loaded->row->id)
    {
      sheaf_mark_note_flush (SHEAF_MARK_NOTE (marks->note));
      gtk_popover_popdown (GTK_POPOVER (marks->note));
      close_tools (self);
      sheaf_announce (GTK_WIDGET (self->reader), loaded->row->title);
      marks->current = marks->attaching = 0;
      marks->note_start = marks->note_end = 0;
    }
  marks->article = loaded->row->id;
  g_clear_pointer (&marks->row, sheaf_row_unref);
  marks->row = sheaf_row_ref (loaded->row);
  g_clear_pointer (&marks->document, sheaf_document_unref);
  if (loaded->page != NULL && loaded->page->document != NULL)
    marks->document = sheaf_document_ref (loaded->page->document);
  g_ptr_array_unref (marks->marks);
  marks->marks = g_ptr_array_ref (loaded->marks);
  show_marks (self);
  keep_places (self);
  open_note_of_new (self);
  show_wanted (self);
}

void
sheaf_window_drop_marks (SheafWindow *self)
{
  SheafWindowMarks *marks = self->marks;

  sheaf_mark_note_flush (SHEAF_MARK_NOTE (marks->note));
  gtk_popover_popdown (GTK_POPOVER (marks->note));
  close_tools (self);
  marks->article = marks->current = marks->attaching = 0;
  g_clear_pointer (&marks->row, sheaf_row_unref);
  g_clear_pointer (&marks->document, sheaf_document_unref);
  g_ptr_array_unref (marks->marks);
  marks->marks = g_ptr_array_new ();
  sheaf_notes_pane_set_marks (self->notes, marks->marks);
  sheaf_window_show_lost (self, marks->marks, 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded
      = sheaf_store_load_article_finish (SHEAF_STORE (source), result, &error);

  if (loaded != NULL && loaded->row->id == self->marks->article)
    sheaf_window_take_marks (self, loaded);
}

void
sheaf_window_reload_marks (SheafWindow *self, const SheafChange *change)
{
  SheafWindowMarks *marks = self->marks;
  gboolean mine = change->ids == NULL;

  for (gsize i = 0; !mine && i < change->n; i++)
    mine = change->ids[i] == marks->article;
  if (marks->article == 0 || !mine || (change->flags & SHEAF_CHANGE_NOTES) == 0)
    return;
  g_cancellable_cancel (marks->loading);
  g_clear_object (&marks->loading);
  marks->loading = g_cancellable_new ();
  sheaf_store_load_article_async (sheaf_library_get_store (self->library), marks->article,
                                  marks->loading, loaded_cb, self);
}

static gboolean
is_chosen (SheafWindow *self, gint64 id)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);

  return article != NULL && sheaf_article_get_id (article) == id;
}

void
sheaf_window_show_mark (SheafWindow *self, gint64 article, gint64 mark)
{
  self->marks->wanted = mark;
  self->marks->wanted_in = mark != 0 ? article : 0;
  sheaf_article_pane_select_id (self->list, article, FALSE);
  if (!is_chosen (self, article)) /* not where the list is now: all have a place in this one */
    {
      sheaf_article_pane_leave (self->list);
      sheaf_window_go (self, SHEAF_PLACE_ALL);
      sheaf_article_pane_select_id (self->list, article, FALSE);
    }
  sheaf_shell_show (self->shell, SHEAF_SHELL_READER);
  if (self->marks->article == article)
    show_wanted (self);
}

/* --- Life --- */

static const GActionEntry entries[] = {
  { .name = "attach", .activate = attach_cb, .parameter_type = "x" },
  { .name = "color", .activate = color_cb, .parameter_type = "u" },
  { .name = "note", .activate = note_cb },
  { .name = "copy", .activate = copy_cb },
  { .name = "copy-one", .activate = copy_one_cb, .parameter_type = "x" },
  { .name = "delete", .activate = delete_cb, .parameter_type = "x" },
  { .name = "remove", .activate = remove_cb },
  { .name = "step", .activate = step_cb, .parameter_type = "i" },
};

void
sheaf_window_init_marks (SheafWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  SheafWindowMarks *marks = self->marks = g_new0 (SheafWindowMarks, 1);

  marks->marks = g_ptr_array_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "mark", G_ACTION_GROUP (group));
  marks->tools = sheaf_mark_tools_new ();
  marks->note = sheaf_mark_note_new ();
  gtk_widget_set_parent (marks->tools, GTK_WIDGET (self->reader));
  gtk_widget_set_parent (marks->note, GTK_WIDGET (self->reader));
  g_signal_connect_object (marks->note, "write", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "read", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "deselected", G_CALLBACK (deselected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_view (self), "mark-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notes, "mark-opened", G_CALLBACK (card_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notes, "mark-removed", G_CALLBACK (card_removed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkTextView *
sheaf_window_get_mark_editor (SheafWindow *self)
{
  return sheaf_mark_note_get_editor (SHEAF_MARK_NOTE (self->marks->note));
}

void
sheaf_window_flush_marks (SheafWindow *self)
{
  sheaf_mark_note_flush (SHEAF_MARK_NOTE (self->marks->note));
}

void
sheaf_window_finalize_marks (SheafWindow *self)
{
  SheafWindowMarks *marks = g_steal_pointer (&self->marks);

  g_cancellable_cancel (marks->loading);
  g_clear_object (&marks->loading);
  g_clear_pointer (&marks->row, sheaf_row_unref);
  g_clear_pointer (&marks->document, sheaf_document_unref);
  g_ptr_array_unref (marks->marks);
  g_free (marks);
}
