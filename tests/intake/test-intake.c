/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The listener as somebody finds it who connects: what it answers, what is handed over, and how
 * long it waits for whom. Its limits are made short; clients are sockets of this thread, which
 * reads what it got until the other side is done. */

#include "intake/intake.h"

#include <string.h>

#define TOKEN "0123456789012345678901234567890123456789abc"

typedef struct
{
  SheafIntake *intake;
  guint port;
  guint n;                 /* handed over so far */
  char *url, *html;        /* of the last */
  guint status;            /* to answer with; 0: not yet */
  SheafIntakeReply *reply; /* that waits */
} Place;

static void
item_cb (SheafIntakeItem *item, SheafIntakeReply *reply, gpointer data)
{
  Place *self = data;

  self->n++;
  g_free (self->url);
  g_free (self->html);
  self->url = g_strdup (item->url);
  self->html = item->html != NULL
                   ? g_strndup (g_bytes_get_data (item->html, NULL), g_bytes_get_size (item->html))
                   : NULL;
  sheaf_intake_item_free (item);
  if (self->status == 0)
    self->reply = reply;
  else if (self->status < 400)
    sheaf_intake_reply_kept (reply, 7, self->status == 200);
  else
    sheaf_intake_reply_refuse (reply, self->status, "It says “no”.");
}

static Place *
place_new (void)
{
  static const SheafIntakeLimits limits = {
    .head_ms = 400,
    .body_ms = 600,
    .answer_ms = 400,
    .linger_ms = 300,
    .connections = 2,
    .body_most = 1024 * 1024,
  };
  Place *self = g_new0 (Place, 1);
  g_autoptr (GError) error = NULL;

  self->status = 201;
  self->intake = sheaf_intake_start (0, TOKEN, "1.2", &limits, item_cb, self, &error);
  g_assert_no_error (error);
  self->port = sheaf_intake_get_port (self->intake);
  g_assert_cmpuint (self->port, >=, 49152);

  return self;
}

static void
place_free (Place *self)
{
  g_clear_pointer (&self->intake, sheaf_intake_stop);
  g_free (self->url);
  g_free (self->html);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

/* --- A client --- */

static GSocket *
connect_to (const char *host, guint port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

/* FALSE: the other side had closed. */
static gboolean
send_all (GSocket *socket, const char *bytes, gsize size)
{
  while (size > 0)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_socket_send (socket, bytes, size, NULL, &error);

      g_main_context_iteration (NULL, FALSE);
      if (n > 0)
        {
          bytes += n;
          size -= (gsize)n;
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return FALSE;
    }

  return TRUE;
}

static void
say (GSocket *socket, const char *text)
{
  send_all (socket, text, strlen (text));
}

/* Until the other side is done; ten seconds are too long. (transfer full) */
static char *
hear (GSocket *socket)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (g_get_monotonic_time () < end)
    {
      char buffer[4096];
      g_autoptr (GError) error = NULL;
      gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

      if (n > 0)
        g_string_append_len (answer, buffer, n);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return g_string_free (g_steal_pointer (&answer), FALSE);
      else if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  g_assert_not_reached ();
}

static void
assert_status (const char *answer, guint status)
{
  g_autofree char *line = g_strdup_printf ("HTTP/1.1 %u ", status);

  g_test_message ("%.60s", answer);
  g_assert_true (g_str_has_prefix (answer, line));
}

static char *
ask (Place *self, const char *request)
{
  g_autoptr (GSocket) socket = connect_to ("127.0.0.1", self->port);
  g_autofree char *bytes = g_strdup (request);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (GString) text = g_string_new (bytes);

  g_string_replace (text, "PORT", port, 0);
  say (socket, text->str);

  return hear (socket);
}

#define HEAD                                                                                       \
  "POST /save HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nAuthorization: Bearer " TOKEN                    \
  "\r\nContent-Type: application/json\r\n"
#define BODY "{\"url\":\"https://a.example/\",\"html\":\"<p>\"}"
#define LENGTH "Content-Length: 41\r\n"

/* --- Cases --- */

static void
test_kept (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *made = ask (place, HEAD LENGTH "Origin: moz-extension://a\r\n\r\n" BODY);
  g_autofree char *existed = NULL, *failed = NULL, *bad = NULL;

  assert_status (made, 201);
  g_assert_nonnull (strstr (made, "\r\nAccess-Control-Allow-Origin: moz-extension://a\r\n"));
  g_assert_nonnull (strstr (made, "\r\nConnection: close\r\n"));
  g_assert_true (g_str_has_suffix (made, "\r\n\r\n{\"id\":7,\"existed\":false}"));
  g_assert_cmpstr (place->url, ==, "https://a.example/");
  g_assert_cmpstr (place->html, ==, "<p>");
  place->status = 200;
  existed = ask (place, HEAD "Transfer-Encoding: chunked\r\n\r\n29\r\n" BODY "\r\n0\r\n\r\n");
  assert_status (existed, 200);
  g_assert_true (g_str_has_suffix (existed, "{\"id\":7,\"existed\":true}"));
  place->status = 503;
  failed = ask (place, HEAD LENGTH "\r\n" BODY);
  assert_status (failed, 503);
  g_assert_true (g_str_has_suffix (failed, "{\"error\":\"It says “no”.\"}"));
  g_assert_cmpuint (place->n, ==, 3);
  bad = ask (place, HEAD "Content-Length: 2\r\n\r\n{}");
  assert_status (bad, 400);
  g_assert_cmpuint (place->n, ==, 3);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *request;
    guint status;
    const char *has; /* (nullable) */
  } cases[] = {
    { "GET /save HTTP/1.1\r\nHost: localhost:PORT\r\nAuthorization: Bearer " TOKEN "\r\n\r\n", 200,
      "{\"program\":\"Sheaf\",\"version\":\"1.2\"}" },
    { "GET /save HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 401,
      "\r\nWWW-Authenticate: Bearer\r\n" },
    { "PUT /save HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405, "\r\nAllow: POST\r\n" },
    { "OPTIONS /save HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: chrome-extension://a\r\n\r\n", 204,
      "\r\nAccess-Control-Allow-Private-Network: true\r\n" },
    { "POST /save HTTP/1.1\r\nHost: a.example\r\n\r\n", 403, "{\"error\":" },
    { HEAD "\r\n", 411, NULL },
    { HEAD "Content-Length: 1048577\r\n\r\n", 413, NULL },
    { "rubbish\r\n", 400, NULL },
  };
  g_autoptr (Place) place = place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = ask (place, cases[i].request);

      assert_status (answer, cases[i].status);
      g_assert_true (cases[i].has == NULL || strstr (answer, cases[i].has) != NULL);
    }
  g_assert_cmpuint (place->n, ==, 0);
}

/* The body of who may not is taken in, that the answer be seen, and thrown away. */
static void
test_unwanted_body (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GSocket) socket = connect_to ("127.0.0.1", place->port);
  g_autofree char *head = g_strdup_printf (
      "POST /save HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Length: 5000000\r\n\r\n", place->port);
  g_autofree char *body = g_malloc0 (5000000), *answer = NULL;

  say (socket, head);
  g_assert_true (
      send_all (socket, body, 5000000)); /* a browser whose sending fails reads no answer */
  answer = hear (socket);
  assert_status (answer, 401);
}

static void
test_continue (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *answer = ask (place, HEAD "Expect: 100-continue\r\n" LENGTH "\r\n" BODY);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 "));
}

/* Who sends nothing, half of a head or half of a body is told so; so is one whose answer is not
 * found in time. */
static void
test_slow (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *nothing = ask (place, ""), *head = ask (place, "POST /sa"),
                  *body = ask (place, HEAD LENGTH "\r\n{"), *late = NULL;

  assert_status (nothing, 408);
  assert_status (head, 408);
  assert_status (body, 408);
  place->status = 0;
  late = ask (place, HEAD LENGTH "\r\n" BODY);
  assert_status (late, 500);
  sheaf_intake_reply_kept (place->reply, 7, FALSE); /* too late: nobody hears it */
}

static void
test_many (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GSocket) first = connect_to ("127.0.0.1", place->port),
                      second = connect_to ("127.0.0.1", place->port);
  g_autofree char *third = NULL, *after = NULL, *late = NULL;

  say (first, "POST");
  say (second, "POST");
  g_usleep (50000);
  third = ask (place, HEAD LENGTH "\r\n" BODY);
  assert_status (third, 429);
  late = hear (first);
  assert_status (late, 408);
  after = ask (place, HEAD LENGTH "\r\n" BODY);
  assert_status (after, 201);
}

/* Far more than are heard: those that are too many are closed, and it goes on. */
static void
test_flood (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *after = NULL;

  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (sockets, connect_to ("127.0.0.1", place->port));
  g_ptr_array_set_size (sockets, 0);
  g_usleep (900000);
  after = ask (place, HEAD LENGTH "\r\n" BODY);
  assert_status (after, 201);
}

/* What is under way is cut, and what is answered afterwards is heard by nobody. */
static void
test_stop (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GSocket) waiting = connect_to ("127.0.0.1", place->port),
                      half = connect_to ("127.0.0.1", place->port);
  g_autofree char *request
      = g_strdup_printf ("POST /save HTTP/1.1\r\nHost: [::1]:%u\r\nAuthorization: Bearer " TOKEN
                         "\r\nContent-Type: application/json\r\n" LENGTH "\r\n" BODY,
                         place->port);
  g_autofree char *nothing = NULL, *neither = NULL;

  place->status = 0;
  say (waiting, request);
  say (half, "POST");
  while (place->reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&place->intake, sheaf_intake_stop);
  sheaf_intake_reply_kept (place->reply, 7, FALSE);
  nothing = hear (waiting);
  neither = hear (half);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (neither, ==, "");
}

static gpointer
end (gpointer intake)
{
  sheaf_intake_stop (intake);

  return NULL;
}

/* The starter need not wait for its end; the port is free when it has ended. */
static void
test_hush (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) half = connect_to ("127.0.0.1", place->port);
  g_autofree char *nothing = NULL;
  guint port = place->port;

  say (half, "POST");
  sheaf_intake_hush (place->intake);
  g_thread_join (g_thread_new ("end", end, g_steal_pointer (&place->intake)));
  nothing = hear (half);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_null (place->reply);
  place->intake = sheaf_intake_start (port, TOKEN, "1.2", NULL, item_cb, place, &error);
  g_assert_no_error (error);
}

static void
test_ports (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  SheafIntake *second
      = sheaf_intake_start (place->port, TOKEN, "1.2", NULL, item_cb, place, &error);
  guint port = place->port;

  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);
  g_clear_pointer (&place->intake, sheaf_intake_stop);
  place->intake = sheaf_intake_start (port, TOKEN, "1.2", NULL, item_cb, place, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheaf_intake_get_port (place->intake), ==, port);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/intake/kept", test_kept);
  g_test_add_func ("/intake/intake/refused", test_refused);
  g_test_add_func ("/intake/intake/unwanted-body", test_unwanted_body);
  g_test_add_func ("/intake/intake/continue", test_continue);
  g_test_add_func ("/intake/intake/slow", test_slow);
  g_test_add_func ("/intake/intake/many", test_many);
  g_test_add_func ("/intake/intake/flood", test_flood);
  g_test_add_func ("/intake/intake/stop", test_stop);
  g_test_add_func ("/intake/intake/hush", test_hush);
  g_test_add_func ("/intake/intake/ports", test_ports);

  return g_test_run ();
}
