/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looked at anew after a pause, in slices; the words that were looked at before cost nothing. The
 * dictionaries are read when something is written for the first time. The word in which the cursor
 * stands is not marked while it grows. */

#include "ui/spell-check.h"

#include "ui/note-markup.h"
#include "ui/spell-words.h"
#include "ui/spelling.h"

#include <glib/gi18n.h>

#define PAUSE_MS 250
#define SLICE (4 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  SheafSpellCheck *check;
  GtkTextView *view; /* not owned: it ends this */
  GtkTextBuffer *buffer;
  GtkEventController *controllers[3]; /* the view's */
  GtkTextTag *tag;
  GMenu *menu;
  GArray *words; /* (nullable): being looked at */
  guint next;    /* of them */
  guint looked;  /* up to which place */
  guint pause, idle;
  gboolean written; /* it had the focus */
  guint start, end; /* of the word that the menu is about */
} Editor;

struct _SheafSpellCheck
{
  GObject parent_instance;

  GSettings *settings;
  GPtrArray *editors;
  SheafSpelling *spelling; /* (nullable): not read */
  char *language;          /* (nullable) */
  gboolean opening, stale; /* read for other languages */
};

G_DEFINE_FINAL_TYPE (SheafSpellCheck, sheaf_spell_check, G_TYPE_OBJECT)

static void
queue (Editor *editor);

static GtkTextBuffer *
get_buffer (Editor *editor)
{
  return editor->buffer;
}

static void
get_range (Editor *editor, guint start, guint end, GtkTextIter *first, GtkTextIter *last)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (editor), first, (int)start);
  gtk_text_buffer_get_iter_at_offset (get_buffer (editor), last, (int)end);
}

static char *
dup_range (Editor *editor, guint start, guint end)
{
  GtkTextIter first, last;

  get_range (editor, start, end, &first, &last);

  return gtk_text_buffer_get_text (get_buffer (editor), &first, &last, TRUE);
}

/* --- Looking --- */

static void
mark (Editor *editor, guint start, guint end, gboolean on)
{
  GtkTextIter first, last;

  if (start >= end)
    return;
  get_range (editor, start, end, &first, &last);
  if (on)
    gtk_text_buffer_apply_tag (get_buffer (editor), editor->tag, &first, &last);
  else
    gtk_text_buffer_remove_tag (get_buffer (editor), editor->tag, &first, &last);
}

static gboolean
has_cursor (Editor *editor, const SheafSpellWord *word)
{
  int cursor;

  g_object_get (get_buffer (editor), "cursor-position", &cursor, NULL);

  return gtk_widget_has_focus (GTK_WIDGET (editor->view)) && (int)word->start < cursor
         && cursor <= (int)word->end;
}

static void
look_at (Editor *editor, const SheafSpellWord *word)
{
  g_autofree char *text = dup_range (editor, word->start, word->end);
  gboolean right = sheaf_spelling_check (editor->check->spelling, text);

  mark (editor, editor->looked, word->start, FALSE);
  if (right || !has_cursor (editor, word))
    mark (editor, word->start, word->end, !right);
  editor->looked = word->end;
}

static void
stop (Editor *editor)
{
  g_clear_handle_id (&editor->pause, g_source_remove);
  g_clear_handle_id (&editor->idle, g_source_remove);
  g_clear_pointer (&editor->words, g_array_unref);
}

static gboolean
look_cb (gpointer data)
{
  Editor *editor = data;
  gint64 until = g_get_monotonic_time () + SLICE;

  while (editor->next < editor->words->len && g_get_monotonic_time () < until)
    look_at (editor, &g_array_index (editor->words, SheafSpellWord, editor->next++));
  if (editor->next < editor->words->len)
    return G_SOURCE_CONTINUE;
  mark (editor, editor->looked, (guint)gtk_text_buffer_get_char_count (get_buffer (editor)), FALSE);
  editor->idle = 0;
  stop (editor);

  return G_SOURCE_REMOVE;
}

static gboolean
pause_cb (gpointer data)
{
  Editor *editor = data;
  g_autofree char *text = NULL;

  editor->pause = 0;
  if (gtk_text_buffer_get_char_count (get_buffer (editor)) > SHEAF_NOTE_LONGEST)
    return G_SOURCE_REMOVE;
  text = dup_range (editor, 0, (guint)gtk_text_buffer_get_char_count (get_buffer (editor)));
  editor->words = sheaf_spell_find_words (text);
  editor->next = editor->looked = 0;
  editor->idle = g_idle_add_full (G_PRIORITY_LOW, look_cb, editor, NULL);

  return G_SOURCE_REMOVE;
}

/* --- Dictionaries --- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafSpellCheck) self = data;

  self->opening = FALSE;
  g_clear_pointer (&self->spelling, sheaf_spelling_free);
  self->spelling = sheaf_spelling_open_finish (result);
  for (guint i = 0; i < self->editors->len; i++)
    queue (self->editors->pdata[i]);
}

/* FALSE: not yet. */
static gboolean
open_dictionaries (SheafSpellCheck *self)
{
  const char *languages[] = { g_get_language_names ()[0], self->language, NULL };

  if (self->opening || (self->spelling != NULL && !self->stale))
    return !self->opening;
  self->opening = TRUE;
  self->stale = FALSE;
  sheaf_spelling_open_async (languages, opened_cb, g_object_ref (self));

  return FALSE;
}

static void
queue (Editor *editor)
{
  SheafSpellCheck *self = editor->check;

  stop (editor);
  if (!g_settings_get_boolean (self->settings, "check-spelling") || !sheaf_spelling_is_there ())
    mark (editor, 0, (guint)gtk_text_buffer_get_char_count (get_buffer (editor)), FALSE);
  else if (editor->written && open_dictionaries (self))
    editor->pause = g_timeout_add (PAUSE_MS, pause_cb, editor);
}

static void
queue_all (SheafSpellCheck *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    queue (self->editors->pdata[i]);
}

static void
entered_cb (Editor *editor)
{
  editor->written = TRUE;
  queue (editor);
}

/* --- The menu --- */

static void
add_suggestions (Editor *editor, const char *word)
{
  g_auto (GStrv) suggestions = sheaf_spelling_suggest (editor->check->spelling, word);
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; suggestions[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (suggestions[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.correct", "s", suggestions[i]);
      g_menu_append_item (section, item);
    }
  if (suggestions[0] != NULL)
    g_menu_append_section (editor->menu, NULL, G_MENU_MODEL (section));
}

static void
fill_menu (Editor *editor, GtkTextIter *at)
{
  GtkTextIter end = *at;
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *word = NULL;

  g_menu_remove_all (editor->menu);
  if (editor->check->spelling == NULL
      || !(gtk_text_iter_has_tag (at, editor->tag) || gtk_text_iter_ends_tag (at, editor->tag)))
    return;
  if (!gtk_text_iter_starts_tag (at, editor->tag))
    gtk_text_iter_backward_to_tag_toggle (at, editor->tag);
  if (!gtk_text_iter_ends_tag (&end, editor->tag))
    gtk_text_iter_forward_to_tag_toggle (&end, editor->tag);
  editor->start = (guint)gtk_text_iter_get_offset (at);
  editor->end = (guint)gtk_text_iter_get_offset (&end);
  word = dup_range (editor, editor->start, editor->end);
  add_suggestions (editor, word);
  g_menu_append (section, _ ("Add to Dictionary"), "spelling.add");
  g_menu_append (section, C_ ("spelling", "Ignore"), "spelling.ignore");
  g_menu_append_section (editor->menu, NULL, G_MENU_MODEL (section));
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Editor *editor)
{
  GtkTextIter at;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (editor->view, GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (editor->view, &at, buffer_x, buffer_y);
  fill_menu (editor, &at);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Editor *editor)
{
  GtkTextIter at;

  if (key != GDK_KEY_Menu && (key != GDK_KEY_F10 || (state & GDK_SHIFT_MASK) == 0))
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_get_iter_at_mark (get_buffer (editor), &at,
                                    gtk_text_buffer_get_insert (get_buffer (editor)));
  fill_menu (editor, &at);

  return GDK_EVENT_PROPAGATE;
}

static void
correct_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Editor *editor = data;
  GtkTextBuffer *buffer = get_buffer (editor);
  GtkTextIter first, last;

  get_range (editor, editor->start, editor->end, &first, &last);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &first, &last);
  gtk_text_buffer_insert (buffer, &first, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* HOW: from now on the word is right. */
static void
accept (Editor *editor, void (*how) (SheafSpelling *self, const char *word))
{
  g_autofree char *word = dup_range (editor, editor->start, editor->end);

  how (editor->check->spelling, word);
  queue_all (editor->check);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  accept (data, sheaf_spelling_add);
}

static void
ignore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  accept (data, sheaf_spelling_ignore);
}

/* --- Life --- */

static void
free_editor (gpointer data)
{
  Editor *editor = data;

  stop (editor);
  g_signal_handlers_disconnect_by_data (editor->buffer, editor);
  g_object_unref (editor->buffer);
  g_object_unref (editor->menu);
  g_free (editor);
}

static void
gone_cb (gpointer data, GObject *view)
{
  Editor *editor = data;

  g_ptr_array_remove (editor->check->editors, editor);
}

/* The view stays. */
static void
detach (Editor *editor)
{
  GtkWidget *view = GTK_WIDGET (editor->view);

  g_object_weak_unref (G_OBJECT (view), gone_cb, editor);
  for (guint i = 0; i < G_N_ELEMENTS (editor->controllers); i++)
    gtk_widget_remove_controller (view, editor->controllers[i]);
  gtk_text_view_set_extra_menu (editor->view, NULL);
  gtk_widget_insert_action_group (view, "spelling", NULL);
}

static void
sheaf_spell_check_dispose (GObject *object)
{
  SheafSpellCheck *self = SHEAF_SPELL_CHECK (object);

  while (self->editors->len > 0)
    {
      Editor *editor = self->editors->pdata[0];

      detach (editor);
      g_ptr_array_remove_index (self->editors, 0);
    }
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sheaf_spell_check_parent_class)->dispose (object);
}

static void
sheaf_spell_check_finalize (GObject *object)
{
  SheafSpellCheck *self = SHEAF_SPELL_CHECK (object);

  g_ptr_array_unref (self->editors);
  g_clear_pointer (&self->spelling, sheaf_spelling_free);
  g_free (self->language);
  G_OBJECT_CLASS (sheaf_spell_check_parent_class)->finalize (object);
}

static void
sheaf_spell_check_class_init (SheafSpellCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_spell_check_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_spell_check_finalize;
}

static void
sheaf_spell_check_init (SheafSpellCheck *self)
{
  self->editors = g_ptr_array_new_with_free_func (free_editor);
}

SheafSpellCheck *
sheaf_spell_check_new (GSettings *settings)
{
  SheafSpellCheck *self = g_object_new (SHEAF_TYPE_SPELL_CHECK, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::check-spelling", G_CALLBACK (queue_all), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
sheaf_spell_check_add (SheafSpellCheck *self, GtkTextView *view)
{
  static const GActionEntry entries[] = {
    { .name = "correct", .activate = correct_cb, .parameter_type = "s" },
    { .name = "add", .activate = add_cb },
    { .name = "ignore", .activate = ignore_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  Editor *editor = g_new0 (Editor, 1);

  editor->check = self;
  editor->view = view;
  editor->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  editor->menu = g_menu_new ();
  editor->tag = gtk_text_buffer_create_tag (get_buffer (editor), NULL, "underline",
                                            PANGO_UNDERLINE_ERROR, NULL);
  g_ptr_array_add (self->editors, editor);
  g_object_weak_ref (G_OBJECT (view), gone_cb, editor);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), editor);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (group));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (editor->menu));
  g_signal_connect_swapped (get_buffer (editor), "changed", G_CALLBACK (queue), editor);
  g_signal_connect_swapped (get_buffer (editor), "notify::cursor-position", G_CALLBACK (queue),
                            editor);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), editor);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), editor);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), editor);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  editor->controllers[0] = focus;
  editor->controllers[1] = keys;
  editor->controllers[2] = GTK_EVENT_CONTROLLER (press);
  for (guint i = 0; i < G_N_ELEMENTS (editor->controllers); i++)
    gtk_widget_add_controller (GTK_WIDGET (view), editor->controllers[i]);
}

void
sheaf_spell_check_set_language (SheafSpellCheck *self, const char *language)
{
  if (g_strcmp0 (self->language, language) == 0)
    return;
  g_free (self->language);
  self->language = g_strdup (language);
  self->stale = TRUE;
  queue_all (self);
}
