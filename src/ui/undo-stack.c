/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done is told as the store says it was, with what it joined. */

#include "ui/undo-stack.h"

#include "base/error.h"
#include "base/text.h"
#include "ui/application-endings.h"
#include "ui/change-progress.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 40

struct _SheafUndoStack
{
  GObject parent_instance;

  SheafStore *store;
  SheafChangeProgress *progress;
  AdwToastOverlay
      *toasts;       /* (nullable) weak: the window's, which may go before what it began is done */
  AdwToast *toast;   /* (nullable): the one that is up */
  SheafDeed toasted; /* what it speaks of, or what is on its way */
};

G_DEFINE_FINAL_TYPE (SheafUndoStack, sheaf_undo_stack, G_TYPE_OBJECT)

static guint undone, failed;

static void
dismissed_cb (AdwToast *toast, SheafUndoStack *self)
{
  if (self->toast != toast)
    return;
  g_clear_object (&self->toast);
  self->toasted = SHEAF_N_DEEDS;
}

static void
dismiss (SheafUndoStack *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  self->toasted = SHEAF_N_DEEDS;
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* LABEL, ACTION nullable: without a button. */
static void
show_toast (SheafUndoStack *self, const char *text, const char *label, const char *action)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast;

  dismiss (self);
  if (self->toasts == NULL)
    return;
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
sheaf_undo_stack_say (SheafUndoStack *self, const char *text)
{
  show_toast (self, text, NULL, NULL);
}

void
sheaf_undo_stack_say_done (SheafUndoStack *self, const char *words)
{
  show_toast (self, words, _ ("Undo"), "win.undo");
  self->toasted = SHEAF_N_DEEDS;
}

static void
say_error (SheafUndoStack *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *sentence = cancelled ? g_strdup (_ ("Cancelled: nothing was changed"))
                                        : sheaf_error_sentence (error, NULL);

  sheaf_undo_stack_say (self, sentence);
  g_signal_emit (self, failed, 0);
}

/* What was done, in words. TITLE (nullable): of its one article. A switch and no table: the
 * compiler checks each format. (transfer full) */
static char *
dup_words (const SheafDone *done, const char *title)
{
  guint n = done->n;

  switch (done->deed)
    {
    case SHEAF_DEED_ADD:
      return g_strdup_printf (ngettext ("%'u article added", "%'u articles added", n), n);
    case SHEAF_DEED_ARCHIVE:
      return title != NULL ? g_strdup_printf (_ ("Archived “%s”"), title)
                           : g_strdup_printf (
                               ngettext ("%'u article archived", "%'u articles archived", n), n);
    case SHEAF_DEED_UNARCHIVE:
      return title != NULL
                 ? g_strdup_printf (_ ("Unarchived “%s”"), title)
                 : g_strdup_printf (
                     ngettext ("%'u article unarchived", "%'u articles unarchived", n), n);
    case SHEAF_DEED_DELETE:
      return title != NULL
                 ? g_strdup_printf (_ ("Deleted “%s”"), title)
                 : g_strdup_printf (ngettext ("%'u article deleted", "%'u articles deleted", n), n);
    case SHEAF_DEED_RESTORE:
      return title != NULL ? g_strdup_printf (_ ("Restored “%s”"), title)
                           : g_strdup_printf (
                               ngettext ("%'u article restored", "%'u articles restored", n), n);
    case SHEAF_DEED_STAR:
      return g_strdup_printf (ngettext ("%'u article starred", "%'u articles starred", n), n);
    case SHEAF_DEED_UNSTAR:
      return g_strdup_printf (
          ngettext ("Star removed from %'u article", "Stars removed from %'u articles", n), n);
    case SHEAF_DEED_READ:
      return g_strdup_printf (
          ngettext ("%'u article marked as read", "%'u articles marked as read", n), n);
    case SHEAF_DEED_UNREAD:
      return g_strdup_printf (
          ngettext ("%'u article marked as unread", "%'u articles marked as unread", n), n);
    case SHEAF_DEED_TAG:
      return title != NULL
                 ? g_strdup_printf (_ ("Tagged “%s”"), title)
                 : g_strdup_printf (ngettext ("%'u article tagged", "%'u articles tagged", n), n);
    case SHEAF_DEED_UNTAG:
      return title != NULL ? g_strdup_printf (_ ("Tag removed from “%s”"), title)
                           : g_strdup_printf (ngettext ("Tag removed from %'u article",
                                                        "Tags removed from %'u articles", n),
                                              n);
    case SHEAF_DEED_NOTE:
      return g_strdup (_ ("Note changed"));
    case SHEAF_DEED_RENAME_TAG:
      return title != NULL
                 ? g_strdup_printf (_ ("Tag “%s” renamed"), title)
                 : g_strdup_printf (ngettext ("%'u tag renamed", "%'u tags renamed", n), n);
    case SHEAF_DEED_MERGE_TAGS:
      return g_strdup (_ ("Tags merged"));
    case SHEAF_DEED_DELETE_TAG:
      return title != NULL
                 ? g_strdup_printf (_ ("Tag “%s” deleted"), title)
                 : g_strdup_printf (ngettext ("%'u tag deleted", "%'u tags deleted", n), n);
    case SHEAF_DEED_COLOR_TAG:
      return g_strdup_printf (ngettext ("%'u tag coloured", "%'u tags coloured", n), n);
    case SHEAF_DEED_MOVE_SMART_LIST:
      return g_strdup (_ ("Smart list moved"));
    case SHEAF_DEED_DELETE_SMART_LIST:
      return title != NULL ? g_strdup_printf (_ ("Smart list “%s” deleted"), title)
                           : g_strdup (_ ("Smart list deleted"));
    case SHEAF_DEED_SMART_LIST:
      return g_strdup (_ ("Smart list changed"));
    case SHEAF_DEED_ARRIVAL_RULE:
      return g_strdup (_ ("Rule changed"));
    case SHEAF_DEED_DELETE_RULE:
      return g_strdup_printf (ngettext ("%'u rule deleted", "%'u rules deleted", n), n);
    case SHEAF_DEED_APPLY_RULE:
      return g_strdup_printf (
          ngettext ("Rule applied to %'u article", "Rule applied to %'u articles", n), n);
    case SHEAF_DEED_MERGE:
      return g_strdup_printf (ngettext ("%'u duplicate merged", "%'u duplicates merged", n), n);
    case SHEAF_DEED_MARK:
      return g_strdup (_ ("Highlight added"));
    case SHEAF_DEED_CHANGE_MARK:
      return g_strdup (_ ("Highlight changed"));
    case SHEAF_DEED_REMOVE_MARK:
      return g_strdup_printf (ngettext ("%'u highlight removed", "%'u highlights removed", n), n);
    case SHEAF_DEED_LEAVE_OUT:
      return g_strdup (_ ("Left out of the article"));
    case SHEAF_DEED_LEAVE_OUT_ALWAYS:
      return g_strdup (_ ("Left out of the articles of a site"));
    case SHEAF_DEED_PUT_BACK:
      return g_strdup (_ ("Put back into the article"));
    case SHEAF_DEED_FACTS:
      return title != NULL ? g_strdup_printf (_ ("Details of “%s” changed"), title)
                           : g_strdup (_ ("Details changed"));
    case SHEAF_DEED_APART:
      return g_strdup (_ ("Told apart for good"));
    case SHEAF_DEED_FETCH:
      return title != NULL
                 ? g_strdup_printf (_ ("Fetching “%s” again"), title)
                 : g_strdup_printf (
                     ngettext ("Fetching %'u article again", "Fetching %'u articles again", n), n);
    case SHEAF_N_DEEDS:
      break;
    }

  return g_strdup (_ ("The last change"));
}

/* A star is plainly seen where it was given; its toast would only be in the way. */
static gboolean
is_plain (SheafDeed deed)
{
  return deed == SHEAF_DEED_COLOR_TAG || deed == SHEAF_DEED_MOVE_SMART_LIST
         || deed == SHEAF_DEED_STAR || deed == SHEAF_DEED_UNSTAR || deed == SHEAF_DEED_READ
         || deed == SHEAF_DEED_UNREAD || deed == SHEAF_DEED_NOTE || deed == SHEAF_DEED_MARK
         || deed == SHEAF_DEED_CHANGE_MARK;
}

/* One tag was meant, whatever stood under it. */
static gboolean
is_of_tag (SheafDeed deed)
{
  return deed == SHEAF_DEED_RENAME_TAG || deed == SHEAF_DEED_DELETE_TAG;
}

/* Each is taken back for itself, however soon after another it was done. */
static gboolean
stands_alone (SheafDeed deed)
{
  return is_plain (deed) || is_of_tag (deed) || deed == SHEAF_DEED_MERGE_TAGS
         || deed == SHEAF_DEED_FACTS || deed == SHEAF_DEED_LEAVE_OUT_ALWAYS;
}

/* WORDS (nullable): all that is said. */
static void
toast_done (
    SheafUndoStack *self, const SheafDone *done, const char *title, const char *words, gint64 began)
{
  GApplication *application = g_application_get_default ();
  gboolean named = title != NULL && (done->n == 1 || is_of_tag (done->deed));
  g_autofree char *cut = named ? sheaf_text_cut (title, TITLE_CHARS) : NULL;
  g_autofree char *text = dup_words (done, cut);

  show_toast (self, words != NULL ? words : text, _ ("Undo"), "win.undo");
  self->toasted = done->deed;
  if (GTK_IS_APPLICATION (application))
    sheaf_application_tell_changed (GTK_APPLICATION (application), words != NULL ? words : text,
                                    began);
}

typedef struct
{
  SheafUndoStack *stack;
  SheafProgress *progress;
  char *title; /* (nullable) */
  char *words; /* (nullable) */
  gint64 began;
} Doing;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Doing *doing = data;
  g_autoptr (SheafUndoStack) self = doing->stack;
  g_autoptr (SheafProgress) progress = doing->progress;
  g_autofree char *title = doing->title;
  g_autofree char *words = doing->words;
  g_autoptr (GError) error = NULL;
  SheafDone done;

  sheaf_change_progress_end (self->progress, progress);
  if (!sheaf_store_do_finish (SHEAF_STORE (source), result, &done, &error))
    say_error (self, error);
  else if (done.deed != SHEAF_N_DEEDS && !is_plain (done.deed))
    toast_done (self, &done, title, words, doing->began);
  else if (self->toast == NULL)
    self->toasted = SHEAF_N_DEEDS; /* nothing is up that the next one could join */
}

static void
do_edit (
    SheafUndoStack *self, SheafDeed deed, SheafEdit *edit, const char *title, const char *words)
{
  Doing *doing = g_new0 (Doing, 1);
  gboolean joins = self->toasted == deed && !stands_alone (deed);

  doing->stack = g_object_ref (self);
  doing->title = g_strdup (title);
  doing->words = g_strdup (words);
  doing->began = g_get_monotonic_time ();
  doing->progress = sheaf_change_progress_begin (self->progress);
  self->toasted = deed;
  g_signal_emit (self, undone, 0, G_GINT64_CONSTANT (0));
  sheaf_store_do_watched_async (self->store, edit, deed,
                                joins ? SHEAF_JOIN_ALWAYS : SHEAF_JOIN_NEVER, doing->progress,
                                done_cb, doing);
}

void
sheaf_undo_stack_do (SheafUndoStack *self, SheafDeed deed, SheafEdit *edit, const char *title)
{
  do_edit (self, deed, edit, title, NULL);
}

void
sheaf_undo_stack_do_saying (SheafUndoStack *self,
                            SheafDeed deed,
                            SheafEdit *edit,
                            const char *words)
{
  do_edit (self, deed, edit, NULL, words);
}

static void
tell_undone (SheafUndoStack *self, const SheafDone *done)
{
  g_autofree char *words = dup_words (done, NULL);
  /* Translators: what was undone, "3 articles archived". */
  g_autofree char *text = g_strdup_printf (_ ("Undone: %s"), words);

  show_toast (self, text, _ ("Redo"), "win.redo");
}

typedef struct
{
  SheafUndoStack *stack;
  SheafProgress *progress;
  gboolean redo;
  gint64 began;
} Undoing;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Undoing *undoing = data;
  g_autoptr (SheafUndoStack) self = undoing->stack;
  g_autoptr (SheafProgress) progress = undoing->progress;
  g_autoptr (GError) error = NULL;
  SheafDone done;

  sheaf_change_progress_end (self->progress, progress);
  if (!sheaf_store_do_finish (SHEAF_STORE (source), result, &done, &error))
    {
      say_error (self, error);
      return;
    }
  if (done.deed == SHEAF_N_DEEDS)
    return;
  if (undoing->redo)
    {
      toast_done (self, &done, NULL, NULL, undoing->began);
      return;
    }
  tell_undone (self, &done);
  /* What was added is gone again: there is nothing to be shown. */
  g_signal_emit (self, undone, 0, done.deed != SHEAF_DEED_ADD ? done.article_id : 0);
}

void
sheaf_undo_stack_undo (SheafUndoStack *self, gboolean redo)
{
  Undoing *undoing = g_new0 (Undoing, 1);

  undoing->stack = g_object_ref (self);
  undoing->redo = redo;
  undoing->began = g_get_monotonic_time ();
  undoing->progress = sheaf_change_progress_begin (self->progress);
  dismiss (self);
  if (redo)
    g_signal_emit (self, undone, 0, G_GINT64_CONSTANT (0));
  sheaf_store_undo_watched_async (self->store, redo, undoing->progress, undone_cb, undoing);
}

static void
sheaf_undo_stack_dispose (GObject *object)
{
  SheafUndoStack *self = SHEAF_UNDO_STACK (object);

  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->toast);
  g_clear_object (&self->store);
  g_clear_object (&self->progress);
  G_OBJECT_CLASS (sheaf_undo_stack_parent_class)->dispose (object);
}

static void
sheaf_undo_stack_class_init (SheafUndoStackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_undo_stack_dispose;
  undone = g_signal_new ("undone", SHEAF_TYPE_UNDO_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 1, G_TYPE_INT64);
  failed = g_signal_new ("failed", SHEAF_TYPE_UNDO_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 0);
}

static void
sheaf_undo_stack_init (SheafUndoStack *self)
{
  self->toasted = SHEAF_N_DEEDS;
}

SheafUndoStack *
sheaf_undo_stack_new (SheafStore *store, AdwToastOverlay *toasts)
{
  SheafUndoStack *self = g_object_new (SHEAF_TYPE_UNDO_STACK, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->toasts, toasts);
  self->progress = sheaf_change_progress_new (toasts);

  return self;
}

/* --- In a window of its own --- */

static void
action_cb (SheafUndoStack *self, GVariant *parameter, GSimpleAction *action)
{
  sheaf_undo_stack_undo (self, g_str_equal (g_action_get_name (G_ACTION (action)), "redo"));
}

void
sheaf_undo_stack_serve (SheafUndoStack *self, GtkWidget *window)
{
  static const char *const names[] = { "undo", "redo" };
  static const struct
  {
    const char *trigger, *action;
  } shortcuts[] = {
    { "<Control>z", "win.undo" },
    { "<Control><Shift>z", "win.redo" },
    { "<Control>w", "window.close" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_signal_connect_object (action, "activate", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                          gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_widget_add_controller (window, keys);
}
