/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Line by line. A line becomes pieces; a mark of emphasis is a piece of its own, which stays as it
 * was written until its other end is found: then both become tags. What stands open between them
 * stays text, so that the tags always nest. */

#include "ui/note-markup.h"

#include <string.h>

#define DEEPEST 8
#define LONGEST_LINK 2000 /* bytes */

typedef struct
{
  char mark;
  guint n;     /* how many of it */
  guint piece; /* where it stands */
} Open;

typedef struct
{
  GPtrArray *pieces; /* of char *: markup */
  GString *text;     /* the piece that is being written */
  Open open[DEEPEST];
  guint n_open;
  gboolean in_link;
} Line;

static const struct
{
  char mark;
  guint n;
  const char *tag;
} tags[] = {
  { '*', 2, "b" }, { '_', 2, "b" }, { '*', 1, "i" }, { '_', 1, "i" }, { '~', 2, "s" },
};

static void
append_inline (GString *out, const char *text, gsize length, gboolean in_link);

static const char *
find_tag (char mark, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (tags[i].mark == mark && tags[i].n == n)
      return tags[i].tag;

  return NULL;
}

static void
append_escaped (GString *out, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize)length);

  g_string_append (out, escaped);
}

static void
end_piece (Line *self)
{
  g_ptr_array_add (self->pieces, g_strdup (self->text->str));
  g_string_truncate (self->text, 0);
}

/* --- Emphasis --- */

static void
replace (Line *self, guint piece, char *markup)
{
  g_free (self->pieces->pdata[piece]);
  self->pieces->pdata[piece] = markup;
}

/* The innermost that N of MARK can end, or -1. */
static int
find_open (Line *self, char mark, guint n)
{
  for (guint i = self->n_open; i > 0; i--)
    if (self->open[i - 1].mark == mark && self->open[i - 1].n <= n)
      return (int)i - 1;

  return -1;
}

static void
add_mark (Line *self, char mark, guint n, gboolean opens)
{
  end_piece (self);
  if (opens && self->n_open < DEEPEST)
    self->open[self->n_open++] = (Open){ mark, n, self->pieces->len };
  g_ptr_array_add (self->pieces, g_strnfill (n, mark));
}

static void
close_mark (Line *self, guint which)
{
  const Open *open = &self->open[which];
  const char *tag = find_tag (open->mark, open->n);

  end_piece (self);
  replace (self, open->piece, g_strdup_printf ("<%s>", tag));
  g_ptr_array_add (self->pieces, g_strdup_printf ("</%s>", tag));
  self->n_open = which;
}

static gboolean
is_word (const char *p)
{
  return g_unichar_isalnum (g_utf8_get_char (p));
}

/* A run of one mark at P. Returns how long it is. */
static gsize
read_marks (Line *self, const char *text, const char *p, const char *end)
{
  gsize n = 0, left;
  const char *before = p > text ? g_utf8_prev_char (p) : NULL, *after;
  gboolean opens, closes;

  while (p + n < end && p[n] == *p)
    n++;
  after = p + n < end ? p + n : NULL;
  opens = after != NULL && !g_ascii_isspace (*after);
  closes = before != NULL && !g_ascii_isspace (*before);
  if (*p == '_') /* a_b is no emphasis */
    {
      opens = opens && (before == NULL || !is_word (before));
      closes = closes && (after == NULL || !is_word (after));
    }
  left = n > 3 ? 0 : n;
  if (left == 0)
    append_escaped (self->text, p, n);
  while (left > 0)
    {
      int which = closes ? find_open (self, *p, (guint)left) : -1;
      guint take = which >= 0 ? self->open[which].n : (guint)MIN (left, 2);

      if (which >= 0)
        close_mark (self, (guint)which);
      else
        add_mark (self, *p, take, opens && find_tag (*p, take) != NULL);
      left -= take;
    }

  return n;
}

/* --- Code, links --- */

/* Returns 0: there is none at P. */
static gsize
read_code (Line *self, const char *p, const char *end)
{
  gsize n = 0;

  while (p + n < end && p[n] == '`')
    n++;
  for (const char *q = p + n; q < end; q++)
    if (*q == '`')
      {
        gsize k = 0;

        while (q + k < end && q[k] == '`')
          k++;
        if (k == n)
          {
            g_string_append (self->text, "<tt>");
            append_escaped (self->text, p + n, (gsize)(q - p) - n);
            g_string_append (self->text, "</tt>");
            return (gsize)(q - p) + n;
          }
        q += k - 1;
      }

  return 0;
}

static gboolean
is_address (const char *p, gsize length)
{
  static const char *const begins[] = { "https://", "http://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (length > strlen (begins[i]) && g_ascii_strncasecmp (p, begins[i], strlen (begins[i])) == 0)
      return TRUE;

  return FALSE;
}

/* TEXT (nullable): it shows its address. */
static void
append_link (Line *self, const char *address, gsize length, const char *text, gsize text_length)
{
  g_string_append (self->text, "<a href=\"");
  append_escaped (self->text, address, length);
  g_string_append (self->text, "\" title=\"");
  append_escaped (self->text, address, length);
  g_string_append (self->text, "\">");
  if (text != NULL)
    append_inline (self->text, text, text_length, TRUE);
  else
    append_escaped (self->text, address, length);
  g_string_append (self->text, "</a>");
}

/* "[text](address)" or "<address>". Returns 0: there is none at P. */
static gsize
read_link (Line *self, const char *p, const char *end)
{
  const char *stop = MIN (end, p + LONGEST_LINK);
  const char *close = memchr (p, *p == '<' ? '>' : ']', (gsize)(stop - p)), *last;

  if (close == NULL || self->in_link)
    return 0;
  if (*p == '<')
    {
      if (!is_address (p + 1, (gsize)(close - p) - 1)
          || memchr (p, ' ', (gsize)(close - p)) != NULL)
        return 0;
      append_link (self, p + 1, (gsize)(close - p) - 1, NULL, 0);
      return (gsize)(close - p) + 1;
    }
  if (close + 1 >= stop || close[1] != '(' || close == p + 1)
    return 0;
  last = memchr (close, ')', (gsize)(stop - close));
  if (last == NULL || !is_address (close + 2, (gsize)(last - close) - 2)
      || memchr (close, ' ', (gsize)(last - close)) != NULL)
    return 0;
  append_link (self, close + 2, (gsize)(last - close) - 2, p + 1, (gsize)(close - p) - 1);

  return (gsize)(last - p) + 1;
}

/* A bare address; what ends the sentence around it is no part of it. */
static gsize
read_address (Line *self, const char *text, const char *p, const char *end)
{
  const char *q = p;

  if (self->in_link || (p > text && is_word (g_utf8_prev_char (p)))
      || !is_address (p, (gsize)(end - p)))
    return 0;
  while (q < end && !g_ascii_isspace (*q) && strchr ("<>\"`", *q) == NULL)
    q = g_utf8_next_char (q);
  while (q > p && strchr (".,;:!?)*_'", q[-1]) != NULL)
    q--;
  if (!is_address (p, (gsize)(q - p)))
    return 0;
  append_link (self, p, (gsize)(q - p), NULL, 0);

  return (gsize)(q - p);
}

/* What begins at P, if it is more than a character. Returns how much it is. */
static gsize
read_special (Line *self, const char *text, const char *p, const char *end)
{
  if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
    {
      append_escaped (self->text, p + 1, 1);
      return 2;
    }
  if (*p == '`')
    return read_code (self, p, end);
  if (*p == '[' || *p == '<')
    return read_link (self, p, end);
  if (*p == '*' || *p == '_' || *p == '~')
    return read_marks (self, text, p, end);
  if (strchr ("hHmM", *p) != NULL)
    return read_address (self, text, p, end);

  return 0;
}

static void
append_inline (GString *out, const char *text, gsize length, gboolean in_link)
{
  Line self = { .pieces = g_ptr_array_new_with_free_func (g_free),
                .text = g_string_new (NULL),
                .in_link = in_link };
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      gsize n = read_special (&self, text, p, end);

      if (n == 0)
        {
          n = (gsize)(g_utf8_next_char (p) - p);
          append_escaped (self.text, p, n);
        }
      p += n;
    }
  end_piece (&self);
  for (guint i = 0; i < self.pieces->len; i++)
    g_string_append (out, self.pieces->pdata[i]);
  g_ptr_array_unref (self.pieces);
  g_string_free (self.text, TRUE);
}

/* --- Lines --- */

static gboolean
is_fence (const char *line)
{
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

static void
append_line (GString *out, const char *line)
{
  gsize indent = strspn (line, " \t"), heading = strspn (line, "#");
  const char *words = line + indent;

  if (heading > 0 && heading <= 6 && line[heading] == ' ')
    {
      g_string_append (out, "<b>");
      append_inline (out, line + heading + 1, strlen (line + heading + 1), FALSE);
      g_string_append (out, "</b>");
      return;
    }
  g_string_append_len (out, line, (gssize)indent);
  if (*words != '\0' && strchr ("-*+", *words) != NULL && words[1] == ' ')
    {
      g_string_append (out, "• ");
      words += 2;
    }
  append_inline (out, words, strlen (words), FALSE);
}

char *
sheaf_note_to_markup (const char *note)
{
  g_auto (GStrv) lines = NULL;
  GString *out;
  gboolean code = FALSE, first = TRUE;

  g_return_val_if_fail (note != NULL, NULL);

  if (strlen (note) > SHEAF_NOTE_LONGEST)
    return NULL;
  lines = g_strsplit (note, "\n", -1);
  out = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (is_fence (lines[i]))
        {
          code = !code;
          continue;
        }
      if (!first)
        g_string_append_c (out, '\n');
      first = FALSE;
      if (code)
        {
          g_string_append (out, "<tt>");
          append_escaped (out, lines[i], strlen (lines[i]));
          g_string_append (out, "</tt>");
        }
      else
        append_line (out, lines[i]);
    }

  return g_string_free (out, FALSE);
}
