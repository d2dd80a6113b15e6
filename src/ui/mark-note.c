/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text field that tells what is typed into it within PAUSE_MS, and when it goes. */

#include "ui/mark-note.h"

#include <glib/gi18n.h>

#define PAUSE_MS 500

struct _SheafMarkNote
{
  GtkPopover parent_instance;

  GtkWidget *text;
  gint64 id;
  char *told; /* what whoever listens knows */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SheafMarkNote, sheaf_mark_note, GTK_TYPE_POPOVER)

static guint write_signal;

static GtkTextBuffer *
get_buffer (SheafMarkNote *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
}

void
sheaf_mark_note_flush (SheafMarkNote *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->id == 0)
    return;
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
  if (g_str_equal (text, self->told))
    return;
  g_free (self->told);
  self->told = g_strdup (text);
  g_signal_emit (self, write_signal, 0, self->id, text);
}

static gboolean
pause_cb (gpointer data)
{
  SheafMarkNote *self = data;

  self->timer = 0;
  sheaf_mark_note_flush (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SheafMarkNote *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (PAUSE_MS, pause_cb, self);
}

void
sheaf_mark_note_set (SheafMarkNote *self, gint64 id, const char *text)
{
  sheaf_mark_note_flush (self);
  self->id = id;
  g_free (self->told);
  self->told = g_strdup (text != NULL ? text : "");
  gtk_text_buffer_set_text (get_buffer (self), self->told, -1);
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
sheaf_mark_note_closed (GtkPopover *popover)
{
  sheaf_mark_note_flush (SHEAF_MARK_NOTE (popover));
}

static void
sheaf_mark_note_dispose (GObject *object)
{
  SheafMarkNote *self = SHEAF_MARK_NOTE (object);

  if (self->text != NULL)
    {
      sheaf_mark_note_flush (self);
      g_signal_handlers_disconnect_by_data (get_buffer (self), self);
    }
  self->text = NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  G_OBJECT_CLASS (sheaf_mark_note_parent_class)->dispose (object);
}

static void
sheaf_mark_note_class_init (SheafMarkNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_mark_note_dispose;
  GTK_POPOVER_CLASS (klass)->closed = sheaf_mark_note_closed;
  write_signal = g_signal_new ("write", SHEAF_TYPE_MARK_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
sheaf_mark_note_init (SheafMarkNote *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->told = g_strdup ("");
  self->text = gtk_text_view_new ();
  g_object_set (self->text, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 6,
                "bottom-margin", 6, "left-margin", 9, "right-margin", 9, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Note on the Highlight"), -1);
  g_object_set (scroller, "child", self->text, "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE, "min-content-height", 84, "max-content-height",
                240, "width-request", 280, NULL);
  gtk_widget_add_css_class (scroller, "field");
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (changed_cb), self);
}

GtkWidget *
sheaf_mark_note_new (void)
{
  return g_object_new (SHEAF_TYPE_MARK_NOTE, NULL);
}

GtkTextView *
sheaf_mark_note_get_editor (SheafMarkNote *self)
{
  return GTK_TEXT_VIEW (self->text);
}
