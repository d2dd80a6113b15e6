/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a request may go: an own table of the networks that are not the public internet. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Loopback, private, link-local, carrier, benchmark, documentation, multicast, reserved; for IPv6 also what
 * embeds an IPv4 address (mapped, NAT64, 6to4, Teredo), judged by it. IANA's special-purpose
 * registries. */
gboolean sheaf_fetch_policy_is_private (GInetAddress *address);

/* What the server that a person named has been known to be. A name may lead elsewhere from one moment to the next. */
typedef enum
{
  SHEAF_PEER_UNKNOWN,
  SHEAF_PEER_PUBLIC,
  SHEAF_PEER_PRIVATE,
} SheafPeer;

SheafPeer sheaf_fetch_policy_judge (GSocketAddress *peer); /* UNKNOWN: it has no address of the internet's */

/* May a request for URL, made for what a person typed (TYPED, nullable), talk to PEER? The very server that was typed
 * may be private, and what lies at its host and port; but one that was public BEFORE may not become private. */
gboolean sheaf_fetch_policy_allows (const char     *url,
                                    const char     *typed,
                                    GSocketAddress *peer,
                                    SheafPeer       before);

/* The same through a proxy that the system's settings name, where only the address itself can be judged: a name that
 * means this machine, and numbers of a private network, are refused. */
gboolean sheaf_fetch_policy_allows_name (const char *url,
                                         const char *typed);

G_END_DECLS
