/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two servers with one book of what was asked. The main thread has the SoupServer; the raw one has
 * a thread for each connection, and a mutex guards what both write down. */

#include "local-server.h"

#include "local-certificate.h"
#include "local-pictures.h"
#include "local-raw.h"

#include <libsoup/soup.h>
#include <string.h>

#define HEAD_BYTES 65536
#define RAW_THREADS 64
#define BOMB_BYTES (16 * 1024 * 1024)

#ifdef __SANITIZE_ADDRESS__
/* The leak detector of gcc 12 stumbles over the thread-local memory of a library that came late
 * (GnuTLS by GIO), unless it is told not to look after that. */
const char *
__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}
#endif

typedef struct
{
  guint status;
  char *content_type;
  char *location;
  char *folder;
  GBytes *bytes;
} Answer;

struct _LocalServer
{
  SoupServer *soup;
  SoupServer *tls; /* (nullable): nobody asked */
  GSocketService *raw;
  GSocket *refused;
  char *base, *raw_base, *tls_base, *refused_url;
  GHashTable *answers;     /* path -> Answer */
  GHashTable *raw_answers; /* path -> GBytes; guarded */
  GHashTable *raw_once;    /* the same, taken away when it is used */
  GPtrArray *held;         /* of SoupServerMessage */
  gboolean holding;
  char *hold_path;
  LocalServerFunc func;
  gpointer func_data;
  GCancellable *cancellable; /* of the raw threads */

  GMutex mutex;
  GCond raw_ended;
  GHashTable *counts;  /* path -> number */
  GHashTable *headers; /* path -> GHashTable of name in small letters -> value */
  guint requests, raw_connections, raw_open;
  guint64 raw_bytes;
};

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->content_type);
  g_free (self->location);
  g_free (self->folder);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* --- The book --- */

static void
note_request (LocalServer *self, const char *path, GHashTable *headers)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, path));

  self->requests++;
  g_hash_table_insert (self->counts, g_strdup (path), GUINT_TO_POINTER (count + 1));
  g_hash_table_insert (self->headers, g_strdup (path), headers);
}

static GHashTable *
new_headers (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

guint
local_server_count (LocalServer *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return path == NULL ? self->requests
                      : GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, path));
}

char *
local_server_dup_header (LocalServer *self, const char *path, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *small = g_ascii_strdown (name, -1);
  GHashTable *headers = g_hash_table_lookup (self->headers, path);

  return headers != NULL ? g_strdup (g_hash_table_lookup (headers, small)) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

GStrv
local_server_dup_header_names (LocalServer *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTable *headers = g_hash_table_lookup (self->headers, path);
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  if (headers != NULL)
    {
      g_hash_table_iter_init (&iter, headers);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (*(char *)name != ':')
          g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (GStrv)g_ptr_array_free (names, FALSE);
}

guint
local_server_count_raw_connections (LocalServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->raw_connections;
}

guint
local_server_count_raw_open (LocalServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->raw_open;
}

guint64
local_server_count_raw_bytes (LocalServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->raw_bytes;
}

void
local_server_forget (LocalServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove_all (self->counts);
  g_hash_table_remove_all (self->headers);
  self->requests = self->raw_connections = 0;
  self->raw_bytes = 0;
}

/* --- Words --- */

const char *
local_server_get_article (void)
{
  static const char *const pictures[]
      = { "/pictures/harbour.png", "/pictures/rope.jpg",    "/pictures/gull.gif",
          "/pictures/lamp.webp",   "/pictures/drawing.svg", NULL };
  static char *page;

  if (g_once_init_enter (&page))
    g_once_init_leave (&page, local_server_make_page (LOCAL_SERVER_TITLE, 8, pictures));

  return page;
}

char *
local_server_make_page (const char *title, guint paragraphs, const char *const *pictures)
{
  g_autoptr (GString) page
      = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
  guint next = 0;

  g_string_append_printf (page, "<title>%s</title></head>\n<body><article><h1>%s</h1>\n", title,
                          title);
  for (guint i = 0; i < paragraphs; i++)
    {
      g_string_append_printf (page,
                              "<p>In the %u. year of the walk the spinners went backwards from the "
                              "wheel, hemp around their waists, and "
                              "paid out the yarn as they went; three hundred fathoms made a "
                              "strand, and three strands, laid together by "
                              "the sledge at the far end, made a rope that would hold a ship in "
                              "any wind. Nobody who heard the wheel "
                              "forgot it.</p>\n",
                              i + 1);
      if (pictures != NULL && pictures[next] != NULL)
        g_string_append_printf (page,
                                "<figure><img src=\"%s\" alt=\"\" width=\"240\" "
                                "height=\"160\"><figcaption>Plate %u</figcaption></figure>\n",
                                pictures[next], next + 1);
      if (pictures != NULL && pictures[next] != NULL)
        next++;
    }
  g_string_append (page, "<p>Today the long roof shelters boats in winter, " LOCAL_SERVER_LAST_WORDS
                         ".</p>\n</article></body></html>\n");

  return g_string_free (g_steal_pointer (&page), FALSE);
}

static const struct
{
  const char *label, *encoding, *words;
} charsets[] = {
  { "big5", "BIG5", "港邊的繩索" },
  { "euc-jp", "EUC-JP", "港の綱作り" },
  { "gb18030", "GB18030", "港口的绳索" },
  { "iso-8859-1", "ISO-8859-1", "Der Kälteschütz am Flußhafen" },
  { "iso-8859-2", "ISO-8859-2", "Žluťoučký kůň v přístavu" },
  { "koi8-r", "KOI8-R", "Канатный двор у гавани" },
  { "shift_jis", "SHIFT_JIS", "港の綱作り" },
  { "utf-16le", "UTF-16LE", "Žluťoučký kůň 港の綱" },
  { "utf-8", "UTF-8", "Žluťoučký kůň 港の綱" },
  { "windows-1252", "WINDOWS-1252", "“Kälteschütz” – a ‘quoted’ harbour…" },
};

const char *
local_server_charset_words (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (g_str_equal (charsets[i].label, label))
      return charsets[i].words;

  return NULL;
}

static GBytes *
make_charset_page (guint i)
{
  g_autoptr (GString) page = g_string_new ("<!DOCTYPE html>\n<html><head>");
  g_autoptr (GError) error = NULL;
  gsize size;
  char *bytes;

  g_string_append_printf (page, "<title>%s</title></head><body><article><h1>%s</h1>\n",
                          charsets[i].words, charsets[i].words);
  for (guint k = 0; k < 6; k++)
    g_string_append_printf (page,
                            "<p>%s. The spinners went backwards from the wheel, hemp around their "
                            "waists, and paid out the yarn as "
                            "they went, paragraph %u of the page; three strands made a rope that "
                            "would hold a ship in any wind.</p>\n",
                            charsets[i].words, k + 1);
  g_string_append (page, "</article></body></html>\n");
  bytes = g_convert (page->str, page->len, charsets[i].encoding, "UTF-8", NULL, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (bytes, size);
}

GBytes *
local_server_make_picture (const char *kind)
{
  if (g_str_equal (kind, "png"))
    return g_bytes_new_static (local_picture_png, sizeof local_picture_png);
  if (g_str_equal (kind, "jpg"))
    return g_bytes_new_static (local_picture_jpg, sizeof local_picture_jpg);
  if (g_str_equal (kind, "gif"))
    return g_bytes_new_static (local_picture_gif, sizeof local_picture_gif);
  g_assert_cmpstr (kind, ==, "webp");

  return g_bytes_new_static (local_picture_webp, sizeof local_picture_webp);
}

GBytes *
local_server_make_png_head (guint width, guint height, gsize room)
{
  static const guint8 head[33] = "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\010\002";
  guint8 *bytes = g_malloc0 (sizeof head + room);
  guint32 size[2] = { g_htonl (width), g_htonl (height) };

  memcpy (bytes, head, sizeof head);
  memcpy (bytes + 16, size, sizeof size);

  return g_bytes_new_take (bytes, sizeof head + room);
}

GBytes *
local_server_gzip (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream
      = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* --- The well-behaved one --- */

static void
respond (SoupServerMessage *message, guint status, const char *content_type, GBytes *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  if (content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", content_type);
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

static void
respond_text (SoupServerMessage *message, guint status, const char *content_type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  respond (message, status, content_type, bytes);
}

static void
add_header (SoupServerMessage *message, const char *name, const char *value)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), name, value);
}

static void
redirect (SoupServerMessage *message, const char *location)
{
  respond (message, 302, NULL, NULL);
  add_header (message, "Location", location);
}

static void
redirect_on (SoupServerMessage *message, const char *word, const char *query)
{
  g_autofree char *next = NULL;
  guint left = atoi (word);

  if (g_str_equal (word, "to") && query != NULL)
    {
      redirect (message, query);
      return;
    }
  if (g_str_equal (word, "loop"))
    {
      redirect (message, "/redirect/loop");
      return;
    }
  next = left > 1 ? g_strdup_printf ("/redirect/%u", left - 1) : g_strdup ("/article");
  redirect (message, next);
}

static void
respond_status (SoupServerMessage *message, guint status)
{
  g_autofree char *text
      = g_strdup_printf ("<!DOCTYPE html><html><title>%u</title><body><h1>%s</h1></body></html>",
                         status, soup_status_get_phrase (status));

  respond_text (message, status, "text/html", text);
  if (status == 503)
    add_header (message, "Retry-After", "1");
  if (status == 401)
    add_header (message, "WWW-Authenticate", "Basic realm=\"tests\"");
}

static void
respond_compressed (SoupServerMessage *message, GBytes *plain)
{
  g_autoptr (GBytes) compressed = local_server_gzip (plain);

  respond (message, 200, "text/html; charset=utf-8", compressed);
  add_header (message, "Content-Encoding", "gzip");
}

static void
respond_file (SoupServerMessage *message, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *guessed = g_content_type_guess (path, NULL, 0, NULL);
  g_autofree char *type = g_content_type_get_mime_type (guessed);
  char *text;
  gsize size;

  if (strstr (name, "..") != NULL || !g_file_get_contents (path, &text, &size, NULL))
    {
      respond_status (message, 404);
      return;
    }
  if (g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm"))
    {
      g_free (type);
      type = g_strdup ("text/html");
    }
  {
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, size);

    respond (message, 200, type, bytes);
  }
}

/* What a test added. */
static gboolean
answer_added (LocalServer *self, SoupServerMessage *message, const char *path)
{
  Answer *answer = g_hash_table_lookup (self->answers, path);
  GHashTableIter iter;
  gpointer prefix;

  if (answer != NULL && answer->folder == NULL)
    {
      respond (message, answer->status, answer->content_type, answer->bytes);
      if (answer->location != NULL)
        add_header (message, "Location", answer->location);
      return TRUE;
    }
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &prefix, (gpointer *)&answer))
    if (answer->folder != NULL && g_str_has_prefix (path, prefix) && path[strlen (prefix)] == '/')
      {
        respond_file (message, answer->folder, path + strlen (prefix) + 1);
        return TRUE;
      }

  return FALSE;
}

static gboolean
answer_charset (SoupServerMessage *message, const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (g_str_equal (charsets[i].label, label))
      {
        g_autoptr (GBytes) page = make_charset_page (i);
        g_autofree char *type = g_strconcat ("text/html; charset=", label, NULL);

        respond (message, 200, type, page);
        return TRUE;
      }

  return FALSE;
}

static gboolean
answer_special (SoupServerMessage *message, const char *path, const char *query)
{
  const char *article = local_server_get_article ();

  if (g_str_equal (path, "/gzip"))
    {
      g_autoptr (GBytes) plain = g_bytes_new_static (article, strlen (article));

      respond_compressed (message, plain);
    }
  else if (g_str_equal (path, "/gzip/bomb"))
    {
      g_autoptr (GBytes) plain = g_bytes_new_take (g_malloc0 (BOMB_BYTES), BOMB_BYTES);

      respond_compressed (message, plain);
    }
  else if (g_str_equal (path, "/cookie"))
    {
      respond_text (message, 200, "text/html; charset=utf-8", article);
      add_header (message, "Set-Cookie", "taste=oats; Path=/; Max-Age=1000000");
    }
  else if (g_str_has_prefix (path, "/status/"))
    respond_status (message, atoi (path + 8));
  else if (g_str_has_prefix (path, "/redirect/"))
    redirect_on (message, path + 10, query);
  else
    return g_str_has_prefix (path, "/charset/") && answer_charset (message, path + 9);

  return TRUE;
}

static void
soup_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  const char *words = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *decoded = words != NULL ? g_uri_unescape_string (words, NULL) : NULL;

  if (!answer_added (data, message, path)
      && !answer_special (message, path, decoded != NULL ? decoded : words))
    respond_status (message, 404);
}

/* Before the handler above: it writes down, and may make the request wait. */
static void
early_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  LocalServer *self = data;
  g_autofree char *asked = g_strdup (path);
  GHashTable *headers = new_headers ();
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strdup (value));
  g_hash_table_insert (
      headers, g_strdup (":version"),
      g_strdup (soup_server_message_get_http_version (message) == SOUP_HTTP_2_0   ? "2"
                : soup_server_message_get_http_version (message) == SOUP_HTTP_1_1 ? "1.1"
                                                                                  : "1.0"));
  note_request (self, asked, headers);
  if (self->func != NULL)
    self->func (self, asked, self->func_data);
  if (self->holding && (self->hold_path == NULL || g_str_equal (self->hold_path, asked)))
    {
      g_ptr_array_add (self->held, g_object_ref (message));
      soup_server_message_pause (message);
    }
}

void
local_server_hold (LocalServer *self, const char *path)
{
  self->holding = TRUE;
  g_free (self->hold_path);
  self->hold_path = g_strdup (path);
}

void
local_server_release (LocalServer *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->holding = FALSE;
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    soup_server_message_unpause (held->pdata[i]);
}

guint
local_server_count_held (LocalServer *self)
{
  return self->held->len;
}

static SoupServer *
start_soup (LocalServer *self, GTlsCertificate *certificate, char **base)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (certificate != NULL)
    soup_server_set_tls_certificate (server, certificate);
  soup_server_add_early_handler (server, NULL, early_cb, self, NULL);
  soup_server_add_handler (server, NULL, soup_cb, self, NULL);
  soup_server_listen (server, address, certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *base = g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uris->data),
                           g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);

  return server;
}

/* --- The raw one --- */

/* The head of a request; NULL: it hung up before the head's end. */
static char *
read_head (LocalServer *self, GInputStream *stream)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char buffer[4096];

  while (strstr (head->str, "\r\n\r\n") == NULL && head->len < HEAD_BYTES)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, self->cancellable, NULL);

      if (n <= 0)
        return NULL;
      g_string_append_len (head, buffer, n);
      g_mutex_lock (&self->mutex);
      self->raw_bytes += n;
      g_mutex_unlock (&self->mutex);
    }

  return g_string_free (g_steal_pointer (&head), FALSE);
}

/* "GET /raw/x?y HTTP/1.1" and lines of headers: written down. (transfer full): the path */
static char *
note_raw (LocalServer *self, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0], " ", 3);
  GHashTable *headers = new_headers ();
  char *path = g_strdup (words[0] != NULL && words[1] != NULL ? words[1] : "");

  path[strcspn (path, "?")] = '\0';
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon != NULL)
        g_hash_table_insert (headers, g_ascii_strdown (lines[i], colon - lines[i]),
                             g_strdup (g_strstrip (colon + 1)));
    }
  note_request (self, path, headers);

  return path;
}

static GBytes *
find_raw (LocalServer *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gpointer bytes = g_hash_table_lookup (self->raw_once, path);

  if (bytes != NULL)
    {
      g_bytes_ref (bytes);
      g_hash_table_remove (self->raw_once, path);
      return bytes;
    }
  bytes = g_hash_table_lookup (self->raw_answers, path);

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static void
answer_raw (LocalServer *self, GSocketConnection *connection, const char *path)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GBytes) bytes = find_raw (self, path);
  static const char missing[]
      = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  if (bytes != NULL)
    g_output_stream_write_all (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                               self->cancellable, NULL);
  else if (!local_raw_answer (path, connection, self->cancellable))
    g_output_stream_write_all (out, missing, sizeof missing - 1, NULL, self->cancellable, NULL);
}

static gboolean
raw_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  LocalServer *self = data;
  g_autofree char *head = read_head (self, g_io_stream_get_input_stream (G_IO_STREAM (connection)));

  if (head != NULL)
    {
      g_autofree char *path = note_raw (self, head);

      answer_raw (self, connection, path);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_mutex_lock (&self->mutex);
  self->raw_open--;
  g_cond_broadcast (&self->raw_ended);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* On the main thread, before the thread of the connection begins. */
static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  LocalServer *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->raw_connections++;
  self->raw_open++;

  return FALSE;
}

static guint16
port_of (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
start_raw (LocalServer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->raw = g_threaded_socket_service_new (RAW_THREADS);
  g_signal_connect (self->raw, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->raw, "run", G_CALLBACK (raw_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->raw), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  g_socket_service_start (self->raw);
  self->raw_base = g_strdup_printf ("http://127.0.0.1:%u", port_of (effective));
}

/* A port that is taken, so that nobody else gets it, and where nobody listens. */
static void
take_refused_port (LocalServer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->refused
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->refused, address, FALSE, &error);
  g_assert_no_error (error);
  effective = g_socket_get_local_address (self->refused, &error);
  g_assert_no_error (error);
  self->refused_url = g_strdup_printf ("http://127.0.0.1:%u/refused", port_of (effective));
}

/* --- What it answers with --- */

static void
add_answer (
    LocalServer *self, const char *path, guint status, const char *content_type, GBytes *bytes)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_hash_table_insert (self->answers, g_strdup (path), answer);
}

void
local_server_add (LocalServer *self, const char *path, const char *content_type, GBytes *bytes)
{
  add_answer (self, path, 200, content_type, bytes);
}

void
local_server_add_text (LocalServer *self,
                       const char *path,
                       const char *content_type,
                       const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  local_server_add (self, path, content_type, bytes);
}

void
local_server_add_status (LocalServer *self, const char *path, guint status, const char *location)
{
  add_answer (self, path, status, NULL, NULL);
  ((Answer *)g_hash_table_lookup (self->answers, path))->location = g_strdup (location);
}

void
local_server_add_folder (LocalServer *self, const char *prefix, const char *folder)
{
  add_answer (self, prefix, 200, NULL, NULL);
  ((Answer *)g_hash_table_lookup (self->answers, prefix))->folder = g_strdup (folder);
}

void
local_server_add_raw (LocalServer *self, const char *path, GBytes *bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_insert (self->raw_answers, g_strdup (path), g_bytes_ref (bytes));
}

void
local_server_add_raw_once (LocalServer *self, const char *path, GBytes *bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_insert (self->raw_once, g_strdup (path), g_bytes_ref (bytes));
}

void
local_server_remove (LocalServer *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->answers, path);
  g_hash_table_remove (self->raw_answers, path);
  g_hash_table_remove (self->raw_once, path);
}

void
local_server_set_func (LocalServer *self, LocalServerFunc func, gpointer user_data)
{
  self->func = func;
  self->func_data = user_data;
}

static void
add_picture (LocalServer *self, const char *path, const char *content_type, const char *kind)
{
  g_autoptr (GBytes) picture = local_server_make_picture (kind);

  local_server_add (self, path, content_type, picture);
}

static void
add_pages (LocalServer *self)
{
  g_autoptr (GBytes) huge = local_server_make_png_head (30000, 20000, 64);

  local_server_add_text (self, "/article", "text/html; charset=utf-8", local_server_get_article ());
  local_server_add_text (self, "/no-type", NULL, local_server_get_article ());
  local_server_add_text (self, "/empty", "text/html", "");
  local_server_add_text (self, "/menu", "text/html; charset=utf-8",
                         "<!DOCTYPE html><html><head><title>All our "
                         "pages</title></head><body><nav><ul><li><a href=\"/a\">Home</a></li>"
                         "<li><a href=\"/b\">Shop</a></li></ul></nav></body></html>");
  local_server_add_text (self, "/notes.txt", "text/plain; charset=utf-8",
                         "Notes on ropes\n\nHemp came by barge from up the river.\n\nTar came by "
                         "ship from the north.\n");
  local_server_add_text (self, "/notes.md", "text/plain; charset=utf-8",
                         "# Notes on tar\n\nIt came by *ship*, [as ever](/notes.txt).\n");
  local_server_add_text (self, "/markdown", "text/markdown",
                         "Notes on tar\n============\n\nIt came by *ship*, as ever.\n");
  local_server_add_text (self, "/paper.pdf", "application/pdf",
                         "%PDF-1.7\n%\342\343\317\323\n1 0 obj <<>> endobj\n");
  local_server_add_text (self, "/pictures/drawing.svg", "image/svg+xml",
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" "
                         "height=\"160\"><rect width=\"9\" height=\"9\"/></svg>");
  add_picture (self, "/pictures/harbour.png", "image/png", "png");
  add_picture (self, "/pictures/rope.jpg", "image/jpeg", "jpg");
  add_picture (self, "/pictures/gull.gif", "image/gif", "gif");
  add_picture (self, "/pictures/lamp.webp", "image/webp", "webp");
  add_picture (self, "/picture-as-page", "text/html", "png");
  local_server_add (self, "/pictures/huge.png", "image/png", huge);
}

/* --- Life --- */

LocalServer *
local_server_new (void)
{
  LocalServer *self = g_new0 (LocalServer, 1);

  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", FALSE); /* whatever this machine's settings say */
  g_mutex_init (&self->mutex);
  g_cond_init (&self->raw_ended);
  self->cancellable = g_cancellable_new ();
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->raw_answers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->raw_once
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->headers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = start_soup (self, NULL, &self->base);
  start_raw (self);
  take_refused_port (self);
  add_pages (self);

  return self;
}

static void
stop_soup (SoupServer **server)
{
  if (*server != NULL)
    soup_server_disconnect (*server);
  g_clear_object (server);
}

void
local_server_free (LocalServer *self)
{
  g_socket_service_stop (self->raw);
  g_socket_listener_close (G_SOCKET_LISTENER (self->raw));
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  while (self->raw_open > 0)
    g_cond_wait (&self->raw_ended, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_clear_object (&self->raw);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  stop_soup (&self->soup);
  stop_soup (&self->tls);
  g_clear_object (&self->refused);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->raw_answers);
  g_hash_table_unref (self->raw_once);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->headers);
  g_free (self->hold_path);
  g_free (self->base);
  g_free (self->raw_base);
  g_free (self->tls_base);
  g_free (self->refused_url);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->raw_ended);
  g_free (self);
}

const char *
local_server_get_base (LocalServer *self)
{
  return self->base;
}

const char *
local_server_get_raw_base (LocalServer *self)
{
  return self->raw_base;
}

GTlsCertificate *
local_server_new_certificate (void)
{
  g_autofree char *pem = g_strconcat (local_certificate, local_certificate_key, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);

  return certificate;
}

const char *
local_server_get_tls_base (LocalServer *self)
{
  if (self->tls == NULL)
    {
      g_autoptr (GTlsCertificate) certificate = local_server_new_certificate ();

      self->tls = start_soup (self, certificate, &self->tls_base);
    }

  return self->tls_base;
}

char *
local_server_url (LocalServer *self, const char *path)
{
  return g_strconcat (g_str_has_prefix (path, "/raw/") ? self->raw_base : self->base, path, NULL);
}

const char *
local_server_get_refused_url (LocalServer *self)
{
  return self->refused_url;
}
