/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IANA's special-purpose address registries as a table of networks. GLib's own tests miss a third
 * of them. */

#include "net/fetch-policy.h"

#include "base/url.h"

#include <string.h>

static const struct
{
  const char *network;
  guint bits;
} private_v4[] = {
  { "0.0.0.0", 8 },      { "10.0.0.0", 8 },     { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
  { "169.254.0.0", 16 }, { "172.16.0.0", 12 },  { "192.0.0.0", 24 },  { "192.0.2.0", 24 },
  { "192.88.99.0", 24 }, { "192.168.0.0", 16 }, { "198.18.0.0", 15 }, { "198.51.100.0", 24 },
  { "203.0.113.0", 24 }, { "224.0.0.0", 4 },    { "240.0.0.0", 4 },
};

static const struct
{
  const char *network;
  guint bits;
  int v4_at; /* byte where an IPv4 address is embedded that decides, or -1: private as it is */
} special_v6[] = {
  { "::ffff:0:0", 96, 12 }, { "64:ff9b::", 96, 12 },   { "64:ff9b:1::", 48, -1 },
  { "2002::", 16, 2 },      { "2001::", 23, -1 },      { "::", 96, -1 },
  { "100::", 64, -1 },      { "100:0:0:1::", 64, -1 }, { "2001:db8::", 32, -1 },
  { "3fff::", 20, -1 },     { "5f00::", 16, -1 },      { "fc00::", 7, -1 },
  { "fe80::", 10, -1 },     { "fec0::", 10, -1 },      { "ff00::", 8, -1 },
};

static gboolean
in_network (const guint8 *address, const char *network, guint bits)
{
  g_autoptr (GInetAddress) base = g_inet_address_new_from_string (network);
  const guint8 *bytes = g_inet_address_to_bytes (base);
  guint whole = bits / 8, rest = bits % 8;

  if (memcmp (address, bytes, whole) != 0)
    return FALSE;

  return rest == 0 || (address[whole] ^ bytes[whole]) >> (8 - rest) == 0;
}

static gboolean
is_private_v4 (const guint8 *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (private_v4); i++)
    if (in_network (address, private_v4[i].network, private_v4[i].bits))
      return TRUE;

  return FALSE;
}

gboolean
sheaf_fetch_policy_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_private_v4 (bytes);
  for (guint i = 0; i < G_N_ELEMENTS (special_v6); i++)
    if (in_network (bytes, special_v6[i].network, special_v6[i].bits))
      return special_v6[i].v4_at < 0 || is_private_v4 (bytes + special_v6[i].v4_at);

  return FALSE;
}

SheafPeer
sheaf_fetch_policy_judge (GSocketAddress *peer)
{
  GInetAddress *address;

  if (!G_IS_INET_SOCKET_ADDRESS (peer))
    return SHEAF_PEER_UNKNOWN;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer));

  return sheaf_fetch_policy_is_private (address) ? SHEAF_PEER_PRIVATE : SHEAF_PEER_PUBLIC;
}

/* The very server that a person named. */
static gboolean
is_typed (const char *url, const char *typed)
{
  g_autofree char *here = sheaf_url_authority (url);
  g_autofree char *there = typed != NULL ? sheaf_url_authority (typed) : NULL;

  return here != NULL && g_strcmp0 (here, there) == 0;
}

gboolean
sheaf_fetch_policy_allows (const char *url,
                           const char *typed,
                           GSocketAddress *peer,
                           SheafPeer before)
{
  SheafPeer now = sheaf_fetch_policy_judge (peer);

  if (now == SHEAF_PEER_PRIVATE)
    return before != SHEAF_PEER_PUBLIC && is_typed (url, typed);

  return now == SHEAF_PEER_PUBLIC;
}

/* Names that belong to this machine, or to the network it stands in. */
static gboolean
is_local_name (const char *host)
{
  static const char *const ends[] = { "localhost", "local", "internal", "intranet", "lan",
                                      "home",      "corp",  "private",  "home.arpa" };
  g_autofree char *small = g_ascii_strdown (host, -1);
  const char *last;

  if (g_str_has_suffix (small, "."))
    small[strlen (small) - 1] = '\0';
  last = strrchr (small, '.');
  if (last == NULL || g_ascii_isdigit (last[1])) /* "127.1" is a number too */
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (small, ends[i]) && small[strlen (small) - strlen (ends[i]) - 1] == '.')
      return TRUE;

  return FALSE;
}

gboolean
sheaf_fetch_policy_allows_name (const char *url, const char *typed)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (host == NULL || is_typed (url, typed))
    return host != NULL;

  return address != NULL ? !sheaf_fetch_policy_is_private (address) : !is_local_name (host);
}
