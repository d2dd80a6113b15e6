/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a document is said, sentence by sentence: a pure function of one block. Signs of notes are not said, web
 * addresses are shortened to their site, code is announced and passed over, a table is read row by row. */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct
{
  guint start, end; /* document offsets of what is marked while it is said */
  char *text;       /* as it is said, never blank */
  char *lang;       /* (nullable): as the article's */
} SheafSentence;

/* Of SheafSentence; empty where nothing of BLOCK is said. LANG (nullable): the article's. (transfer full) */
GPtrArray *sheaf_aloud_text_split (const SheafDocument *document,
                                   guint                block,
                                   const char          *lang);

/* The title as its only sentence, START and END G_MAXUINT. (transfer full) */
GPtrArray *sheaf_aloud_text_split_title (const char *title);

/* All rows of a table are one paragraph, else each block is. The first block of the paragraph that BLOCK is in. */
guint sheaf_aloud_text_get_paragraph (const SheafDocument *document,
                                      guint                block);

G_END_DECLS
