/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every limit and every promise of the fetcher, against the server of local-server.h. Limits are
 * scaled: nothing here waits for a second. Names and proxies are this test's own: no question
 * leaves the machine. */

#include "net/fetcher.h"

#include "base/error.h"
#include "local-resolver.h"
#include "local-server.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

static const char *resolved = "127.0.0.1"; /* every name is this */

/* --- Proxies: none, but where a test says so --- */

static const char *proxy = "direct://";

typedef GObject LocalProxies;
typedef GObjectClass LocalProxiesClass;
GType
local_proxies_get_type (void);

static gboolean
proxies_are_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static GStrv
find_proxies (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  return g_strsplit (proxy, " ", -1);
}

static void
find_proxies_async (GProxyResolver *resolver,
                    const char *uri,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strsplit (proxy, " ", -1), (GDestroyNotify)g_strfreev);
}

static GStrv
find_proxies_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
local_proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = proxies_are_supported;
  iface->lookup = find_proxies;
  iface->lookup_async = find_proxies_async;
  iface->lookup_finish = find_proxies_finish;
}

G_DEFINE_TYPE_WITH_CODE (LocalProxies,
                         local_proxies,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, local_proxies_iface_init))

static void
local_proxies_class_init (LocalProxiesClass *klass)
{
}

static void
local_proxies_init (LocalProxies *self)
{
}

static void
take_names_and_proxies (void)
{
  local_resolver_take (&resolved);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "local", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, local_proxies_get_type (),
                                  "local", 1000);
}

/* --- One request --- */

typedef struct
{
  SheafFetched *fetched;
  GError *error;
  gboolean done;
} Got;

static void
got_clear (Got *got)
{
  g_clear_pointer (&got->fetched, sheaf_fetched_free);
  g_clear_error (&got->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Got, got_clear)

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Got *got = data;

  g_assert_false (got->done);
  got->fetched = sheaf_fetcher_get_finish (SHEAF_FETCHER (source), result, &got->error);
  g_assert_true ((got->fetched == NULL) == (got->error != NULL));
  got->done = TRUE;
}

static void
wait_for (Got *got)
{
  while (!got->done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
flag_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
let_pass (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
fetch (SheafFetcher *fetcher, const char *url, const char *typed, SheafFetchKind kind, Got *got)
{
  sheaf_fetcher_get_async (fetcher, url, typed, kind, NULL, got_cb, got);
  g_assert_false (got->done); /* never before it returns */
  wait_for (got);
}

/* A page, as if a person had typed its address, with limits of its own (nullable). */
static Got
fetch_page (const SheafFetchLimits *limits, const char *url)
{
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (limits);
  Got got = { 0 };

  fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &got);

  return got;
}

static void
assert_bytes (GBytes *bytes, const char *text)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

/* Every connection that was made is closed again soon. */
static void
assert_hung_up (LocalServer *server)
{
  gint64 until = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;

  while (local_server_count_raw_open (server) > 0 && g_get_monotonic_time () < until)
    let_pass (5);
  g_assert_cmpuint (local_server_count_raw_open (server), ==, 0);
}

#define WHOLE -1
#define CUT -2
#define NOT_WHOLE -4 /* cut, or nothing of it */
#define ANY -3       /* it may be had or not: both are right, as long as it ends */

static void
check (const char *path, const Got *got, int expected)
{
  if (expected == ANY)
    return;
  g_test_message ("%s: %s", path,
                  got->error != NULL         ? got->error->message
                  : got->fetched->incomplete ? "cut"
                                             : "whole");
  if (expected == NOT_WHOLE && got->error != NULL)
    expected = SHEAF_ERROR_NETWORK;
  if (expected >= 0)
    g_assert_error (got->error, SHEAF_ERROR, expected);
  else
    {
      g_assert_no_error (got->error);
      g_assert_cmpint (got->fetched->incomplete, ==, expected != WHOLE);
    }
}

/* --- Answers --- */

static void
test_limits_are_right (void)
{
  g_assert_cmpuint (sheaf_fetch_limits.page_bytes, ==, 16 * 1024 * 1024);
  g_assert_cmpuint (sheaf_fetch_limits.picture_bytes, ==, 20 * 1024 * 1024);
  g_assert_cmpuint (sheaf_fetch_limits.max_ratio, ==, 100);
  g_assert_cmpuint (sheaf_fetch_limits.wall_ms, ==, 60000);
  g_assert_cmpuint (sheaf_fetch_limits.first_byte_ms, ==, 30000);
  g_assert_cmpuint (sheaf_fetch_limits.max_redirects, ==, 10);
  g_assert_cmpuint (sheaf_fetch_limits.max_connections, ==, 16);
  g_assert_cmpuint (sheaf_fetch_limits.max_per_host, ==, 2);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *path;
    int expected;
    const char *type;
  } cases[] = {
    { "/article", WHOLE, "text/html" },
    { "/article?a=b#c", WHOLE, "text/html" },
    { "/gzip", WHOLE, "text/html" },
    { "/no-type", WHOLE, "text/html" },
    { "/notes.txt", WHOLE, "text/plain" },
    { "/empty", WHOLE, "text/html" },
    { "/menu", WHOLE, "text/html" },
    { "/paper.pdf", SHEAF_ERROR_NOT_A_PAGE },
    { "/picture-as-page", SHEAF_ERROR_NOT_A_PAGE },
    { "/pictures/harbour.png", SHEAF_ERROR_NOT_A_PAGE },
    { "/pictures/drawing.svg", SHEAF_ERROR_NOT_A_PAGE },
    { "/not-there", SHEAF_ERROR_NOT_FOUND },
    { "/status/404", SHEAF_ERROR_NOT_FOUND },
    { "/status/410", SHEAF_ERROR_NOT_FOUND },
    { "/status/401", SHEAF_ERROR_BLOCKED },
    { "/status/403", SHEAF_ERROR_BLOCKED },
    { "/status/451", SHEAF_ERROR_BLOCKED },
    { "/status/408", SHEAF_ERROR_NETWORK },
    { "/status/429", SHEAF_ERROR_NETWORK },
    { "/status/500", SHEAF_ERROR_NETWORK },
    { "/status/502", SHEAF_ERROR_NETWORK },
    { "/status/503", SHEAF_ERROR_NETWORK },
    { "/status/599", SHEAF_ERROR_NETWORK },
    { "/status/304", SHEAF_ERROR_BLOCKED },
    { "/status/203", WHOLE, "text/html" },
    { "/status/204", SHEAF_ERROR_NETWORK },
    { "/status/206", CUT, "text/html" },
  };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = local_server_url (server, cases[i].path);
      g_auto (Got) got = fetch_page (NULL, url);

      check (cases[i].path, &got, cases[i].expected);
      if (got.fetched == NULL)
        continue;
      g_assert_cmpstr (got.fetched->content_type, ==, cases[i].type);
      g_assert_cmpstr (got.fetched->final_url, ==, url);
    }
  {
    g_auto (Got) refused = fetch_page (NULL, local_server_get_refused_url (server));

    g_assert_error (refused.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  }
}

/* The bytes are those of the page, decoded, whichever way they came. */
static void
test_bytes (void)
{
  static const char *const paths[]
      = { "/article", "/gzip", "/no-type", "/redirect/3", "/raw/no-length" };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = local_server_url (server, paths[i]);
      g_auto (Got) got = fetch_page (NULL, url);

      g_assert_no_error (got.error);
      assert_bytes (got.fetched->bytes, local_server_get_article ());
    }
}

static void
test_ill_behaved (void)
{
  static const struct
  {
    const char *name;
    int expected;
  } cases[] = {
    { "chunked-cut", CUT },
    { "chunk-cut", CUT },
    { "chunk-huge", SHEAF_ERROR_NETWORK },
    { "gzip-cut", CUT },
    { "gzip-broken", SHEAF_ERROR_NETWORK },
    { "length-short", WHOLE }, /* as its head says */
    { "length-long", CUT },
    { "length-two", NOT_WHOLE },
    { "length-beyond", NOT_WHOLE },
    { "no-length", WHOLE },
    { "oversize", SHEAF_ERROR_TOO_BIG },
    { "oversize-pdf", SHEAF_ERROR_NOT_A_PAGE },
    { "oversize-missing", SHEAF_ERROR_NOT_FOUND },
    { "oversize-redirect", WHOLE },
    { "continue-flood", SHEAF_ERROR_NETWORK },
    { "garbage", SHEAF_ERROR_NETWORK },
    { "head-huge", SHEAF_ERROR_NETWORK },
    { "head-nul", SHEAF_ERROR_NETWORK },
    { "http09", SHEAF_ERROR_NETWORK },
    { "closed", SHEAF_ERROR_NETWORK },
    { "cookie-huge", ANY },
    { "brotli", SHEAF_ERROR_NETWORK },
  };
  g_autoptr (LocalServer) server = local_server_new ();
  SheafFetchLimits limits = sheaf_fetch_limits;
  g_autoptr (SheafFetcher) fetcher = NULL; /* one for all: none may spoil it for the next */

  limits.page_bytes = 2 * 1024 * 1024;
  fetcher = sheaf_fetcher_new (&limits);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/raw/", cases[i].name, NULL);
      g_autofree char *url = local_server_url (server, path);
      g_autofree char *good_url = local_server_url (server, "/raw/no-length");
      g_auto (Got) got = { 0 };
      g_auto (Got) good = { 0 };

      fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &got);
      check (path, &got, cases[i].expected);
      fetch (fetcher, good_url, good_url, SHEAF_FETCH_PAGE, &good);
      check (path, &good, WHOLE);
    }
  assert_hung_up (server);
}

static void
say (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_test_message ("%s: %s", domain, message);
}

/* From now on nothing that DOMAIN complains of ends the program. libsoup itself gives a negative
 * length to GObject; its server, from 3.6 on, trips over a client that ends the greeting. */
static void
bear (const char *domain)
{
  g_log_set_handler (domain, G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL, say, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
}

/* What everything else complains of does again. */
static void
bear_no_more (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL);
}

static void
test_negative_length (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/raw/length-negative");
  g_auto (Got) got = { 0 };

  bear ("GLib-GObject");
  got = fetch_page (NULL, url);
  bear_no_more ();
  g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
}

/* What the header says of the charset is handed on, in whatever way it is written. */
static void
test_charsets (void)
{
  static const char *const labels[]
      = { "utf-8", "windows-1252", "iso-8859-2", "koi8-r", "shift_jis", "utf-16le" };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *path = g_strconcat ("/charset/", labels[i], NULL);
      g_autofree char *url = local_server_url (server, path);
      g_auto (Got) got = fetch_page (NULL, url);

      check (path, &got, WHOLE);
      g_assert_cmpstr (got.fetched->charset, ==, labels[i]);
      g_assert_cmpstr (got.fetched->content_type, ==, "text/html");
    }
}

static void
test_bad_addresses (void)
{
  static const char *const urls[] = { "",
                                      "nonsense",
                                      "http://",
                                      "ftp://127.0.0.1/a",
                                      "file:///etc/passwd",
                                      "data:text/html,<p>a",
                                      "javascript:alert(1)",
                                      "mailto:a@example.org",
                                      "about:blank",
                                      "ws://127.0.0.1/a",
                                      "resource:///a",
                                      "http:///a",
                                      "//127.0.0.1/a" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_auto (Got) got = fetch_page (NULL, urls[i]);

      g_test_message ("%s", urls[i]);
      g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_BAD_ADDRESS);
    }
}

/* --- What we say of ourselves --- */

static void
test_headers (void)
{
  static const char *const paths[]
      = { "/article", "/redirect/1", "/redirect/2", "/pictures/harbour.png" };
  static const char *const allowed[]
      = { "accept", "accept-encoding", "connection", "host", "user-agent", NULL };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *typed = local_server_url (server, "/redirect/2");
  g_autofree char *picture = local_server_url (server, "/pictures/harbour.png");
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  g_auto (Got) page_got = { 0 };
  g_auto (Got) picture_got = { 0 };

  fetch (fetcher, typed, typed, SHEAF_FETCH_PAGE, &page_got);
  g_assert_no_error (page_got.error);
  fetch (fetcher, picture, typed, SHEAF_FETCH_PICTURE, &picture_got);
  g_assert_no_error (picture_got.error);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (GStrv) names = local_server_dup_header_names (server, paths[i]);
      g_autofree char *agent = local_server_dup_header (server, paths[i], "User-Agent");

      g_assert_cmpuint (g_strv_length (names), >=, 3);
      for (guint k = 0; names[k] != NULL; k++)
        {
          g_test_message ("%s: %s", paths[i], names[k]);
          g_assert_true (g_strv_contains (allowed, names[k]));
        }
      g_assert_true (g_str_has_prefix (agent, "Sheaf/"));
      g_assert_null (strstr (agent, "Mozilla"));
    }
}

/* None is kept, none is sent back: not to the same page, not to the next, not along a redirect. */
static void
test_cookies (void)
{
  static const char *const paths[] = { "/cookie", "/cookie", "/redirect/to?/cookie", "/article" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = local_server_url (server, paths[i]);
      g_autofree char *cookie = NULL;
      g_auto (Got) got = { 0 };

      fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &got);
      g_assert_no_error (got.error);
      cookie = local_server_dup_header (server, i == 3 ? "/article" : "/cookie", "Cookie");
      g_assert_null (cookie);
    }
}

/* A password in an address goes nowhere, and a server that asks for one is not answered. */
static void
test_authorization (void)
{
  static const char *const paths[] = { "/status/401", "/article", "/redirect/1" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url
          = g_strconcat ("http://user:secret@", local_server_get_base (server) + strlen ("http://"),
                         paths[i], NULL);
      g_autofree char *authorization = NULL;
      g_auto (Got) got = { 0 };

      fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &got);
      if (i == 0)
        g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
      else
        g_assert_no_error (got.error);
      authorization = local_server_dup_header (server, paths[i], "Authorization");
      g_assert_null (authorization);
      g_assert_cmpuint (local_server_count (server, paths[i]), ==, 1);
    }
}

/* --- Redirects --- */

static void
test_redirects (void)
{
  static const struct
  {
    const char *path;
    int expected;
    const char *final;
    guint requests;
  } cases[] = {
    { "/redirect/1", WHOLE, "/article", 2 },
    { "/redirect/10", WHOLE, "/article", 11 },
    { "/redirect/11", SHEAF_ERROR_NETWORK, NULL, 11 },
    { "/redirect/loop", SHEAF_ERROR_NETWORK, NULL, 11 },
    { "/redirect/to?../article", WHOLE, "/article", 2 },
    { "/redirect/to?/article%23part", WHOLE, "/article#part", 2 },
    { "/redirect/to?file:///etc/passwd", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/redirect/to?data:text/html,<p>words", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/redirect/to?javascript:alert(1)", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/redirect/to?mailto:a@example.org", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/redirect/to?ftp://127.0.0.1/a", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/redirect/to?http://", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/no-location", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/moved", WHOLE, "/article", 2 },
    { "/see-other", WHOLE, "/article", 2 },
    { "/temporary", WHOLE, "/article", 2 },
    { "/permanent", WHOLE, "/article", 2 },
    { "/choices", SHEAF_ERROR_BLOCKED, NULL, 1 },
    { "/use-proxy", SHEAF_ERROR_BLOCKED, NULL, 1 },
  };
  g_autoptr (LocalServer) server = local_server_new ();

  local_server_add_status (server, "/no-location", 302, NULL);
  local_server_add_status (server, "/moved", 301, "/article");
  local_server_add_status (server, "/see-other", 303, "/article");
  local_server_add_status (server, "/temporary", 307, "/article");
  local_server_add_status (server, "/permanent", 308, "/article");
  local_server_add_status (server, "/choices", 300, "/article");
  local_server_add_status (server, "/use-proxy", 305, "/article");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = local_server_url (server, cases[i].path);
      g_auto (Got) got = { 0 };

      local_server_forget (server);
      got = fetch_page (NULL, url);
      check (cases[i].path, &got, cases[i].expected);
      g_assert_cmpuint (local_server_count (server, NULL), ==, cases[i].requests);
      if (cases[i].final != NULL)
        {
          g_autofree char *final = local_server_url (server, cases[i].final);

          g_assert_cmpstr (got.fetched->final_url, ==, final);
        }
    }
}

/* --- Private addresses --- */

/* No byte of a request, nor of a TLS greeting, reaches the second server. */
static void
assert_untouched (LocalServer *server, const char *url, const char *typed, SheafFetchKind kind)
{
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  g_auto (Got) got = { 0 };

  g_test_message ("%s for %s", url, typed);
  fetch (fetcher, url, typed, kind, &got);
  g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
  assert_hung_up (server);
  g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
}

static const char *
port_of (const char *base)
{
  return strrchr (base, ':') + 1;
}

static void
test_untyped (void)
{
  static const char *const hosts[] = {
    "127.0.0.1",  "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1",   "127.1",
    "127.0.0.1.", "localhost",          "0.0.0.0",    "[::]",       "name.example",
  };
  g_autoptr (LocalServer) server = local_server_new ();
  const char *port = port_of (local_server_get_raw_base (server));
  guint reached = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    for (guint secure = 0; secure < 2; secure++)
      {
        g_autofree char *url
            = g_strdup_printf ("http%s://%s:%s/raw/no-length", secure ? "s" : "", hosts[i], port);
        g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
        g_auto (Got) page = { 0 };
        g_auto (Got) picture = { 0 };

        /* What cannot be connected to at all (no IPv6 here, no such host) is as good. */
        fetch (fetcher, url, NULL, SHEAF_FETCH_PAGE, &page);
        g_test_message ("%s: %s", url, page.error != NULL ? page.error->message : "answered");
        g_assert_null (page.fetched);
        reached += g_error_matches (page.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
        fetch (fetcher, url, "https://example.org/", SHEAF_FETCH_PICTURE, &picture);
        g_assert_null (picture.fetched);
      }
  assert_hung_up (server);
  g_assert_cmpuint (reached, >=, 12);
  g_assert_cmpuint (local_server_count_raw_connections (server), >,
                    0); /* it is the socket that is judged */
  g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
}

/* A public name that leads here, in each way that a resolver may put it. */
static void
test_rebinding (void)
{
  static const char *const addresses[]
      = { "127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2", "0.0.0.0" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = g_strdup_printf ("http://news.example:%s/raw/no-length",
                                          port_of (local_server_get_raw_base (server)));

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
      g_auto (Got) got = { 0 };

      resolved = addresses[i];
      fetch (fetcher, url, NULL, SHEAF_FETCH_PAGE, &got);
      g_assert_null (got.fetched);
      assert_hung_up (server);
      g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
    }
  resolved = "127.0.0.1";
  g_assert_cmpuint (local_server_count_raw_connections (server), >, 0);
}

/* What a person typed may be here; its redirects and pictures too, at the same host and port, and
 * nowhere else. */
static void
test_typed (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  const char *port = port_of (local_server_get_base (server));
  g_autofree char *page = local_server_url (server, "/redirect/2");
  g_autofree char *picture = local_server_url (server, "/pictures/harbour.png");
  g_autofree char *elsewhere = local_server_url (server, "/raw/no-length");
  g_autofree char *secure = g_strconcat ("https", elsewhere + strlen ("http"), NULL);
  g_autofree char *to_elsewhere
      = g_strconcat (local_server_get_base (server), "/redirect/to?", elsewhere, NULL);
  g_autofree char *to_secure
      = g_strconcat (local_server_get_base (server), "/redirect/to?", secure, NULL);
  g_autofree char *to_other_name = g_strdup_printf ("%s/redirect/to?http://localhost:%s/article",
                                                    local_server_get_base (server), port);
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  g_auto (Got) page_got = { 0 };
  g_auto (Got) picture_got = { 0 };
  g_auto (Got) name_got = { 0 };

  fetch (fetcher, page, page, SHEAF_FETCH_PAGE, &page_got);
  check (page, &page_got, WHOLE);
  fetch (fetcher, picture, page, SHEAF_FETCH_PICTURE, &picture_got);
  check (picture, &picture_got, WHOLE);

  assert_untouched (server, to_elsewhere, to_elsewhere, SHEAF_FETCH_PAGE);
  assert_untouched (server, to_secure, to_secure, SHEAF_FETCH_PAGE);
  assert_untouched (server, elsewhere, page, SHEAF_FETCH_PICTURE);
  assert_untouched (server, secure, page, SHEAF_FETCH_PICTURE);
  assert_untouched (server, to_elsewhere, page, SHEAF_FETCH_PICTURE);
  g_assert_cmpuint (local_server_count_raw_connections (server), >=, 5);

  local_server_forget (server);
  fetch (fetcher, to_other_name, to_other_name, SHEAF_FETCH_PAGE, &name_got);
  g_assert_error (name_got.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 0);
}

/* A connection that stands for a typed page is not taken for a request that may not go there. */
static void
test_no_lift (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  g_auto (Got) typed = { 0 };
  g_auto (Got) untyped = { 0 };
  g_auto (Got) other = { 0 };

  fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &typed);
  g_assert_no_error (typed.error);
  local_server_forget (server);
  fetch (fetcher, url, NULL, SHEAF_FETCH_PAGE, &untyped);
  g_assert_error (untyped.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
  fetch (fetcher, url, "https://example.org/", SHEAF_FETCH_PICTURE, &other);
  g_assert_error (other.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
}

/* The proxy of the system's settings is not judged, and what is asked of it is, as well as can be.
 */
static void
test_proxy (void)
{
  static const struct
  {
    const char *url, *typed;
    int expected;
  } cases[] = {
    { "http://example.org/a", "http://example.org/a", WHOLE },
    { "http://example.org/a", NULL, WHOLE },
    { "http://intranet/a", "http://intranet/a", WHOLE },
    { "http://localhost/a", NULL, SHEAF_ERROR_BLOCKED },
    { "http://10.0.0.1/a", "http://example.org/a", SHEAF_ERROR_BLOCKED },
    { "http://127.1/a", "http://example.org/a", SHEAF_ERROR_BLOCKED },
  };
  static const char answer[]
      = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>by proxy\r\n";
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (answer, sizeof answer - 1);

  proxy = local_server_get_raw_base (server);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
      g_auto (Got) got = { 0 };

      local_server_forget (server);
      local_server_add_raw (server, cases[i].url, bytes);
      fetch (fetcher, cases[i].url, cases[i].typed, SHEAF_FETCH_PAGE, &got);
      check (cases[i].url, &got, cases[i].expected);
      g_assert_cmpuint (local_server_count (server, cases[i].url), ==, cases[i].expected == WHOLE);
      assert_hung_up (server);
      g_assert_cmpint (local_server_count_raw_bytes (server) > 0, ==, cases[i].expected == WHOLE);
    }
  proxy = "direct://";
}

/* --- Sizes --- */

static GBytes *
make_bytes (const char *start, gsize size)
{
  char *bytes = g_malloc (size);

  memset (bytes, 'a', size);
  memcpy (bytes, start, strlen (start));

  return g_bytes_new_take (bytes, size);
}

/* PATH answers with SIZE bytes of a page, compressed or not. */
static void
add_sized (LocalServer *server, const char *path, gsize size, gboolean compressed)
{
  g_autoptr (GBytes) plain = make_bytes ("<!DOCTYPE html><p>", size);
  g_autoptr (GBytes) body = compressed ? local_server_gzip (plain) : g_bytes_ref (plain);
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n",
      g_bytes_get_size (body), compressed ? "Content-Encoding: gzip\r\n" : "");
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (answer, (const guint8 *)head, strlen (head));
  g_byte_array_append (answer, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&answer));
  local_server_add_raw (server, path, bytes);
}

static void
test_sizes (void)
{
  static const struct
  {
    gsize size;
    gboolean compressed;
    guint max_ratio;
    int expected;
  } cases[] = {
    { 100000, FALSE, 100, WHOLE },
    { 100001, FALSE, 100, SHEAF_ERROR_TOO_BIG },
    { 100000, TRUE, 100, WHOLE }, /* 1:500, and small */
    { 100001, TRUE, 100, SHEAF_ERROR_TOO_BIG },
  };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/raw/sized");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SheafFetchLimits limits = sheaf_fetch_limits;
      g_auto (Got) got = { 0 };

      limits.page_bytes = 100000;
      limits.max_ratio = cases[i].max_ratio;
      add_sized (server, "/raw/sized", cases[i].size, cases[i].compressed);
      got = fetch_page (&limits, url);
      check ("/raw/sized", &got, cases[i].expected);
      if (got.fetched != NULL)
        g_assert_cmpuint (g_bytes_get_size (got.fetched->bytes), ==, cases[i].size);
    }
}

/* 1:1000 is refused long before it is too large; what merely repeats itself is not. */
static void
test_ratio (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *bomb = local_server_url (server, "/gzip/bomb");
  g_autofree char *fair = local_server_url (server, "/raw/fair");
  SheafFetchLimits limits = sheaf_fetch_limits;
  g_auto (Got) bomb_got = { 0 };
  g_auto (Got) fair_got = { 0 };

  limits.page_bytes = 1024 * 1024 * 1024;
  bomb_got = fetch_page (&limits, bomb);
  check (bomb, &bomb_got, SHEAF_ERROR_TOO_BIG);

  add_sized (server, "/raw/fair", 2 * 1024 * 1024, TRUE);
  limits.max_ratio = 2000;
  fair_got = fetch_page (&limits, fair);
  check (fair, &fair_got, WHOLE);
}

static void
test_picture_sizes (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/large.png");
  SheafFetchLimits limits = sheaf_fetch_limits;
  static const struct
  {
    gsize size;
    int expected;
  } cases[] = { { 50000, WHOLE }, { 50001, SHEAF_ERROR_TOO_BIG } };

  limits.page_bytes = 1000;
  limits.picture_bytes = 50000;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (&limits);
      g_autoptr (GBytes) bytes = make_bytes ("\211PNG\r\n\032\n", cases[i].size);
      g_auto (Got) got = { 0 };

      local_server_add (server, "/large.png", "image/png", bytes);
      fetch (fetcher, url, url, SHEAF_FETCH_PICTURE, &got);
      check (url, &got, cases[i].expected);
    }
}

/* --- Times --- */

static void
test_deadlines (void)
{
  static const struct
  {
    const char *path;
    guint wall_ms, first_byte_ms;
    guint least; /* when it ends at the earliest */
    const char *why;
  } cases[] = {
    { "/raw/hang", 20000, 100, 100, "no answer in time" },
    { "/raw/drip-head", 20000, 100, 100, "no answer in time" },
    { "/raw/hang", 100, 20000, 100, "it took too long" },
    { "/raw/drip-body", 150, 20000, 150, "it took too long" },
    { "/raw/stall", 150, 20000, 150, "it took too long" },
    { "/raw/drip-body", 400, 200, 400, "it took too long" }, /* its first byte came */
  };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SheafFetchLimits limits = sheaf_fetch_limits;
      g_autofree char *url = local_server_url (server, cases[i].path);
      gint64 start = g_get_monotonic_time (), took;
      g_auto (Got) got = { 0 };

      limits.wall_ms = cases[i].wall_ms;
      limits.first_byte_ms = cases[i].first_byte_ms;
      got = fetch_page (&limits, url);
      took = (g_get_monotonic_time () - start) / 1000;
      g_test_message ("%s: %d ms", cases[i].path, (int)took);
      g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
      g_assert_cmpstr (got.error->message, ==, cases[i].why);
      g_assert_cmpint (took, >=, cases[i].least - 2);
      g_assert_cmpint (took, <, 5000);
    }
  assert_hung_up (server);
}

/* One clock for all hops: each is quick enough, together they are not. */
static void
test_wall_over_redirects (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/redirect/9");
  SheafFetchLimits limits = sheaf_fetch_limits;
  g_autoptr (SheafFetcher) fetcher = NULL;
  g_auto (Got) got = { 0 };

  limits.wall_ms = 450;
  limits.first_byte_ms = 400;
  fetcher = sheaf_fetcher_new (&limits);
  local_server_hold (server, NULL);
  sheaf_fetcher_get_async (fetcher, url, url, SHEAF_FETCH_PAGE, NULL, got_cb, &got);
  while (!got.done)
    {
      let_pass (100); /* each hop waits so long */
      local_server_release (server);
      local_server_hold (server, NULL);
    }
  g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  g_assert_cmpstr (got.error->message, ==, "it took too long");
  g_assert_cmpuint (local_server_count (server, NULL), >=, 2);
}

/* --- How many at once --- */

static guint
count_all_held (LocalServer **servers, guint n)
{
  guint held = 0;

  for (guint i = 0; i < n; i++)
    held += local_server_count_held (servers[i]);

  return held;
}

#define HOSTS 9
#define EACH 3

/* Two a host, 16 in all, and everybody's turn comes. */
static void
test_at_once (void)
{
  LocalServer *servers[HOSTS];
  Got got[HOSTS * EACH] = { 0 };
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  guint left = HOSTS * EACH;

  for (guint i = 0; i < HOSTS; i++)
    {
      servers[i] = local_server_new ();
      local_server_hold (servers[i], NULL);
    }
  for (guint i = 0; i < HOSTS * EACH; i++)
    {
      g_autofree char *url = local_server_url (servers[i % HOSTS], "/article");

      sheaf_fetcher_get_async (fetcher, url, url, SHEAF_FETCH_PAGE, NULL, got_cb, &got[i]);
    }
  while (left > 0)
    {
      guint expected = left == HOSTS * EACH ? 16 : HOSTS * EACH - 16;

      while (count_all_held (servers, HOSTS) < expected)
        g_main_context_iteration (NULL, TRUE);
      let_pass (30); /* no more than that come */
      g_assert_cmpuint (count_all_held (servers, HOSTS), ==, expected);
      for (guint i = 0; i < HOSTS; i++)
        g_assert_cmpuint (local_server_count_held (servers[i]), <=, 2);
      left -= expected;
      for (guint i = 0; i < HOSTS; i++)
        {
          local_server_release (servers[i]);
          local_server_hold (servers[i], NULL);
        }
    }
  for (guint i = 0; i < HOSTS * EACH; i++)
    {
      wait_for (&got[i]);
      g_assert_no_error (got[i].error);
      got_clear (&got[i]);
    }
  for (guint i = 0; i < HOSTS; i++)
    local_server_free (servers[i]);
}

/* Typed or not, page or picture: a host has two in all, and who failed or was cancelled makes room.
 */
static void
test_per_host (void)
{
  static const char *const paths[]
      = { "/article", "/pictures/harbour.png", "/redirect/1", "/status/404", "/paper.pdf",
          "/gzip",    "/pictures/rope.jpg",    "/article" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *typed = local_server_url (server, "/article");
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  Got got[G_N_ELEMENTS (paths)] = { 0 };

  local_server_hold (server, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = local_server_url (server, paths[i]);

      sheaf_fetcher_get_async (fetcher, url, typed,
                               g_str_has_prefix (paths[i], "/pictures/") ? SHEAF_FETCH_PICTURE
                                                                         : SHEAF_FETCH_PAGE,
                               NULL, got_cb, &got[i]);
    }
  for (guint round = 0; round < 6; round++)
    {
      let_pass (30);
      g_assert_cmpuint (local_server_count_held (server), <=, 2);
      local_server_release (server);
      local_server_hold (server, NULL);
    }
  local_server_release (server);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      wait_for (&got[i]);
      check (paths[i], &got[i],
             i == 3   ? SHEAF_ERROR_NOT_FOUND
             : i == 4 ? SHEAF_ERROR_NOT_A_PAGE
                      : WHOLE);
      got_clear (&got[i]);
    }
}

/* Whoever waits for his turn behind a slow page does not lose his own time. */
static void
test_waiting_is_free (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *slow = local_server_url (server, "/raw/drip-body");
  g_autofree char *good = local_server_url (server, "/raw/no-length");
  SheafFetchLimits limits = sheaf_fetch_limits;
  g_autoptr (SheafFetcher) fetcher = NULL;
  g_auto (Got) slow_got = { 0 };
  g_auto (Got) also_slow_got = { 0 };
  g_auto (Got) good_got = { 0 };

  limits.max_per_host = 1;
  limits.wall_ms = 400;
  limits.first_byte_ms = 300;
  fetcher = sheaf_fetcher_new (&limits);
  sheaf_fetcher_get_async (fetcher, slow, slow, SHEAF_FETCH_PAGE, NULL, got_cb, &slow_got);
  sheaf_fetcher_get_async (fetcher, slow, slow, SHEAF_FETCH_PAGE, NULL, got_cb, &also_slow_got);
  sheaf_fetcher_get_async (fetcher, good, good, SHEAF_FETCH_PAGE, NULL, got_cb, &good_got);
  wait_for (&good_got);
  g_assert_true (slow_got.done && also_slow_got.done);
  g_assert_error (also_slow_got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  check (good, &good_got, WHOLE);
}

/* --- Cancelling --- */

static void
cancel_after (const char *path, guint ms, gboolean busy)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, path);
  g_autofree char *hang = local_server_url (server, "/raw/hang");
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) others = g_cancellable_new ();
  g_auto (Got) first = { 0 };
  g_auto (Got) second = { 0 };
  g_auto (Got) got = { 0 };

  g_test_message ("%s after %u ms", path, ms);
  if (busy) /* both turns of the host are taken */
    {
      sheaf_fetcher_get_async (fetcher, hang, hang, SHEAF_FETCH_PAGE, others, got_cb, &first);
      sheaf_fetcher_get_async (fetcher, hang, hang, SHEAF_FETCH_PAGE, others, got_cb, &second);
    }
  if (ms == 0)
    g_cancellable_cancel (cancellable);
  sheaf_fetcher_get_async (fetcher, url, url, SHEAF_FETCH_PAGE, cancellable, got_cb, &got);
  if (ms > 0)
    {
      let_pass (ms);
      g_assert_false (got.done);
      g_cancellable_cancel (cancellable);
    }
  g_assert_false (got.done); /* never from within cancel */
  wait_for (&got);
  g_assert_error (got.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (ms == 0)
    g_assert_cmpuint (local_server_count (server, path), ==, 0);
  g_cancellable_cancel (others);
  if (busy)
    {
      wait_for (&first);
      wait_for (&second);
      g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  assert_hung_up (server);
}

static void
test_cancel (void)
{
  cancel_after ("/raw/drip-body", 0, FALSE);
  cancel_after ("/raw/drip-body", 50, FALSE); /* in the middle of a body */
  cancel_after ("/raw/drip-head", 50, FALSE);
  cancel_after ("/raw/hang", 50, FALSE);
  cancel_after ("/raw/oversize", 0, FALSE);
  cancel_after ("/raw/no-length", 0, TRUE);
  cancel_after ("/raw/no-length", 50, TRUE); /* while it waits for its turn */
}

/* The fetcher may be let go of while it is busy. */
static void
test_let_go (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  g_auto (Got) got = { 0 };
  SheafFetcher *fetcher = sheaf_fetcher_new (NULL);

  sheaf_fetcher_get_async (fetcher, url, url, SHEAF_FETCH_PAGE, NULL, got_cb, &got);
  g_object_unref (fetcher);
  wait_for (&got);
  check (url, &got, WHOLE);
}

/* --- Cut bodies --- */

typedef enum
{
  COUNTED,      /* its Content-Length is that of the whole */
  CHUNKED,      /* cut between two chunks */
  GZIP_COUNTED, /* compressed, cut, and counted after that: the lie of a bad cache */
  GZIP_CHUNKED,
  UNTIL_CLOSED,
  N_FRAMINGS,
} Framing;

static GBytes *
bytes_of (GString *text)
{
  gsize length = text->len;

  return g_bytes_new_take (g_string_free (text, FALSE), length);
}

/* The answer, whole, with the first bytes of PAGE only, as many as LENGTH says. */
static GBytes *
make_cut (const char *content_type, const char *page, gsize length, Framing framing)
{
  g_autoptr (GBytes) plain = g_bytes_new (page, strlen (page));
  g_autoptr (GBytes) packed = local_server_gzip (plain);
  gboolean gzip = framing == GZIP_COUNTED || framing == GZIP_CHUNKED;
  const char *body = gzip ? g_bytes_get_data (packed, NULL) : page;
  gsize whole = gzip ? g_bytes_get_size (packed) : strlen (page);
  gsize sent = MIN (length * whole / strlen (page), whole);
  g_autoptr (GString) answer = g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\n");

  g_string_append_printf (answer, "Content-Type: %s\r\n", content_type);
  if (gzip)
    g_string_append (answer, "Content-Encoding: gzip\r\n");
  if (framing == COUNTED || framing == GZIP_COUNTED)
    g_string_append_printf (answer, "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                            framing == COUNTED ? whole : sent);
  if (framing == CHUNKED || framing == GZIP_CHUNKED)
    g_string_append_printf (answer, "Transfer-Encoding: chunked\r\n\r\n%x\r\n", (guint)sent);
  else
    g_string_append (answer, "\r\n");
  g_string_append_len (answer, body, sent);
  if (framing == CHUNKED || framing == GZIP_CHUNKED)
    g_string_append (answer, sent == whole ? "\r\n0\r\n\r\n" : "\r\n");

  return bytes_of (g_steal_pointer (&answer));
}

/* Cut anywhere, in any framing, a page is known to be cut; whole, in any of them, to be whole. */
static void
test_cuts (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/raw/cut");
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
  const char *page = local_server_get_article ();
  gsize whole = strlen (page);

  for (Framing framing = COUNTED; framing < N_FRAMINGS; framing++)
    {
      guint seen = 0;

      for (guint i = 0; i <= 100; i++)
        {
          gsize length
              = i == 100 ? whole
                         : (gsize)g_test_rand_int_range (1, whole - strlen ("</body></html>\n"));
          g_autoptr (GBytes) answer = make_cut ("text/html", page, length, framing);
          g_auto (Got) got = { 0 };

          local_server_add_raw (server, "/raw/cut", answer);
          fetch (fetcher, url, url, SHEAF_FETCH_PAGE, &got);
          if (length == whole)
            check ("whole", &got, WHOLE);
          else
            seen += got.fetched == NULL || got.fetched->incomplete;
        }
      g_test_message ("framing %u: %u of 100", framing, seen);
      g_assert_cmpuint (seen, ==, 100);
    }
}

/* A text has no end of its own; where something else tells, it is seen. */
static void
test_cut_texts (void)
{
  static const struct
  {
    Framing framing;
    int cut;
  } cases[] = {
    { COUNTED, CUT }, { GZIP_COUNTED, CUT }, { GZIP_CHUNKED, CUT },
    { CHUNKED, ANY }, { UNTIL_CLOSED, ANY },
  };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/raw/cut");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text = local_server_get_article ();
      g_autoptr (GBytes) cut = make_cut ("text/plain", text, strlen (text) / 2, cases[i].framing);
      g_autoptr (GBytes) whole = make_cut ("text/plain", text, strlen (text), cases[i].framing);
      g_auto (Got) cut_got = { 0 };
      g_auto (Got) whole_got = { 0 };

      local_server_add_raw (server, "/raw/cut", cut);
      cut_got = fetch_page (NULL, url);
      check ("cut", &cut_got, cases[i].cut);
      local_server_add_raw (server, "/raw/cut", whole);
      whole_got = fetch_page (NULL, url);
      check ("whole", &whole_got, WHOLE);
    }
}

/* --- Pictures --- */

static void
test_pictures (void)
{
  static const struct
  {
    const char *path;
    int expected;
    const char *type;
  } cases[] = {
    { "/pictures/harbour.png", WHOLE, "image/png" },
    { "/pictures/rope.jpg", WHOLE, "image/jpeg" },
    { "/pictures/gull.gif", WHOLE, "image/gif" },
    { "/pictures/lamp.webp", WHOLE, "image/webp" },
    { "/nameless", WHOLE, "image/webp" },
    { "/pictures/drawing.svg", SHEAF_ERROR_NOT_A_PAGE },
    { "/article", SHEAF_ERROR_NOT_A_PAGE },
    { "/no-type", SHEAF_ERROR_NOT_A_PAGE },
    { "/notes.txt", SHEAF_ERROR_NOT_A_PAGE },
    { "/paper.pdf", SHEAF_ERROR_NOT_A_PAGE },
    { "/pictures/none.png", SHEAF_ERROR_NOT_FOUND },
    { "/raw/oversize-picture", SHEAF_ERROR_TOO_BIG },
  };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) webp = local_server_make_picture ("webp");
  SheafFetchLimits limits = sheaf_fetch_limits;

  limits.picture_bytes = 1024 * 1024;
  local_server_add (server, "/nameless", "application/octet-stream", webp);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = local_server_url (server, cases[i].path);
      g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (&limits);
      g_auto (Got) got = { 0 };

      fetch (fetcher, url, url, SHEAF_FETCH_PICTURE, &got);
      check (cases[i].path, &got, cases[i].expected);
      if (got.fetched != NULL)
        g_assert_cmpstr (got.fetched->content_type, ==, cases[i].type);
    }
}

/* A picture without its end is one that was cut. */
static void
test_cut_pictures (void)
{
  static const char *const kinds[] = { "png", "jpg", "gif", "webp" };
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/raw/picture");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint cut = 0; cut < 2; cut++)
      {
        g_autoptr (GBytes) picture = local_server_make_picture (kinds[i]);
        g_autoptr (GByteArray) answer = g_byte_array_new ();
        g_autoptr (GBytes) bytes = NULL;
        g_autofree char *head
            = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: image/%s\r\n\r\n", kinds[i]);
        g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (NULL);
        g_auto (Got) got = { 0 };

        g_byte_array_append (answer, (const guint8 *)head, strlen (head));
        g_byte_array_append (answer, g_bytes_get_data (picture, NULL),
                             g_bytes_get_size (picture) - (cut ? 12 : 0));
        bytes = g_byte_array_free_to_bytes (g_steal_pointer (&answer));
        local_server_add_raw (server, "/raw/picture", bytes);
        fetch (fetcher, url, url, SHEAF_FETCH_PICTURE, &got);
        check (kinds[i], &got, cut ? CUT : WHOLE);
      }
}

/* --- TLS --- */

/* Trusts what the server shows, in this process, or what the system trusts again. */
static void
trust (gboolean ours)
{
  static char *path; /* it is read late */
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (ours)
    {
      g_autoptr (GTlsCertificate) certificate = local_server_new_certificate ();
      g_autofree char *pem = NULL;
      int fd = g_file_open_tmp ("sheaf-trust-XXXXXX.pem", &path, &error);

      g_assert_no_error (error);
      g_close (fd, NULL);
      g_object_get (certificate, "certificate-pem", &pem, NULL);
      g_file_set_contents (path, pem, -1, &error);
      g_assert_no_error (error);
      database = g_tls_file_database_new (path, &error);
      g_assert_no_error (error);
    }
  else
    g_unlink (path);
  if (!ours)
    g_clear_pointer (&path, g_free);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static void
test_bad_certificate (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = g_strconcat (local_server_get_tls_base (server), "/article", NULL);
  g_auto (Got) got = fetch_page (NULL, url);

  g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
}

static void
test_tls (void)
{
  g_autoptr (LocalServer) server = NULL;
  g_autofree char *url = NULL;
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;
  g_auto (Got) got = { 0 };
  g_auto (Got) name_got = { 0 };

  bear ("libsoup");
  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  trust (TRUE);
  server = local_server_new ();
  url = g_strconcat (local_server_get_tls_base (server), "/article", NULL);
  name = g_strdup_printf ("https://localhost:%s/article",
                          port_of (local_server_get_tls_base (server)));
  got = fetch_page (NULL, url);
  check (url, &got, WHOLE);
  version = local_server_dup_header (server, "/article", ":version");
  if (!soup_check_version (3, 4, 0))
    g_assert_cmpstr (version, ==, "1.1");
  local_server_forget (server);
  name_got = fetch_page (NULL, name); /* the certificate is for the number alone */
  g_assert_error (name_got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
  trust (FALSE);
  g_unsetenv ("SOUP_SERVER_HTTP2");
  g_clear_pointer (&server, local_server_free);
  bear_no_more ();
}

/* From https one does not go back to http, unless it was http that was typed. */
static void
test_downgrade (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  const char *secure = local_server_get_tls_base (server);
  g_autofree char *down = g_strconcat (secure, "/redirect/to?http://", secure + strlen ("https://"),
                                       "/article", NULL);
  g_autofree char *typed = g_strconcat ("http", secure + strlen ("https"), "/article", NULL);
  g_autoptr (SheafFetcher) fetcher = NULL;
  g_auto (Got) got = { 0 };
  g_auto (Got) typed_got = { 0 };

  bear ("libsoup");
  trust (TRUE);
  fetcher = sheaf_fetcher_new (NULL);
  fetch (fetcher, down, down, SHEAF_FETCH_PAGE, &got);
  g_assert_error (got.error, SHEAF_ERROR, SHEAF_ERROR_BLOCKED);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 1);
  fetch (fetcher, down, typed, SHEAF_FETCH_PAGE,
         &typed_got); /* it is tried: nobody speaks plain http there */
  g_assert_error (typed_got.error, SHEAF_ERROR, SHEAF_ERROR_NETWORK);
  trust (FALSE);
  g_clear_object (&fetcher);
  g_clear_pointer (&server, local_server_free);
  bear_no_more ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  take_names_and_proxies ();
  g_test_add_func ("/net/fetcher/limits", test_limits_are_right);
  g_test_add_func ("/net/fetcher/answers", test_answers);
  g_test_add_func ("/net/fetcher/bytes", test_bytes);
  g_test_add_func ("/net/fetcher/ill-behaved", test_ill_behaved);
  g_test_add_func ("/net/fetcher/negative-length", test_negative_length);
  g_test_add_func ("/net/fetcher/charsets", test_charsets);
  g_test_add_func ("/net/fetcher/bad-addresses", test_bad_addresses);
  g_test_add_func ("/net/fetcher/headers", test_headers);
  g_test_add_func ("/net/fetcher/cookies", test_cookies);
  g_test_add_func ("/net/fetcher/authorization", test_authorization);
  g_test_add_func ("/net/fetcher/redirects", test_redirects);
  g_test_add_func ("/net/fetcher/untyped", test_untyped);
  g_test_add_func ("/net/fetcher/rebinding", test_rebinding);
  g_test_add_func ("/net/fetcher/typed", test_typed);
  g_test_add_func ("/net/fetcher/no-lift", test_no_lift);
  g_test_add_func ("/net/fetcher/proxy", test_proxy);
  g_test_add_func ("/net/fetcher/sizes", test_sizes);
  g_test_add_func ("/net/fetcher/ratio", test_ratio);
  g_test_add_func ("/net/fetcher/picture-sizes", test_picture_sizes);
  g_test_add_func ("/net/fetcher/deadlines", test_deadlines);
  g_test_add_func ("/net/fetcher/wall-over-redirects", test_wall_over_redirects);
  g_test_add_func ("/net/fetcher/at-once", test_at_once);
  g_test_add_func ("/net/fetcher/per-host", test_per_host);
  g_test_add_func ("/net/fetcher/waiting-is-free", test_waiting_is_free);
  g_test_add_func ("/net/fetcher/cancel", test_cancel);
  g_test_add_func ("/net/fetcher/let-go", test_let_go);
  g_test_add_func ("/net/fetcher/cuts", test_cuts);
  g_test_add_func ("/net/fetcher/cut-texts", test_cut_texts);
  g_test_add_func ("/net/fetcher/pictures", test_pictures);
  g_test_add_func ("/net/fetcher/cut-pictures", test_cut_pictures);
  g_test_add_func ("/net/fetcher/bad-certificate", test_bad_certificate);
  g_test_add_func ("/net/fetcher/tls", test_tls);
  g_test_add_func ("/net/fetcher/downgrade", test_downgrade);

  return g_test_run ();
}
