/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Line by line, for fences; in a line piece by piece between spaces, for addresses. */

#include "ui/spell-words.h"

#include <string.h>

#define FARTHEST 2000 /* bytes: what code and addresses are looked for within */

typedef struct
{
  GArray *words;
  const char *p;
  guint at; /* code points before P */
} Walk;

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static void
skip_to (Walk *self, const char *end)
{
  self->at += (guint)g_utf8_strlen (self->p, end - self->p);
  self->p = end;
}

/* A web or mail address, a path, a name in code: what has such signs inside is no word. */
static gboolean
is_plain (const char *p, const char *end)
{
  for (; p < end; p++)
    if (g_ascii_isdigit (*p) || *p == '@' || *p == '/' || *p == '\\' || *p == '_'
        || (*p == '.' && p + 1 < end && g_ascii_isalpha (p[1])))
      return FALSE;

  return TRUE;
}

static void
take_word (Walk *self, const char *end)
{
  SheafSpellWord word = { self->at, 0 };
  const char *beginning = self->p;
  gboolean cased = FALSE;

  while (self->p < end)
    {
      gunichar c = g_utf8_get_char (self->p);
      const char *next = g_utf8_next_char (self->p);

      if (!is_in_word (c)
          && !(is_apostrophe (c) && next < end && g_unichar_isalpha (g_utf8_get_char (next))))
        break;
      cased = cased || g_unichar_islower (c) || g_unichar_isupper (c);
      self->p = next;
      self->at++;
    }
  word.end = self->at;
  /* A letter alone is none; a script without small and large letters has no dictionary here. */
  if (word.end - word.start > 1 && cased && self->p > beginning)
    g_array_append_val (self->words, word);
}

static void
take_piece (Walk *self, const char *end)
{
  const char *from = self->p;

  while (from < end && strchr ("([<*\"'", *from) != NULL)
    from++;
  if (!is_plain (from, end))
    {
      skip_to (self, end);
      return;
    }
  while (self->p < end)
    {
      if (is_in_word (g_utf8_get_char (self->p)))
        take_word (self, end);
      else
        skip_to (self, g_utf8_next_char (self->p));
    }
}

/* The end of code or of a link's address that begins at P; NULL: none does. */
static const char *
find_end (const char *p, const char *line_end)
{
  const char *end = NULL;

  line_end = MIN (line_end, p + FARTHEST);
  if (*p == '`')
    end = memchr (p + 1, '`', (gsize)(line_end - p - 1));
  else if (*p == ']' && p + 1 < line_end && p[1] == '(')
    end = memchr (p + 2, ')', (gsize)(line_end - p - 2));
  else if (*p == '<')
    end = memchr (p + 1, '>', (gsize)(line_end - p - 1));

  return end != NULL ? end + 1 : NULL;
}

static void
take_line (Walk *self, const char *line_end)
{
  while (self->p < line_end)
    {
      const char *end = find_end (self->p, line_end), *piece = self->p;

      if (end != NULL)
        {
          skip_to (self, end);
          continue;
        }
      while (piece < line_end && !g_ascii_isspace (*piece) && find_end (piece, line_end) == NULL)
        piece++;
      if (piece > self->p)
        take_piece (self, piece);
      else
        skip_to (self, g_utf8_next_char (self->p));
    }
}

GArray *
sheaf_spell_find_words (const char *text)
{
  Walk walk = { g_array_new (FALSE, FALSE, sizeof (SheafSpellWord)), text, 0 };
  gboolean fenced = FALSE;

  while (*walk.p != '\0')
    {
      const char *end = walk.p + strcspn (walk.p, "\n");

      if (g_str_has_prefix (walk.p, "```") || g_str_has_prefix (walk.p, "~~~"))
        {
          fenced = !fenced;
          skip_to (&walk, end);
        }
      else if (fenced || g_str_has_prefix (walk.p, "    "))
        skip_to (&walk, end);
      else
        take_line (&walk, end);
      if (*walk.p == '\n')
        skip_to (&walk, walk.p + 1);
    }

  return walk.words;
}
