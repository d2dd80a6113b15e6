/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands at the cursor, as far as the text alone tells. */

#include "store/completion.h"

#include "store/expression-private.h"

#include <string.h>

static void
free_candidate (gpointer data)
{
  SheafCandidate *candidate = data;

  g_free (candidate->text);
  g_free (candidate->label);
  g_free (candidate);
}

static void
add (SheafCompletion *self, char *text, const char *label, guint count, const char *help)
{
  SheafCandidate *candidate;

  if (self->candidates->len >= SHEAF_COMPLETION_MOST)
    {
      g_free (text);
      return;
    }
  candidate = g_new0 (SheafCandidate, 1);
  candidate->text = text;
  candidate->label = g_strdup (label);
  candidate->help = help;
  candidate->count = count;
  g_ptr_array_add (self->candidates, candidate);
}

void
sheaf_completion_add_value (SheafCompletion *self, const char *value, guint count, const char *help)
{
  GString *text = g_string_new (NULL);

  if (sheaf_expression_is_plain (value))
    g_string_append (text, value);
  else
    sheaf_expression_append_quoted (value, text);
  add (self, g_string_free (text, FALSE), value, count, help);
}

/* The value up to the cursor as it would be without quotes. */
static char *
unquote (const char *text, gsize length)
{
  GString *value = g_string_new (NULL);
  gsize i = length > 0 && text[0] == '"';

  for (; i < length && (text[i] != '"' || (i + 1 < length && text[i + 1] == '"')); i++)
    {
      i += text[i] == '"';
      g_string_append_c (value, text[i]);
    }

  return g_string_free (value, FALSE);
}

/* Where the word at CURSOR begins; *QUOTED: it stands in quotes that are still open there. */
static gsize
find_start (const char *text, gsize cursor, gboolean *quoted)
{
  gsize start = 0;

  *quoted = FALSE;
  for (const char *p = text; p < text + cursor; p = g_utf8_next_char (p))
    {
      if (*p == '"')
        *quoted = !*quoted;
      else if (!*quoted && (*p == '(' || g_unichar_isspace (g_utf8_get_char (p))))
        start = g_utf8_next_char (p) - text;
    }
  if (start < cursor && text[start] == '-')
    start++;

  return start;
}

static gsize
find_end (const char *text, gsize cursor, gboolean quoted)
{
  const char *p = text + cursor;

  if (quoted)
    {
      const char *quote = strchr (p, '"');

      return quote != NULL ? (gsize)(quote + 1 - text) : strlen (text);
    }
  while (*p != '\0' && *p != ')' && *p != '"' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p - text;
}

static void
add_operators (SheafCompletion *self)
{
  gsize n, length = strlen (self->typed);
  const SheafOperator *all = sheaf_operators (&n);

  for (gsize i = 0; i < n; i++)
    if (g_ascii_strncasecmp (all[i].name, self->typed, length) == 0)
      {
        g_autofree char *label = g_strconcat (all[i].name, ":", NULL);

        add (self, g_strdup (label), label, 0, all[i].help);
      }
}

/* What the table knows. These are never quoted. */
static void
add_known_values (SheafCompletion *self)
{
  gsize length = strlen (self->typed);

  for (guint i = 0; i < self->op->n_choices; i++)
    {
      const SheafChoice *choice = &self->op->choices[i];

      if (g_ascii_strncasecmp (choice->name, self->typed, length) == 0
          && (choice->help != NULL || *self->typed == '-'))
        add (self, g_strdup (choice->name), choice->name, 0, choice->help);
    }
  for (const char *const *value = self->op->values; value != NULL && *value != NULL; value++)
    if (g_ascii_strncasecmp (*value, self->typed, length) == 0)
      add (self, g_strdup (*value), *value, 0, NULL);
}

SheafCompletion *
sheaf_completion_new (const char *text, gsize cursor)
{
  SheafCompletion *self = g_new0 (SheafCompletion, 1);
  gboolean quoted;
  gsize name = 0;

  self->candidates = g_ptr_array_new_with_free_func (free_candidate);
  cursor = MIN (cursor, strlen (text));
  while (cursor > 0 && ((guchar)text[cursor] & 0xc0) == 0x80) /* never within a letter */
    cursor--;
  self->start = find_start (text, cursor, &quoted);
  while (self->start + name < cursor && g_ascii_isalpha (text[self->start + name]))
    name++;
  if (self->start + name < cursor && text[self->start + name] == ':')
    {
      self->op = sheaf_operator_find (text + self->start, name);
      self->kind = self->op != NULL ? SHEAF_COMPLETION_VALUE : SHEAF_COMPLETION_NONE;
      self->start += self->op != NULL ? name + 1 : 0;
    }
  else if (self->start + name == cursor)
    self->kind = SHEAF_COMPLETION_OPERATOR;
  self->end = find_end (text, cursor, quoted);
  self->typed = unquote (text + self->start, cursor - self->start);
  if (self->kind == SHEAF_COMPLETION_OPERATOR)
    add_operators (self);
  else if (self->kind == SHEAF_COMPLETION_VALUE)
    add_known_values (self);

  return self;
}

void
sheaf_completion_free (SheafCompletion *self)
{
  g_ptr_array_unref (self->candidates);
  g_free (self->typed);
  g_free (self);
}
