/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deeds are kept as their inverses, the newest last. */

#include "ui/undo-stack.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 40
#define KEPT 100

typedef struct
{
  SheafDeed deed;
  GPtrArray *inverses; /* of SheafEdit, the newest last */
  guint n;
  gint64 id;
  char *title; /* (nullable) */
} Group;

struct _SheafUndoStack
{
  GObject parent_instance;

  SheafStore *store;
  AdwToastOverlay *toasts; /* not owned: the window's */
  AdwToast *toast;         /* (nullable): the one that is up */
  Group *toasted;          /* (nullable): what it speaks of */
  GPtrArray *groups;
};

G_DEFINE_FINAL_TYPE (SheafUndoStack, sheaf_undo_stack, G_TYPE_OBJECT)

static guint undone;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_ptr_array_unref (self->inverses);
  g_free (self->title);
  g_free (self);
}

static void
dismissed_cb (AdwToast *toast, SheafUndoStack *self)
{
  if (self->toast != toast)
    return;
  g_clear_object (&self->toast);
  self->toasted = NULL;
}

static void
dismiss (SheafUndoStack *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  self->toasted = NULL;
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
show_toast (SheafUndoStack *self, const char *text, Group *group)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  dismiss (self);
  if (group != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  self->toast = g_object_ref (toast);
  self->toasted = group;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
sheaf_undo_stack_say (SheafUndoStack *self, const char *text)
{
  show_toast (self, text, NULL);
}

static void
say_error (SheafUndoStack *self, const GError *error)
{
  g_autofree char *sentence = sheaf_error_sentence (error, NULL);

  sheaf_undo_stack_say (self, sentence);
}

/* What the toast says; NULL: none. A switch and no table: the compiler checks each format.
 * (transfer full) */
static char *
dup_words (SheafDeed deed, guint n, const char *title)
{
  switch (deed)
    {
    case SHEAF_DEED_ARCHIVE:
      return title != NULL
                 ? g_strdup_printf (_ ("Archived “%s”"), title)
                 : g_strdup_printf (ngettext ("%u article archived", "%u articles archived", n), n);
    case SHEAF_DEED_UNARCHIVE:
      return title != NULL ? g_strdup_printf (_ ("Unarchived “%s”"), title)
                           : g_strdup_printf (
                               ngettext ("%u article unarchived", "%u articles unarchived", n), n);
    case SHEAF_DEED_DELETE:
      return title != NULL
                 ? g_strdup_printf (_ ("Deleted “%s”"), title)
                 : g_strdup_printf (ngettext ("%u article deleted", "%u articles deleted", n), n);
    case SHEAF_DEED_RESTORE:
      return title != NULL
                 ? g_strdup_printf (_ ("Restored “%s”"), title)
                 : g_strdup_printf (ngettext ("%u article restored", "%u articles restored", n), n);
    case SHEAF_DEED_TAG:
      return title != NULL
                 ? g_strdup_printf (_ ("Tagged “%s”"), title)
                 : g_strdup_printf (ngettext ("%u article tagged", "%u articles tagged", n), n);
    case SHEAF_DEED_UNTAG:
      return title != NULL ? g_strdup_printf (_ ("Tag removed from “%s”"), title)
                           : g_strdup_printf (ngettext ("Tag removed from %u article",
                                                        "Tags removed from %u articles", n),
                                              n);
    case SHEAF_DEED_STAR:
    case SHEAF_DEED_READ:
    case SHEAF_N_DEEDS:
      break;
    }

  return NULL;
}

static void
toast_group (SheafUndoStack *self, Group *group)
{
  g_autofree char *title
      = group->n == 1 && group->title != NULL ? sheaf_text_cut (group->title, TITLE_CHARS) : NULL;
  g_autofree char *text = dup_words (group->deed, group->n, title);

  if (text != NULL)
    show_toast (self, text, group);
}

typedef struct
{
  SheafUndoStack *stack;
  SheafDeed deed;
  guint n;
  gint64 id;
  char *title;
} Doing;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  g_autoptr (SheafUndoStack) self = doing->stack;
  g_autofree char *title = doing->title;
  g_autoptr (SheafEdit) inverse = NULL;
  g_autoptr (GError) error = NULL;
  Group *group = self->toasted;

  if (!sheaf_store_apply_finish (SHEAF_STORE (source), result, &inverse, NULL, NULL, &error))
    say_error (self, error);
  else if (inverse != NULL)
    {
      if (group == NULL || group->deed != doing->deed)
        {
          group = g_new0 (Group, 1);
          group->deed = doing->deed;
          group->inverses = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
          group->id = doing->id;
          group->title = g_steal_pointer (&title);
          g_ptr_array_add (self->groups, group);
        }
      g_ptr_array_add (group->inverses, g_steal_pointer (&inverse));
      group->n += doing->n;
      toast_group (self, group);
      if (self->groups->len > KEPT)
        g_ptr_array_remove_index (self->groups, 0);
    }
  g_free (doing);
}

void
sheaf_undo_stack_do (
    SheafUndoStack *self, SheafDeed deed, SheafEdit *edit, gint64 id, const char *title)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->stack = g_object_ref (self);
  doing->deed = deed;
  doing->n = sheaf_edit_count (edit);
  doing->id = id;
  doing->title = g_strdup (title);
  sheaf_store_apply_async (self->store, edit, NULL, done_cb, doing);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafUndoStack) self = data;
  g_autoptr (SheafEdit) inverse = NULL;
  g_autoptr (GError) error = NULL;

  if (!sheaf_store_apply_finish (SHEAF_STORE (source), result, &inverse, NULL, NULL, &error))
    say_error (self, error);
}

void
sheaf_undo_stack_undo (SheafUndoStack *self)
{
  Group *group;

  if (self->groups->len == 0)
    return;
  group = g_ptr_array_steal_index (self->groups, self->groups->len - 1);
  for (guint i = group->inverses->len; i-- > 0;)
    sheaf_store_apply_async (self->store, group->inverses->pdata[i], NULL, undone_cb,
                             g_object_ref (self));
  if (self->toasted == group)
    dismiss (self);
  g_signal_emit (self, undone, 0, group->id);
  group_free (group);
}

static void
sheaf_undo_stack_dispose (GObject *object)
{
  SheafUndoStack *self = SHEAF_UNDO_STACK (object);

  g_clear_object (&self->toast);
  g_clear_object (&self->store);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (sheaf_undo_stack_parent_class)->dispose (object);
}

static void
sheaf_undo_stack_class_init (SheafUndoStackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_undo_stack_dispose;
  undone = g_signal_new ("undone", SHEAF_TYPE_UNDO_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
sheaf_undo_stack_init (SheafUndoStack *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
}

SheafUndoStack *
sheaf_undo_stack_new (SheafStore *store, AdwToastOverlay *toasts)
{
  SheafUndoStack *self = g_object_new (SHEAF_TYPE_UNDO_STACK, NULL);

  self->store = g_object_ref (store);
  self->toasts = toasts;

  return self;
}
