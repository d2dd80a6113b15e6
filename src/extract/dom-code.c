/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The habits of highlighters: languages in classes and attributes, line numbers in spans, in cells
 * and in a <pre> of their own. */

#include "extract/dom-code.h"

#include "base/text.h"
#include "html/dom-query.h"

#include <string.h>

#define MAX_WRAPPERS 3 /* around a <pre>, asked for its language */
#define MAX_WORDS 32   /* of a class */
#define MAX_CELLS 64   /* of a table, looked at */

static gboolean
is_word_of (const char *word, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* The language that one word of a class names, BEFORE the word in front of it. */
static const char *
language_of_word (const char *word, const char *before)
{
  static const char *const prefixes[]
      = { "language-", "lang-", "highlight-source-", "brush:", "highlight-text-" };
  static const char *const marks[] = { "hljs", "sourceCode", "brush:", "prettyprint" };
  static const char *const none[] = { "linenums", "numberLines", "line-numbers", "copyable" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (sheaf_text_starts_with (word, prefixes[i]) && word[strlen (prefixes[i])] != '\0')
      return word + strlen (prefixes[i]);
  if (before != NULL && is_word_of (before, marks, G_N_ELEMENTS (marks))
      && !is_word_of (word, none, G_N_ELEMENTS (none)) && strspn (word, "-_") == 0)
    return word;

  return NULL;
}

static char *
read_language (const SheafNode *node)
{
  static const char *const attributes[] = { "data-lang", "data-language", "data-code-language" };
  const char *classes = node != NULL ? sheaf_node_get (node, "class") : NULL;
  g_auto (GStrv) words = classes != NULL ? g_strsplit_set (classes, " \t\n\f\r;", MAX_WORDS) : NULL;

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      const char *language = language_of_word (words[i], i > 0 ? words[i - 1] : NULL);

      if (language != NULL && *language != '\0')
        return g_ascii_strdown (language, -1);
    }
  for (gsize i = 0; node != NULL && i < G_N_ELEMENTS (attributes); i++)
    {
      const char *language = sheaf_node_get (node, attributes[i]);

      if (language != NULL && *language != '\0')
        return g_ascii_strdown (language, -1);
    }

  return NULL;
}

char *
sheaf_dom_code_dup_language (const SheafNode *node)
{
  const SheafNode *code = node->first, *wrapper = node->parent;
  char *language = read_language (node);

  while (code != NULL && code->tag != SHEAF_TAG_CODE)
    code = code->next;
  if (language == NULL)
    language = read_language (code);
  for (int i = 0; i < MAX_WRAPPERS && language == NULL && wrapper != NULL
                  && (wrapper->tag == SHEAF_TAG_DIV || wrapper->tag == SHEAF_TAG_FIGURE);
       i++, wrapper = wrapper->parent)
    language = read_language (wrapper);

  return language;
}

static gboolean
is_called_numbers (const SheafNode *node)
{
  static const char *const words[] = {
    "lineno",
    "linenos",
    "linenumber",
    "linenumbers",
    "line-number",
    "line-numbers",
    "lineNumbers",
    "line-num",
    "ln-num",
    "gutter",
    "gl",
    "rouge-gutter",
    "blob-num",
    "ln",
    "lnt",
    "lntd-number",
    "hljs-ln-numbers",
    "hljs-ln-n",
    "code-line-number",
    "react-syntax-highlighter-line-number",
  };
  const char *classes = sheaf_node_get (node, "class");

  if (sheaf_node_get (node, "data-line-number") != NULL
      || sheaf_node_get (node, "data-linenumber") != NULL)
    return TRUE;
  for (gsize i = 0; classes != NULL && i < G_N_ELEMENTS (words); i++)
    if (sheaf_node_has_word (node, "class", words[i]))
      return TRUE;

  return FALSE;
}

/* Numbers that count up one by one, and nothing else. LEAST: how many. */
static gboolean
counts_lines (const SheafNode *top, guint least)
{
  guint64 last = 0;
  guint n = 0;

  for (const SheafNode *node = top; node != NULL; node = sheaf_node_next (node, top))
    for (const char *p = node->kind == SHEAF_NODE_TEXT ? node->text : ""; *p != '\0';)
      {
        char *end;
        guint64 number;

        if (g_ascii_isspace (*p))
          {
            p++;
            continue;
          }
        if (!g_ascii_isdigit (*p))
          return FALSE;
        number = g_ascii_strtoull (p, &end, 10);
        if (n > 0 && number != last + 1)
          return FALSE;
        last = number;
        n++;
        p = end;
      }

  return n >= least;
}

gboolean
sheaf_dom_code_is_numbers (const SheafNode *node)
{
  return is_called_numbers (node) && counts_lines (node, 0);
}

gboolean
sheaf_dom_code_is_gutter (const SheafNode *pre)
{
  const SheafNode *cell = pre->parent, *beside;

  if (cell == NULL || !counts_lines (pre, 1))
    return FALSE;
  if (is_called_numbers (pre) || is_called_numbers (cell))
    return TRUE;
  while (cell != NULL && cell->tag == SHEAF_TAG_DIV)
    cell = cell->parent;
  beside = cell != NULL && sheaf_node_is (cell, SHEAF_TAG_TD) ? cell->next : NULL;
  while (beside != NULL && beside->kind != SHEAF_NODE_ELEMENT)
    beside = beside->next;

  return beside != NULL && sheaf_node_find (beside, SHEAF_TAG_PRE) != NULL;
}

gboolean
sheaf_dom_code_is_table (const SheafNode *table)
{
  guint cells = 0, numbers = 0;

  for (const SheafNode *node = table->first; node != NULL && cells < MAX_CELLS;
       node = sheaf_node_next (node, table))
    {
      if (node->tag == SHEAF_TAG_PRE || node->tag == SHEAF_TAG_TABLE || node->tag == SHEAF_TAG_TH)
        return FALSE;
      if (node->tag != SHEAF_TAG_TD)
        continue;
      cells++;
      numbers += sheaf_dom_code_is_numbers (node);
    }

  return numbers > 0 && numbers * 2 >= cells;
}

gboolean
sheaf_dom_code_is_block (const SheafNode *code)
{
  const SheafNode *parent = code->parent;
  gboolean lines = FALSE;

  for (const SheafNode *node = code->first; node != NULL && !lines; node = node->next)
    lines = node->tag == SHEAF_TAG_BR;
  if (!lines || parent == NULL || (parent->tag != SHEAF_TAG_P && parent->tag != SHEAF_TAG_DIV))
    return FALSE;

  for (const SheafNode *node = parent->first; node != NULL; node = node->next)
    if (node != code
        && (node->kind == SHEAF_NODE_ELEMENT
            || (node->kind == SHEAF_NODE_TEXT && !sheaf_text_is_blank (node->text))))
      return FALSE;

  return TRUE;
}
