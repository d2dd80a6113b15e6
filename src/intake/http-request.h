/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One HTTP/1.1 request, read as its bytes come: its head, then, once somebody wants it, its body. Strict: what two readers
 * could understand differently is refused (two lengths, folded headers, bare CR or LF, odd chunks). Any one thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_HTTP_LINE_MOST 2048          /* bytes of the request's line */
#define SHEAF_HTTP_HEAD_MOST (16 * 1024)   /* of all of the head */
#define SHEAF_HTTP_HEADERS_MOST 64

typedef enum
{
  SHEAF_HTTP_HEAD,   /* the head goes on */
  SHEAF_HTTP_JUDGE,  /* the head is whole: nothing is read on before sheaf_http_request_want_body */
  SHEAF_HTTP_BODY,   /* the body goes on */
  SHEAF_HTTP_WHOLE,
  SHEAF_HTTP_REFUSED, /* with a status: 400, 411, 413 or 431 */
} SheafHttpState;

typedef struct _SheafHttpRequest SheafHttpRequest;

/* BODY_MOST: bytes of a body that is read. */
SheafHttpRequest *sheaf_http_request_new (gsize body_most);
void              sheaf_http_request_free (SheafHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafHttpRequest, sheaf_http_request_free)

/* Takes of the SIZE bytes at DATA what is wanted now; USED (out): how many. What is left over at JUDGE is to be given
 * again after it; what is left over at WHOLE is no part of the request. */
SheafHttpState sheaf_http_request_feed (SheafHttpRequest *self,
                                        const char       *data,
                                        gsize             size,
                                        gsize            *used);

/* At JUDGE: BODY where one comes, WHOLE where it says that it is empty, REFUSED where it says no length (411) or one
 * that is too much (413). */
SheafHttpState sheaf_http_request_want_body (SheafHttpRequest *self);

SheafHttpState sheaf_http_request_get_state (const SheafHttpRequest *self);
guint          sheaf_http_request_get_status (const SheafHttpRequest *self); /* of REFUSED */

/* From JUDGE on; views into it. NAME in small letters. Those of which two would matter stand there once; of others the
 * first. (nullable) */
const char *sheaf_http_request_get_method (const SheafHttpRequest *self);
const char *sheaf_http_request_get_target (const SheafHttpRequest *self);
const char *sheaf_http_request_get_header (const SheafHttpRequest *self,
                                           const char             *name);

/* Whoever sends waits for "100 Continue" before the body. */
gboolean sheaf_http_request_expects_continue (const SheafHttpRequest *self);

/* At WHOLE, once. (transfer full) */
GBytes *sheaf_http_request_steal_body (SheafHttpRequest *self);

G_END_DECLS
