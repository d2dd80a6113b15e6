/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table of names and what each writes. */

#include "local-raw.h"

#include "local-server.h"

#include <string.h>

#define DRIP_MS 10
#define PIECE 65536

typedef struct
{
  GOutputStream *out;
  GInputStream *in;
  GCancellable *cancellable;
} Line;

/* FALSE: the other side is gone, or the server is. */
static gboolean
put (Line *line, const void *bytes, gsize size)
{
  return g_output_stream_write_all (line->out, bytes, size, NULL, line->cancellable, NULL);
}

static gboolean
put_text (Line *line, const char *text)
{
  return put (line, text, strlen (text));
}

static void
put_article (Line *line, const char *headers)
{
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n%s\r\n",
      headers);

  if (put_text (line, head))
    put_text (line, local_server_get_article ());
}

/* FALSE: it is time to go. */
static gboolean
pause_for (Line *line, guint ms)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (line->cancellable, &fd))
    return FALSE;
  g_poll (&fd, 1, ms);
  g_cancellable_release_fd (line->cancellable);

  return !g_cancellable_is_cancelled (line->cancellable);
}

/* Until the other side hangs up. */
static void
wait_for_end (Line *line)
{
  char byte;

  while (g_input_stream_read (line->in, &byte, 1, line->cancellable, NULL) > 0)
    ;
}

static void
chunked (Line *line, gsize declared, gsize sent)
{
  const char *article = local_server_get_article ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", declared);

  put_text (line, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n");
  put_text (line, size);
  put (line, article, sent);
  if (sent == declared)
    put_text (line, "\r\n");
}

static void
chunked_cut (Line *line)
{
  gsize half = strlen (local_server_get_article ()) / 2;

  chunked (line, half, half);
}

static void
chunk_cut (Line *line)
{
  gsize half = strlen (local_server_get_article ()) / 2;

  chunked (line, half * 2, half);
}

static void
chunk_huge (Line *line)
{
  put_text (line, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: "
                  "chunked\r\n\r\nfffffffffffffffff\r\nabc");
}

static void
put_compressed (Line *line, GBytes *compressed, gsize size)
{
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: "
      "gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      size);

  if (put_text (line, head))
    put (line, g_bytes_get_data (compressed, NULL), size);
}

static GBytes *
compress_article (void)
{
  const char *article = local_server_get_article ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (article, strlen (article));

  return local_server_gzip (bytes);
}

static void
gzip_cut (Line *line)
{
  g_autoptr (GBytes) compressed = compress_article ();

  put_compressed (line, compressed, g_bytes_get_size (compressed) * 2 / 3);
}

static void
gzip_broken (Line *line)
{
  g_autoptr (GBytes) compressed = compress_article ();
  g_autoptr (GBytes) broken = NULL;
  gsize size = g_bytes_get_size (compressed);
  guint8 *copy = g_memdup2 (g_bytes_get_data (compressed, NULL), size);

  copy[size / 2] ^= 0xff;
  broken = g_bytes_new_take (copy, size);
  put_compressed (line, broken, size);
}

static void
length_short (Line *line)
{
  put_article (line, "Content-Length: 100\r\n");
}

static void
length_long (Line *line)
{
  g_autofree char *header = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n",
                                             strlen (local_server_get_article ()) + 4000);

  put_article (line, header);
}

static void
length_two (Line *line)
{
  g_autofree char *headers
      = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\nContent-Length: 7\r\n",
                         strlen (local_server_get_article ()));

  put_article (line, headers);
}

static void
length_negative (Line *line)
{
  put_article (line, "Content-Length: -5\r\n");
}

static void
length_beyond (Line *line)
{
  put_article (line, "Content-Length: 99999999999999999999\r\n");
}

static void
no_length (Line *line)
{
  if (put_text (line, "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"))
    put_text (line, local_server_get_article ());
}

static void
drip_body (Line *line)
{
  put_text (line, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000\r\n\r\n");
  while (put_text (line, "a") && pause_for (line, DRIP_MS))
    ;
}

static void
drip_head (Line *line)
{
  put_text (line, "HTTP/1.1 200 OK\r\nX-A: ");
  while (put_text (line, "b") && pause_for (line, DRIP_MS))
    ;
}

static void
stall (Line *line)
{
  put_text (line, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                  "100000\r\n\r\n<!DOCTYPE html><title>Half</title>");
  wait_for_end (line);
}

static void
put_endless (Line *line, const char *head)
{
  g_autofree char *piece = g_malloc (PIECE);

  memset (piece, 'a', PIECE);
  put_text (line, head);
  while (put (line, piece, PIECE))
    ;
}

static void
oversize (Line *line)
{
  put_endless (
      line,
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><title>No end</title><p>");
}

static void
oversize_picture (Line *line)
{
  put_endless (line, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\211PNG\r\n\032\n");
}

static void
oversize_pdf (Line *line)
{
  put_endless (line, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n");
}

static void
oversize_missing (Line *line)
{
  put_endless (line, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n");
}

static void
oversize_redirect (Line *line)
{
  put_endless (line,
               "HTTP/1.1 302 Found\r\nLocation: /raw/no-length\r\nContent-Type: text/html\r\n\r\n");
}

static void
continue_flood (Line *line)
{
  while (put_text (line, "HTTP/1.1 100 Continue\r\n\r\n"))
    ;
}

static void
garbage (Line *line)
{
  put_text (line, "\001\002\377\376 what is this\r\n\r\n<html>never</html>");
}

static void
head_huge (Line *line)
{
  g_autofree char *value = g_strnfill (1000, 'b');
  g_autofree char *header = g_strconcat ("X-A: ", value, "\r\n", NULL);

  put_text (line, "HTTP/1.1 200 OK\r\n");
  while (put_text (line, header))
    ;
}

static void
head_nul (Line *line)
{
  static const char answer[]
      = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-\0A: b\0c\r\nContent-Length: 2\r\n\r\nok";

  put (line, answer, sizeof answer - 1);
}

static void
http09 (Line *line)
{
  put_text (line, local_server_get_article ());
}

static void
say_nothing (Line *line)
{
}

static void
cookie_huge (Line *line)
{
  g_autofree char *value = g_strnfill (70000, 'c');
  g_autofree char *header = g_strconcat ("Set-Cookie: ", value, "=1\r\n", NULL);

  put_article (line, header);
}

static void
brotli (Line *line)
{
  put_text (line, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: "
                  "br\r\nContent-Length: 4\r\n\r\n\377\377\377\377");
}

static const struct
{
  const char *path;
  void (*answer) (Line *line);
} answers[] = {
  { "/raw/brotli", brotli },
  { "/raw/chunk-cut", chunk_cut },
  { "/raw/chunk-huge", chunk_huge },
  { "/raw/chunked-cut", chunked_cut },
  { "/raw/closed", say_nothing },
  { "/raw/continue-flood", continue_flood },
  { "/raw/cookie-huge", cookie_huge },
  { "/raw/drip-body", drip_body },
  { "/raw/drip-head", drip_head },
  { "/raw/garbage", garbage },
  { "/raw/gzip-broken", gzip_broken },
  { "/raw/gzip-cut", gzip_cut },
  { "/raw/hang", wait_for_end },
  { "/raw/head-huge", head_huge },
  { "/raw/head-nul", head_nul },
  { "/raw/http09", http09 },
  { "/raw/length-beyond", length_beyond },
  { "/raw/length-long", length_long },
  { "/raw/length-negative", length_negative },
  { "/raw/length-short", length_short },
  { "/raw/length-two", length_two },
  { "/raw/no-length", no_length },
  { "/raw/oversize", oversize },
  { "/raw/oversize-missing", oversize_missing },
  { "/raw/oversize-pdf", oversize_pdf },
  { "/raw/oversize-picture", oversize_picture },
  { "/raw/oversize-redirect", oversize_redirect },
  { "/raw/stall", stall },
};

gboolean
local_raw_answer (const char *path, GSocketConnection *connection, GCancellable *cancellable)
{
  Line line = { g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                g_io_stream_get_input_stream (G_IO_STREAM (connection)), cancellable };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (path, answers[i].path))
      {
        answers[i].answer (&line);
        return TRUE;
      }

  return FALSE;
}
