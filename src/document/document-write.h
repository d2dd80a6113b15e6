/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as text, as clean HTML and as Markdown. Each writer has its own file
 * (document-text.c, document-html.c, document-markdown.c). All (transfer full), any thread. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

/* The body's blocks, one a line; without images and captions. */
char *sheaf_document_to_text (const SheafDocument *self);

/* Clean HTML of the body: only elements and attributes the model knows; reading it back gives an
 * equal document. */
char *sheaf_document_to_html (const SheafDocument *self);

/* CommonMark with the tables and strikethrough of GitHub's dialect. */
char *sheaf_document_to_markdown (const SheafDocument *self);

/* The first prose of the body, cut at a word's end to MAX_CHARS. (nullable) */
char *sheaf_document_to_excerpt (const SheafDocument *self,
                                 gsize                max_chars);

G_END_DECLS
