/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of one block (or cell) as Markdown. Private to the Markdown writer. */
#pragma once

#include "document/document-markdown-notes.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_MARKDOWN_PLAIN,
  SHEAF_MARKDOWN_HEADING,
  SHEAF_MARKDOWN_CELL,
  SHEAF_MARKDOWN_BOLD_CELL,
  SHEAF_MARKDOWN_BOLD,       /* all of it strong */
  SHEAF_MARKDOWN_EMPHASISED, /* all of it emphasised */
} SheafMarkdownPlace;

/* A mark of NOTES is written as "[^1]", what leads back to it is not. */
void
sheaf_markdown_append_inline (GString *out,
                              const SheafDocument *document,
                              const SheafBlock *block,
                              SheafMarkdownPlace place,
                              const SheafMarkdownNotes *notes);

/* An address between the parentheses of a link. */
void
sheaf_markdown_append_url (GString *out, const char *url);

/* TEXT with everything escaped that Markdown would read: the words of a picture. */
void
sheaf_markdown_append_text (GString *out, const char *text);

G_END_DECLS
