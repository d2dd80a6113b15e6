/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One connection is one request and one answer. All of a connection lives on the listener's thread;
 * between that and the starter's go only values, by idle sources of each other's main context, and
 * a connection is known there by its number. */

#include "intake/intake.h"

#include "intake/http-request.h"
#include "intake/intake-body.h"
#include "intake/intake-judge.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define FIRST_PORT 49152
#define LAST_PORT 65535
#define TRIES 16
#define WAITING_MOST 16 /* connections, beside those that are heard, that only get an answer */
#define READ_BYTES (64 * 1024)
#define ACCEPT_AGAIN_MS 250 /* where accepting fails: there are no more file descriptors */

const SheafIntakeLimits sheaf_intake_limits = {
  .head_ms = 10 * 1000,
  .body_ms = 60 * 1000,
  .answer_ms = 120 * 1000,
  .linger_ms = 2 * 1000,
  .connections = 4,
  .body_most = 64 * 1024 * 1024,
};

/* What both threads hold. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context; /* the listener's */
  /* The starter's alone. */
  SheafIntake *intake; /* NULL: it has stopped */
  SheafIntakeFunc func;
  gpointer data;
} Shared;

struct _SheafIntake
{
  Shared *shared;
  GMainContext *starter;
  GThread *thread;
  guint port;
  char *token, *version;
  SheafIntakeLimits limits;

  /* The thread's alone. */
  GSocketListener *listener;
  GCancellable *cancellable;
  GHashTable *connections; /* number -> Connection */
  gint64 last;
  guint heard; /* of CONNECTIONS, those that count */
  guint alive; /* connections, also ended ones that wait for a callback, and what accepts */
  gboolean stopping;
};

typedef struct
{
  SheafIntake *intake;
  gint64 number;
  GSocketConnection *stream;
  GCancellable *cancellable;
  GSource *deadline; /* (nullable) */
  SheafHttpRequest *request;
  char *buffer; /* of READ_BYTES */
  gsize filled, taken;
  GBytes *answer; /* (nullable): it was given */
  gboolean counts, ended, busy;
} Connection;

struct _SheafIntakeReply
{
  Shared *shared;
  gint64 number;
};

static Shared *
shared_ref (Shared *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
shared_unref (Shared *self)
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

/* --- A connection's life --- */

static void
uncount (Connection *self)
{
  if (self->counts)
    self->intake->heard--;
  self->counts = FALSE;
}

static void
clear_deadline (Connection *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static void
set_deadline (Connection *self, guint ms, GSourceFunc func)
{
  clear_deadline (self);
  self->deadline = g_timeout_source_new (ms);
  g_source_set_callback (self->deadline, func, self, NULL);
  g_source_attach (self->deadline, self->intake->shared->context);
}

static void
free_when_idle (Connection *self)
{
  if (self->busy)
    return;
  self->intake->alive--;
  g_object_unref (self->stream);
  g_object_unref (self->cancellable);
  sheaf_http_request_free (self->request);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->buffer);
  g_free (self);
}

static void
end (Connection *self)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  uncount (self);
  clear_deadline (self);
  g_cancellable_cancel (self->cancellable);
  g_socket_close (g_socket_connection_get_socket (self->stream), NULL);
  g_hash_table_remove (self->intake->connections, &self->number);
  free_when_idle (self);
}

static gboolean
end_cb (gpointer data)
{
  end (data);

  return G_SOURCE_REMOVE;
}

/* In a callback: what was under way is over. FALSE: so is the connection. */
static gboolean
arrive (Connection *self)
{
  gboolean ended = self->ended;

  self->busy = FALSE;
  if (ended)
    free_when_idle (self);

  return !ended;
}

/* --- Answers --- */

static const char *
get_reason (guint status)
{
  static const struct
  {
    guint status;
    const char *reason;
  } reasons[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 204, "No Content" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 411, "Length Required" },
    { 413, "Content Too Large" },
    { 415, "Unsupported Media Type" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 503, "Service Unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].status == status)
      return reasons[i].reason;

  return "Internal Server Error";
}

static void
add_headers (Connection *self, GString *head, guint status)
{
  const char *origin = sheaf_http_request_get_method (self->request) != NULL
                           ? sheaf_intake_judge_origin (self->request)
                           : NULL;

  if (status == 401)
    g_string_append (head, "WWW-Authenticate: Bearer\r\n");
  if (status == 405)
    g_string_append (head, "Allow: POST\r\n");
  if (origin != NULL)
    g_string_append_printf (head, "Access-Control-Allow-Origin: %s\r\nVary: Origin\r\n", origin);
  if (status == 204)
    g_string_append (head, "Access-Control-Allow-Methods: GET, POST\r\n"
                           "Access-Control-Allow-Headers: Authorization, Content-Type\r\n"
                           "Access-Control-Allow-Private-Network: true\r\n"
                           "Access-Control-Max-Age: 600\r\n");
}

static void
linger_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Connection *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (!arrive (self))
    return;
  if (n <= 0)
    {
      end (self);
      return;
    }
  self->busy = TRUE;
  g_input_stream_read_async (G_INPUT_STREAM (source), self->buffer, READ_BYTES, G_PRIORITY_DEFAULT,
                             self->cancellable, linger_cb, self);
}

/* Closing while something that was sent is not read yet resets the connection, and the answer is
 * lost. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Connection *self = data;
  gboolean sent = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (!arrive (self))
    return;
  if (!sent
      || !g_socket_shutdown (g_socket_connection_get_socket (self->stream), FALSE, TRUE, NULL))
    {
      end (self);
      return;
    }
  set_deadline (self, self->intake->limits.linger_ms, end_cb);
  self->busy = TRUE;
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->stream)),
                             self->buffer, READ_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                             linger_cb, self);
}

static void
send (Connection *self)
{
  gsize size;
  const void *data = g_bytes_get_data (self->answer, &size);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  set_deadline (self, self->intake->limits.head_ms, end_cb);
  self->busy = TRUE;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->stream)), data,
                                   size, G_PRIORITY_DEFAULT, self->cancellable, answered_cb, self);
}

/* Takes BODY, JSON; nullable. */
static void
answer (Connection *self, guint status, JsonObject *body)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (self->answer != NULL)
    {
      g_clear_pointer (&body, json_object_unref);
      return;
    }
  if (body != NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, body);
      json = json_to_string (node, FALSE);
    }
  uncount (self);
  g_string_append_printf (head, "HTTP/1.1 %u %s\r\n", status, get_reason (status));
  add_headers (self, head, status);
  if (json != NULL)
    g_string_append_printf (
        head, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
        strlen (json));
  g_string_append_printf (head,
                          "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                          "Connection: close\r\n\r\n%s",
                          json != NULL ? json : "");
  self->answer = g_string_free_to_bytes (g_steal_pointer (&head));
  if (self->busy)
    g_cancellable_cancel (self->cancellable); /* its callback sends */
  else
    send (self);
}

static void
refuse (Connection *self, guint status, const char *sentence)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "error", sentence);
  answer (self, status, body);
}

static gboolean
late_cb (gpointer data)
{
  refuse (data, 408, "It took too long.");

  return G_SOURCE_REMOVE;
}

static gboolean
unanswered_cb (gpointer data)
{
  refuse (data, 500, "Sheaf did not get it done in time.");

  return G_SOURCE_REMOVE;
}

static void
answer_who (Connection *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "program", "Sheaf");
  json_object_set_string_member (body, "version", self->intake->version);
  answer (self, 200, body);
}

/* --- From here to the starter --- */

typedef struct
{
  Shared *shared;
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

static void
hand_over (Connection *self)
{
  g_autoptr (GBytes) body = sheaf_http_request_steal_body (self->request);
  g_autoptr (GError) error = NULL;
  SheafIntakeItem *item = sheaf_intake_body_read (
      body, sheaf_http_request_get_header (self->request, "content-type"), &error);
  Handing *handing;

  if (item == NULL)
    {
      refuse (self, 400, error->message);
      return;
    }
  set_deadline (self, self->intake->limits.answer_ms, unanswered_cb);
  handing = g_new0 (Handing, 1);
  handing->shared = shared_ref (self->intake->shared);
  handing->item = item;
  handing->number = self->number;
  post (self->intake->starter, hand_over_cb, handing, handing_free);
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
  Connection *connection = g_hash_table_lookup (self->intake->connections, &self->number);

  if (connection != NULL)
    answer (connection, self->status, g_steal_pointer (&self->body));

  return G_SOURCE_REMOVE;
}

/* Takes both. */
static void
reply_with (SheafIntakeReply *reply, guint status, JsonObject *body)
{
  Shared *shared = reply->shared;
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

/* --- Reading --- */

static void
read_on (Connection *self);

static void
continued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Connection *self = data;
  gboolean sent = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (!arrive (self))
    return;
  if (self->answer != NULL)
    send (self);
  else if (!sent)
    end (self);
  else
    read_on (self);
}

/* FALSE: there is nothing to read on now. */
static gboolean
judge (Connection *self)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  SheafIntakeVerdict verdict
      = sheaf_intake_judge (self->request, self->intake->port, self->intake->token);

  if (verdict.status == 200)
    answer_who (self);
  else if (verdict.status == 204)
    answer (self, 204, NULL);
  else if (verdict.status != 0)
    refuse (self, verdict.status, verdict.sentence);
  if (verdict.status != 0)
    return FALSE;

  set_deadline (self, self->intake->limits.body_ms, late_cb);
  if (sheaf_http_request_want_body (self->request) != SHEAF_HTTP_BODY
      || !sheaf_http_request_expects_continue (self->request))
    return TRUE;
  self->busy = TRUE;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->stream)),
                                   go_on, sizeof go_on - 1, G_PRIORITY_DEFAULT, self->cancellable,
                                   continued_cb, self);

  return FALSE;
}

static void
refuse_request (Connection *self)
{
  static const struct
  {
    guint status;
    const char *sentence;
  } sentences[] = {
    { 411, "The body has no length." },
    { 413, "The body is larger than Sheaf takes." },
    { 431, "The head is larger than Sheaf takes." },
  };
  guint status = sheaf_http_request_get_status (self->request);
  const char *sentence = "The request cannot be read.";

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].status == status)
      sentence = sentences[i].sentence;
  refuse (self, status, sentence);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Connection *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (!arrive (self))
    return;
  if (self->answer != NULL)
    {
      send (self);
      return;
    }
  if (n <= 0)
    {
      end (self); /* it was cut off: there is nobody to answer */
      return;
    }
  self->filled = (gsize)n;
  self->taken = 0;
  read_on (self);
}

static void
read_on (Connection *self)
{
  SheafHttpState state = sheaf_http_request_get_state (self->request);

  for (;;)
    {
      gsize used = 0;

      if (state == SHEAF_HTTP_HEAD || state == SHEAF_HTTP_BODY)
        state = sheaf_http_request_feed (self->request, self->buffer + self->taken,
                                         self->filled - self->taken, &used);
      self->taken += used;
      if (state != SHEAF_HTTP_JUDGE)
        break;
      if (!judge (self))
        return;
      state = sheaf_http_request_get_state (self->request);
    }
  if (state == SHEAF_HTTP_REFUSED)
    refuse_request (self);
  else if (state == SHEAF_HTTP_WHOLE)
    hand_over (self);
  else
    {
      self->busy = TRUE;
      g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->stream)),
                                 self->buffer, READ_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                                 read_cb, self);
    }
}

/* --- Accepting --- */

static void
take_connection (SheafIntake *self, GSocketConnection *stream)
{
  Connection *connection;

  if (g_hash_table_size (self->connections) >= self->limits.connections + WAITING_MOST)
    return; /* closed with its last reference */
  connection = g_new0 (Connection, 1);
  connection->intake = self;
  connection->number = ++self->last;
  connection->stream = g_object_ref (stream);
  connection->cancellable = g_cancellable_new ();
  connection->request = sheaf_http_request_new (self->limits.body_most);
  connection->buffer = g_malloc (READ_BYTES);
  g_hash_table_insert (self->connections, &connection->number, connection);
  self->alive++;
  if (self->heard >= self->limits.connections)
    {
      refuse (connection, 429, "There is too much at once.");
      return;
    }
  self->heard++;
  connection->counts = TRUE;
  set_deadline (connection, self->limits.head_ms, late_cb);
  read_on (connection);
}

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
      take_connection (self, stream);
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
    end (link->data);

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

/* --- Sockets --- */

static GSocket *
listen_at (const char *host, guint port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error)
      || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

/* Where this machine has an IPv6 of its own, on that as well: another program must not be what
 * "localhost" means there. */
static gboolean
listen_on (SheafIntake *self, guint port, GError **error)
{
  g_autoptr (GSocket) four = listen_at ("127.0.0.1", port, error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSocket) six = four != NULL ? listen_at ("::1", port, &failure) : NULL;

  if (four == NULL)
    return FALSE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->listener = g_socket_listener_new ();
  if (!g_socket_listener_add_socket (self->listener, four, NULL, error)
      || (six != NULL && !g_socket_listener_add_socket (self->listener, six, NULL, error)))
    return FALSE;
  self->port = port;

  return TRUE;
}

static gboolean
listen_somewhere (SheafIntake *self, GError **error)
{
  for (guint i = 1; i < TRIES; i++)
    if (listen_on (self, (guint)g_random_int_range (FIRST_PORT, LAST_PORT + 1), NULL))
      return TRUE;

  return listen_on (self, (guint)g_random_int_range (FIRST_PORT, LAST_PORT + 1), error);
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
  self->shared = g_new0 (Shared, 1);
  g_atomic_ref_count_init (&self->shared->ref_count);
  self->shared->context = g_main_context_new ();
  self->shared->func = func;
  self->shared->data = data;
  self->shared->intake = self;
  if (!(port != 0 ? listen_on (self, port, error) : listen_somewhere (self, error)))
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
sheaf_intake_stop (SheafIntake *self)
{
  self->shared->intake = NULL;
  post (self->shared->context, stop_cb, self, NULL);
  g_thread_join (self->thread);
  intake_free (self);
}
