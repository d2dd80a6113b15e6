/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed is saved within PAUSE_MS, whether or not typing goes on; so does leaving the
 * article. Where saving fails, the words stay and the reason stands below them. */

#include "ui/notes-pane.h"

#include "base/error.h"
#include "ui/marks-list.h"
#include "ui/note-label.h"

#include <glib/gi18n.h>

#define PAUSE_MS 500

struct _SheafNotesPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back, *menu;
  GtkStack *pages;                                     /* the notes, and what stands beside them */
  GtkWidget *switcher, *notes_button, *outline_button; /* between these */
  GtkStack *stack; /* the note as it is written, or as it reads */
  SheafNoteLabel *reading;
  GtkWidget *note;
  GtkWidget *hint;
  GtkWidget *problem;
  GtkWidget *highlights; /* the list with its heading */
  SheafMarksList *marks;

  SheafLibrary *library;
  gint64 id;
  guint idle;
  guint timer;         /* typed, and not saved yet */
  gboolean filling;    /* the buffer is changed by us */
  gboolean failed;     /* the last save of what is shown */
  gboolean touched;    /* written in since it is shown */
  GHashTable *unsaved; /* article id -> text that the library has not confirmed */
};

G_DEFINE_FINAL_TYPE (SheafNotesPane, sheaf_notes_pane, GTK_TYPE_WIDGET)

enum
{
  MARK_OPENED,
  MARK_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (SheafNotesPane *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note));
}

static char *
dup_text (SheafNotesPane *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

static void
say (SheafNotesPane *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->problem), words != NULL ? words : "");
  gtk_widget_set_visible (self->problem, words != NULL);
}

typedef struct
{
  SheafNotesPane *pane;
  gint64 id;
  char *text;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autofree char *text = saving->text;
  g_autoptr (SheafNotesPane) self = saving->pane;
  g_autoptr (GError) error = NULL;
  gboolean shown = self->id == saving->id;
  SheafDone done;

  if (sheaf_store_do_finish (SHEAF_STORE (source), result, &done, &error))
    {
      if (g_strcmp0 (g_hash_table_lookup (self->unsaved, &saving->id), text) == 0)
        g_hash_table_remove (self->unsaved, &saving->id);
      if (shown && self->failed)
        say (self, C_ ("note", "Saved"));
      self->failed = self->failed && !shown;
    }
  else if (shown)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      self->failed = TRUE;
      say (self, sentence);
    }
}

void
sheaf_notes_pane_flush (SheafNotesPane *self)
{
  g_autoptr (SheafEdit) edit = NULL;
  Saving *saving;

  if (self->timer == 0 && !self->failed)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  saving = g_new0 (Saving, 1);
  saving->pane = g_object_ref (self);
  saving->id = self->id;
  saving->text = dup_text (self);
  g_hash_table_replace (self->unsaved, g_memdup2 (&self->id, sizeof self->id),
                        g_strdup (saving->text));
  edit = sheaf_edit_new_note (self->id, saving->text);
  sheaf_store_do_async (sheaf_library_get_store (self->library), edit, SHEAF_DEED_NOTE,
                        SHEAF_JOIN_SAME_ARTICLE, saved_cb, saving);
}

static gboolean
pause_cb (gpointer data)
{
  sheaf_notes_pane_flush (data);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SheafNotesPane *self)
{
  gtk_widget_set_visible (self->hint, gtk_text_buffer_get_char_count (get_buffer (self)) == 0);
  if (self->filling || self->id == 0)
    return;
  self->touched = TRUE;
  if (!self->failed)
    say (self, NULL);
  if (self->timer == 0)
    self->timer = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* --- As it reads --- */

static gboolean
is_written (SheafNotesPane *self)
{
  GtkRoot *root = gtk_widget_get_root (self->note);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == self->note || gtk_widget_is_ancestor (focus, self->note));
}

/* Its source is shown where there is nothing to be read of it, or while it is written. */
static void
show_reading (SheafNotesPane *self)
{
  g_autofree char *text = dup_text (self);
  gboolean reads
      = *text != '\0' && !is_written (self) && sheaf_note_label_set (self->reading, text);

  gtk_stack_set_visible_child_name (self->stack, reads ? "read" : "write");
}

static gboolean
left_idle_cb (gpointer data)
{
  SheafNotesPane *self = data;

  self->idle = 0;
  show_reading (self);

  return G_SOURCE_REMOVE;
}

/* The focus comes back to where it was, and be that hidden. */
static void
entered_cb (SheafNotesPane *self)
{
  gtk_stack_set_visible_child_name (self->pages, "notes");
  gtk_stack_set_visible_child_name (self->stack, "write");
}

/* The window may have lost it, or its menu have got it: where it is afterwards decides. */
static void
left_cb (GtkEventControllerFocus *focus, SheafNotesPane *self)
{
  sheaf_notes_pane_flush (self);
  if (self->idle == 0)
    self->idle = g_idle_add (left_idle_cb, self);
}

static void
opened_cb (SheafNotesPane *self, gint64 id)
{
  g_signal_emit (self, signals[MARK_OPENED], 0, id);
}

static void
removed_cb (SheafNotesPane *self, gint64 id)
{
  g_signal_emit (self, signals[MARK_REMOVED], 0, id);
}

void
sheaf_notes_pane_set_marks (SheafNotesPane *self, GPtrArray *marks)
{
  gtk_widget_set_visible (self->highlights, marks->len > 0);
  sheaf_marks_list_set (self->marks, marks);
}

void
sheaf_notes_pane_select_mark (SheafNotesPane *self, gint64 id)
{
  sheaf_marks_list_select (self->marks, id);
}

/* --- What stands beside the notes --- */

static gboolean
is_outline (SheafNotesPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "outline") == 0;
}

static void
switched_cb (SheafNotesPane *self)
{
  gboolean notes = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->notes_button));

  if (notes == is_outline (self))
    gtk_stack_set_visible_child_name (self->pages, notes ? "notes" : "outline");
}

static void
page_cb (SheafNotesPane *self)
{
  gboolean outline = is_outline (self);

  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (outline ? self->outline_button : self->notes_button), TRUE);
  adw_window_title_set_title (self->title, outline ? _ ("Outline") : _ ("Notes"));
  gtk_widget_set_visible (self->menu, !outline);
}

GtkStack *
sheaf_notes_pane_add_outline (SheafNotesPane *self, GtkWidget *outline)
{
  gtk_stack_add_named (self->pages, outline, "outline");
  gtk_widget_set_visible (self->switcher, TRUE);

  return self->pages;
}

static void
sheaf_notes_pane_dispose (GObject *object)
{
  SheafNotesPane *self = SHEAF_NOTES_PANE (object);
  GtkWidget *child;

  if (self->library != NULL && self->note != NULL)
    sheaf_notes_pane_flush (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->note != NULL)
    g_signal_handlers_disconnect_by_data (get_buffer (self), self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->note = NULL;
  g_clear_object (&self->library);
  G_OBJECT_CLASS (sheaf_notes_pane_parent_class)->dispose (object);
}

static void
sheaf_notes_pane_finalize (GObject *object)
{
  g_hash_table_unref (SHEAF_NOTES_PANE (object)->unsaved);
  G_OBJECT_CLASS (sheaf_notes_pane_parent_class)->finalize (object);
}

static void
sheaf_notes_pane_class_init (SheafNotesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_notes_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_notes_pane_finalize;
  signals[MARK_OPENED] = g_signal_new ("mark-opened", SHEAF_TYPE_NOTES_PANE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MARK_REMOVED] = g_signal_new ("mark-removed", SHEAF_TYPE_NOTES_PANE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  g_type_ensure (SHEAF_TYPE_MARKS_LIST);
  g_type_ensure (SHEAF_TYPE_NOTE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/notes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, header);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, back);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, title);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, menu);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, pages);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, switcher);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, notes_button);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, outline_button);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, reading);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, note);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, hint);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, highlights);
  gtk_widget_class_bind_template_child (widget_class, SheafNotesPane, marks);
}

static void
init_pages (SheafNotesPane *self)
{
  g_signal_connect_object (self->notes_button, "toggled", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child-name", G_CALLBACK (page_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
sheaf_notes_pane_init (SheafNotesPane *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->unsaved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  init_pages (self);
  g_signal_connect_object (self->marks, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->marks, "remove", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_object (self->reading, "write", G_CALLBACK (sheaf_notes_pane_focus), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->note, focus);
}

void
sheaf_notes_pane_set_library (SheafNotesPane *self, SheafLibrary *library)
{
  g_set_object (&self->library, library);
}

void
sheaf_notes_pane_show (SheafNotesPane *self, gint64 id, const char *note)
{
  g_autofree char *now = NULL;
  const char *unsaved;

  /* What was written here is newer than what was just read, saved or not. */
  if (self->id == id && self->touched)
    return;
  if (self->id != id)
    sheaf_notes_pane_flush (self);
  if (self->failed && self->id != id)
    say (self, NULL);
  self->failed = self->touched = FALSE;
  now = dup_text (self);
  gtk_widget_set_sensitive (self->note, id != 0);
  self->id = id;
  unsaved = g_hash_table_lookup (self->unsaved, &id);
  note = unsaved != NULL ? unsaved : note;
  if (g_strcmp0 (now, note != NULL ? note : "") == 0)
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), note != NULL ? note : "", -1);
  self->filling = FALSE;
  show_reading (self);
}

GtkTextView *
sheaf_notes_pane_get_editor (SheafNotesPane *self)
{
  return GTK_TEXT_VIEW (self->note);
}

AdwHeaderBar *
sheaf_notes_pane_get_header (SheafNotesPane *self)
{
  return self->header;
}

void
sheaf_notes_pane_set_back_visible (SheafNotesPane *self, gboolean visible)
{
  gtk_widget_set_visible (self->back, visible);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !visible); /* no room for words */
}

void
sheaf_notes_pane_focus (SheafNotesPane *self)
{
  gtk_stack_set_visible_child_name (self->pages, "notes");
  gtk_stack_set_visible_child_name (self->stack, "write");
  gtk_widget_grab_focus (self->note);
}
