/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request is a chain of hops. Each hop is one SoupMessage without automatic redirects, so that every address is judged
 * before it is asked. Two sessions keep two pools of connections: in one each connection was made to
 * the very server that a person typed, in the other each was proven public when it was made; a connection
 * is never used again for a request of the other kind. */

#include "config.h"

#include "net/fetcher.h"

#include "base/error.h"
#include "base/url.h"
#include "net/content-kind.h"
#include "net/fetch-policy.h"

#include <libsoup/soup.h>
#include <string.h>

#define READ_BYTES 16384
#define RATIO_FROM (1024 * 1024)
#define TAIL_BYTES 8192
#define USER_AGENT "Sheaf/" SHEAF_VERSION " (saves articles for offline reading)"

const SheafFetchLimits sheaf_fetch_limits = {
  .page_bytes = 16 * 1024 * 1024,
  .picture_bytes = 20 * 1024 * 1024,
  .max_ratio = 100,
  .wall_ms = 60 * 1000,
  .first_byte_ms = 30 * 1000,
  .max_redirects = 10,
  .max_connections = 16,
  .max_per_host = 2,
};

struct _SheafFetcher
{
  GObject parent_instance;

  SheafFetchLimits limits;
  SoupSession *public_session;
  SoupSession *typed_session;
};

G_DEFINE_FINAL_TYPE (SheafFetcher, sheaf_fetcher, G_TYPE_OBJECT)

typedef struct
{
  SheafFetcher *fetcher;
  GTask *task; /* not owned: it owns us */
  char *url;   /* of the hop under way */
  char *typed;
  SheafFetchKind kind;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *cancellable; /* of the network; the caller's and the timers cancel it */
  gulong caller_handler;
  guint wall, first_byte; /* timers */
  guint hops;
  GError *verdict; /* why we cancelled it ourselves */
  char *content_type;
  char *charset;
  gboolean broken; /* the body ended before its end */
  gboolean done;
  guint8 buffer[READ_BYTES];
} Request;

static void hop (Request *self);

/* --- Ending --- */

void
sheaf_fetched_free (SheafFetched *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->final_url);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self);
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_handle_id (&self->wall, g_source_remove);
  g_clear_handle_id (&self->first_byte, g_source_remove);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetcher);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_error (&self->verdict);
  g_free (self->url);
  g_free (self->typed);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self);
}

static void
settle (Request *self)
{
  self->done = TRUE;
  g_clear_handle_id (&self->wall, g_source_remove);
  g_clear_handle_id (&self->first_byte, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (self->task), self->caller_handler);
  self->caller_handler = 0;
}

/* Ends the request with ERROR (taken), or with our own reason where we stopped it. */
static void
fail (Request *self, GError *error)
{
  g_autoptr (GTask) task = g_object_ref (self->task);

  settle (self);
  if (self->verdict != NULL)
    {
      g_clear_error (&error);
      error = g_steal_pointer (&self->verdict);
    }
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
    }
  else if (error->domain != SHEAF_ERROR)
    {
      GError *ours = g_error_new_literal (SHEAF_ERROR, SHEAF_ERROR_NETWORK, error->message);

      g_error_free (error);
      error = ours;
    }
  g_task_return_error (task, error);
  g_object_unref (self->task);
}

static void
fail_with (Request *self, SheafError code, const char *why)
{
  fail (self, g_error_new_literal (SHEAF_ERROR, code, why));
}

/* Stops what is under way for a reason of ours; the callback under way then ends the request. */
static void
stop (Request *self, SheafError code, const char *why)
{
  if (self->verdict == NULL)
    self->verdict = g_error_new_literal (SHEAF_ERROR, code, why);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
wall_cb (gpointer data)
{
  Request *self = data;

  self->wall = 0;
  stop (self, SHEAF_ERROR_NETWORK, "it took too long");

  return G_SOURCE_REMOVE;
}

static gboolean
first_byte_cb (gpointer data)
{
  Request *self = data;

  self->first_byte = 0;
  stop (self, SHEAF_ERROR_NETWORK, "no answer in time");

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *cancellable, Request *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* --- The body --- */

/* "</html" or "</body" in the last bytes: the page came to its end. */
static gboolean
has_end (GByteArray *body)
{
  gsize size = MIN (body->len, TAIL_BYTES);
  g_autofree char *tail = g_ascii_strdown ((const char *) body->data + body->len - size, size);

  return g_strstr_len (tail, size, "</html") != NULL || g_strstr_len (tail, size, "</body") != NULL;
}

/* libsoup 3.2 takes a chunked body cut between chunks, and a gzip stream cut anywhere, for whole. */
static gboolean
looks_cut (Request *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  gboolean counted = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
                     soup_message_headers_get_one (headers, "Content-Encoding") == NULL;

  if (self->broken)
    return TRUE;
  if (self->kind != SHEAF_FETCH_PAGE || counted || g_strcmp0 (self->content_type, "text/plain") == 0)
    return FALSE;

  return !has_end (self->body);
}

static void
succeed (Request *self)
{
  g_autoptr (GTask) task = g_object_ref (self->task);
  SheafFetched *fetched;

  if (sheaf_content_kind_is_unknown (self->content_type))
    {
      g_free (self->content_type);
      self->content_type = g_strdup (sheaf_content_kind_sniff (self->body->data, self->body->len));
    }
  if (self->kind == SHEAF_FETCH_PAGE ? !sheaf_content_kind_is_page (self->content_type)
                                     : !sheaf_content_kind_is_picture (self->content_type))
    {
      fail_with (self, SHEAF_ERROR_NOT_A_PAGE, self->content_type);
      return;
    }
  fetched = g_new0 (SheafFetched, 1);
  fetched->incomplete = looks_cut (self);
  fetched->final_url = g_strdup (self->url);
  fetched->content_type = g_steal_pointer (&self->content_type);
  fetched->charset = g_steal_pointer (&self->charset);
  fetched->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  settle (self);
  g_task_return_pointer (task, fetched, (GDestroyNotify) sheaf_fetched_free);
  g_object_unref (self->task);
}

static gboolean
is_within_limits (Request *self)
{
  const SheafFetchLimits *limits = &self->fetcher->limits;
  gsize most = self->kind == SHEAF_FETCH_PAGE ? limits->page_bytes : limits->picture_bytes;
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);
  guint64 received = metrics != NULL ? soup_message_metrics_get_response_body_bytes_received (metrics) : 0;

  if (self->body->len > most)
    return FALSE;

  return self->body->len <= RATIO_FROM || received == 0 || self->body->len / received <= limits->max_ratio;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *self = data;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      gboolean ours = self->verdict != NULL || g_cancellable_is_cancelled (self->cancellable);

      if (ours || self->kind != SHEAF_FETCH_PAGE || self->body->len == 0)
        {
          fail (self, error);
          return;
        }
      g_error_free (error);
      self->broken = TRUE;
      succeed (self);
      return;
    }
  if (n == 0)
    {
      succeed (self);
      return;
    }
  g_byte_array_append (self->body, self->buffer, n);
  if (!is_within_limits (self))
    {
      g_cancellable_cancel (self->cancellable);
      fail_with (self, SHEAF_ERROR_TOO_BIG, "the answer is too large");
      return;
    }
  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

/* --- The head --- */

static SheafError
code_of_status (guint status)
{
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    return SHEAF_ERROR_NOT_FOUND;
  if (status == SOUP_STATUS_REQUEST_TIMEOUT || status == 429 || status >= 500)
    return SHEAF_ERROR_NETWORK;

  return SHEAF_ERROR_BLOCKED;
}

/* TRUE: the answer was a redirect and the next hop is under way, or it failed. */
static gboolean
follow_redirect (Request *self)
{
  guint status = soup_message_get_status (self->message);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  g_autofree char *next = NULL;

  if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308)
    return FALSE;
  next = location != NULL ? sheaf_url_resolve (self->url, location) : NULL;
  if (next == NULL || !sheaf_url_is_web (next))
    {
      fail_with (self, SHEAF_ERROR_BLOCKED, "a redirect to no web address");
      return TRUE;
    }
  if (++self->hops > self->fetcher->limits.max_redirects)
    {
      fail_with (self, SHEAF_ERROR_NETWORK, "too many redirects");
      return TRUE;
    }
  if (g_str_has_prefix (self->url, "https:") && g_str_has_prefix (next, "http:") &&
      (self->typed == NULL || g_ascii_strncasecmp (self->typed, "http:", 5) != 0))
    {
      fail_with (self, SHEAF_ERROR_BLOCKED, "a redirect from https to http");
      return TRUE;
    }
  g_free (self->url);
  self->url = g_steal_pointer (&next);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  hop (self);

  return TRUE;
}

/* FALSE: it is known to be nothing for us, and has failed. */
static gboolean
accept_head (Request *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);
  gboolean wanted;

  if (status < 200 || status >= 300)
    {
      fail_with (self, code_of_status (status), soup_status_get_phrase (status));
      return FALSE;
    }
  self->content_type = sheaf_content_kind_parse (soup_message_headers_get_one (headers, "Content-Type"), &self->charset);
  wanted = sheaf_content_kind_is_unknown (self->content_type) ||
           (self->kind == SHEAF_FETCH_PAGE ? sheaf_content_kind_is_page (self->content_type)
                                           : sheaf_content_kind_is_picture (self->content_type));
  if (!wanted)
    {
      fail_with (self, SHEAF_ERROR_NOT_A_PAGE, self->content_type);
      return FALSE;
    }

  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *self = data;
  GError *error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  g_clear_handle_id (&self->first_byte, g_source_remove);
  if (self->stream == NULL)
    {
      fail (self, error);
      return;
    }
  if (follow_redirect (self) || !accept_head (self))
    return;
  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

/* The connection stands and nothing was sent yet: this is where an address is judged, whatever its name said. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, Request *self)
{
  g_autoptr (GSocketAddress) peer = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection) || self->done)
    return;
  peer = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (!sheaf_fetch_policy_allows (self->url, self->typed, peer))
    stop (self, SHEAF_ERROR_BLOCKED, "a private address");
}

static void
hop (Request *self)
{
  const char *accept = self->kind == SHEAF_FETCH_PAGE ? "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
                                                      : "image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1";
  g_autofree char *here = sheaf_url_authority (self->url);
  g_autofree char *there = self->typed != NULL ? sheaf_url_authority (self->typed) : NULL;
  gboolean typed = here != NULL && g_strcmp0 (here, there) == 0;
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || here == NULL)
    {
      fail_with (self, SHEAF_ERROR_BAD_ADDRESS, "not a web address");
      return;
    }
  self->message = soup_message_new_from_uri ("GET", uri);
  soup_message_set_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept", accept);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  if (self->first_byte == 0)
    self->first_byte = g_timeout_add (self->fetcher->limits.first_byte_ms, first_byte_cb, self);
  soup_session_send_async (typed ? self->fetcher->typed_session : self->fetcher->public_session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, sent_cb, self);
}

/* --- Life --- */

static SoupSession *
new_session (const SheafFetchLimits *limits)
{
  SoupSession *session =
    soup_session_new_with_options ("user-agent", USER_AGENT, "max-conns", limits->max_connections, "max-conns-per-host",
                                   limits->max_per_host, "timeout", 30, "idle-timeout", 10, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);

  return session;
}

static void
sheaf_fetcher_dispose (GObject *object)
{
  SheafFetcher *self = SHEAF_FETCHER (object);

  if (self->public_session != NULL)
    soup_session_abort (self->public_session);
  if (self->typed_session != NULL)
    soup_session_abort (self->typed_session);
  g_clear_object (&self->public_session);
  g_clear_object (&self->typed_session);
  G_OBJECT_CLASS (sheaf_fetcher_parent_class)->dispose (object);
}

static void
sheaf_fetcher_class_init (SheafFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_fetcher_dispose;
  if (!soup_check_version (3, 4, 0))
    g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE); /* its HTTP/2 is too young */
}

static void
sheaf_fetcher_init (SheafFetcher *self)
{
}

SheafFetcher *
sheaf_fetcher_new (const SheafFetchLimits *limits)
{
  SheafFetcher *self = g_object_new (SHEAF_TYPE_FETCHER, NULL);

  self->limits = limits != NULL ? *limits : sheaf_fetch_limits;
  self->public_session = new_session (&self->limits);
  self->typed_session = new_session (&self->limits);

  return self;
}

void
sheaf_fetcher_get_async (SheafFetcher *self, const char *url, const char *typed, SheafFetchKind kind, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (SHEAF_IS_FETCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_fetcher_get_async);
  g_task_set_check_cancellable (task, FALSE); /* we say ourselves which of the reasons it was */
  request = g_new0 (Request, 1);
  g_task_set_task_data (task, request, request_free);
  request->fetcher = g_object_ref (self);
  request->task = task;
  request->url = g_strdup (url);
  request->typed = g_strdup (typed);
  request->kind = kind;
  request->body = g_byte_array_new ();
  request->cancellable = g_cancellable_new ();
  request->wall = g_timeout_add (self->limits.wall_ms, wall_cb, request);
  if (cancellable != NULL)
    request->caller_handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb), request, NULL);
  hop (request);
}

SheafFetched *
sheaf_fetcher_get_finish (SheafFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_fetcher_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
