/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses by GUri (RFC 3986), leniently where pages are lenient. */

#include "base/url.h"

#include "base/error.h"
#include "base/text.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_URL_BYTES 8192
#define LENIENT (G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE)

/* GUri takes "a%2fb.org" for the host "a/b.org": written down again that would be another one, as
 * would a character of which IDNA makes a slash. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || *host == '.' || strstr (host, "..") != NULL)
    return FALSE;
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);
  for (const char *p = host; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == 0x7f || strchr ("\"#%/<>?@[\\]^`{|}", *p) != NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri), *path = g_uri_get_path (uri);

  /* A host ends at ";" for GLib, and what is behind it would be a path of no form that can be
   * written. */
  return (*path == '\0' || *path == '/')
         && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
         && is_host (g_uri_get_host (uri));
}

static GUri *
parse_web (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (url == NULL || strlen (url) > MAX_URL_BYTES)
    return NULL;
  uri = g_uri_parse (url, LENIENT, NULL);

  return uri != NULL && is_web (uri) ? g_steal_pointer (&uri) : NULL;
}

gboolean
sheaf_url_is_web (const char *url)
{
  g_autoptr (GUri) uri = parse_web (url);

  return uri != NULL;
}

/* Spaces, controls and what may not stand in an address percent-encoded, tabs and line breaks gone,
 * ends trimmed. NULL for NULL and for what is longer than an address. */
static char *
clean (const char *text)
{
  const unsigned char *start = (const unsigned char *)text, *end;
  g_autoptr (GString) url = NULL;

  if (text == NULL)
    return NULL;
  while (*start != '\0' && *start <= ' ')
    start++;
  end = start + strlen ((const char *)start);
  while (end > start && end[-1] <= ' ')
    end--;
  if (end - start > MAX_URL_BYTES)
    return NULL;
  url = g_string_sized_new (end - start);
  for (const unsigned char *p = start; p < end; p++)
    if (*p == '\t' || *p == '\n' || *p == '\r')
      continue;
    else if (*p <= ' ' || *p == 0x7f || *p == '"' || *p == '<' || *p == '>' || *p == '\\'
             || *p == '^' || *p == '`' || *p == '{' || *p == '|' || *p == '}')
      g_string_append_printf (url, "%%%02X", *p);
    else
      g_string_append_c (url, (char)*p);

  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* Everything after the host percent-encoded where it is not ASCII; the host in its ASCII form. NULL
 * where there is none or the whole is too long. */
static char *
to_ascii (GUri *uri)
{
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *path = g_uri_escape_string (g_uri_get_path (uri),
                                               G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%[]", FALSE);
  g_autofree char *query
      = g_uri_get_query (uri) != NULL ? g_uri_escape_string (
            g_uri_get_query (uri), G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%?[]", FALSE)
                                      : NULL;
  g_autofree char *fragment
      = g_uri_get_fragment (uri) != NULL ? g_uri_escape_string (
            g_uri_get_fragment (uri), G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%?#[]", FALSE)
                                         : NULL;
  g_autofree char *url = NULL;

  if (!is_host (host))
    return NULL;
  url = g_uri_join (LENIENT, g_uri_get_scheme (uri), g_uri_get_userinfo (uri), host,
                    g_uri_get_port (uri), path, query, fragment);

  return strlen (url) <= MAX_URL_BYTES ? g_steal_pointer (&url) : NULL;
}

static gboolean
looks_like_host (const char *host)
{
  const char *dot;

  if (g_hostname_is_ip_address (host) || g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  dot = strrchr (host, '.');
  if (dot == NULL || dot == host || dot[1] == '\0')
    return FALSE;
  for (const char *p = host; *p != '\0'; p++)
    if (g_ascii_isspace (*p)
        || ((guchar)*p < 0x80 && !g_ascii_isalnum (*p) && strchr (".-_", *p) == NULL))
      return FALSE;

  return TRUE;
}

/* "https://…" and not "example.org/?u=https://…" */
static gboolean
has_scheme (const char *text)
{
  const char *p = text;

  while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("+-.", *p) != NULL))
    p++;

  return sheaf_text_starts_with (p, "://");
}

char *
sheaf_url_from_typed (const char *text, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *url = NULL;
  g_autofree char *ascii = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean schemed = has_scheme (typed);

  if (!schemed)
    {
      char *with_scheme = g_strconcat ("https://", typed, NULL);

      g_free (typed);
      typed = with_scheme;
    }
  url = strpbrk (typed, " \t\n\r") == NULL ? clean (typed) : NULL;
  uri = url != NULL ? parse_web (url) : NULL;
  /* "mailto:x@y.z" and "javascript:…" would read as a user's name and a port. */
  if (uri != NULL
      && ((!schemed && g_uri_get_userinfo (uri) != NULL)
          || (!schemed && !looks_like_host (g_uri_get_host (uri)))))
    g_clear_pointer (&uri, g_uri_unref);
  ascii = uri != NULL ? to_ascii (uri) : NULL;
  if (ascii == NULL)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_ADDRESS, "not a web address: %.200s", text);
      return NULL;
    }

  return g_steal_pointer (&ascii);
}

char *
sheaf_url_resolve (const char *base, const char *ref)
{
  g_autofree char *url = NULL;
  g_autoptr (GUri) from = base != NULL ? g_uri_parse (base, LENIENT, NULL) : NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  url = clean (ref);
  if (url == NULL || (*url == '\0' && from == NULL))
    return NULL;
  uri = from != NULL ? g_uri_parse_relative (from, url, LENIENT, NULL)
                     : g_uri_parse (url, LENIENT, NULL);
  if (uri == NULL)
    return NULL;
  scheme = g_uri_get_scheme (uri);
  if (g_str_equal (scheme, "mailto"))
    return strchr (g_uri_get_path (uri), '@') != NULL ? g_uri_to_string (uri) : NULL;

  return is_web (uri) ? to_ascii (uri) : NULL;
}

static const char *const tracking[] = {
  "fbclid", "gclid", "dclid", "msclkid", "twclid", "mc_cid", "mc_eid", "_ga", "_gl", "igshid", "si",
};

static gboolean
is_tracking (const char *parameter)
{
  g_autofree char *name = g_strndup (parameter, strcspn (parameter, "="));

  if (g_ascii_strncasecmp (name, "utm_", 4) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (tracking); i++)
    if (g_ascii_strcasecmp (name, tracking[i]) == 0)
      return TRUE;

  return FALSE;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The query without what only tracks, sorted; NULL where nothing is left. */
static char *
canonical_query (const char *query)
{
  g_auto (GStrv) all = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0' && !is_tracking (all[i]))
      g_ptr_array_add (kept, all[i]);
  if (kept->len == 0)
    return NULL;
  g_ptr_array_sort (kept, compare_strings);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("&", (GStrv)kept->pdata);
}

char *
sheaf_url_canonical (const char *url)
{
  g_autofree char *cleaned = clean (url);
  g_autoptr (GUri) uri = parse_web (cleaned);
  g_autofree char *ascii = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autoptr (GUri) plain = NULL;
  const char *fragment;
  gsize length;
  int port;

  ascii = uri != NULL ? to_ascii (uri) : NULL;
  plain = ascii != NULL ? parse_web (ascii) : NULL;
  if (plain == NULL)
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (plain), -1);
  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  port = g_uri_get_port (plain);
  if (port == 80 || port == 443)
    port = -1;
  path = g_strdup (g_uri_get_path (plain));
  for (length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  query = canonical_query (g_uri_get_query (plain));
  fragment = g_uri_get_fragment (plain);
  if (fragment != NULL && *fragment != '!' && *fragment != '/')
    fragment = NULL;

  return g_uri_join (LENIENT, "https", NULL, host, port, path, query, fragment);
}

GBytes *
sheaf_url_key (const char *url)
{
  g_autofree char *canonical = sheaf_url_canonical (url);
  g_autoptr (GChecksum) sum = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  if (canonical == NULL)
    return NULL;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *)canonical, -1);
  g_checksum_get_digest (sum, digest, &size);

  return g_bytes_new (digest, 16);
}

/* HOST in its own letters; as it stands where they would not lead back to it. */
static char *
dup_readable_host (const char *host)
{
  g_autofree char *readable = g_hostname_to_unicode (host);
  g_autofree char *back = readable != NULL ? g_hostname_to_ascii (readable) : NULL;
  g_autofree char *ascii = g_hostname_to_ascii (host);

  if (back == NULL || ascii == NULL || g_ascii_strcasecmp (back, ascii) != 0)
    return g_strdup (host);

  return g_steal_pointer (&readable);
}

char *
sheaf_url_site (const char *url)
{
  g_autofree char *cleaned = clean (url);
  g_autoptr (GUri) uri = parse_web (cleaned);
  g_autofree char *host = NULL;
  const char *name;

  if (uri == NULL)
    return NULL;
  host = dup_readable_host (g_uri_get_host (uri));
  name = g_ascii_strncasecmp (host, "www.", 4) == 0 && strchr (host + 4, '.') != NULL ? host + 4
                                                                                      : host;

  return sheaf_text_small (name);
}

char *
sheaf_url_readable (const char *url)
{
  g_autofree char *cleaned = clean (url);
  g_autoptr (GUri) uri = parse_web (cleaned);
  g_autofree char *host = uri != NULL ? dup_readable_host (g_uri_get_host (uri)) : NULL;

  int port;

  if (uri == NULL)
    return g_strdup (url);
  port = g_uri_get_port (uri);
  if (port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    port = -1;

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port,
                     g_uri_get_path (uri), g_uri_get_query (uri), g_uri_get_fragment (uri));
}

char *
sheaf_url_authority (const char *url)
{
  g_autofree char *cleaned = clean (url);
  g_autoptr (GUri) uri = parse_web (cleaned);
  g_autofree char *ascii = NULL;
  g_autofree char *host = NULL;
  int port;

  ascii = uri != NULL ? g_hostname_to_ascii (g_uri_get_host (uri)) : NULL;
  if (!is_host (ascii))
    return NULL;
  host = g_ascii_strdown (ascii, -1);
  port = g_uri_get_port (uri);
  if (port < 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;

  return strchr (host, ':') != NULL ? g_strdup_printf ("[%s]:%d", host, port)
                                    : g_strdup_printf ("%s:%d", host, port);
}
