/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All of a connection lives on the listener's thread; between that and the starter's go only
 * values, by idle sources of each other's main context, and a connection is known there by its
 * number. */

#include "intake/intake.h"

#include "intake/intake-private.h"

#define ACCEPT_AGAIN_MS 250 /* where accepting fails: there are no more file descriptors */

const SheafIntakeLimits sheaf_intake_limits = {
  .head_ms = 10 * 1000,
  .body_ms = 60 * 1000,
  .answer_ms = 120 * 1000,
  .linger_ms = 2 * 1000,
  .connections = 4,
  .body_most = 64 * 1024 * 1024,
};

struct _SheafIntakeReply
{
  SheafIntakeShared *shared;
  gint64 number;
};

static SheafIntakeShared *
shared_ref (SheafIntakeShared *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
shared_unref (SheafIntakeShared *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_main_context_unref (self->context);
  g_free (self);
}

/* Runs FUNC once on CONTEXT, later. */
static void
post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify data_free)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, data_free);
  g_source_attach (source, context);
  g_source_unref (source);
}

/* --- From here to the starter --- */

typedef struct
{
  SheafIntakeShared *shared;
  SheafIntakeItem *item; /* NULL: it was handed over */
  gint64 number;
} Handing;

static void
handing_free (gpointer data)
{
  Handing *self = data;

  g_clear_pointer (&self->item, sheaf_intake_item_free);
  shared_unref (self->shared);
  g_free (self);
}

/* On the starter's context. */
static gboolean
hand_over_cb (gpointer data)
{
  Handing *self = data;
  SheafIntakeReply *reply;

  if (self->shared->intake == NULL)
    return G_SOURCE_REMOVE;
  reply = g_new0 (SheafIntakeReply, 1);
  reply->shared = shared_ref (self->shared);
  reply->number = self->number;
  self->shared->func (g_steal_pointer (&self->item), reply, self->shared->data);

  return G_SOURCE_REMOVE;
}

void
sheaf_intake_hand_over (SheafIntake *self, gint64 number, SheafIntakeItem *item)
{
  Handing *handing = g_new0 (Handing, 1);

  handing->shared = shared_ref (self->shared);
  handing->item = item;
  handing->number = number;
  post (self->starter, hand_over_cb, handing, handing_free);
}

/* --- And back --- */

typedef struct
{
  SheafIntake *intake;
  gint64 number;
  guint status;
  JsonObject *body;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->body, json_object_unref);
  g_free (self);
}

/* On the listener's context. */
static gboolean
answer_cb (gpointer data)
{
  Answer *self = data;
  SheafIntakeConnection *connection
      = g_hash_table_lookup (self->intake->connections, &self->number);

  if (connection != NULL)
    sheaf_intake_connection_answer (connection, self->status, g_steal_pointer (&self->body));

  return G_SOURCE_REMOVE;
}

/* Takes both. */
static void
reply_with (SheafIntakeReply *reply, guint status, JsonObject *body)
{
  SheafIntakeShared *shared = reply->shared;
  Answer *self = g_new0 (Answer, 1);

  self->intake = shared->intake;
  self->number = reply->number;
  self->status = status;
  self->body = body;
  if (shared->intake == NULL)
    answer_free (self);
  else
    post (shared->context, answer_cb, self, answer_free);
  shared_unref (shared);
  g_free (reply);
}

void
sheaf_intake_reply_kept (SheafIntakeReply *reply, gint64 id, gboolean existed)
{
  JsonObject *body = json_object_new ();

  json_object_set_int_member (body, "id", id);
  json_object_set_boolean_member (body, "existed", existed);
  reply_with (reply, existed ? 200 : 201, body);
}

void
sheaf_intake_reply_refuse (SheafIntakeReply *reply, guint status, const char *sentence)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "error", sentence);
  reply_with (reply, status, body);
}

/* --- Accepting --- */

static void
accept_next (SheafIntake *self);

static gboolean
accept_again_cb (gpointer data)
{
  SheafIntake *self = data;

  self->alive--;
  if (!self->stopping)
    accept_next (self);

  return G_SOURCE_REMOVE;
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafIntake *self = data;
  g_autoptr (GSocketConnection) stream
      = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);

  self->alive--;
  if (self->stopping)
    return;
  if (stream != NULL)
    {
      sheaf_intake_connection_begin (self, stream);
      accept_next (self);
    }
  else
    {
      GSource *later = g_timeout_source_new (ACCEPT_AGAIN_MS);

      self->alive++;
      g_source_set_callback (later, accept_again_cb, self, NULL);
      g_source_attach (later, self->shared->context);
      g_source_unref (later);
    }
}

static void
accept_next (SheafIntake *self)
{
  self->alive++;
  g_socket_listener_accept_async (self->listener, self->cancellable, accepted_cb, self);
}

/* --- The thread --- */

static gboolean
stop_cb (gpointer data)
{
  SheafIntake *self = data;
  g_autoptr (GList) all = g_hash_table_get_values (self->connections);

  self->stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  for (GList *link = all; link != NULL; link = link->next)
    sheaf_intake_connection_end (link->data);

  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  SheafIntake *self = data;

  g_main_context_push_thread_default (self->shared->context);
  accept_next (self);
  while (!self->stopping || self->alive > 0)
    g_main_context_iteration (self->shared->context, TRUE);
  g_socket_listener_close (self->listener);
  g_main_context_pop_thread_default (self->shared->context);

  return NULL;
}

static void
intake_free (SheafIntake *self)
{
  g_clear_object (&self->listener);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->connections, g_hash_table_unref);
  g_clear_pointer (&self->starter, g_main_context_unref);
  g_clear_pointer (&self->shared, shared_unref);
  g_free (self->token);
  g_free (self->version);
  g_free (self);
}

SheafIntake *
sheaf_intake_start (guint port,
                    const char *token,
                    const char *version,
                    const SheafIntakeLimits *limits,
                    SheafIntakeFunc func,
                    gpointer data,
                    GError **error)
{
  SheafIntake *self = g_new0 (SheafIntake, 1);

  self->limits = limits != NULL ? *limits : sheaf_intake_limits;
  self->token = g_strdup (token);
  self->version = g_strdup (version);
  self->starter = g_main_context_ref_thread_default ();
  self->connections = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->cancellable = g_cancellable_new ();
  self->shared = g_new0 (SheafIntakeShared, 1);
  g_atomic_ref_count_init (&self->shared->ref_count);
  self->shared->context = g_main_context_new ();
  self->shared->func = func;
  self->shared->data = data;
  self->shared->intake = self;
  self->listener = sheaf_intake_listen (port, &self->port, error);
  if (self->listener == NULL)
    {
      intake_free (self);
      return NULL;
    }
  self->thread = g_thread_new ("sheaf-intake", run, self);

  return self;
}

guint
sheaf_intake_get_port (const SheafIntake *self)
{
  return self->port;
}

void
sheaf_intake_hush (SheafIntake *self)
{
  if (self->shared->intake == NULL)
    return;
  self->shared->intake = NULL;
  post (self->shared->context, stop_cb, self, NULL);
}

void
sheaf_intake_stop (SheafIntake *self)
{
  sheaf_intake_hush (self);
  g_thread_join (self->thread);
  intake_free (self);
}
