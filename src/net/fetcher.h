/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Polite, bounded HTTP: one SoupSession, streamed, HTTP/1 where libsoup is older than 3.4; no cookies, no
 * Referer, no authentication, no sniffer, no cache. The only door to the network. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_FETCH_PAGE,    /* text/html and its kin, text/plain; 16 MB decoded */
  SHEAF_FETCH_PICTURE, /* the four picture kinds; 20 MB */
} SheafFetchKind;

/* An answer. Bytes are decoded (gzip, deflate, br where libsoup can). */
typedef struct
{
  GBytes  *bytes;
  char    *final_url;
  char    *content_type; /* small letters, without parameters; sniffed from the bytes by ours where absent (nullable) */
  char    *charset;      /* of the Content-Type header (nullable) */
  gboolean incomplete;   /* the body ended early, or an HTML page without its end: may lack text */
} SheafFetched;

void sheaf_fetched_free (SheafFetched *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFetched, sheaf_fetched_free)

/* Every limit, so that a test can scale them. */
typedef struct
{
  gsize  page_bytes;      /* 16 MB */
  gsize  picture_bytes;   /* 20 MB */
  guint  max_ratio;       /* 100: decoded over received, once decoded > 1 MB */
  guint  wall_ms;         /* 60,000 for the whole of one request, redirects included */
  guint  first_byte_ms;   /* 30,000 */
  guint  max_redirects;   /* 10 */
  guint  max_connections; /* 16 */
  guint  max_per_host;    /* 2 */
} SheafFetchLimits;

extern const SheafFetchLimits sheaf_fetch_limits;

#define SHEAF_TYPE_FETCHER (sheaf_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SheafFetcher, sheaf_fetcher, SHEAF, FETCHER, GObject)

/* LIMITS NULL: the ones above. */
SheafFetcher *sheaf_fetcher_new (const SheafFetchLimits *limits);

/* GETs URL. TYPED (nullable): the address a person typed, for which this is done. Only then may a
 * private address be reached, and only at TYPED's own host and port: its redirects and its page's
 * pictures too. Checked at the connected socket of every hop, before a byte is sent.
 * Errors: BAD_ADDRESS, NETWORK (no answer, broken, too slow, 5xx), NOT_FOUND (404, 410), BLOCKED
 * (other 4xx, a private address), NOT_A_PAGE (another kind of content: a PDF …), TOO_BIG,
 * G_IO_ERROR_CANCELLED. */
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
