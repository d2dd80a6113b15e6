/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One connection is one request and one answer. At most one reading or writing of it is under way,
 * and its callback is what goes on, or frees what has ended meanwhile. */

#include "intake/intake-body.h"
#include "intake/intake-judge.h"
#include "intake/intake-private.h"

#define WAITING_MOST 16 /* connections, beside those that are heard, that only get an answer */
#define READ_BYTES (64 * 1024)

/* --- A connection's life --- */

static void
uncount (SheafIntakeConnection *self)
{
  if (self->counts)
    self->intake->heard--;
  self->counts = FALSE;
}

static void
clear_deadline (SheafIntakeConnection *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static void
set_deadline (SheafIntakeConnection *self, guint ms, GSourceFunc func)
{
  clear_deadline (self);
  self->deadline = g_timeout_source_new (ms);
  g_source_set_callback (self->deadline, func, self, NULL);
  g_source_attach (self->deadline, self->intake->shared->context);
}

static void
free_when_idle (SheafIntakeConnection *self)
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

void
sheaf_intake_connection_end (SheafIntakeConnection *self)
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
  sheaf_intake_connection_end (data);

  return G_SOURCE_REMOVE;
}

/* In a callback: what was under way is over. FALSE: so is the connection. */
static gboolean
arrive (SheafIntakeConnection *self)
{
  gboolean ended = self->ended;

  self->busy = FALSE;
  if (ended)
    free_when_idle (self);

  return !ended;
}

/* --- Answers --- */

static void
linger_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafIntakeConnection *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (!arrive (self))
    return;
  if (n <= 0)
    {
      sheaf_intake_connection_end (self);
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
  SheafIntakeConnection *self = data;
  gboolean sent = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (!arrive (self))
    return;
  if (!sent
      || !g_socket_shutdown (g_socket_connection_get_socket (self->stream), FALSE, TRUE, NULL))
    {
      sheaf_intake_connection_end (self);
      return;
    }
  set_deadline (self, self->intake->limits.linger_ms, end_cb);
  self->busy = TRUE;
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->stream)),
                             self->buffer, READ_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                             linger_cb, self);
}

static void
send (SheafIntakeConnection *self)
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

void
sheaf_intake_connection_answer (SheafIntakeConnection *self, guint status, JsonObject *body)
{
  gboolean read = sheaf_http_request_get_method (self->request) != NULL; /* its head's first line */

  if (self->answer == NULL)
    {
      uncount (self);
      self->answer = sheaf_intake_answer_new (
          status, body, read ? sheaf_intake_judge_origin (self->request) : NULL);
      if (self->busy)
        g_cancellable_cancel (self->cancellable); /* its callback sends */
      else
        send (self);
    }
  g_clear_pointer (&body, json_object_unref);
}

static void
refuse (SheafIntakeConnection *self, guint status, const char *sentence)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "error", sentence);
  sheaf_intake_connection_answer (self, status, body);
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
answer_who (SheafIntakeConnection *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "program", "Sheaf");
  json_object_set_string_member (body, "version", self->intake->version);
  sheaf_intake_connection_answer (self, 200, body);
}

/* --- Reading --- */

static void
read_on (SheafIntakeConnection *self);

static void
hand_over (SheafIntakeConnection *self)
{
  g_autoptr (GBytes) body = sheaf_http_request_steal_body (self->request);
  g_autoptr (GError) error = NULL;
  SheafIntakeItem *item = sheaf_intake_body_read (
      body, sheaf_http_request_get_header (self->request, "content-type"), &error);

  if (item == NULL)
    {
      refuse (self, 400, error->message);
      return;
    }
  set_deadline (self, self->intake->limits.answer_ms, unanswered_cb);
  sheaf_intake_hand_over (self->intake, self->number, item);
}

static void
continued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafIntakeConnection *self = data;
  gboolean sent = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (!arrive (self))
    return;
  if (self->answer != NULL)
    send (self);
  else if (!sent)
    sheaf_intake_connection_end (self);
  else
    read_on (self);
}

/* FALSE: there is nothing to read on now. */
static gboolean
judge (SheafIntakeConnection *self)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  SheafIntakeVerdict verdict
      = sheaf_intake_judge (self->request, self->intake->port, self->intake->token);

  if (verdict.status == 200)
    answer_who (self);
  else if (verdict.status == 204)
    sheaf_intake_connection_answer (self, 204, NULL);
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
refuse_request (SheafIntakeConnection *self)
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
  SheafIntakeConnection *self = data;
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
      sheaf_intake_connection_end (self); /* it was cut off: there is nobody to answer */
      return;
    }
  self->filled = (gsize)n;
  self->taken = 0;
  read_on (self);
}

static void
read_on (SheafIntakeConnection *self)
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

/* --- Its beginning --- */

void
sheaf_intake_connection_begin (SheafIntake *intake, GSocketConnection *stream)
{
  SheafIntakeConnection *self;

  if (g_hash_table_size (intake->connections) >= intake->limits.connections + WAITING_MOST)
    return; /* closed with its last reference */
  self = g_new0 (SheafIntakeConnection, 1);
  self->intake = intake;
  self->number = ++intake->last;
  self->stream = g_object_ref (stream);
  self->cancellable = g_cancellable_new ();
  self->request = sheaf_http_request_new (intake->limits.body_most);
  self->buffer = g_malloc (READ_BYTES);
  g_hash_table_insert (intake->connections, &self->number, self);
  intake->alive++;
  if (intake->heard >= intake->limits.connections)
    {
      refuse (self, 429, "There is too much at once.");
      return;
    }
  intake->heard++;
  self->counts = TRUE;
  set_deadline (self, intake->limits.head_ms, late_cb);
  read_on (self);
}
