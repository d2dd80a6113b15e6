/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown's blocks: a quote or an item is read again from its lines without their marks, as deep
 * as there is any sense in it. */

#include "extract/markdown-lines.h"
#include "extract/markdown-read.h"

#include "base/text.h"

#include <string.h>

#define MAX_COLUMNS 64
#define END "</p>\n"

typedef struct
{
  GString *out;
  SheafMarkdownLabels labels;
  GPtrArray *notes; /* of SheafMarkdownNote, as they stand in the text; borrowed */
  guint depth;
  const char *box; /* what a task's text begins with (nullable) */
} Reader;

static void
read_blocks (Reader *self, const SheafMarkdownLine *lines, guint n);

/* Leaves */

static void
add_escaped (GString *out, SheafMarkdownLine line)
{
  g_autofree char *text = g_markup_escape_text (line.p, (gssize)line.n);

  g_string_append (out, text);
}

static guint
read_fence (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  SheafMarkdownLine first = sheaf_markdown_line_trim (lines[0]), info;
  gsize length = sheaf_markdown_line_fence_length (lines[0]);
  guint indent = sheaf_markdown_line_indent (lines[0]), i;
  gsize word = 0;

  info = sheaf_markdown_line_trim ((SheafMarkdownLine){ first.p + length, first.n - length });
  while (word < info.n && !g_ascii_isspace (info.p[word]) && strchr ("{,", info.p[word]) == NULL)
    word++;
  g_string_append (self->out, "<pre><code");
  if (word > 0)
    {
      g_string_append (self->out, " class=\"language-");
      add_escaped (self->out, (SheafMarkdownLine){ info.p, word });
      g_string_append_c (self->out, '"');
    }
  g_string_append (self->out, ">\n");
  for (i = 1; i < n; i++)
    {
      SheafMarkdownLine text = sheaf_markdown_line_trim (lines[i]);

      if (sheaf_markdown_line_indent (lines[i]) < SHEAF_MARKDOWN_CODE_INDENT && text.n >= length
          && *text.p == *first.p && sheaf_markdown_line_count_run (text, *first.p) == text.n)
        break;
      add_escaped (self->out, sheaf_markdown_line_strip (lines[i], indent));
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "</code></pre>\n");

  return i < n ? i + 1 : n;
}

static guint
read_indented (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  guint end = 0;

  for (guint i = 0; i < n
                    && (sheaf_markdown_line_is_blank (lines[i])
                        || sheaf_markdown_line_indent (lines[i]) >= SHEAF_MARKDOWN_CODE_INDENT);
       i++)
    if (!sheaf_markdown_line_is_blank (lines[i]))
      end = i + 1;
  g_string_append (self->out, "<pre><code>\n");
  for (guint i = 0; i < end; i++)
    {
      add_escaped (self->out, sheaf_markdown_line_strip (lines[i], SHEAF_MARKDOWN_CODE_INDENT));
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "</code></pre>\n");

  return end;
}

static guint
read_heading (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  guint level = sheaf_markdown_line_heading_level (lines[0]);
  SheafMarkdownLine text = sheaf_markdown_line_trim (lines[0]);

  text = sheaf_markdown_line_trim ((SheafMarkdownLine){ text.p + level, text.n - level });
  if (text.n > 0 && text.p[text.n - 1] == '#')
    {
      gsize end = text.n;

      while (end > 0 && text.p[end - 1] == '#')
        end--;
      if (end == 0 || text.p[end - 1] == ' ' || text.p[end - 1] == '\t')
        text = sheaf_markdown_line_trim ((SheafMarkdownLine){ text.p, end });
    }
  g_string_append_printf (self->out, "<h%u>", level);
  sheaf_markdown_read_inline (self->out, text.p, text.n, &self->labels);
  g_string_append_printf (self->out, "</h%u>\n", level);

  return 1;
}

/* Up to its own end, or to a blank line. */
static guint
read_html (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  static const struct
  {
    const char *start, *end;
  } kinds[] = { { "<!--", "-->" },    { "<?", "?>" },           { "<script", "</script>" },
                { "<pre", "</pre>" }, { "<style", "</style>" }, { "<textarea", "</textarea>" },
                { "<svg", "</svg>" } };
  SheafMarkdownLine first = sheaf_markdown_line_trim (lines[0]);
  const char *end = NULL;
  guint i;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds) && end == NULL; k++)
    if (first.n >= strlen (kinds[k].start)
        && g_ascii_strncasecmp (first.p, kinds[k].start, strlen (kinds[k].start)) == 0)
      end = kinds[k].end;
  for (i = 0; i < n; i++)
    {
      if (end == NULL && sheaf_markdown_line_is_blank (lines[i]))
        break;
      g_string_append_len (self->out, lines[i].p, (gssize)lines[i].n);
      g_string_append_c (self->out, '\n');
      if (end != NULL && g_strstr_len (lines[i].p, (gssize)lines[i].n, end) != NULL)
        return i + 1;
    }

  return i;
}

/* Tables */

/* Takes the next cell off ROW. FALSE: there is none. */
static gboolean
take_cell (SheafMarkdownLine *row, SheafMarkdownLine *cell)
{
  gsize i = 0;

  if (row->n == 0)
    return FALSE;
  while (i < row->n && row->p[i] != '|')
    i += row->p[i] == '\\' && i + 1 < row->n ? 2 : 1;
  *cell = sheaf_markdown_line_trim ((SheafMarkdownLine){ row->p, i });
  i = MIN (i + 1, row->n);
  *row = (SheafMarkdownLine){ row->p + i, row->n - i };

  return TRUE;
}

static SheafMarkdownLine
open_row (SheafMarkdownLine line)
{
  SheafMarkdownLine row = sheaf_markdown_line_trim (line);

  if (row.n > 0 && *row.p == '|')
    row = (SheafMarkdownLine){ row.p + 1, row.n - 1 };
  if (row.n > 0 && row.p[row.n - 1] == '|' && (row.n < 2 || row.p[row.n - 2] != '\\'))
    row.n--;

  return row;
}

static guint
count_cells (SheafMarkdownLine line)
{
  SheafMarkdownLine row = open_row (line), cell;
  guint n = 0;

  while (take_cell (&row, &cell))
    n++;

  return n;
}

/* "| --- | :-: |" under a line with as many cells. */
static gboolean
is_table (const SheafMarkdownLine *lines, guint n)
{
  SheafMarkdownLine row, cell;
  guint columns = 0;

  if (n < 2 || memchr (lines[0].p, '|', lines[0].n) == NULL
      || memchr (lines[1].p, '-', lines[1].n) == NULL)
    return FALSE;
  row = open_row (lines[1]);
  while (take_cell (&row, &cell))
    {
      if (cell.n > 0 && *cell.p == ':')
        cell.p++, cell.n--;
      if (cell.n > 0 && cell.p[cell.n - 1] == ':')
        cell.n--;
      if (cell.n == 0 || sheaf_markdown_line_count_run (cell, '-') != cell.n)
        return FALSE;
      columns++;
    }

  return columns <= MAX_COLUMNS && columns == count_cells (lines[0]);
}

static void
read_row (Reader *self, SheafMarkdownLine line, const char *tag, guint columns)
{
  SheafMarkdownLine row = open_row (line), cell;

  g_string_append (self->out, "<tr>");
  for (guint i = 0; i < columns && take_cell (&row, &cell); i++)
    {
      g_autoptr (GString) text = g_string_new_len (cell.p, (gssize)cell.n);

      g_string_replace (text, "\\|", "|", 0);
      g_string_append_printf (self->out, "<%s>", tag);
      sheaf_markdown_read_inline (self->out, text->str, text->len, &self->labels);
      g_string_append_printf (self->out, "</%s>", tag);
    }
  g_string_append (self->out, "</tr>\n");
}

static guint
read_table (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  guint columns = count_cells (lines[0]), i;

  g_string_append (self->out, "<table>\n");
  if (sheaf_markdown_line_is_blank (open_row (lines[0])) == FALSE)
    read_row (self, lines[0], "th", columns);
  for (i = 2; i < n && !sheaf_markdown_line_interrupts (lines[i]); i++)
    read_row (self, lines[i], "td", columns);
  g_string_append (self->out, "</table>\n");

  return i;
}

/* Paragraphs */

static guint
read_paragraph (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint level = 0, i;

  for (i = 0; i < n; i++)
    {
      SheafMarkdownLine line = lines[i];

      level = i > 0 ? sheaf_markdown_line_setext_level (line) : 0;
      if (level > 0 || (i > 0 && sheaf_markdown_line_interrupts (line)))
        break;
      line = sheaf_markdown_line_strip (line, G_MAXUINT);
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_len (text, line.p, (gssize)line.n);
    }
  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (level > 0)
    g_string_append_printf (self->out, "<h%u>", level);
  else
    g_string_append (self->out, "<p>");
  if (self->box != NULL)
    g_string_append (self->out, self->box);
  self->box = NULL;
  sheaf_markdown_read_inline (self->out, text->str, text->len, &self->labels);
  if (level > 0)
    g_string_append_printf (self->out, "</h%u>\n", level);
  else
    g_string_append (self->out, "</p>\n");

  return level > 0 ? i + 1 : i;
}

/* Containers */

static void
read_inside (Reader *self, GArray *lines)
{
  self->depth++;
  read_blocks (self, (const SheafMarkdownLine *)(gpointer)lines->data, lines->len);
  self->depth--;
}

static guint
read_quote (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (SheafMarkdownLine));
  gboolean text = FALSE; /* a paragraph may go on without its mark */
  guint i;

  for (i = 0; i < n; i++)
    {
      SheafMarkdownLine line = lines[i];

      if (sheaf_markdown_line_is_quote (line))
        {
          line = sheaf_markdown_line_strip (line, SHEAF_MARKDOWN_CODE_INDENT - 1);
          line = sheaf_markdown_line_strip ((SheafMarkdownLine){ line.p + 1, line.n - 1 }, 1);
          text = !sheaf_markdown_line_interrupts (line) || sheaf_markdown_line_is_quote (line);
        }
      else if (!text || sheaf_markdown_line_interrupts (line))
        break;
      g_array_append_val (inside, line);
    }
  g_string_append (self->out, "<blockquote>\n");
  read_inside (self, inside);
  g_string_append (self->out, "</blockquote>\n");

  return i;
}

/* "[ ] " and "[x] " before an item's text. */
static void
take_box (Reader *self, SheafMarkdownLine *line)
{
  if (line->n < 4 || line->p[0] != '[' || line->p[2] != ']' || line->p[3] != ' '
      || strchr (" xX", line->p[1]) == NULL)
    return;
  self->box = line->p[1] == ' ' ? "☐ " : "☑ ";
  *line = (SheafMarkdownLine){ line->p + 4, line->n - 4 };
}

/* One item; the first line not of it. */
static guint
read_item (Reader *self, const SheafMarkdownLine *lines, guint n, const SheafMarkdownMark *mark)
{
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (SheafMarkdownLine));
  SheafMarkdownLine first
      = sheaf_markdown_line_strip (lines[0], sheaf_markdown_line_indent (lines[0]));
  gsize skip = 1 + (g_ascii_isdigit (*first.p) ? strspn (first.p, G_CSET_DIGITS) : 0);
  gboolean after_blank = FALSE;
  SheafMarkdownMark next;
  guint i;

  first = sheaf_markdown_line_strip ((SheafMarkdownLine){ first.p + skip, first.n - skip },
                                     mark->content - sheaf_markdown_line_indent (lines[0])
                                         - (guint)skip);
  g_string_append (self->out, "<li>");
  take_box (self, &first);
  g_array_append_val (inside, first);
  for (i = 1; i < n; i++)
    {
      SheafMarkdownLine line = lines[i];

      if (sheaf_markdown_line_is_blank (line))
        after_blank = TRUE;
      else if (sheaf_markdown_line_indent (line) >= mark->content)
        after_blank = FALSE;
      else if (after_blank || sheaf_markdown_line_interrupts (line)
               || sheaf_markdown_line_read_item (line, &next))
        break;
      line = sheaf_markdown_line_strip (line, mark->content);
      g_array_append_val (inside, line);
    }
  read_inside (self, inside);
  g_string_append (self->out, "</li>\n");

  return i;
}

static guint
read_list (Reader *self, const SheafMarkdownLine *lines, guint n, SheafMarkdownMark mark)
{
  char kind = mark.kind;
  gboolean ordered = kind == '.' || kind == ')';
  guint i = 0;

  if (ordered)
    g_string_append_printf (self->out, "<ol start=\"%u\">\n", mark.number);
  else
    g_string_append (self->out, "<ul>\n");
  do
    {
      i += read_item (self, lines + i, n - i, &mark);
    }
  while (i < n && sheaf_markdown_line_read_item (lines[i], &mark) && mark.kind == kind);
  g_string_append (self->out, ordered ? "</ol>\n" : "</ul>\n");

  return i;
}

static guint
read_block (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  gboolean deep = self->depth >= SHEAF_MARKDOWN_MAX_DEPTH;
  SheafMarkdownMark mark;

  if (sheaf_markdown_line_is_blank (lines[0]))
    return 1;
  if (sheaf_markdown_line_indent (lines[0]) >= SHEAF_MARKDOWN_CODE_INDENT)
    return read_indented (self, lines, n);
  if (sheaf_markdown_line_fence_length (lines[0]) > 0)
    return read_fence (self, lines, n);
  if (sheaf_markdown_line_heading_level (lines[0]) > 0)
    return read_heading (self, lines, n);
  if (sheaf_markdown_line_is_rule (lines[0]))
    {
      g_string_append (self->out, "<hr>\n");
      return 1;
    }
  if (!deep && sheaf_markdown_line_is_quote (lines[0]))
    return read_quote (self, lines, n);
  if (!deep && sheaf_markdown_line_read_item (lines[0], &mark))
    return read_list (self, lines, n, mark);
  if (sheaf_markdown_line_is_html (lines[0]) && !sheaf_markdown_line_is_inline_html (lines[0]))
    return read_html (self, lines, n);
  if (is_table (lines, n))
    return read_table (self, lines, n);

  return read_paragraph (self, lines, n);
}

static void
read_blocks (Reader *self, const SheafMarkdownLine *lines, guint n)
{
  for (guint i = 0; i < n;)
    i += read_block (self, lines + i, n - i);
}

/* Notes */

/* The next note to be read; what has no mark comes last. (nullable) */
static SheafMarkdownNote *
next_note (Reader *self, guint i, guint *unmarked)
{
  GPtrArray *used = self->labels.used;

  for (; i == used->len && *unmarked < self->notes->len; (*unmarked)++)
    {
      SheafMarkdownNote *note = self->notes->pdata[*unmarked];

      if (note->number > 0)
        continue;
      g_ptr_array_add (used, note);
      note->number = used->len;
    }

  return i < used->len ? used->pdata[i] : NULL;
}

/* The notes in the order of their marks; a note may have marks of further ones. */
static void
read_notes (Reader *self)
{
  SheafMarkdownNote *note;
  guint unmarked = 0;

  if (self->notes->len == 0)
    return;

  g_string_append (self->out, "<ol>\n");
  for (guint i = 0; (note = next_note (self, i, &unmarked)) != NULL; i++)
    {
      g_string_append_printf (self->out, "<li id=\"note-%u\">", note->number);
      read_inside (self, note->lines);
      if (memcmp (self->out->str + self->out->len - strlen (END), END, strlen (END)) == 0)
        g_string_truncate (self->out, self->out->len - strlen (END));
      if (note->marks > 0)
        g_string_append_printf (self->out, " <a href=\"#note-mark-%u\">↩</a>", note->number);
      g_string_append (self->out, "</li>\n");
    }
  g_string_append (self->out, "</ol>\n");
}

char *
sheaf_markdown_to_html (const char *text)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (SheafMarkdownLine));
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) notes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sheaf_markdown_note_free);
  g_autoptr (GPtrArray) used = g_ptr_array_new ();
  g_autoptr (GPtrArray) all_notes = g_ptr_array_new ();
  Reader reader = { g_string_new (NULL), { links, notes, used }, all_notes, 0, NULL };

  for (const char *p = text; *p != '\0';)
    {
      SheafMarkdownLine line = { p, strcspn (p, "\r\n") };

      g_array_append_val (lines, line);
      p += line.n;
      if (*p == '\r')
        p++;
      if (*p == '\n')
        p++;
    }
  sheaf_markdown_take_definitions (lines, &reader.labels, all_notes);
  read_blocks (&reader, (const SheafMarkdownLine *)(gpointer)lines->data, lines->len);
  read_notes (&reader);

  return g_string_free (reader.out, FALSE);
}
