/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Polite, bounded HTTP: streamed, HTTP/1 where libsoup is older than 3.4; no cookies, no
 * Referer, no authentication, no sniffer, no cache. The only door to the network. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_FETCH_PAGE,    /* text/html and its kin, text/plain; 16 MB decoded */
  SHEAF_FETCH_PICTURE, /* the four picture kinds; 20 MB */
} SheafFetchKind;

/* An answer. Bytes are decoded; gzip is all that is asked for, and anything else is refused. */
typedef struct
{
  GBytes  *bytes;
  char    *final_url;
  char    *content_type; /* small letters, without parameters; sniffed from the bytes by ours where absent (nullable) */
  char    *charset;      /* of the Content-Type header (nullable) */
  gboolean incomplete;   /* the body ended early, or a page or picture without its end where nothing counts its bytes */
} SheafFetched;

void sheaf_fetched_free (SheafFetched *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFetched, sheaf_fetched_free)

/* Every limit, so that a test can scale them. */
typedef struct
{
  gsize  page_bytes;      /* 16 MB */
  gsize  picture_bytes;   /* 20 MB */
  guint  max_ratio;       /* 100: decoded over received, once decoded > 1 MB */
  guint  wall_ms;         /* 60,000 for the whole of one request, redirects included, from its first turn on */
  guint  first_byte_ms;   /* 30,000 */
  guint  max_redirects;   /* 10 */
  guint  max_connections; /* 16 requests at once; the others wait, and no time runs for them */
  guint  max_per_host;    /* 2 */
} SheafFetchLimits;

extern const SheafFetchLimits sheaf_fetch_limits;

#define SHEAF_TYPE_FETCHER (sheaf_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SheafFetcher, sheaf_fetcher, SHEAF, FETCHER, GObject)

/* LIMITS NULL: the ones above. */
SheafFetcher *sheaf_fetcher_new (const SheafFetchLimits *limits);

/* GETs URL. TYPED (nullable): the address a person typed, for which this is done. Only then may a
 * private address be reached, and only at TYPED's own host and port: its redirects and its page's
 * pictures too, unless that was public when its page was asked for. Checked at the connected socket of every hop,
 * before a byte is sent; through a proxy of the system's settings, by the name alone.
 * Errors: BAD_ADDRESS, NETWORK (no answer, broken, too slow, 408, 429, 5xx), NOT_FOUND (404, 410), BLOCKED
 * (other 4xx, a private address, a redirect to no web address or from https to http), NOT_A_PAGE (another kind of
 * content: a PDF …, by its head or its first bytes), TOO_BIG, G_IO_ERROR_CANCELLED. */
void          sheaf_fetcher_get_async (SheafFetcher       *self,
                                       const char         *url,
                                       const char         *typed,
                                       SheafFetchKind      kind,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
SheafFetched *sheaf_fetcher_get_finish (SheafFetcher *self,
                                        GAsyncResult *result,
                                        GError      **error);

G_END_DECLS
