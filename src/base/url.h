/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Web addresses: what a person typed, what a page links to, and the key that finds duplicates. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person typed or pasted, as an absolute http or https address ("example.org/a" gets
 * https://); NULL and BAD_ADDRESS where it is none. White space around it goes. (transfer full) */
char *sheaf_url_from_typed (const char *text,
                            GError    **error);

/* Is it an absolute http or https address with a host? */
gboolean sheaf_url_is_web (const char *url);

/* REF as found in a page at BASE (nullable), made absolute. Only http, https and mailto come
 * back; anything else (javascript:, data:, file: …) is NULL. (transfer full) (nullable) */
char *sheaf_url_resolve (const char *base,
                         const char *ref);

/* The form that finds duplicates, never the one fetched: scheme and host in small letters,
 * http = https, IDNA host, no default port, no user's name, no fragment (but #! and #/), no closing
 * slash, no tracking parameters (utm_*, fbclid, gclid, dclid, msclkid, twclid, mc_cid, mc_eid, _ga, _gl,
 * igshid, si), the rest sorted. (transfer full), NULL where URL is no web address */
char *sheaf_url_canonical (const char *url);

/* Its key: the first 16 bytes of the SHA-256 of the canonical form. (transfer full) (nullable) */
GBytes *sheaf_url_key (const char *url);

/* The host without "www.", as a person would name the site. (transfer full) (nullable) */
char *sheaf_url_site (const char *url);

/* URL to be looked at before it is opened: its host in its own letters where these lead back to it, without a user's
 * name. What is no web address comes back as it is. (transfer full) */
char *sheaf_url_readable (const char *url);

/* "host:port", lower case, port always there: what "the same server" means. (nullable) */
char *sheaf_url_authority (const char *url);

G_END_DECLS
