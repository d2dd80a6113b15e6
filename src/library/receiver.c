/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the listener's values and the library's verb; the token's file is read on a worker. */

#include "config.h"

#include "library/receiver.h"

#include "base/error.h"
#include "intake/intake-token.h"
#include "intake/intake.h"
#include "library/library-private.h"

struct _SheafReceiver
{
  GObject parent_instance;

  SheafLibrary *library; /* not owned: it owns this; NULL: it was closed */
  SheafIntake *intake;   /* (nullable): it does not listen */
  gboolean ending;       /* the one before it still has the port */
  gboolean wanted;
  guint port; /* asked for; 0: any */
  gboolean moved;
  char *token; /* (nullable): not read yet */
  gboolean loading;
  GError *error; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafReceiver, sheaf_receiver, G_TYPE_OBJECT)

enum
{
  CHANGED,
  TAKEN_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is to come in a moment is told then. */
static void
tell (SheafReceiver *self)
{
  if (!self->ending || !self->wanted)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* --- What comes --- */

typedef struct
{
  SheafReceiver *receiver;
  SheafIntakeReply *reply;
} Taking;

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Taking *taking = data;
  g_autoptr (SheafReceiver) self = taking->receiver;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafTakenIn) taken
      = sheaf_library_take_in_finish (SHEAF_LIBRARY (source), result, &error);

  if (taken != NULL)
    {
      sheaf_intake_reply_kept (taking->reply, taken->id, taken->existed);
      g_signal_emit (self, signals[TAKEN_IN], 0, taken);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sheaf_intake_reply_refuse (taking->reply, 503, "The library was closed.");
  else
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      sheaf_intake_reply_refuse (taking->reply, 500, sentence);
    }
  g_free (taking);
}

static void
item_cb (SheafIntakeItem *item, SheafIntakeReply *reply, gpointer data)
{
  SheafReceiver *self = data;
  Taking *taking = g_new0 (Taking, 1);

  taking->receiver = g_object_ref (self);
  taking->reply = reply;
  sheaf_library_take_in_async (self->library, item, sheaf_library_get_cancellable (self->library),
                               taken_cb, taking);
}

/* --- Listening --- */

static void
start (SheafReceiver *self)
{
  GError *error = NULL;

  if (self->ending)
    return;
  self->intake
      = sheaf_intake_start (self->port, self->token, SHEAF_VERSION, NULL, item_cb, self, &error);
  if (self->port != 0 && self->intake == NULL)
    {
      g_clear_error (&error);
      self->intake
          = sheaf_intake_start (0, self->token, SHEAF_VERSION, NULL, item_cb, self, &error);
      self->moved = self->intake != NULL;
    }
  self->error = error;
  if (self->intake != NULL)
    self->port = sheaf_intake_get_port (self->intake);
}

static void
end_in_thread (GTask *task, gpointer source, gpointer intake, GCancellable *cancellable)
{
  sheaf_intake_stop (intake);
  g_task_return_boolean (task, TRUE);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafReceiver) self = data;

  self->ending = FALSE;
  if (!self->wanted || self->token == NULL)
    return;
  start (self);
  tell (self);
}

static void
stop (SheafReceiver *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_error (&self->error);
  self->moved = FALSE;
  if (self->intake == NULL)
    return;
  sheaf_intake_hush (self->intake);
  self->ending = TRUE;
  task = g_task_new (NULL, NULL, ended_cb, g_object_ref (self));
  g_task_set_task_data (task, g_steal_pointer (&self->intake), NULL);
  g_task_run_in_thread (task, end_in_thread);
}

typedef struct
{
  gboolean anew;
  char *token;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_free (self->token);
  g_free (self);
}

static gboolean
load_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Loading *self = data;
  g_autofree char *file
      = g_build_filename (g_get_user_config_dir (), "sheaf", "browser-token", NULL);

  self->token = sheaf_intake_token_load (file, self->anew, error);

  return self->token != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafReceiver) self = data;
  g_autoptr (GError) error = NULL;
  Loading *loading = sheaf_worker_finish (result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->library == NULL)
    return;
  stop (self);
  g_clear_pointer (&self->token, g_free);
  if (loading != NULL)
    self->token = g_steal_pointer (&loading->token);
  if (!self->wanted)
    return;
  if (loading == NULL)
    self->error = g_steal_pointer (&error);
  else
    start (self);
  tell (self);
}

static void
load (SheafReceiver *self, gboolean anew)
{
  Loading *loading = g_new0 (Loading, 1);

  self->loading = TRUE;
  loading->anew = anew;
  sheaf_worker_push (sheaf_library_get_worker (self->library), load_on_worker, loading,
                     loading_free, NULL, NULL, loaded_cb, g_object_ref (self));
}

void
sheaf_receiver_set (SheafReceiver *self, gboolean listens, guint port)
{
  g_return_if_fail (SHEAF_IS_RECEIVER (self));

  if (self->library == NULL || (self->wanted == listens && (!listens || self->port == port)))
    return;
  self->wanted = listens;
  self->port = port;
  stop (self);
  if (listens && self->token == NULL && !self->loading)
    load (self, FALSE);
  else if (listens && self->token != NULL)
    start (self);
  tell (self);
}

void
sheaf_receiver_renew_token (SheafReceiver *self)
{
  g_return_if_fail (SHEAF_IS_RECEIVER (self));

  if (self->library != NULL && !self->loading)
    load (self, TRUE);
}

guint
sheaf_receiver_get_port (SheafReceiver *self)
{
  return self->intake != NULL ? sheaf_intake_get_port (self->intake) : 0;
}

gboolean
sheaf_receiver_has_moved (SheafReceiver *self)
{
  return self->moved;
}

const char *
sheaf_receiver_get_token (SheafReceiver *self)
{
  return self->intake != NULL ? self->token : NULL;
}

const GError *
sheaf_receiver_get_error (SheafReceiver *self)
{
  return self->error;
}

char *
sheaf_receiver_dup_address (SheafReceiver *self)
{
  return self->intake != NULL
             ? g_strdup_printf ("http://127.0.0.1:%u/save", sheaf_receiver_get_port (self))
             : NULL;
}

char *
sheaf_receiver_dup_pairing (SheafReceiver *self)
{
  return self->intake != NULL ? g_strdup_printf ("sheaf:pair?port=%u&token=%s",
                                                 sheaf_receiver_get_port (self), self->token)
                              : NULL;
}

/* --- Life --- */

void
sheaf_receiver_close (SheafReceiver *self)
{
  self->library = NULL;
  self->wanted = FALSE;
  stop (self);
}

static void
sheaf_receiver_finalize (GObject *object)
{
  SheafReceiver *self = SHEAF_RECEIVER (object);

  g_clear_pointer (&self->intake, sheaf_intake_stop);
  g_clear_error (&self->error);
  g_free (self->token);
  G_OBJECT_CLASS (sheaf_receiver_parent_class)->finalize (object);
}

static void
sheaf_receiver_class_init (SheafReceiverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_receiver_finalize;
  signals[CHANGED] = g_signal_new ("changed", SHEAF_TYPE_RECEIVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[TAKEN_IN] = g_signal_new ("taken-in", SHEAF_TYPE_RECEIVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sheaf_receiver_init (SheafReceiver *self)
{
}

SheafReceiver *
sheaf_receiver_new (SheafLibrary *library)
{
  SheafReceiver *self = g_object_new (SHEAF_TYPE_RECEIVER, NULL);

  self->library = library;

  return self;
}
