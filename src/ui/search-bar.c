/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A GtkSearchEntry with a popover of completions. What is being typed is not marked as wrong before
 * there was a pause: nobody writes "is:unread" in one stroke. */

#include "ui/search-bar.h"

#include "ui/completion-popover.h"
#include "ui/unknown-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE_MS 800
#define LEAST_LETTERS 2 /* of an operator, before any is offered */

struct _SheafSearchBar
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkWidget *completions;

  SheafStore *store;
  GCancellable *cancellable; /* of the completion under way */
  char *unknown;             /* (nullable) */
  char *told;                /* what "changed" was emitted for (nullable) */
  guint complete_idle;
  guint pause;
  guint text_changes, seen_changes; /* the cursor moved because something was typed? */
  guint asked_changes;              /* as of the completion that was asked for */
  gboolean composing;               /* by an input method */
  gboolean quiet;                   /* nobody types */
};

G_DEFINE_FINAL_TYPE (SheafSearchBar, sheaf_search_bar, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  STOP,
  ACTIVATE,
  LEAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
static GParamSpec *unknown_property;

const char *
sheaf_search_bar_get_text (SheafSearchBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gsize
get_cursor (SheafSearchBar *self)
{
  const char *text = sheaf_search_bar_get_text (self);

  return g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->entry)))
         - text;
}

/* --- What is not understood --- */

/* PAUSED: also the word at whose end the cursor stands. */
static void
mark_unknown (SheafSearchBar *self, gboolean paused)
{
  PangoAttrList *attrs = pango_attr_list_new ();
  g_autofree char *unknown = sheaf_unknown_words_mark (
      sheaf_search_bar_get_text (self), paused ? G_MAXSIZE : get_cursor (self), attrs);

  gtk_text_set_attributes (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))),
                           attrs);
  pango_attr_list_unref (attrs);
  if (g_strcmp0 (self->unknown, unknown) == 0)
    return;
  g_free (self->unknown);
  self->unknown = g_steal_pointer (&unknown);
  g_object_notify_by_pspec (G_OBJECT (self), unknown_property);
}

static gboolean
pause_cb (gpointer data)
{
  SheafSearchBar *self = data;

  if (sheaf_completion_popover_get (SHEAF_COMPLETION_POPOVER (self->completions)) != NULL)
    return G_SOURCE_CONTINUE; /* it is being chosen from what can be understood */
  self->pause = 0;
  mark_unknown (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* --- Completion --- */

static void
show_completion (SheafSearchBar *self, SheafCompletion *completion)
{
  gboolean open;

  sheaf_completion_popover_show (SHEAF_COMPLETION_POPOVER (self->completions), completion);
  open = sheaf_completion_popover_get (SHEAF_COMPLETION_POPOVER (self->completions)) != NULL;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
close_completion (SheafSearchBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->complete_idle, g_source_remove);
  show_completion (self, NULL);
}

/* What is typed is whole already: there is nothing to choose. */
static gboolean
is_done (const SheafCompletion *completion)
{
  const SheafCandidate *only
      = completion->candidates->len == 1 ? completion->candidates->pdata[0] : NULL;

  return only != NULL && g_str_equal (only->label, completion->typed);
}

static void
completion_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafSearchBar *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafCompletion) completion
      = sheaf_store_complete_finish (SHEAF_STORE (source), result, &error);
  gboolean wanted;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  wanted = completion != NULL && !is_done (completion)
           && (completion->kind == SHEAF_COMPLETION_VALUE
               || strlen (completion->typed) >= LEAST_LETTERS);
  show_completion (self, wanted ? g_steal_pointer (&completion) : NULL);
}

static gboolean
settled_cb (gpointer data)
{
  SheafSearchBar *self = data;

  self->complete_idle = 0;
  mark_unknown (self, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  self->asked_changes = self->text_changes;
  sheaf_store_complete_async (self->store, sheaf_search_bar_get_text (self), get_cursor (self),
                              self->cancellable, completion_cb, self);

  return G_SOURCE_REMOVE;
}

static void
chosen_cb (SheafSearchBar *self, guint number)
{
  const SheafCompletion *completion
      = sheaf_completion_popover_get (SHEAF_COMPLETION_POPOVER (self->completions));
  const SheafCandidate *candidate = completion->candidates->pdata[number];
  gboolean value = completion->kind == SHEAF_COMPLETION_VALUE;
  const char *text = sheaf_search_bar_get_text (self);
  g_autofree char *put = NULL;
  int start, end;

  if (self->asked_changes != self->text_changes) /* it is for what stood there before */
    {
      close_completion (self);
      return;
    }
  start = g_utf8_pointer_to_offset (text, text + completion->start);
  end = g_utf8_pointer_to_offset (text, text + completion->end);
  put = g_strconcat (candidate->text, value && text[completion->end] == '\0' ? " " : NULL, NULL);
  close_completion (self); /* CANDIDATE is gone */
  gtk_editable_delete_text (GTK_EDITABLE (self->entry), start, end);
  gtk_editable_insert_text (GTK_EDITABLE (self->entry), put, -1, &start);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), start);
}

/* --- Typing --- */

static void
text_changed_cb (SheafSearchBar *self)
{
  self->text_changes++;
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->quiet)
    {
      mark_unknown (self, TRUE);
      return;
    }
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
  if (self->complete_idle == 0) /* once the cursor stands where it will */
    self->complete_idle = g_idle_add_full (G_PRIORITY_DEFAULT, settled_cb, self, NULL);
}

static void
cursor_moved_cb (SheafSearchBar *self)
{
  if (self->text_changes == self->seen_changes && self->complete_idle == 0)
    close_completion (self);
  self->seen_changes = self->text_changes;
}

/* The entry tells it a moment after the last letter, and also of what was set. */
static void
search_changed_cb (SheafSearchBar *self)
{
  const char *text = sheaf_search_bar_get_text (self);

  if (self->quiet || g_strcmp0 (self->told, text) == 0)
    return;
  g_free (self->told);
  self->told = g_strdup (text);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_cb (SheafSearchBar *self)
{
  g_signal_emit (self, signals[STOP], 0);
}

static void
activate_cb (SheafSearchBar *self)
{
  close_completion (self);
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
preedit_cb (SheafSearchBar *self, const char *preedit)
{
  self->composing = *preedit != '\0';
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafSearchBar *self)
{
  SheafCompletionPopover *completions = SHEAF_COMPLETION_POPOVER (self->completions);
  gboolean plain
      = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) == 0;

  if (self->composing || !plain)
    return GDK_EVENT_PROPAGATE;
  if (sheaf_completion_popover_press (completions, key))
    {
      GtkWidget *chosen = sheaf_completion_popover_get_chosen (completions);

      if (chosen != NULL)
        gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                        GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, chosen, -1);
      else
        gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry),
                                       GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    {
      g_signal_emit (self, signals[LEAVE], 0);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

void
sheaf_search_bar_set_text (SheafSearchBar *self, const char *text)
{
  self->quiet = TRUE; /* the entry would tell it later */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->quiet = FALSE;
  close_completion (self);
  search_changed_cb (self);
}

void
sheaf_search_bar_insert (SheafSearchBar *self, const char *example)
{
  GtkEditable *entry = GTK_EDITABLE (self->entry);
  const char *text = sheaf_search_bar_get_text (self), *colon = strchr (example, ':');
  gsize cursor = get_cursor (self);
  gboolean before = cursor > 0 && !g_ascii_isspace (text[cursor - 1]) && text[cursor - 1] != '(';
  gboolean after = text[cursor] != '\0' && !g_ascii_isspace (text[cursor]);
  g_autofree char *put = g_strconcat (before ? " " : "", example, after ? " " : NULL, NULL);
  int start = gtk_editable_get_position (entry), end = start;

  gtk_widget_grab_focus (self->entry);
  gtk_editable_insert_text (entry, put, -1, &end);
  start += before + (colon != NULL ? g_utf8_pointer_to_offset (example, colon + 1) : 0);
  gtk_editable_select_region (entry, start, end - after);
  close_completion (self);
}

/* --- Life --- */

static gboolean
sheaf_search_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SHEAF_SEARCH_BAR (widget)->entry);
}

static void
sheaf_search_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, SHEAF_SEARCH_BAR (object)->unknown);
}

static void
sheaf_search_bar_dispose (GObject *object)
{
  SheafSearchBar *self = SHEAF_SEARCH_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->complete_idle, g_source_remove);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->completions, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_search_bar_parent_class)->dispose (object);
}

static void
sheaf_search_bar_finalize (GObject *object)
{
  g_free (SHEAF_SEARCH_BAR (object)->unknown);
  g_free (SHEAF_SEARCH_BAR (object)->told);
  G_OBJECT_CLASS (sheaf_search_bar_parent_class)->finalize (object);
}

static void
sheaf_search_bar_class_init (SheafSearchBarClass *klass)
{
  static const char *const names[] = { "changed", "stop", "activate", "leave" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_search_bar_dispose;
  object_class->finalize = sheaf_search_bar_finalize;
  object_class->get_property = sheaf_search_bar_get_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = sheaf_search_bar_grab_focus;
  unknown_property = g_param_spec_string ("unknown", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, unknown_property);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SHEAF_TYPE_SEARCH_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "searchfield");
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_F1, 0,
                                       "list-pane.search-help", NULL);
}

static void
sheaf_search_bar_init (SheafSearchBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEditable *inner;

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "search-delay", 20, "placeholder-text", _ ("Search articles"),
                "width-chars", 8, "max-width-chars", 60, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search articles"), -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  self->completions = sheaf_completion_popover_new ();
  gtk_widget_set_parent (self->completions, GTK_WIDGET (self));
  g_signal_connect_swapped (self->completions, "chosen", G_CALLBACK (chosen_cb), self);

  inner = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (inner, "preedit-changed", G_CALLBACK (preedit_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->entry, "notify::cursor-position", G_CALLBACK (cursor_moved_cb),
                            self);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_completion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

void
sheaf_search_bar_set_store (SheafSearchBar *self, SheafStore *store)
{
  g_set_object (&self->store, store);
}
