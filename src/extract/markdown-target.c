/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How what a link leads to is written: its label, its address, its title. */

#include "extract/markdown-read.h"

#include "base/text.h"

#include <string.h>

char *
sheaf_markdown_dup_unescaped (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
        i++;
      g_string_append_c (out, text[i]);
    }

  return g_string_free (out, FALSE);
}

char *
sheaf_markdown_fold_label (const char *text, gsize length)
{
  g_autofree char *raw = length <= SHEAF_MARKDOWN_MAX_LABEL ? g_strndup (text, length) : NULL;
  g_autofree char *line = raw != NULL ? sheaf_text_line (raw, 0) : NULL;

  return line != NULL ? g_utf8_casefold (line, -1) : NULL;
}

const char *
sheaf_markdown_scan_address (const char *text, const char *end, const char **start, gsize *length)
{
  const char *p = text;
  int depth = 0;

  if (p < end && *p == '<')
    {
      for (p++;
           p < end && *p != '>' && *p != '\n' && *p != '<' && p - text < SHEAF_MARKDOWN_MAX_ADDRESS;
           p++)
        if (*p == '\\' && p + 1 < end)
          p++;
      if (p >= end || *p != '>')
        return NULL;
      *start = text + 1;
      *length = (gsize)(p - text) - 1;
      return p + 1;
    }
  for (; p < end && (guchar)*p > ' ' && p - text < SHEAF_MARKDOWN_MAX_ADDRESS; p++)
    {
      if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        p++;
      else if (*p == '(')
        depth++;
      else if (*p == ')' && depth-- == 0)
        break;
    }
  *start = text;
  *length = (gsize)(p - text);

  return p - text < SHEAF_MARKDOWN_MAX_ADDRESS ? p : NULL;
}

const char *
sheaf_markdown_skip_title (const char *p, const char *end)
{
  const char *begun = p;
  char closing;

  if (p >= end || strchr ("\"'(", *p) == NULL)
    return p;
  closing = *p == '(' ? ')' : *p;
  for (p++; p < end && *p != closing && p - begun < SHEAF_MARKDOWN_MAX_ADDRESS; p++)
    if (*p == '\\' && p + 1 < end)
      p++;

  return p < end && *p == closing ? p + 1 : begun;
}
