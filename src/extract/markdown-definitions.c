/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a Markdown text that define something for all of it: addresses of links, and notes.
 */

#include "extract/markdown-lines.h"
#include "extract/markdown-read.h"

#include <string.h>

void
sheaf_markdown_note_free (gpointer data)
{
  SheafMarkdownNote *note = data;

  g_array_unref (note->lines);
  g_free (note);
}

/* A bare word is none: "[12:03]: hello" is what somebody said. */
static gboolean
is_address (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("/#:", text[i]) != NULL
        || (text[i] == '.' && i + 1 < length && g_ascii_isalnum (text[i + 1])))
      return TRUE;

  return FALSE;
}

/* Nothing but white space and one title from P to END? */
static gboolean
is_title (const char *p, const char *end)
{
  const char *title = p;

  while (title < end && g_ascii_isspace (*title))
    title++;

  return title == end || (title > p && sheaf_markdown_skip_title (title, end) == end);
}

/* "[label]: address" or "[label]: address "title"" alone on its line. */
static gboolean
take_link (SheafMarkdownLabels *labels, SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);
  const char *end = text.p + text.n, *close, *start, *rest;
  gsize length;
  g_autofree char *key = NULL;

  if (sheaf_markdown_line_indent (line) >= SHEAF_MARKDOWN_CODE_INDENT || text.n < 5
      || *text.p != '[' || text.p[1] == '^')
    return FALSE;
  close = memchr (text.p, ']', text.n);
  if (close == NULL || close + 1 >= end || close[1] != ':')
    return FALSE;
  key = sheaf_markdown_fold_label (text.p + 1, (gsize)(close - text.p) - 1);
  for (close += 2; close < end && (*close == ' ' || *close == '\t'); close++)
    ;
  rest = key != NULL ? sheaf_markdown_scan_address (close, end, &start, &length) : NULL;
  if (rest == NULL || length == 0 || !is_title (rest, end)
      || (start == close && !is_address (start, length)))
    return FALSE;
  if (!g_hash_table_contains (labels->links, key))
    g_hash_table_insert (labels->links, g_steal_pointer (&key),
                         sheaf_markdown_dup_unescaped (start, length));

  return TRUE;
}

/* "[^label]: text" and the lines that are indented under it; how many. 0: none, or the label has a
 * note already. */
static guint
take_note (SheafMarkdownLabels *labels, GPtrArray *notes, const SheafMarkdownLine *lines, guint n)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (lines[0]), line;
  const char *close;
  g_autofree char *key = NULL;
  SheafMarkdownNote *note;
  guint i, end = 1;

  if (sheaf_markdown_line_indent (lines[0]) >= SHEAF_MARKDOWN_CODE_INDENT || text.n < 5
      || text.p[0] != '[' || text.p[1] != '^')
    return 0;
  close = memchr (text.p, ']', text.n);
  if (close == NULL || close + 1 >= text.p + text.n || close[1] != ':')
    return 0;
  key = sheaf_markdown_fold_label (text.p + 2, (gsize)(close - text.p) - 2);
  if (key == NULL || g_hash_table_contains (labels->notes, key))
    return 0;

  note = g_new0 (SheafMarkdownNote, 1);
  note->lines = g_array_new (FALSE, FALSE, sizeof (SheafMarkdownLine));
  line = sheaf_markdown_line_trim (
      (SheafMarkdownLine){ close + 2, text.n - (gsize)(close + 2 - text.p) });
  g_array_append_val (note->lines, line);
  for (i = 1; i < n; i++)
    {
      gboolean blank = sheaf_markdown_line_is_blank (lines[i]);

      if (!blank && sheaf_markdown_line_indent (lines[i]) < SHEAF_MARKDOWN_CODE_INDENT
          && (end < i || sheaf_markdown_line_interrupts (lines[i])
              || *sheaf_markdown_line_trim (lines[i]).p == '['))
        break;
      if (!blank)
        end = i + 1;
      line = sheaf_markdown_line_strip (lines[i], SHEAF_MARKDOWN_CODE_INDENT);
      g_array_append_val (note->lines, line);
    }
  g_array_set_size (note->lines, end);
  g_hash_table_insert (labels->notes, g_steal_pointer (&key), note);
  g_ptr_array_add (notes, note);

  return end;
}

/* What LINE says behind the marks of items. */
static SheafMarkdownLine
skip_marks (SheafMarkdownLine line)
{
  SheafMarkdownMark mark;

  for (guint depth = 0; depth < SHEAF_MARKDOWN_MAX_DEPTH
                        && sheaf_markdown_line_read_item (line, &mark) && !mark.empty;
       depth++)
    {
      gsize skip;

      line = sheaf_markdown_line_trim (line);
      skip = 1 + (g_ascii_isdigit (*line.p) ? strspn (line.p, G_CSET_DIGITS) : 0);
      line = sheaf_markdown_line_strip ((SheafMarkdownLine){ line.p + skip, line.n - skip },
                                        mark.content);
    }

  return line;
}

/* Is LINE in a fence, or one of its ends? FENCE: the open one's marks, without any: none. */
static gboolean
follow_fence (SheafMarkdownLine *fence, SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);

  if (fence->n > 0)
    {
      if (text.n >= fence->n && sheaf_markdown_line_count_run (text, *fence->p) == text.n)
        fence->n = 0;
      return TRUE;
    }
  line = skip_marks (line);
  *fence = (SheafMarkdownLine){ sheaf_markdown_line_trim (line).p,
                                sheaf_markdown_line_fence_length (line) };

  return fence->n > 0;
}

void
sheaf_markdown_take_definitions (GArray *lines, SheafMarkdownLabels *labels, GPtrArray *notes)
{
  const SheafMarkdownLine *all = (const SheafMarkdownLine *)(gpointer)lines->data;
  SheafMarkdownLine fence = { NULL, 0 };
  gboolean text = FALSE; /* the line before may be of a paragraph */
  guint kept = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      SheafMarkdownLine line = all[i];
      gboolean fenced = follow_fence (&fence, line);
      guint taken = 0;

      if (!fenced)
        taken = !text && take_link (labels, line)
                    ? 1
                    : take_note (labels, notes, all + i, lines->len - i);
      text = taken == 0 && !fenced && !sheaf_markdown_line_is_blank (line)
             && sheaf_markdown_line_heading_level (line) == 0 && !sheaf_markdown_line_is_rule (line)
             && (text ? sheaf_markdown_line_setext_level (line) == 0
                      : sheaf_markdown_line_indent (line) < SHEAF_MARKDOWN_CODE_INDENT);
      if (taken > 0)
        i += taken - 1;
      else
        g_array_index (lines, SheafMarkdownLine, kept++) = line;
    }
  g_array_set_size (lines, kept);
}
