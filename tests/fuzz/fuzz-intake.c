/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as what a browser might send: the request's head and body, by pieces and at once, which
 * must come out the same; its judgement; and the body by itself, as JSON and as a form. */

#include "intake/intake-body.h"
#include "intake/intake-judge.h"

#include <string.h>

#define BODY_MOST (64 * 1024)
#define TOKEN "0123456789012345678901234567890123456789abc"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static SheafHttpRequest *
read_request (const char *bytes, gsize size, gsize step, gsize *taken)
{
  SheafHttpRequest *request = sheaf_http_request_new (BODY_MOST);

  for (*taken = 0;;)
    {
      gsize used;
      SheafHttpState state
          = sheaf_http_request_feed (request, bytes + *taken, MIN (step, size - *taken), &used);

      *taken += used;
      if (state == SHEAF_HTTP_JUDGE)
        {
          sheaf_intake_judge (request, 50000, TOKEN);
          state = sheaf_http_request_want_body (request);
        }
      if ((state != SHEAF_HTTP_HEAD && state != SHEAF_HTTP_BODY) || *taken == size)
        return request;
    }
}

static void
check_item (const SheafIntakeItem *item)
{
  const char *const texts[] = { item->url, item->title, item->selection, item->note };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL));
  g_assert_true (g_str_has_prefix (item->url, "http"));
  for (guint i = 0; item->tags != NULL && item->tags[i] != NULL; i++)
    g_assert_true (g_utf8_validate (item->tags[i], -1, NULL) && item->tags[i][0] != '\0');
}

static void
read_body (GBytes *body, const char *type)
{
  g_autoptr (GError) error = NULL;
  SheafIntakeItem *item;

  if (!sheaf_intake_body_knows (type))
    return;
  item = sheaf_intake_body_read (body, type, &error);
  g_assert_true ((item == NULL) == (error != NULL));
  if (item == NULL)
    return;
  check_item (item);
  sheaf_intake_item_free (item);
}

static void
read_whole (const char *bytes, gsize size)
{
  gsize taken, slowly;
  g_autoptr (SheafHttpRequest) request = read_request (bytes, size, size, &taken);
  g_autoptr (SheafHttpRequest) same = read_request (bytes, size, 1, &slowly);
  g_autoptr (GBytes) body = NULL, other = NULL;

  g_assert_cmpint (sheaf_http_request_get_state (request), ==, sheaf_http_request_get_state (same));
  g_assert_cmpuint (sheaf_http_request_get_status (request), ==,
                    sheaf_http_request_get_status (same));
  g_assert_cmpuint (taken, ==, slowly);
  if (sheaf_http_request_get_state (request) != SHEAF_HTTP_WHOLE)
    return;
  body = sheaf_http_request_steal_body (request);
  other = sheaf_http_request_steal_body (same);
  g_assert_true (g_bytes_equal (body, other));
  g_assert_cmpuint (g_bytes_get_size (body), <=, BODY_MOST);
  read_body (body, sheaf_http_request_get_header (request, "content-type"));
}

/* The first byte says what the others are. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size < 1)
    return 0;
  if (data[0] == 'J' || data[0] == 'F')
    {
      g_autoptr (GBytes) body = g_bytes_new (data + 1, size - 1);

      read_body (body, data[0] == 'J' ? "application/json" : "multipart/form-data; boundary=seam");
    }
  else
    read_whole ((const char *)data, size);

  return 0;
}
