/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing is shown of what is over soon: the toast comes late, and is then told ten times a second
 * how far it is. */

#include "ui/change-progress.h"

#include <glib/gi18n.h>

#define TICK_MS 100
#define LATE_TICKS 4

struct _SheafChangeProgress
{
  GObject parent_instance;

  AdwToastOverlay
      *toasts; /* (nullable) weak: the window's, which may go before what it began is done */
  SheafProgress *watched; /* (nullable) */
  AdwToast *toast;        /* (nullable) */
  gboolean closed;        /* by hand: it does not come again */
  guint ticks;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (SheafChangeProgress, sheaf_change_progress, G_TYPE_OBJECT)

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafChangeProgress *self = data;

  if (self->watched != NULL)
    sheaf_progress_cancel (self->watched);
}

static const GActionEntry actions[] = { { .name = "cancel", .activate = cancel_cb } };

static void
dismissed_cb (SheafChangeProgress *self)
{
  g_clear_object (&self->toast);
  self->closed = TRUE;
}

static void
show (SheafChangeProgress *self, guint done, guint total)
{
  /* Translators: how far a change of many articles is. */
  g_autofree char *text = g_strdup_printf (_ ("Changing articles: %'u of %'u"), done, total);

  if (self->toast != NULL)
    {
      adw_toast_set_title (self->toast, text);
      return;
    }
  if (self->toasts == NULL)
    return;
  self->toast = g_object_ref_sink (adw_toast_new (text));
  /* Translators: stops work that goes on */
  adw_toast_set_button_label (self->toast, C_ ("work", "Cancel"));
  adw_toast_set_action_name (self->toast, "change.cancel");
  adw_toast_set_priority (self->toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (self->toast, 0);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

static gboolean
tick_cb (gpointer data)
{
  SheafChangeProgress *self = data;
  guint done, total;

  sheaf_progress_get (self->watched, &done, &total);
  if (++self->ticks >= LATE_TICKS && total > 1 && !self->closed)
    show (self, done, total);

  return G_SOURCE_CONTINUE;
}

static void
stop (SheafChangeProgress *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->watched, sheaf_progress_unref);
  if (toast != NULL)
    {
      g_signal_handlers_disconnect_by_func (toast, dismissed_cb, self);
      adw_toast_dismiss (toast);
    }
}

SheafProgress *
sheaf_change_progress_begin (SheafChangeProgress *self)
{
  SheafProgress *progress = sheaf_progress_new ();

  if (self->watched == NULL)
    {
      self->watched = sheaf_progress_ref (progress);
      self->closed = FALSE;
      self->ticks = 0;
      self->timeout = g_timeout_add (TICK_MS, tick_cb, self);
    }

  return progress;
}

void
sheaf_change_progress_end (SheafChangeProgress *self, SheafProgress *progress)
{
  if (self->watched == progress)
    stop (self);
}

static void
sheaf_change_progress_dispose (GObject *object)
{
  SheafChangeProgress *self = SHEAF_CHANGE_PROGRESS (object);

  stop (self);
  g_clear_weak_pointer (&self->toasts);
  G_OBJECT_CLASS (sheaf_change_progress_parent_class)->dispose (object);
}

static void
sheaf_change_progress_class_init (SheafChangeProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_change_progress_dispose;
}

static void
sheaf_change_progress_init (SheafChangeProgress *self)
{
}

SheafChangeProgress *
sheaf_change_progress_new (AdwToastOverlay *toasts)
{
  SheafChangeProgress *self = g_object_new (SHEAF_TYPE_CHANGE_PROGRESS, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_set_weak_pointer (&self->toasts, toasts);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (toasts), "change", G_ACTION_GROUP (group));

  return self;
}
