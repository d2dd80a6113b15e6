/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A web server inside the test's own process, on 127.0.0.1, at ports that the system chooses. It is
 * two: one that behaves well (SoupServer) and one that sends whatever bytes it likes (paths of
 * "/raw/"). It counts what it is asked and keeps the headers. It answers while the main context
 * runs; the raw answers are written by threads.
 *
 * There already (local_server_url() gives the address of each):
 *
 *   /article                   a page with an article, four pictures that may be kept
 * (/pictures/harbour.png, rope.jpg, gull.gif, lamp.webp) and one that may not (drawing.svg)
 *   /pictures/huge.png         the head of a PNG of 600 megapixels
 *   /menu                      a page without an article
 *   /notes.txt                 a plain text
 *   /empty                     text/html of no bytes
 *   /paper.pdf  /picture-as-page (a PNG called text/html)  /no-type (the article without
 * Content-Type) /charset/LABEL             a page in that charset, said by the header alone: utf-8,
 * iso-8859-1, windows-1252, iso-8859-2, koi8-r, shift_jis, euc-jp, gb18030, big5, utf-16le; its
 * title and text hold local_server_charset_words (LABEL) /gzip  /gzip/bomb          the article,
 * and 16 MB of nothing in 1:1000, compressed /cookie                    the article, and a cookie
 * to keep /status/NNN                that status with a page of words; 503 with "Retry-After: 1",
 * 401 asks for Basic /redirect/N                N redirects, then /article;  /redirect/loop: round
 * and round /redirect/to?URL           a 302 whose Location is URL, as it stands there (file:,
 * data:, any server …)
 *
 *   /raw/chunked-cut           chunked and gone after a whole chunk, without the last one
 *   /raw/chunk-cut             gone in the middle of a chunk
 *   /raw/chunk-huge            a chunk's size beyond all numbers
 *   /raw/gzip-cut  /raw/gzip-broken   gzip without its end; with a wrong byte
 *   /raw/length-short          Content-Length 100 and a whole article
 *   /raw/length-long           the article, and a Content-Length of 4,000 bytes more
 *   /raw/length-two  /raw/length-negative  /raw/length-beyond   two different ones; -5; 20 nines
 *   /raw/no-length             the article, ended by closing; HTTP/1.0
 *   /raw/drip-body  /raw/drip-head    a byte each 10 ms, for ever
 *   /raw/stall                 the beginning of a page, and then nothing
 *   /raw/hang                  takes the request and never says a word
 *   /raw/oversize              a page without end, as fast as it goes; the same with another head:
 * oversize-picture, -pdf, -missing (404), -redirect (to /raw/no-length) /raw/continue-flood 100
 * Continue without end /raw/garbage               a status line of noise /raw/head-huge headers
 * without end /raw/head-nul              a NUL in a header /raw/http09                a body and
 * nothing before it /raw/closed                hangs up without a word /raw/cookie-huge the article
 * and a cookie of 70 KB /raw/brotli                "Content-Encoding: br" and noise
 *
 * Anything else is a 404. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LocalServer LocalServer;

LocalServer *
local_server_new (void);
void
local_server_free (LocalServer *self); /* waits for its threads */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalServer, local_server_free)

/* "http://127.0.0.1:PORT" of the well-behaved one. */
const char *
local_server_get_base (LocalServer *self);

/* "http://127.0.0.1:PORT" of the one that sends raw bytes. */
const char *
local_server_get_raw_base (LocalServer *self);

/* "https://127.0.0.1:PORT", the same as the well-behaved one; its certificate is signed by itself.
 * Begins with the first call. */
const char *
local_server_get_tls_base (LocalServer *self);
GTlsCertificate *
local_server_new_certificate (void); /* the one it shows */

/* The base that PATH belongs to, and PATH. (transfer full) */
char *
local_server_url (LocalServer *self, const char *path);

/* An address that nobody listens at: the connection is refused. */
const char *
local_server_get_refused_url (LocalServer *self);

/* --- What it answers with --- */

/* PATH (with its leading slash, without query) answers with BYTES. CONTENT_TYPE NULL: without that
 * header. */
void
local_server_add (LocalServer *self, const char *path, const char *content_type, GBytes *bytes);
void
local_server_add_text (LocalServer *self,
                       const char *path,
                       const char *content_type,
                       const char *text);

/* PATH answers with STATUS and, where LOCATION is not NULL, that header. */
void
local_server_add_status (LocalServer *self, const char *path, guint status, const char *location);

/* The files below FOLDER, at PREFIX ("/pages") and their names; their type is by the name's ending.
 */
void
local_server_add_folder (LocalServer *self, const char *prefix, const char *folder);

/* PATH, which begins with "/raw/", is answered with these very bytes, head and all, and hanging up.
 */
void
local_server_add_raw (LocalServer *self, const char *path, GBytes *bytes);

/* The same for the next request alone. */
void
local_server_add_raw_once (LocalServer *self, const char *path, GBytes *bytes);

/* Takes away what was added at PATH. */
void
local_server_remove (LocalServer *self, const char *path);

/* Requests for PATH (NULL: all) of the well-behaved one wait until release, those that wait already
 * too. */
void
local_server_hold (LocalServer *self, const char *path);
void
local_server_release (LocalServer *self);
guint
local_server_count_held (LocalServer *self); /* how many wait now */

/* --- What it saw --- */

/* Requests for PATH (NULL: all of them) whose head has come; redirects count each hop. */
guint
local_server_count (LocalServer *self, const char *path);

/* A header of the last request for PATH; NULL: it had none, or there was no request. ":version" is
 * that of HTTP ("1.1", "2"). (transfer full) (nullable) */
char *
local_server_dup_header (LocalServer *self, const char *path, const char *name);

/* The names of the headers of the last request for PATH, in small letters, sorted. (transfer full)
 */
GStrv
local_server_dup_header_names (LocalServer *self, const char *path);

/* What the raw one saw: connections made, those open now, and bytes that came over them. */
guint
local_server_count_raw_connections (LocalServer *self);
guint
local_server_count_raw_open (LocalServer *self);
guint64
local_server_count_raw_bytes (LocalServer *self);

void
local_server_forget (LocalServer *self); /* counts from nothing again */

/* FUNC is called with each request of the well-behaved one when its head has come, before anything
 * is answered, on the main thread. NULL: no more. */
typedef void (*LocalServerFunc) (LocalServer *self, const char *path, gpointer user_data);
void
local_server_set_func (LocalServer *self, LocalServerFunc func, gpointer user_data);

/* --- Words that it sends --- */

/* The title of /article, words in its last paragraph, and the whole page. */
#define LOCAL_SERVER_TITLE "The rope walk by the harbour"
#define LOCAL_SERVER_LAST_WORDS "and the tar smells the same as it did"
const char *
local_server_get_article (void);
const char *
local_server_charset_words (const char *label);

/* A page of an article with TITLE, PARAGRAPHS of them, and PICTURES (nullable: addresses).
 * (transfer full) */
char *
local_server_make_page (const char *title, guint paragraphs, const char *const *pictures);

/* A picture that may be kept: "png", "jpg", "gif" or "webp"; 240 by 160 pixels. (transfer full) */
GBytes *
local_server_make_picture (const char *kind);

/* The first 33 bytes of a PNG of WIDTH by HEIGHT, and ROOM bytes after it. (transfer full) */
GBytes *
local_server_make_png_head (guint width, guint height, gsize room);

/* BYTES compressed. (transfer full) */
GBytes *
local_server_gzip (GBytes *bytes);

G_END_DECLS
