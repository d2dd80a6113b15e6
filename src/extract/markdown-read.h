/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown as HTML, for the reader of pages: CommonMark's common part, with the tables, strike-out, task
 * lists, bare addresses and footnotes of GitHub's dialect. HTML in it stays as it is: who reads the result
 * has to choose what to keep. Its time grows with the text alone: nesting, addresses, labels and tags have
 * limits, past which their marks are read as text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of what a link leads to, in bytes. */
#define SHEAF_MARKDOWN_MAX_ADDRESS 4000
#define SHEAF_MARKDOWN_MAX_LABEL   999

#define SHEAF_MARKDOWN_MAX_DEPTH 32 /* of quotes and items; deeper marks are text */

/* What the text defines, by label as it is compared. */
typedef struct
{
  GHashTable *links; /* label -> address */
  GHashTable *notes; /* label -> SheafMarkdownNote */
  GPtrArray  *used;  /* of SheafMarkdownNote, in the order of their first marks; borrowed */
} SheafMarkdownLabels;

typedef struct
{
  GArray *lines;  /* SheafMarkdownLine */
  guint   number; /* counted by its first mark; 0: none yet */
  guint   marks;
} SheafMarkdownNote;

/* TEXT: valid UTF-8. (transfer full) */
char *sheaf_markdown_to_html (const char *text);

/* Takes the definitions out of LINES (SheafMarkdownLine); what is left of these. A link's cannot stand in the midst of
 * a paragraph: there it is text. LABELS gets what they say, NOTES (borrowed there) the notes as they stand in the text. */
void sheaf_markdown_take_definitions (GArray              *lines,
                                      SheafMarkdownLabels *labels,
                                      GPtrArray           *notes);
void sheaf_markdown_note_free (gpointer data);

/* The words of a paragraph or a cell. LABELS: notes get their numbers. */
void sheaf_markdown_read_inline (GString             *out,
                                 const char          *text,
                                 gsize                length,
                                 SheafMarkdownLabels *labels);

/* A label as it is compared. (transfer full) (nullable): none */
char *sheaf_markdown_fold_label (const char *text,
                                 gsize       length);

/* LENGTH bytes of an address or title with its escapes resolved. (transfer full) */
char *sheaf_markdown_dup_unescaped (const char *text,
                                    gsize       length);

/* The end of the address that begins at TEXT ("<…>" or without white space), NULL: none. START, LENGTH
 * (out): without its brackets. */
const char *sheaf_markdown_scan_address (const char  *text,
                                         const char  *end,
                                         const char **start,
                                         gsize       *length);

/* Behind a title in quotes or brackets; P itself where there is none. */
const char *sheaf_markdown_skip_title (const char *p,
                                       const char *end);

G_END_DECLS
