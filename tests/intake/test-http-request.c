/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One request by its bytes, given at once and one by one: what it says, and what refuses it. */

#include "intake/http-request.h"

#include <string.h>

#define BODY_MOST 64
#define HEAD "POST /save HTTP/1.1\r\nHost: 127.0.0.1:50000\r\n"

typedef struct
{
  SheafHttpState state;
  guint status;
  char *body;
  gsize left; /* bytes that are no part of it */
} Read;

/* By pieces of STEP bytes; a body is wanted. */
static void
read_it (const char *bytes, gsize size, gsize step, Read *read)
{
  g_autoptr (SheafHttpRequest) request = sheaf_http_request_new (BODY_MOST);
  g_autoptr (GBytes) body = NULL;
  gsize at = 0;

  for (;;)
    {
      gsize used = 0;
      SheafHttpState state
          = sheaf_http_request_feed (request, bytes + at, MIN (step, size - at), &used);

      at += used;
      if (state == SHEAF_HTTP_JUDGE)
        state = sheaf_http_request_want_body (request);
      if ((state != SHEAF_HTTP_HEAD && state != SHEAF_HTTP_BODY) || at == size)
        break;
    }
  read->state = sheaf_http_request_get_state (request);
  read->status = sheaf_http_request_get_status (request);
  read->left = size - at;
  read->body = NULL;
  if (read->state != SHEAF_HTTP_WHOLE)
    return;
  body = sheaf_http_request_steal_body (request);
  read->body = g_strndup (g_bytes_get_size (body) > 0 ? g_bytes_get_data (body, NULL) : "",
                          g_bytes_get_size (body));
}

static const gsize steps[] = { 1, 2, 7, 100000 };

static void
test_whole (void)
{
  static const struct
  {
    const char *bytes, *body;
    gsize left;
  } cases[] = {
    { HEAD "Content-Length: 5\r\n\r\nhello", "hello", 0 },
    { HEAD "content-length:5\r\n\r\nhelloPOST", "hello", 4 },
    { HEAD "Content-Length: \t 5 \t \r\n\r\nhello", "hello", 0 },
    { HEAD "Content-Length: 0\r\n\r\n", "", 0 },
    { HEAD "Content-Length: 000005\r\n\r\nhello", "hello", 0 },
    { HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", 0 },
    { HEAD "Transfer-Encoding: Chunked\r\n\r\n2\r\nhe\r\n03;a=b;c\r\nllo\r\n0\r\nSum: 1\r\n\r\nX",
      "hello", 1 },
    { HEAD "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n000\r\n\r\n", "0123456789", 0 },
    { HEAD
      "Accept: */*\r\nAccept: text/html\r\nX-Odd_1~: \xc3\xa4\tb\r\nContent-Length: 1\r\n\r\n\r",
      "\r", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
      {
        Read read;

        g_test_message ("%u by %" G_GSIZE_FORMAT, i, steps[k]);
        read_it (cases[i].bytes, strlen (cases[i].bytes), steps[k], &read);
        g_assert_cmpint (read.state, ==, SHEAF_HTTP_WHOLE);
        g_assert_cmpstr (read.body, ==, cases[i].body);
        g_assert_cmpuint (read.left, ==, cases[i].left);
        g_free (read.body);
      }
}

#define LENGTH "Content-Length: 1\r\n"

static void
test_refused (void)
{
  static const struct
  {
    const char *bytes;
    guint status;
  } cases[] = {
    /* the request's line */
    { "\r\n", 400 },
    { "POST /save\r\n", 400 },
    { "POST  /save HTTP/1.1\r\n", 400 },
    { "POST /save HTTP/1.1 \r\n", 400 },
    { "POST /save HTTP/1.0\r\n", 400 },
    { "POST /save HTTP/2.0\r\n", 400 },
    { "POST /save http/1.1\r\n", 400 },
    { "POST save HTTP/1.1\r\n", 400 },
    { "POST http://127.0.0.1/save HTTP/1.1\r\n", 400 },
    { "POST /save#a HTTP/1.1\r\n", 400 },
    { "POST /sa\tve HTTP/1.1\r\n", 400 },
    { "P(ST /save HTTP/1.1\r\n", 400 },
    { " POST /save HTTP/1.1\r\n", 400 },
    { "POST /save HTTP/1.1\n", 400 },
    { "\x16\x03\x01\x02\r\n", 400 },
    /* headers */
    { "POST /save HTTP/1.1\r\n" LENGTH "\r\n", 400 },
    { HEAD LENGTH "Host: 127.0.0.1:50000\r\n\r\n", 400 },
    { HEAD LENGTH "Origin: a\r\nOrigin: b\r\n\r\n", 400 },
    { HEAD LENGTH "Authorization: a\r\nauthorization: b\r\n\r\n", 400 },
    { HEAD LENGTH "Content-Type: a\r\nContent-Type: b\r\n\r\n", 400 },
    { HEAD LENGTH " folded\r\n\r\n", 400 },
    { HEAD LENGTH "A: b\r\n\tfolded\r\n\r\n", 400 },
    { HEAD "Content-Length : 1\r\n\r\n", 400 },
    { HEAD LENGTH ": b\r\n\r\n", 400 },
    { HEAD LENGTH "no colon\r\n\r\n", 400 },
    { HEAD LENGTH "A: b\rC: d\r\n\r\n", 400 },
    { HEAD LENGTH "A: b\nC: d\r\n\r\n", 400 },
    { HEAD LENGTH "A: b\r\n\n", 400 },
    { HEAD LENGTH "A: \x01\r\n\r\n", 400 },
    { HEAD LENGTH "A: \x7f\r\n\r\n", 400 },
    { HEAD LENGTH "Expect: gold\r\n\r\n", 400 },
    /* lengths */
    { HEAD LENGTH LENGTH "\r\n", 400 },
    { HEAD "Content-Length: 1, 1\r\n\r\n", 400 },
    { HEAD "Content-Length: -1\r\n\r\n", 400 },
    { HEAD "Content-Length: +1\r\n\r\n", 400 },
    { HEAD "Content-Length: 0x1\r\n\r\n", 400 },
    { HEAD "Content-Length: 1 1\r\n\r\n", 400 },
    { HEAD "Content-Length:\r\n\r\n", 400 },
    { HEAD "Content-Length: 18446744073709551617\r\n\r\n", 400 },
    { HEAD LENGTH "Transfer-Encoding: chunked\r\n\r\n", 400 },
    { HEAD "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
    { HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n", 400 },
    { HEAD "Transfer-Encoding: identity\r\n\r\n", 400 },
    { HEAD "Transfer-Encoding: \vchunked\r\n\r\n", 400 },
    { HEAD "\r\n", 411 },
    { HEAD "Content-Length: 65\r\n\r\n", 413 },
    { HEAD "Content-Length: 99999999999\r\n\r\n", 413 },
#define CHUNKED HEAD "Transfer-Encoding: chunked\r\n\r\n"
    { CHUNKED "\r\n", 400 },
    { CHUNKED "g\r\n", 400 },
    { CHUNKED "-1\r\n", 400 },
    { CHUNKED "0x1\r\n", 400 },
    { CHUNKED " 1\r\n", 400 },
    { CHUNKED "1 \r\n", 400 },
    { CHUNKED "1\na", 400 },
    { CHUNKED "1\r\nab\r\n", 400 },
    { CHUNKED "1\r\na\n0", 400 },
    { CHUNKED "100000000\r\n", 400 },
    { CHUNKED "ffffffff\r\n", 413 },
    { CHUNKED "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n1\r\n",
      413 },
    { CHUNKED "0\r\nno trailer\r\n\r\n", 400 },
    { CHUNKED "0\r\n folded\r\n\r\n", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
      {
        g_autofree char *shown = g_strescape (cases[i].bytes, NULL);
        Read read;

        g_test_message ("%s", shown);
        read_it (cases[i].bytes, strlen (cases[i].bytes), steps[k], &read);
        g_assert_cmpint (read.state, ==, SHEAF_HTTP_REFUSED);
        g_assert_cmpuint (read.status, ==, cases[i].status);
      }
}

static void
test_nul (void)
{
  static const char in_head[] = HEAD "A: b\0c\r\n\r\n",
                    in_body[] = HEAD "Content-Length: 3\r\n\r\na\0b";
  Read read;

  read_it (in_head, sizeof in_head - 1, 1, &read);
  g_assert_cmpint (read.status, ==, 400);
  read_it (in_body, sizeof in_body - 1, 1, &read);
  g_assert_cmpint (read.state, ==, SHEAF_HTTP_WHOLE);
  g_free (read.body);
}

/* More of anything than anybody needs. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *before, *again, *after;
    guint n, status;
  } cases[] = {
    { "POST /", "x", " HTTP/1.1\r\n", SHEAF_HTTP_LINE_MOST, 431 },
    { HEAD "A: ", "x", "\r\n", SHEAF_HTTP_HEAD_MOST, 431 },
    { HEAD, "A: b\r\n", "\r\n", SHEAF_HTTP_HEADERS_MOST, 431 },
    { CHUNKED "1;", "x", "\r\n", 300, 400 },
    { CHUNKED "0\r\n", "A: b\r\n", "\r\n", SHEAF_HTTP_HEADERS_MOST, 431 },
    { CHUNKED "0\r\nA: ", "x", "\r\n", SHEAF_HTTP_HEAD_MOST, 431 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) bytes = g_string_new (cases[i].before);
      Read read;

      for (guint k = 0; k < cases[i].n; k++)
        g_string_append (bytes, cases[i].again);
      g_string_append (bytes, cases[i].after);
      read_it (bytes->str, bytes->len, 4096, &read);
      g_test_message ("%u", i);
      g_assert_cmpint (read.state, ==, SHEAF_HTTP_REFUSED);
      g_assert_cmpuint (read.status, ==, cases[i].status);
    }
}

/* Nothing behind the head is taken before somebody wants it. */
static void
test_judging (void)
{
  static const char bytes[] = "GET /save HTTP/1.1\r\nHOST: localhost:1\r\nExpect: "
                              "100-continue\r\nX: a\r\nX: b\r\n\r\nmore";
  g_autoptr (SheafHttpRequest) request = sheaf_http_request_new (BODY_MOST);
  gsize used;

  g_assert_cmpint (sheaf_http_request_feed (request, bytes, sizeof bytes - 1, &used), ==,
                   SHEAF_HTTP_JUDGE);
  g_assert_cmpuint (used, ==, sizeof bytes - 1 - 4);
  g_assert_cmpstr (sheaf_http_request_get_method (request), ==, "GET");
  g_assert_cmpstr (sheaf_http_request_get_target (request), ==, "/save");
  g_assert_cmpstr (sheaf_http_request_get_header (request, "host"), ==, "localhost:1");
  g_assert_cmpstr (sheaf_http_request_get_header (request, "x"), ==, "a");
  g_assert_null (sheaf_http_request_get_header (request, "origin"));
  g_assert_true (sheaf_http_request_expects_continue (request));
  g_assert_cmpint (sheaf_http_request_feed (request, "more", 4, &used), ==, SHEAF_HTTP_JUDGE);
  g_assert_cmpuint (used, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/http-request/whole", test_whole);
  g_test_add_func ("/intake/http-request/refused", test_refused);
  g_test_add_func ("/intake/http-request/nul", test_nul);
  g_test_add_func ("/intake/http-request/bounds", test_bounds);
  g_test_add_func ("/intake/http-request/judging", test_judging);

  return g_test_run ();
}
