/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An answer is one piece: its body is a line of JSON. */

#include "intake/intake-private.h"

#include <string.h>

static const char *
get_reason (guint status)
{
  static const struct
  {
    guint status;
    const char *reason;
  } reasons[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 204, "No Content" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 411, "Length Required" },
    { 413, "Content Too Large" },
    { 415, "Unsupported Media Type" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 503, "Service Unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].status == status)
      return reasons[i].reason;

  return "Internal Server Error";
}

static void
add_headers (GString *head, guint status, const char *origin)
{
  if (status == 401)
    g_string_append (head, "WWW-Authenticate: Bearer\r\n");
  if (status == 405)
    g_string_append (head, "Allow: POST\r\n");
  if (origin != NULL)
    g_string_append_printf (head, "Access-Control-Allow-Origin: %s\r\nVary: Origin\r\n", origin);
  if (status == 204)
    g_string_append (head, "Access-Control-Allow-Methods: GET, POST\r\n"
                           "Access-Control-Allow-Headers: Authorization, Content-Type\r\n"
                           "Access-Control-Allow-Private-Network: true\r\n"
                           "Access-Control-Max-Age: 600\r\n");
}

GBytes *
sheaf_intake_answer_new (guint status, JsonObject *body, const char *origin)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (body != NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_set_object (node, body);
      json = json_to_string (node, FALSE);
    }
  g_string_append_printf (head, "HTTP/1.1 %u %s\r\n", status, get_reason (status));
  add_headers (head, status, origin);
  if (json != NULL)
    g_string_append_printf (
        head, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
        strlen (json));
  g_string_append_printf (head,
                          "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                          "Connection: close\r\n\r\n%s",
                          json != NULL ? json : "");

  return g_string_free_to_bytes (g_steal_pointer (&head));
}
