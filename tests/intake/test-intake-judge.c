/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may, by the head of a request, and which of several faults is told. */

#include "intake/intake-judge.h"

#include <string.h>

#define TOKEN "0123456789012345678901234567890123456789abc"
#define BEARER "Authorization: Bearer " TOKEN "\r\n"
#define JSON "Content-Type: application/json\r\n"

static void
test_table (void)
{
  static const struct
  {
    const char *line, *host, *rest;
    guint status;
    const char *origin;
  } cases[] = {
    { "POST /save", "127.0.0.1:50000", BEARER JSON, 0, NULL },
    { "POST /save", "localhost:50000", BEARER JSON, 0, NULL },
    { "POST /save", "LocalHost:50000", BEARER JSON, 0, NULL },
    { "POST /save", "[::1]:50000", BEARER JSON, 0, NULL },
    { "POST /save", "127.0.0.1:50000", "Authorization: bearer  " TOKEN "\r\n" JSON, 0, NULL },
    { "POST /save", "127.0.0.1:50000",
      BEARER JSON "Origin: chrome-extension://abcdefghijklmnop\r\n", 0,
      "chrome-extension://abcdefghijklmnop" },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: moz-extension://6d8e7c1a-90b4\r\n", 0,
      "moz-extension://6d8e7c1a-90b4" },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: safari-web-extension://6D8E\r\n", 0,
      "safari-web-extension://6D8E" },
    { "GET /save", "127.0.0.1:50000", BEARER, 200, NULL },
    { "OPTIONS /save", "127.0.0.1:50000", "Origin: moz-extension://6d8e\r\n", 204,
      "moz-extension://6d8e" },
    { "POST /save", "127.0.0.1", BEARER JSON, 403, NULL },
    { "POST /save", "127.0.0.1:50001", BEARER JSON, 403, NULL },
    { "POST /save", "127.0.0.1:50000.a.example", BEARER JSON, 403, NULL },
    { "POST /save", "a.example:50000", BEARER JSON, 403, NULL },
    { "POST /save", "::1:50000", BEARER JSON, 403, NULL },
    { "POST /save", "", BEARER JSON, 403, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: null\r\n", 403, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: \r\n", 403, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: https://a.example\r\n", 403, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: http://127.0.0.1:50000\r\n", 403,
      NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: moz-extension://\r\n", 403, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER JSON "Origin: moz-extension://a/b\r\n", 403, NULL },
    { "OPTIONS /save", "127.0.0.1:50000", "", 403, NULL },
    { "OPTIONS /save", "127.0.0.1:50000", "Origin: https://a.example\r\n", 403, NULL },
    { "POST /", "127.0.0.1:50000", BEARER JSON, 404, NULL },
    { "POST /save/", "127.0.0.1:50000", BEARER JSON, 404, NULL },
    { "POST /save?a", "127.0.0.1:50000", BEARER JSON, 404, NULL },
    { "POST /SAVE", "127.0.0.1:50000", BEARER JSON, 404, NULL },
    { "HEAD /save", "127.0.0.1:50000", BEARER, 405, NULL },
    { "post /save", "127.0.0.1:50000", BEARER JSON, 405, NULL },
    { "POST /save", "127.0.0.1:50000", JSON, 401, NULL },
    { "GET /save", "127.0.0.1:50000", "", 401, NULL },
    { "POST /save", "127.0.0.1:50000", "Authorization: Basic " TOKEN "\r\n" JSON, 401, NULL },
    { "POST /save", "127.0.0.1:50000", "Authorization: Bearer\r\n" JSON, 401, NULL },
    { "POST /save", "127.0.0.1:50000", "Authorization: Bearer " TOKEN "x\r\n" JSON, 401, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER, 415, NULL },
    { "POST /save", "127.0.0.1:50000", BEARER "Content-Type: text/plain\r\n", 415, NULL },
    /* of several: the first */
    { "PUT /other", "a.example", "Origin: null\r\n", 403, NULL },
    { "PUT /other", "127.0.0.1:50000", "", 404, NULL },
    { "PUT /save", "127.0.0.1:50000", "", 405, NULL },
    { "POST /save", "127.0.0.1:50000", "", 401, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s\r\n", cases[i].line,
                                                cases[i].host, cases[i].rest);
      g_autoptr (SheafHttpRequest) request = sheaf_http_request_new (1);
      SheafIntakeVerdict verdict;
      gsize used;

      g_test_message ("%u: %s", i, cases[i].line);
      g_assert_cmpint (sheaf_http_request_feed (request, bytes, strlen (bytes), &used), ==,
                       SHEAF_HTTP_JUDGE);
      verdict = sheaf_intake_judge (request, 50000, TOKEN);
      g_assert_cmpuint (verdict.status, ==, cases[i].status);
      g_assert_true ((verdict.sentence != NULL) == (verdict.status >= 400));
      g_assert_cmpstr (sheaf_intake_judge_origin (request), ==, cases[i].origin);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/intake-judge/table", test_table);

  return g_test_run ();
}
