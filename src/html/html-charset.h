/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes of a page or a text -> UTF-8. Order: byte order mark, the HTTP header's charset, valid UTF-8
 * with at least one sequence that is not ASCII, <meta> in the first 1,024 bytes, uchardet on at most
 * 16 KB, windows-1252. Labels by the WHATWG Encoding Standard (latin1 is windows-1252). A declared
 * charset that fails strict decoding is not believed if the bytes are valid UTF-8, nor is a guess by
 * which more than one letter in fifty fails. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTTP_CHARSET (nullable): the label of the Content-Type header. IS_HTML: look for <meta>.
 * Always succeeds: what cannot be decoded becomes U+FFFD. The result is valid UTF-8 without a NUL,
 * in it or behind it; BYTES themselves where they are that. (transfer full) */
GBytes *sheaf_html_to_utf8 (GBytes     *bytes,
                            const char *http_charset,
                            gboolean    is_html);

G_END_DECLS
