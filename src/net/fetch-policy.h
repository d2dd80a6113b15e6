/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a request may go: an own table of the networks that are not the public internet. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Loopback, private, link-local, carrier, benchmark, documentation, multicast, reserved; for IPv6 also what
 * embeds an IPv4 address (mapped, NAT64, 6to4, Teredo), judged by it. IANA's special-purpose
 * registries. */
gboolean sheaf_fetch_policy_is_private (GInetAddress *address);

/* May a request for URL, made for what a person typed (TYPED, nullable), talk to PEER? */
gboolean sheaf_fetch_policy_allows (const char     *url,
                                    const char     *typed,
                                    GSocketAddress *peer);

G_END_DECLS
