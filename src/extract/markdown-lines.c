/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a line of Markdown is, by its first characters. */

#include "extract/markdown-lines.h"

#include <string.h>

SheafMarkdownLine
sheaf_markdown_line_strip (SheafMarkdownLine line, guint columns)
{
  while (columns > 0 && line.n > 0 && (*line.p == ' ' || *line.p == '\t'))
    {
      columns -= *line.p == '\t' ? MIN (columns, SHEAF_MARKDOWN_CODE_INDENT) : 1;
      line.p++;
      line.n--;
    }

  return line;
}

guint
sheaf_markdown_line_indent (SheafMarkdownLine line)
{
  guint columns = 0;

  for (gsize i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
    columns += line.p[i] == '\t' ? SHEAF_MARKDOWN_CODE_INDENT - columns % SHEAF_MARKDOWN_CODE_INDENT
                                 : 1;

  return columns;
}

SheafMarkdownLine
sheaf_markdown_line_trim (SheafMarkdownLine line)
{
  while (line.n > 0 && g_ascii_isspace (*line.p))
    line.p++, line.n--;
  while (line.n > 0 && g_ascii_isspace (line.p[line.n - 1]))
    line.n--;

  return line;
}

gboolean
sheaf_markdown_line_is_blank (SheafMarkdownLine line)
{
  return sheaf_markdown_line_trim (line).n == 0;
}

/* How many of C the line begins with. */
gsize
sheaf_markdown_line_count_run (SheafMarkdownLine line, char c)
{
  gsize n = 0;

  while (n < line.n && line.p[n] == c)
    n++;

  return n;
}

gboolean
sheaf_markdown_line_is_rule (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);
  gsize marks = 0;

  if (sheaf_markdown_line_indent (line) >= SHEAF_MARKDOWN_CODE_INDENT || text.n < 3
      || strchr ("-*_", *text.p) == NULL)
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
guint
sheaf_markdown_line_heading_level (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);
  gsize n = sheaf_markdown_line_count_run (text, '#');

  return sheaf_markdown_line_indent (line) < SHEAF_MARKDOWN_CODE_INDENT && n >= 1 && n <= 6
                 && (n == text.n || text.p[n] == ' ' || text.p[n] == '\t')
             ? (guint)n
             : 0;
}

/* How many marks a fence has; 0: none. */
gsize
sheaf_markdown_line_fence_length (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);
  gsize n = text.n > 0 && strchr ("`~", *text.p) != NULL
                ? sheaf_markdown_line_count_run (text, *text.p)
                : 0;

  if (sheaf_markdown_line_indent (line) >= SHEAF_MARKDOWN_CODE_INDENT || n < 3
      || (*text.p == '`' && memchr (text.p + n, '`', text.n - n) != NULL))
    return 0;

  return n;
}

gboolean
sheaf_markdown_line_is_quote (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);

  return sheaf_markdown_line_indent (line) < SHEAF_MARKDOWN_CODE_INDENT && text.n > 0
         && *text.p == '>';
}

gboolean
sheaf_markdown_line_read_item (SheafMarkdownLine line, SheafMarkdownMark *mark)
{
  guint indent = sheaf_markdown_line_indent (line), after;
  SheafMarkdownLine text = sheaf_markdown_line_strip (line, indent), rest;
  gsize digits = 0;

  if (indent >= SHEAF_MARKDOWN_CODE_INDENT || text.n == 0 || sheaf_markdown_line_is_rule (line))
    return FALSE;
  while (digits < text.n && digits < 10 && g_ascii_isdigit (text.p[digits]))
    digits++;
  if (digits > 9 || digits >= text.n || strchr (digits > 0 ? ".)" : "-+*", text.p[digits]) == NULL)
    return FALSE;
  mark->kind = text.p[digits];
  mark->number = digits > 0 ? (guint)g_ascii_strtoull (text.p, NULL, 10) : 0;
  rest = (SheafMarkdownLine){ text.p + digits + 1, text.n - digits - 1 };
  if (rest.n > 0 && *rest.p != ' ' && *rest.p != '\t')
    return FALSE;
  mark->empty = sheaf_markdown_line_is_blank (rest);
  after = sheaf_markdown_line_indent (rest);
  mark->content = indent + (guint)digits + 1
                  + (mark->empty || after > SHEAF_MARKDOWN_CODE_INDENT ? 1 : after);

  return TRUE;
}

gboolean
sheaf_markdown_line_is_html (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);

  if (sheaf_markdown_line_indent (line) >= SHEAF_MARKDOWN_CODE_INDENT || text.n < 3
      || *text.p != '<')
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
gboolean
sheaf_markdown_line_is_inline_html (SheafMarkdownLine line)
{
  static const char *const tags[]
      = { "a",    "abbr", "b", "br",    "cite", "code",   "del", "em",  "i", "img", "ins", "kbd",
          "mark", "q",    "s", "small", "span", "strong", "sub", "sup", "u", "var", "time" };
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);
  const char *name = text.p + 1 + (text.n > 1 && text.p[1] == '/');
  gsize n = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i]) == n && g_ascii_strncasecmp (name, tags[i], n) == 0)
      return TRUE;

  return FALSE;
}

/* Does LINE end the paragraph before it? */
gboolean
sheaf_markdown_line_interrupts (SheafMarkdownLine line)
{
  SheafMarkdownMark mark;

  return sheaf_markdown_line_is_blank (line) || sheaf_markdown_line_heading_level (line) > 0
         || sheaf_markdown_line_fence_length (line) > 0 || sheaf_markdown_line_is_rule (line)
         || sheaf_markdown_line_is_quote (line)
         || (sheaf_markdown_line_is_html (line) && !sheaf_markdown_line_is_inline_html (line))
         || (sheaf_markdown_line_read_item (line, &mark) && !mark.empty
             && (mark.number == 1 || !g_ascii_isdigit (*sheaf_markdown_line_trim (line).p)));
}

guint
sheaf_markdown_line_setext_level (SheafMarkdownLine line)
{
  SheafMarkdownLine text = sheaf_markdown_line_trim (line);

  if (sheaf_markdown_line_indent (line) >= SHEAF_MARKDOWN_CODE_INDENT || text.n == 0
      || strchr ("=-", *text.p) == NULL || sheaf_markdown_line_count_run (text, *text.p) != text.n)
    return 0;

  return *text.p == '=' ? 1 : 2;
}
