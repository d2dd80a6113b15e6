/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown's blocks: lines are views into the text; a quote or an item is read again from its lines
 * without their marks, as deep as there is any sense in it. */

#include "extract/markdown-read.h"

#include "base/text.h"

#include <string.h>

#define MAX_DEPTH 32 /* of quotes and items; deeper marks are text */
#define MAX_COLUMNS 64
#define CODE_INDENT 4
#define END "</p>\n"

typedef struct
{
  const char *p;
  gsize n;
} Line;

typedef struct
{
  GString *out;
  SheafMarkdownLabels labels;
  GPtrArray *notes; /* of SheafMarkdownNote, as they stand in the text; borrowed */
  guint depth;
  const char *box; /* what a task's text begins with (nullable) */
} Reader;

static void
read_blocks (Reader *self, const Line *lines, guint n);

/* Lines */

static Line
strip (Line line, guint columns)
{
  while (columns > 0 && line.n > 0 && (*line.p == ' ' || *line.p == '\t'))
    {
      columns -= *line.p == '\t' ? MIN (columns, CODE_INDENT) : 1;
      line.p++;
      line.n--;
    }

  return line;
}

static guint
indent_of (Line line)
{
  guint columns = 0;

  for (gsize i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
    columns += line.p[i] == '\t' ? CODE_INDENT - columns % CODE_INDENT : 1;

  return columns;
}

static Line
trim (Line line)
{
  while (line.n > 0 && g_ascii_isspace (*line.p))
    line.p++, line.n--;
  while (line.n > 0 && g_ascii_isspace (line.p[line.n - 1]))
    line.n--;

  return line;
}

static gboolean
is_blank (Line line)
{
  return trim (line).n == 0;
}

/* How many of C the line begins with. */
static gsize
count_run (Line line, char c)
{
  gsize n = 0;

  while (n < line.n && line.p[n] == c)
    n++;

  return n;
}

static gboolean
is_rule (Line line)
{
  Line text = trim (line);
  gsize marks = 0;

  if (indent_of (line) >= CODE_INDENT || text.n < 3 || strchr ("-*_", *text.p) == NULL)
    return FALSE;
  for (gsize i = 0; i < text.n; i++)
    {
      if (text.p[i] != *text.p && text.p[i] != ' ' && text.p[i] != '\t')
        return FALSE;
      marks += text.p[i] == *text.p;
    }

  return marks >= 3;
}

/* 0: no heading. */
static guint
heading_level (Line line)
{
  Line text = trim (line);
  gsize n = count_run (text, '#');

  return indent_of (line) < CODE_INDENT && n >= 1 && n <= 6
                 && (n == text.n || text.p[n] == ' ' || text.p[n] == '\t')
             ? (guint)n
             : 0;
}

/* How many marks a fence has; 0: none. */
static gsize
fence_length (Line line)
{
  Line text = trim (line);
  gsize n = text.n > 0 && strchr ("`~", *text.p) != NULL ? count_run (text, *text.p) : 0;

  if (indent_of (line) >= CODE_INDENT || n < 3
      || (*text.p == '`' && memchr (text.p + n, '`', text.n - n) != NULL))
    return 0;

  return n;
}

static gboolean
is_quote (Line line)
{
  Line text = trim (line);

  return indent_of (line) < CODE_INDENT && text.n > 0 && *text.p == '>';
}

typedef struct
{
  char kind; /* '-', '+', '*', '.', ')' */
  guint number;
  guint content; /* column where its text begins */
  gboolean empty;
} Mark;

static gboolean
read_item_mark (Line line, Mark *mark)
{
  guint indent = indent_of (line), after;
  Line text = strip (line, indent), rest;
  gsize digits = 0;

  if (indent >= CODE_INDENT || text.n == 0 || is_rule (line))
    return FALSE;
  while (digits < text.n && digits < 10 && g_ascii_isdigit (text.p[digits]))
    digits++;
  if (digits > 9 || digits >= text.n || strchr (digits > 0 ? ".)" : "-+*", text.p[digits]) == NULL)
    return FALSE;
  mark->kind = text.p[digits];
  mark->number = digits > 0 ? (guint)g_ascii_strtoull (text.p, NULL, 10) : 0;
  rest = (Line){ text.p + digits + 1, text.n - digits - 1 };
  if (rest.n > 0 && *rest.p != ' ' && *rest.p != '\t')
    return FALSE;
  mark->empty = is_blank (rest);
  after = indent_of (rest);
  mark->content = indent + (guint)digits + 1 + (mark->empty || after > CODE_INDENT ? 1 : after);

  return TRUE;
}

static gboolean
is_html (Line line)
{
  Line text = trim (line);

  if (indent_of (line) >= CODE_INDENT || text.n < 3 || *text.p != '<')
    return FALSE;
  if (text.p[1] == '!' || text.p[1] == '?')
    return TRUE;
  if (!g_ascii_isalpha (text.p[1]) && !(text.p[1] == '/' && g_ascii_isalpha (text.p[2])))
    return FALSE;
  /* Not an address. */
  for (gsize i = 1; i < text.n && text.p[i] != '>' && text.p[i] != ' '; i++)
    if (text.p[i] == ':' || text.p[i] == '@')
      return FALSE;

  return TRUE;
}

/* HTML that may stand in the midst of a paragraph's lines. */
static gboolean
is_inline_html (Line line)
{
  static const char *const tags[]
      = { "a",    "abbr", "b", "br",    "cite", "code",   "del", "em",  "i", "img", "ins", "kbd",
          "mark", "q",    "s", "small", "span", "strong", "sub", "sup", "u", "var", "time" };
  Line text = trim (line);
  const char *name = text.p + 1 + (text.n > 1 && text.p[1] == '/');
  gsize n = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i]) == n && g_ascii_strncasecmp (name, tags[i], n) == 0)
      return TRUE;

  return FALSE;
}

/* Does LINE end the paragraph before it? */
static gboolean
interrupts (Line line)
{
  Mark mark;

  return is_blank (line) || heading_level (line) > 0 || fence_length (line) > 0 || is_rule (line)
         || is_quote (line) || (is_html (line) && !is_inline_html (line))
         || (read_item_mark (line, &mark) && !mark.empty
             && (mark.number == 1 || !g_ascii_isdigit (*trim (line).p)));
}

/* Leaves */

static void
add_escaped (GString *out, Line line)
{
  g_autofree char *text = g_markup_escape_text (line.p, (gssize)line.n);

  g_string_append (out, text);
}

static guint
read_fence (Reader *self, const Line *lines, guint n)
{
  Line first = trim (lines[0]), info;
  gsize length = fence_length (lines[0]);
  guint indent = indent_of (lines[0]), i;
  gsize word = 0;

  info = trim ((Line){ first.p + length, first.n - length });
  while (word < info.n && !g_ascii_isspace (info.p[word]) && strchr ("{,", info.p[word]) == NULL)
    word++;
  g_string_append (self->out, "<pre><code");
  if (word > 0)
    {
      g_string_append (self->out, " class=\"language-");
      add_escaped (self->out, (Line){ info.p, word });
      g_string_append_c (self->out, '"');
    }
  g_string_append (self->out, ">\n");
  for (i = 1; i < n; i++)
    {
      Line text = trim (lines[i]);

      if (indent_of (lines[i]) < CODE_INDENT && text.n >= length && *text.p == *first.p
          && count_run (text, *first.p) == text.n)
        break;
      add_escaped (self->out, strip (lines[i], indent));
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "</code></pre>\n");

  return i < n ? i + 1 : n;
}

static guint
read_indented (Reader *self, const Line *lines, guint n)
{
  guint end = 0;

  for (guint i = 0; i < n && (is_blank (lines[i]) || indent_of (lines[i]) >= CODE_INDENT); i++)
    if (!is_blank (lines[i]))
      end = i + 1;
  g_string_append (self->out, "<pre><code>\n");
  for (guint i = 0; i < end; i++)
    {
      add_escaped (self->out, strip (lines[i], CODE_INDENT));
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "</code></pre>\n");

  return end;
}

static guint
read_heading (Reader *self, const Line *lines, guint n)
{
  guint level = heading_level (lines[0]);
  Line text = trim (lines[0]);

  text = trim ((Line){ text.p + level, text.n - level });
  if (text.n > 0 && text.p[text.n - 1] == '#')
    {
      gsize end = text.n;

      while (end > 0 && text.p[end - 1] == '#')
        end--;
      if (end == 0 || text.p[end - 1] == ' ' || text.p[end - 1] == '\t')
        text = trim ((Line){ text.p, end });
    }
  g_string_append_printf (self->out, "<h%u>", level);
  sheaf_markdown_read_inline (self->out, text.p, text.n, &self->labels);
  g_string_append_printf (self->out, "</h%u>\n", level);

  return 1;
}

/* Up to its own end, or to a blank line. */
static guint
read_html (Reader *self, const Line *lines, guint n)
{
  static const struct
  {
    const char *start, *end;
  } kinds[] = { { "<!--", "-->" },    { "<?", "?>" },           { "<script", "</script>" },
                { "<pre", "</pre>" }, { "<style", "</style>" }, { "<textarea", "</textarea>" },
                { "<svg", "</svg>" } };
  Line first = trim (lines[0]);
  const char *end = NULL;
  guint i;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds) && end == NULL; k++)
    if (first.n >= strlen (kinds[k].start)
        && g_ascii_strncasecmp (first.p, kinds[k].start, strlen (kinds[k].start)) == 0)
      end = kinds[k].end;
  for (i = 0; i < n; i++)
    {
      if (end == NULL && is_blank (lines[i]))
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
take_cell (Line *row, Line *cell)
{
  gsize i = 0;

  if (row->n == 0)
    return FALSE;
  while (i < row->n && row->p[i] != '|')
    i += row->p[i] == '\\' && i + 1 < row->n ? 2 : 1;
  *cell = trim ((Line){ row->p, i });
  i = MIN (i + 1, row->n);
  *row = (Line){ row->p + i, row->n - i };

  return TRUE;
}

static Line
open_row (Line line)
{
  Line row = trim (line);

  if (row.n > 0 && *row.p == '|')
    row = (Line){ row.p + 1, row.n - 1 };
  if (row.n > 0 && row.p[row.n - 1] == '|' && (row.n < 2 || row.p[row.n - 2] != '\\'))
    row.n--;

  return row;
}

static guint
count_cells (Line line)
{
  Line row = open_row (line), cell;
  guint n = 0;

  while (take_cell (&row, &cell))
    n++;

  return n;
}

/* "| --- | :-: |" under a line with as many cells. */
static gboolean
is_table (const Line *lines, guint n)
{
  Line row, cell;
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
      if (cell.n == 0 || count_run (cell, '-') != cell.n)
        return FALSE;
      columns++;
    }

  return columns <= MAX_COLUMNS && columns == count_cells (lines[0]);
}

static void
read_row (Reader *self, Line line, const char *tag, guint columns)
{
  Line row = open_row (line), cell;

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
read_table (Reader *self, const Line *lines, guint n)
{
  guint columns = count_cells (lines[0]), i;

  g_string_append (self->out, "<table>\n");
  if (is_blank (open_row (lines[0])) == FALSE)
    read_row (self, lines[0], "th", columns);
  for (i = 2; i < n && !interrupts (lines[i]); i++)
    read_row (self, lines[i], "td", columns);
  g_string_append (self->out, "</table>\n");

  return i;
}

/* Paragraphs */

static guint
setext_level (Line line)
{
  Line text = trim (line);

  if (indent_of (line) >= CODE_INDENT || text.n == 0 || strchr ("=-", *text.p) == NULL
      || count_run (text, *text.p) != text.n)
    return 0;

  return *text.p == '=' ? 1 : 2;
}

static guint
read_paragraph (Reader *self, const Line *lines, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint level = 0, i;

  for (i = 0; i < n; i++)
    {
      Line line = lines[i];

      level = i > 0 ? setext_level (line) : 0;
      if (level > 0 || (i > 0 && interrupts (line)))
        break;
      line = strip (line, G_MAXUINT);
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
  read_blocks (self, (const Line *)(gpointer)lines->data, lines->len);
  self->depth--;
}

static guint
read_quote (Reader *self, const Line *lines, guint n)
{
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (Line));
  gboolean text = FALSE; /* a paragraph may go on without its mark */
  guint i;

  for (i = 0; i < n; i++)
    {
      Line line = lines[i];

      if (is_quote (line))
        {
          line = strip (line, CODE_INDENT - 1);
          line = strip ((Line){ line.p + 1, line.n - 1 }, 1);
          text = !interrupts (line) || is_quote (line);
        }
      else if (!text || interrupts (line))
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
take_box (Reader *self, Line *line)
{
  if (line->n < 4 || line->p[0] != '[' || line->p[2] != ']' || line->p[3] != ' '
      || strchr (" xX", line->p[1]) == NULL)
    return;
  self->box = line->p[1] == ' ' ? "☐ " : "☑ ";
  *line = (Line){ line->p + 4, line->n - 4 };
}

/* One item; the first line not of it. */
static guint
read_item (Reader *self, const Line *lines, guint n, const Mark *mark)
{
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (Line));
  Line first = strip (lines[0], indent_of (lines[0]));
  gsize skip = 1 + (g_ascii_isdigit (*first.p) ? strspn (first.p, G_CSET_DIGITS) : 0);
  gboolean after_blank = FALSE;
  Mark next;
  guint i;

  first = strip ((Line){ first.p + skip, first.n - skip },
                 mark->content - indent_of (lines[0]) - (guint)skip);
  g_string_append (self->out, "<li>");
  take_box (self, &first);
  g_array_append_val (inside, first);
  for (i = 1; i < n; i++)
    {
      Line line = lines[i];

      if (is_blank (line))
        after_blank = TRUE;
      else if (indent_of (line) >= mark->content)
        after_blank = FALSE;
      else if (after_blank || interrupts (line) || read_item_mark (line, &next))
        break;
      line = strip (line, mark->content);
      g_array_append_val (inside, line);
    }
  read_inside (self, inside);
  g_string_append (self->out, "</li>\n");

  return i;
}

static guint
read_list (Reader *self, const Line *lines, guint n, Mark mark)
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
  while (i < n && read_item_mark (lines[i], &mark) && mark.kind == kind);
  g_string_append (self->out, ordered ? "</ol>\n" : "</ul>\n");

  return i;
}

static guint
read_block (Reader *self, const Line *lines, guint n)
{
  gboolean deep = self->depth >= MAX_DEPTH;
  Mark mark;

  if (is_blank (lines[0]))
    return 1;
  if (indent_of (lines[0]) >= CODE_INDENT)
    return read_indented (self, lines, n);
  if (fence_length (lines[0]) > 0)
    return read_fence (self, lines, n);
  if (heading_level (lines[0]) > 0)
    return read_heading (self, lines, n);
  if (is_rule (lines[0]))
    {
      g_string_append (self->out, "<hr>\n");
      return 1;
    }
  if (!deep && is_quote (lines[0]))
    return read_quote (self, lines, n);
  if (!deep && read_item_mark (lines[0], &mark))
    return read_list (self, lines, n, mark);
  if (is_html (lines[0]) && !is_inline_html (lines[0]))
    return read_html (self, lines, n);
  if (is_table (lines, n))
    return read_table (self, lines, n);

  return read_paragraph (self, lines, n);
}

static void
read_blocks (Reader *self, const Line *lines, guint n)
{
  for (guint i = 0; i < n;)
    i += read_block (self, lines + i, n - i);
}

/* Definitions */

static void
free_note (gpointer data)
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
take_link (Reader *self, Line line)
{
  Line text = trim (line);
  const char *end = text.p + text.n, *close, *start, *rest;
  gsize length;
  g_autofree char *key = NULL;

  if (indent_of (line) >= CODE_INDENT || text.n < 5 || *text.p != '[' || text.p[1] == '^')
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
  if (!g_hash_table_contains (self->labels.links, key))
    g_hash_table_insert (self->labels.links, g_steal_pointer (&key),
                         sheaf_markdown_dup_unescaped (start, length));

  return TRUE;
}

/* "[^label]: text" and the lines that are indented under it; how many. 0: none, or the label has a
 * note already. */
static guint
take_note (Reader *self, const Line *lines, guint n)
{
  Line text = trim (lines[0]), line;
  const char *close;
  g_autofree char *key = NULL;
  SheafMarkdownNote *note;
  guint i, end = 1;

  if (indent_of (lines[0]) >= CODE_INDENT || text.n < 5 || text.p[0] != '[' || text.p[1] != '^')
    return 0;
  close = memchr (text.p, ']', text.n);
  if (close == NULL || close + 1 >= text.p + text.n || close[1] != ':')
    return 0;
  key = sheaf_markdown_fold_label (text.p + 2, (gsize)(close - text.p) - 2);
  if (key == NULL || g_hash_table_contains (self->labels.notes, key))
    return 0;

  note = g_new0 (SheafMarkdownNote, 1);
  note->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  line = trim ((Line){ close + 2, text.n - (gsize)(close + 2 - text.p) });
  g_array_append_val (note->lines, line);
  for (i = 1; i < n; i++)
    {
      gboolean blank = is_blank (lines[i]);

      if (!blank && indent_of (lines[i]) < CODE_INDENT
          && (end < i || interrupts (lines[i]) || *trim (lines[i]).p == '['))
        break;
      if (!blank)
        end = i + 1;
      line = strip (lines[i], CODE_INDENT);
      g_array_append_val (note->lines, line);
    }
  g_array_set_size (note->lines, end);
  g_hash_table_insert (self->labels.notes, g_steal_pointer (&key), note);
  g_ptr_array_add (self->notes, note);

  return end;
}

/* What LINE says behind the marks of items. */
static Line
skip_marks (Line line)
{
  Mark mark;

  for (guint depth = 0; depth < MAX_DEPTH && read_item_mark (line, &mark) && !mark.empty; depth++)
    {
      gsize skip;

      line = trim (line);
      skip = 1 + (g_ascii_isdigit (*line.p) ? strspn (line.p, G_CSET_DIGITS) : 0);
      line = strip ((Line){ line.p + skip, line.n - skip }, mark.content);
    }

  return line;
}

/* Is LINE in a fence, or one of its ends? FENCE: the open one's marks, without any: none. */
static gboolean
follow_fence (Line *fence, Line line)
{
  Line text = trim (line);

  if (fence->n > 0)
    {
      if (text.n >= fence->n && count_run (text, *fence->p) == text.n)
        fence->n = 0;
      return TRUE;
    }
  line = skip_marks (line);
  *fence = (Line){ trim (line).p, fence_length (line) };

  return fence->n > 0;
}

/* Takes the definitions out of LINES; what is left of these. A link's cannot stand in the midst of
 * a paragraph: there it is text. */
static void
take_definitions (Reader *self, GArray *lines)
{
  const Line *all = (const Line *)(gpointer)lines->data;
  Line fence = { NULL, 0 };
  gboolean text = FALSE; /* the line before may be of a paragraph */
  guint kept = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      Line line = all[i];
      gboolean fenced = follow_fence (&fence, line);
      guint taken = 0;

      if (!fenced)
        taken = !text && take_link (self, line) ? 1 : take_note (self, all + i, lines->len - i);
      text = taken == 0 && !fenced && !is_blank (line) && heading_level (line) == 0
             && !is_rule (line)
             && (text ? setext_level (line) == 0 : indent_of (line) < CODE_INDENT);
      if (taken > 0)
        i += taken - 1;
      else
        g_array_index (lines, Line, kept++) = line;
    }
  g_array_set_size (lines, kept);
}

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
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_note);
  g_autoptr (GPtrArray) used = g_ptr_array_new ();
  g_autoptr (GPtrArray) all_notes = g_ptr_array_new ();
  Reader reader = { g_string_new (NULL), { links, notes, used }, all_notes, 0, NULL };

  for (const char *p = text; *p != '\0';)
    {
      Line line = { p, strcspn (p, "\r\n") };

      g_array_append_val (lines, line);
      p += line.n;
      if (*p == '\r')
        p++;
      if (*p == '\n')
        p++;
    }
  take_definitions (&reader, lines);
  read_blocks (&reader, (const Line *)(gpointer)lines->data, lines->len);
  read_notes (&reader);

  return g_string_free (reader.out, FALSE);
}
