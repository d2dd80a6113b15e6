/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown's lines: views into its text, and what each is by its marks. A mark that is indented by four columns is none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_MARKDOWN_CODE_INDENT 4 /* columns; a tab goes to the next such stop */

typedef struct
{
  const char *p;
  gsize       n;
} SheafMarkdownLine;

/* What a list's item begins with. */
typedef struct
{
  char     kind; /* '-', '+', '*', '.', ')' */
  guint    number;
  guint    content; /* column where its text begins */
  gboolean empty;
} SheafMarkdownMark;

/* Without so many columns of its indent; without white space at both ends. */
SheafMarkdownLine sheaf_markdown_line_strip (SheafMarkdownLine line,
                                             guint             columns);
SheafMarkdownLine sheaf_markdown_line_trim (SheafMarkdownLine line);

guint    sheaf_markdown_line_indent (SheafMarkdownLine line); /* columns */
gboolean sheaf_markdown_line_is_blank (SheafMarkdownLine line);

/* How many of C the line begins with. */
gsize sheaf_markdown_line_count_run (SheafMarkdownLine line,
                                     char              c);

gboolean sheaf_markdown_line_is_rule (SheafMarkdownLine line);
guint    sheaf_markdown_line_heading_level (SheafMarkdownLine line); /* 0: no heading */
guint    sheaf_markdown_line_setext_level (SheafMarkdownLine line);  /* of the line before; 0: no underline */
gsize    sheaf_markdown_line_fence_length (SheafMarkdownLine line);  /* how many marks it has; 0: no fence */
gboolean sheaf_markdown_line_is_quote (SheafMarkdownLine line);
gboolean sheaf_markdown_line_read_item (SheafMarkdownLine  line,
                                        SheafMarkdownMark *mark);
gboolean sheaf_markdown_line_is_html (SheafMarkdownLine line);

/* HTML that may stand in the midst of a paragraph's lines. */
gboolean sheaf_markdown_line_is_inline_html (SheafMarkdownLine line);

/* Does LINE end the paragraph before it? */
gboolean sheaf_markdown_line_interrupts (SheafMarkdownLine line);

G_END_DECLS
