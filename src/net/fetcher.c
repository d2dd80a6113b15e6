/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request is a chain of hops. Each hop is one SoupMessage without automatic redirects, so that
 * every address is judged before it is asked. Two sessions keep two pools of connections: in one
 * each connection was made to the very server that a person typed, in the other each was proven
 * public when it was made; a connection is never used again for a request of the other kind. */

#include "config.h"

#include "net/fetcher.h"

#include "base/error.h"
#include "base/url.h"
#include "net/answer-head.h"
#include "net/content-kind.h"
#include "net/fetch-policy.h"
#include "net/host-turns.h"

#include <libsoup/soup.h>
#include <string.h>

#define READ_BYTES 16384
#define RATIO_FROM (1024 * 1024)
#define MAX_INFORMATIONAL 16
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
  SheafHostTurns *turns;
  GHashTable *typed_peers; /* authority that was typed -> SheafPeer it was found to be */
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
  guint wall, first_byte; /* timers; they begin with our first turn, and with each hop's */
  guint ending;           /* an idle: we were stopped while nothing was under way */
  char *host;             /* "host:port" where we have a turn or wait for one */
  gboolean has_turn;
  guint hops;
  guint informational; /* 1xx answers of this hop */
  gboolean proxied;    /* this hop goes through a proxy */
  GError *verdict;     /* why we cancelled it ourselves */
  char *content_type;
  char *charset;
  gboolean broken; /* the body ended before its end */
  guint8 buffer[READ_BYTES];
} Request;

static void
hop (Request *self);

/* The hop under way leads to the very server that a person typed. */
static gboolean
is_typed (Request *self)
{
  g_autofree char *there = self->typed != NULL ? sheaf_url_authority (self->typed) : NULL;

  return g_strcmp0 (self->host, there) == 0;
}

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

/* The session may keep the message for a while. */
static void
drop_answer (Request *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_handle_id (&self->wall, g_source_remove);
  g_clear_handle_id (&self->first_byte, g_source_remove);
  g_clear_handle_id (&self->ending, g_source_remove);
  drop_answer (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetcher);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_error (&self->verdict);
  g_free (self->url);
  g_free (self->typed);
  g_free (self->host);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self);
}

static void
end_turn (Request *self)
{
  if (self->has_turn)
    sheaf_host_turns_give_back (self->fetcher->turns, self->host);
  self->has_turn = FALSE;
  g_clear_pointer (&self->host, g_free);
}

static void
settle (Request *self)
{
  g_clear_handle_id (&self->wall, g_source_remove);
  g_clear_handle_id (&self->first_byte, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (self->task), self->caller_handler);
  self->caller_handler = 0;
  end_turn (self);
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
  else if (error->domain != SHEAF_ERROR
           && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
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

static gboolean
ending_cb (gpointer data)
{
  Request *self = data;

  self->ending = 0;
  fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));

  return G_SOURCE_REMOVE;
}

/* Stops what is under way; its callback then ends the request. Where nothing is, because it waits
 * for its turn, that happens soon. */
static void
interrupt (Request *self)
{
  g_cancellable_cancel (self->cancellable);
  if (sheaf_host_turns_leave (self->fetcher->turns, self))
    self->ending = g_idle_add (ending_cb, self);
}

/* The same for a reason of ours. */
static void
stop (Request *self, SheafError code, const char *why)
{
  if (self->verdict == NULL)
    self->verdict = g_error_new_literal (SHEAF_ERROR, code, why);
  interrupt (self);
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
  interrupt (self);
}

/* --- The body --- */

/* libsoup 3.2 takes a body that was cut for whole: between chunks, and before the count of the
 * head. gzip knows its own end; where nothing counts the bytes, only what they say at their end can
 * tell. */
static gboolean
looks_cut (Request *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (self->broken || soup_message_get_status (self->message) == SOUP_STATUS_PARTIAL_CONTENT)
    return TRUE;
  if (G_IS_CONVERTER_INPUT_STREAM (self->stream))
    return FALSE;
  if (sheaf_answer_is_counted (headers))
    return !sheaf_answer_keeps_count (headers, self->body->len);

  return !sheaf_content_kind_has_end (self->content_type, self->body->data, self->body->len);
}

/* What it is, by its own bytes where the head says nothing, or says "page" of what can be none. */
static void
settle_type (Request *self)
{
  const char *seen = sheaf_content_kind_sniff (self->body->data, self->body->len);
  gboolean unknown = sheaf_content_kind_is_unknown (self->content_type);

  if (!unknown
      && (self->kind != SHEAF_FETCH_PAGE || sheaf_content_kind_is_page (seen)
          || sheaf_content_kind_is_unknown (seen)))
    return;
  g_free (self->content_type);
  self->content_type = g_strdup (seen);
}

static void
succeed (Request *self)
{
  g_autoptr (GTask) task = g_object_ref (self->task);
  SheafFetched *fetched;
  gboolean cut;

  settle_type (self);
  if (self->kind == SHEAF_FETCH_PAGE ? !sheaf_content_kind_is_page (self->content_type)
                                     : !sheaf_content_kind_is_picture (self->content_type))
    {
      fail_with (self, SHEAF_ERROR_NOT_A_PAGE, self->content_type);
      return;
    }
  cut = looks_cut (self);
  if (cut && self->body->len == 0)
    {
      fail_with (self, SHEAF_ERROR_NETWORK, "nothing came");
      return;
    }
  fetched = g_new0 (SheafFetched, 1);
  fetched->incomplete = cut;
  fetched->final_url = g_strdup (self->url);
  fetched->content_type = g_steal_pointer (&self->content_type);
  fetched->charset = g_steal_pointer (&self->charset);
  fetched->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  settle (self);
  g_task_return_pointer (task, fetched, (GDestroyNotify)sheaf_fetched_free);
  g_object_unref (self->task);
}

static gboolean
is_within_limits (Request *self)
{
  const SheafFetchLimits *limits = &self->fetcher->limits;
  gsize most = self->kind == SHEAF_FETCH_PAGE ? limits->page_bytes : limits->picture_bytes;
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);
  guint64 received
      = metrics != NULL ? soup_message_metrics_get_response_body_bytes_received (metrics) : 0;

  if (self->body->len > most)
    return FALSE;

  return self->body->len <= RATIO_FROM || received == 0
         || self->body->len / received <= limits->max_ratio;
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
  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

/* --- The head --- */

/* TRUE: the answer was a redirect and the next hop is under way, or it failed. */
static gboolean
follow_redirect (Request *self)
{
  guint status = soup_message_get_status (self->message);
  const char *location = soup_message_headers_get_one (
      soup_message_get_response_headers (self->message), "Location");
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
  if (g_str_has_prefix (self->url, "https:") && g_str_has_prefix (next, "http:")
      && (self->typed == NULL || g_ascii_strncasecmp (self->typed, "http:", 5) != 0))
    {
      fail_with (self, SHEAF_ERROR_BLOCKED, "a redirect from https to http");
      return TRUE;
    }
  g_free (self->url);
  self->url = g_steal_pointer (&next);
  drop_answer (self);
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
      fail_with (self, sheaf_answer_error (status), soup_status_get_phrase (status));
      return FALSE;
    }
  self->content_type = sheaf_content_kind_parse (
      soup_message_headers_get_one (headers, "Content-Type"), &self->charset);
  wanted = sheaf_content_kind_is_unknown (self->content_type)
           || (self->kind == SHEAF_FETCH_PAGE ? sheaf_content_kind_is_page (self->content_type)
                                              : sheaf_content_kind_is_picture (self->content_type));
  if (!wanted)
    {
      fail_with (self, SHEAF_ERROR_NOT_A_PAGE, self->content_type);
      return FALSE;
    }
  if (!sheaf_answer_decode (headers, &self->stream))
    {
      fail_with (self, SHEAF_ERROR_NETWORK, "an encoding that nobody asked for");
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
  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

/* The connection stands and nothing was sent yet: this is where an address is judged, whatever its
 * name said. What a person typed is judged once, when its page is asked for, and must stay on that
 * side: else a name that is public for its page could be private for its pictures. */
static gboolean
may_talk (Request *self, GSocketAddress *peer)
{
  GHashTable *peers = self->fetcher->typed_peers;
  SheafPeer before = GPOINTER_TO_INT (g_hash_table_lookup (peers, self->host));

  if (self->kind == SHEAF_FETCH_PAGE && self->hops == 0)
    before = SHEAF_PEER_UNKNOWN;
  if (!sheaf_fetch_policy_allows (self->url, self->typed, peer, before))
    return FALSE;
  if (before == SHEAF_PEER_UNKNOWN && is_typed (self))
    g_hash_table_insert (peers, g_strdup (self->host),
                         GINT_TO_POINTER (sheaf_fetch_policy_judge (peer)));

  return TRUE;
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Request *self)
{
  g_autoptr (GSocketAddress) peer = NULL;

  if (!G_IS_SOCKET_CONNECTION (connection)
      || (event != G_SOCKET_CLIENT_CONNECTING && event != G_SOCKET_CLIENT_CONNECTED))
    return;
  peer = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (event == G_SOCKET_CLIENT_CONNECTING)
    self->proxied = G_IS_PROXY_ADDRESS (peer);
  else if (self->proxied ? !sheaf_fetch_policy_allows_name (self->url, self->typed)
                         : !may_talk (self, peer))
    stop (self, SHEAF_ERROR_BLOCKED, "a private address");
}

/* libsoup reads "100 Continue" for ever. */
static void
informational_cb (SoupMessage *message, Request *self)
{
  if (++self->informational > MAX_INFORMATIONAL)
    stop (self, SHEAF_ERROR_NETWORK, "no answer but promises");
}

static void
send_hop (Request *self, GUri *uri)
{
  const char *accept = self->kind == SHEAF_FETCH_PAGE
                           ? "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
                           : "image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1";

  self->informational = 0;
  self->proxied = FALSE;
  self->message = soup_message_new_from_uri ("GET", uri);
  soup_message_set_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept", accept);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept-Encoding",
                                "gzip");
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "got-informational", G_CALLBACK (informational_cb), self);
  self->first_byte = g_timeout_add (self->fetcher->limits.first_byte_ms, first_byte_cb, self);
  soup_session_send_async (is_typed (self) ? self->fetcher->typed_session
                                           : self->fetcher->public_session,
                           self->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb, self);
}

static void
turn_cb (gpointer data)
{
  Request *self = data;
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);

  self->has_turn = TRUE;
  if (self->wall == 0)
    self->wall = g_timeout_add (self->fetcher->limits.wall_ms, wall_cb, self);
  send_hop (self, uri);
}

static void
hop (Request *self)
{
  g_autofree char *host = sheaf_url_authority (self->url);
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || host == NULL || !sheaf_url_is_web (self->url))
    {
      fail_with (self, SHEAF_ERROR_BAD_ADDRESS, "not a web address");
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      self->ending = g_idle_add (ending_cb, self);
      return;
    }
  if (self->has_turn && g_str_equal (self->host, host))
    {
      send_hop (self, uri);
      return;
    }
  end_turn (self);
  self->host = g_steal_pointer (&host);
  sheaf_host_turns_take (self->fetcher->turns, self->host, self->hops > 0, turn_cb, self);
}

/* --- Life --- */

static SoupSession *
new_session (const SheafFetchLimits *limits)
{
  SoupSession *session = soup_session_new_with_options (
      "user-agent", USER_AGENT, "max-conns", limits->max_connections, "max-conns-per-host",
      limits->max_per_host, "timeout", 30, "idle-timeout", 10, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

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
  g_clear_pointer (&self->turns, sheaf_host_turns_free);
  g_clear_pointer (&self->typed_peers, g_hash_table_unref);
  G_OBJECT_CLASS (sheaf_fetcher_parent_class)->dispose (object);
}

/* libsoup 3.2 knows no other way to say it, and the environment may only be written while there is
 * one thread: this runs before main. */
static void __attribute__ ((constructor)) force_http1 (void)
{
  if (!soup_check_version (3, 4, 0))
    g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE); /* its HTTP/2 is too young */
}

static void
sheaf_fetcher_class_init (SheafFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_fetcher_dispose;
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
  self->turns = sheaf_host_turns_new (self->limits.max_connections, self->limits.max_per_host);
  self->typed_peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
sheaf_fetcher_get_async (SheafFetcher *self,
                         const char *url,
                         const char *typed,
                         SheafFetchKind kind,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
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
  if (cancellable != NULL)
    request->caller_handler
        = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb), request, NULL);
  hop (request);
}

SheafFetched *
sheaf_fetcher_get_finish (SheafFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_fetcher_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
