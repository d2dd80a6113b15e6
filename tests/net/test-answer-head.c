/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Heads as servers write them. */

#include "net/answer-head.h"

#include "local-server.h"

#include <string.h>

static void
test_error (void)
{
  static const struct
  {
    guint status;
    SheafError code;
  } cases[] = {
    { 300, SHEAF_ERROR_BLOCKED }, { 304, SHEAF_ERROR_BLOCKED },   { 400, SHEAF_ERROR_BLOCKED },
    { 401, SHEAF_ERROR_BLOCKED }, { 403, SHEAF_ERROR_BLOCKED },   { 404, SHEAF_ERROR_NOT_FOUND },
    { 408, SHEAF_ERROR_NETWORK }, { 410, SHEAF_ERROR_NOT_FOUND }, { 418, SHEAF_ERROR_BLOCKED },
    { 429, SHEAF_ERROR_NETWORK }, { 451, SHEAF_ERROR_BLOCKED },   { 500, SHEAF_ERROR_NETWORK },
    { 503, SHEAF_ERROR_NETWORK }, { 599, SHEAF_ERROR_NETWORK },   { 999, SHEAF_ERROR_NETWORK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", cases[i].status);
      g_assert_cmpint (sheaf_answer_error (cases[i].status), ==, cases[i].code);
    }
}

static void
test_decode (void)
{
  static const struct
  {
    const char *encoding, *more; /* two headers of that name */
    gboolean known, decoded;
  } cases[] = {
    { NULL, NULL, TRUE, FALSE },  { "identity", NULL, TRUE, FALSE }, { "gzip", NULL, TRUE, TRUE },
    { "GZip", NULL, TRUE, TRUE }, { "x-gzip", NULL, TRUE, TRUE },    { "deflate", NULL, FALSE },
    { "br", NULL, FALSE },        { "zstd", NULL, FALSE },           { "gzip, gzip", NULL, FALSE },
    { "gzip", "gzip", FALSE },    { "gzip, br", NULL, FALSE },
  };
  g_autoptr (GBytes) plain = g_bytes_new_static ("Hemp and tar", 12);
  g_autoptr (GBytes) packed = local_server_gzip (plain);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessageHeaders) headers
          = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
      GBytes *sent = cases[i].decoded ? packed : plain;
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (sent);
      g_autoptr (GBytes) came = NULL;

      g_test_message ("%s", cases[i].encoding);
      if (cases[i].encoding != NULL)
        soup_message_headers_append (headers, "Content-Encoding", cases[i].encoding);
      if (cases[i].more != NULL)
        soup_message_headers_append (headers, "Content-Encoding", cases[i].more);
      g_assert_cmpint (sheaf_answer_decode (headers, &stream), ==, cases[i].known);
      came = g_input_stream_read_bytes (stream, 100, NULL, NULL);
      g_assert_true (g_bytes_equal (came, plain));
    }
}

static void
test_count (void)
{
  static const struct
  {
    const char *length, *more, *transfer;
    gsize came;
    gboolean counted, keeps;
  } cases[] = {
    { NULL, NULL, NULL, 0, FALSE },
    { "100", NULL, "chunked", 10, FALSE },
    { "100", NULL, NULL, 100, TRUE, TRUE },
    { "100", NULL, NULL, 99, TRUE, FALSE },
    { "0", NULL, NULL, 0, TRUE, TRUE },
    { "100", "100", NULL, 100, TRUE, TRUE },
    { "100, 100", NULL, NULL, 100, TRUE, TRUE },
    { "100", "7", NULL, 100, TRUE, FALSE },
    { "7", "100", NULL, 100, TRUE, FALSE },
    { "-5", NULL, NULL, 100, TRUE, FALSE },
    { "+100", NULL, NULL, 100, TRUE, FALSE },
    { "0x64", NULL, NULL, 100, TRUE, FALSE },
    { "many", NULL, NULL, 100, TRUE, FALSE },
    { "99999999999999999999", NULL, NULL, 100, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessageHeaders) headers
          = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

      if (cases[i].transfer != NULL)
        soup_message_headers_append (headers, "Transfer-Encoding", cases[i].transfer);
      if (cases[i].length != NULL)
        soup_message_headers_append (headers, "Content-Length", cases[i].length);
      if (cases[i].more != NULL)
        soup_message_headers_append (headers, "Content-Length", cases[i].more);
      g_test_message ("%u", i);
      g_assert_cmpint (sheaf_answer_is_counted (headers), ==, cases[i].counted);
      if (cases[i].counted)
        g_assert_cmpint (sheaf_answer_keeps_count (headers, cases[i].came), ==, cases[i].keeps);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/answer-head/error", test_error);
  g_test_add_func ("/net/answer-head/decode", test_decode);
  g_test_add_func ("/net/answer-head/count", test_count);

  return g_test_run ();
}
