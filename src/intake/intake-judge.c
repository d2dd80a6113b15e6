/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page of the web can send requests here as well: it is told by its origin, or, where its name
 * was made to mean this machine, by the host it asks for. */

#include "intake/intake-judge.h"

#include "intake/intake-body.h"
#include "intake/intake-token.h"

#include <string.h>

static gboolean
is_our_host (const char *host, guint port)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *ours = g_strdup_printf ("%s:%u", names[i], port);

      if (g_ascii_strcasecmp (host, ours) == 0)
        return TRUE;
    }

  return FALSE;
}

/* An extension's, whatever its name is. */
static gboolean
is_extension (const char *origin)
{
  static const char *const schemes[]
      = { "chrome-extension://", "moz-extension://", "safari-web-extension://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (origin, schemes[i]))
      {
        const char *name = origin + strlen (schemes[i]);

        return *name != '\0'
               && name[strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._")] == '\0';
      }

  return FALSE;
}

static gboolean
has_token (const SheafHttpRequest *request, const char *token)
{
  const char *given = sheaf_http_request_get_header (request, "authorization");

  if (given == NULL || g_ascii_strncasecmp (given, "bearer ", 7) != 0)
    return FALSE;

  return sheaf_intake_token_equal (token, given + 7 + strspn (given + 7, " "));
}

const char *
sheaf_intake_judge_origin (const SheafHttpRequest *request)
{
  const char *origin = sheaf_http_request_get_header (request, "origin");

  return origin != NULL && is_extension (origin) ? origin : NULL;
}

SheafIntakeVerdict
sheaf_intake_judge (const SheafHttpRequest *request, guint port, const char *token)
{
  const char *method = sheaf_http_request_get_method (request);
  const char *origin = sheaf_http_request_get_header (request, "origin");
  gboolean asks = g_str_equal (method, "GET");

  if (!is_our_host (sheaf_http_request_get_header (request, "host"), port))
    return (SheafIntakeVerdict){ 403, "This host is not served here." };
  if (origin != NULL && !is_extension (origin))
    return (SheafIntakeVerdict){ 403, "Pages of the web may not save." };
  if (!g_str_equal (sheaf_http_request_get_target (request), "/save"))
    return (SheafIntakeVerdict){ 404, "There is nothing here but /save." };
  if (g_str_equal (method, "OPTIONS"))
    return origin != NULL ? (SheafIntakeVerdict){ 204, NULL }
                          : (SheafIntakeVerdict){ 403, "Only extensions may ask this." };
  if (!asks && !g_str_equal (method, "POST"))
    return (SheafIntakeVerdict){ 405, "What is to be saved comes by POST." };
  if (!has_token (request, token))
    return (SheafIntakeVerdict){ 401, "The code is not the one that Sheaf shows." };
  if (asks)
    return (SheafIntakeVerdict){ 200, NULL };
  if (!sheaf_intake_body_knows (sheaf_http_request_get_header (request, "content-type")))
    return (SheafIntakeVerdict){ 415, "The body is neither JSON nor a form with a boundary." };

  return (SheafIntakeVerdict){ 0, NULL };
}
