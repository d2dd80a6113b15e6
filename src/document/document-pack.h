/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document's ranges as bytes (a versioned GVariant, little-endian, normal form) and back. The text is
 * kept beside it, once. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

GBytes *sheaf_document_pack (const SheafDocument *self);

/* TEXT: the document's text. Everything is checked: BAD_FILE where the bytes are none of ours or do
 * not fit the text, TOO_NEW for a later version. (transfer full) */
SheafDocument *sheaf_document_unpack (GBytes     *packed,
                                      const char *text,
                                      GError    **error);

G_END_DECLS
