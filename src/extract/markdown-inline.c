/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown inside a line: code, links, pictures, emphasis by CommonMark's stack of delimiters. Text
 * goes to pieces, of which some are delimiters; what emphasis makes of them stands before and
 * behind them. */

#include "extract/markdown-read.h"

#include "base/text.h"

#include <string.h>

#define MAX_TAG 4000
#define MAX_BACKTICKS 80
#define MAX_OPEN 500      /* brackets open at a time */
#define MAX_PIECES 200000 /* of a paragraph; further marks are text */
#define LOOKS 32          /* bytes looked ahead, for each byte of the text */
#define FREE_LOOKS 65536

typedef struct
{
  GString *text; /* HTML */
  char mark;     /* '*', '_', '~'; 0: no delimiter */
  guint count;   /* of the delimiters left */
  guint original;
  gboolean opens, closes;
  GString *before, *after; /* tags (nullable) */
} Piece;

typedef struct
{
  guint piece; /* the "[" or "![" */
  const char *text;
  gboolean image, dead; /* dead: a link stands inside */
} Bracket;

typedef struct
{
  const char *p, *start, *end;
  GArray *pieces;   /* of Piece */
  GArray *brackets; /* of Bracket */
  SheafMarkdownLabels *labels;
  gsize looks;                          /* bytes that may still be looked ahead */
  gboolean hopeless[MAX_BACKTICKS + 1]; /* no more runs of so many backticks */
} Inline;

static void
escape_to (GString *out, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p++)
    switch (*p)
      {
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      default:
        g_string_append_c (out, *p);
      }
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_string_free (piece->text, TRUE);
  if (piece->before != NULL)
    g_string_free (piece->before, TRUE);
  if (piece->after != NULL)
    g_string_free (piece->after, TRUE);
}

static Piece *
get_piece (Inline *self, guint i)
{
  return &g_array_index (self->pieces, Piece, i);
}

static Piece *
add_piece (Inline *self)
{
  Piece piece = { .text = g_string_new (NULL) };

  g_array_append_val (self->pieces, piece);

  return get_piece (self, self->pieces->len - 1);
}

/* May BYTES more be looked at, for a link or a tag that may be none? */
static gboolean
may_look (Inline *self, gsize bytes)
{
  if (self->looks < bytes)
    return FALSE;
  self->looks -= bytes;

  return TRUE;
}

/* Where plain text goes. */
static GString *
plain (Inline *self)
{
  Piece *last = self->pieces->len > 0 ? get_piece (self, self->pieces->len - 1) : NULL;

  return (last != NULL && last->mark == 0 ? last : add_piece (self))->text;
}

static const char *
skip_white (const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p;
}

/* "(address "title")" or "[label]" at P, or the label BEGUN … P itself. *ADDRESS (out, transfer
 * full). What follows; NULL: no link. */
static const char *
read_target (Inline *self, const char *begun, const char *p, char **address)
{
  const char *end = self->end, *start, *rest, *label = begun;
  gsize length;
  g_autofree char *key = NULL;
  const char *known;

  if (p + 1 < end && p[1] == '(' && may_look (self, 1))
    {
      rest = sheaf_markdown_scan_address (skip_white (p + 2, end), end, &start, &length);
      if (!may_look (self, rest != NULL ? (gsize)(rest - p) : SHEAF_MARKDOWN_MAX_ADDRESS))
        return NULL;
      if (rest != NULL)
        rest = skip_white (sheaf_markdown_skip_title (skip_white (rest, end), end), end);
      if (rest != NULL && rest < end && *rest == ')')
        {
          *address = sheaf_markdown_dup_unescaped (start, length);
          return rest + 1;
        }
    }
  rest = p + 1;
  length = (gsize)(p - begun);
  if (rest < end && *rest == '[')
    {
      const char *close = memchr (rest, ']', MIN ((gsize)(end - rest), SHEAF_MARKDOWN_MAX_LABEL));

      if (close != NULL && close > rest + 1)
        {
          label = rest + 1;
          length = (gsize)(close - label);
        }
      if (close != NULL)
        rest = close + 1;
    }
  if (g_hash_table_size (self->labels->links) == 0
      || !may_look (self, MIN (length, SHEAF_MARKDOWN_MAX_LABEL)))
    return NULL;
  key = sheaf_markdown_fold_label (label, length);
  known = key != NULL ? g_hash_table_lookup (self->labels->links, key) : NULL;
  if (known == NULL)
    return NULL;
  *address = g_strdup (known);

  return rest;
}

/* Emphasis */

static void
wrap (Inline *self, guint opener, guint closer, guint use)
{
  Piece *first = get_piece (self, opener), *last = get_piece (self, closer);
  const char *tag = first->mark == '~' ? "s" : use == 2 ? "strong" : "em";

  if (first->after == NULL)
    first->after = g_string_new (NULL);
  if (last->before == NULL)
    last->before = g_string_new (NULL);
  g_string_prepend (first->after, ">");
  g_string_prepend (first->after, tag);
  g_string_prepend (first->after, "<");
  g_string_append_printf (last->before, "</%s>", tag);
  first->count -= use;
  last->count -= use;
}

static gboolean
fits (const Piece *opener, const Piece *closer)
{
  if (opener->mark != closer->mark || !opener->opens || opener->count == 0)
    return FALSE;
  if (opener->mark == '~')
    return opener->count == closer->count;

  return !((opener->closes || closer->opens) && (opener->original + closer->original) % 3 == 0
           && (opener->original % 3 != 0 || closer->original % 3 != 0));
}

/* Matches the delimiters from FROM on. The stack holds those that may still open; for each kind of
 * closer the lowest place of it that is worth a look. */
static void
match_emphasis (Inline *self, guint from)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  guint bottom[3][3][2] = { 0 };

  for (guint i = from; i < self->pieces->len; i++)
    {
      Piece *closer = get_piece (self, i);
      guint kind = closer->mark == '*' ? 0 : closer->mark == '_' ? 1 : 2;

      while (closer->mark != 0 && closer->closes && closer->count > 0)
        {
          guint *low = &bottom[kind][closer->original % 3][closer->opens];
          guint at = stack->len;

          while (at > *low
                 && !fits (get_piece (self, g_array_index (stack, guint, at - 1)), closer))
            at--;
          if (at <= *low)
            {
              *low = stack->len;
              break;
            }
          {
            guint opener = g_array_index (stack, guint, at - 1);
            guint use = MIN (get_piece (self, opener)->count, closer->count) >= 2 ? 2 : 1;

            if (closer->mark == '~')
              use = closer->count;
            wrap (self, opener, i, use);
            g_array_set_size (stack, get_piece (self, opener)->count > 0 ? at : at - 1);
            for (guint a = 0; a < 3; a++)
              for (guint b = 0; b < 3; b++)
                for (guint c = 0; c < 2; c++)
                  bottom[a][b][c] = MIN (bottom[a][b][c], stack->len);
          }
        }
      if (closer->mark != 0 && closer->opens && closer->count > 0)
        g_array_append_val (stack, i);
    }
  /* What is left are characters. */
  for (guint i = from; i < self->pieces->len; i++)
    get_piece (self, i)->opens = get_piece (self, i)->closes = FALSE;
}

static void
add_delimiters (Inline *self)
{
  const char *run = self->p;
  char mark = *run;
  gunichar before = ' ', after = ' ';
  gboolean left, right, space_before, space_after, punct_before, punct_after;
  Piece *piece;

  while (self->p < self->end && *self->p == mark)
    self->p++;
  if (run > self->start)
    before = g_utf8_get_char (g_utf8_prev_char (run));
  if (self->p < self->end)
    after = g_utf8_get_char (self->p);
  space_before = g_unichar_isspace (before);
  space_after = g_unichar_isspace (after);
  punct_before = g_unichar_ispunct (before) || strchr ("$+<=>^`|~", (int)MIN (before, 127)) != NULL;
  punct_after = g_unichar_ispunct (after) || strchr ("$+<=>^`|~", (int)MIN (after, 127)) != NULL;
  left = !space_after && (!punct_after || space_before || punct_before);
  right = !space_before && (!punct_before || space_after || punct_after);

  piece = add_piece (self);
  piece->mark = mark;
  piece->count = piece->original = (guint)(self->p - run);
  piece->opens = mark == '_' ? left && (!right || punct_before) : left;
  piece->closes = mark == '_' ? right && (!left || punct_after) : right;
  if (mark == '~' && piece->count > 2)
    piece->opens = piece->closes = FALSE;
}

/* Links, notes, pictures */

static gboolean
add_note (Inline *self)
{
  const char *label = self->p + 2;
  const char *close
      = memchr (label, ']', MIN ((gsize)(self->end - label), SHEAF_MARKDOWN_MAX_LABEL));
  g_autofree char *key = NULL;
  SheafMarkdownNote *note;

  if (close == NULL || !may_look (self, (gsize)(close - label)))
    return FALSE;
  key = sheaf_markdown_fold_label (label, (gsize)(close - label));
  note = key != NULL ? g_hash_table_lookup (self->labels->notes, key) : NULL;
  if (note == NULL)
    return FALSE;
  if (note->number == 0)
    {
      g_ptr_array_add (self->labels->used, note);
      note->number = self->labels->used->len;
    }
  note->marks++;
  g_string_append (plain (self), "<sup");
  if (note->marks == 1)
    g_string_append_printf (plain (self), " id=\"note-mark-%u\"", note->number);
  g_string_append_printf (plain (self), "><a href=\"#note-%u\">%u</a></sup>", note->number,
                          note->number);
  self->p = close + 1;

  return TRUE;
}

static void
open_bracket (Inline *self, gboolean image)
{
  Bracket bracket = { self->pieces->len, self->p + 1 + image, image, FALSE };
  Piece *piece;

  if (self->brackets->len >= MAX_OPEN)
    g_array_remove_range (self->brackets, 0, MAX_OPEN / 2);
  piece = add_piece (self);
  g_string_append (piece->text, image ? "![" : "[");
  g_array_append_val (self->brackets, bracket);
  self->p += 1 + image;
  add_piece (self);
}

static void
finish_link (Inline *self, const Bracket *bracket, const char *address)
{
  Piece *opening;

  match_emphasis (self, bracket->piece + 1);
  opening = get_piece (self, bracket->piece);
  g_string_assign (opening->text, "<a href=\"");
  escape_to (opening->text, address, strlen (address));
  g_string_append (opening->text, "\">");
  g_string_append (add_piece (self)->text, "</a>");
  for (guint i = 0; i < self->brackets->len; i++)
    if (!g_array_index (self->brackets, Bracket, i).image)
      g_array_index (self->brackets, Bracket, i).dead = TRUE;
}

/* The words between the brackets, without their marks, are the picture's. */
static void
finish_picture (Inline *self, const Bracket *bracket, const char *close, const char *address)
{
  g_autofree char *alt
      = sheaf_markdown_dup_unescaped (bracket->text, (gsize)(close - bracket->text));
  GString *out;

  g_array_set_size (self->pieces, bracket->piece);
  out = add_piece (self)->text;
  g_string_append (out, "<img src=\"");
  escape_to (out, address, strlen (address));
  g_string_append (out, "\" alt=\"");
  escape_to (out, alt, strlen (alt));
  g_string_append (out, "\">");
}

static gboolean
close_bracket (Inline *self)
{
  const char *close = self->p, *rest;
  g_autofree char *address = NULL;
  Bracket bracket;

  if (self->brackets->len == 0)
    return FALSE;
  bracket = g_array_index (self->brackets, Bracket, self->brackets->len - 1);
  g_array_set_size (self->brackets, self->brackets->len - 1);
  rest = bracket.dead ? NULL : read_target (self, bracket.text, close, &address);
  if (rest == NULL)
    return FALSE;
  if (bracket.image)
    finish_picture (self, &bracket, close, address);
  else
    finish_link (self, &bracket, address);
  self->p = rest;

  return TRUE;
}

/* Code, tags, addresses */

static gboolean
add_code (Inline *self)
{
  const char *text = self->p, *p;
  gsize n = strspn (text, "`");
  GString *out;

  text += n;
  for (p = n <= MAX_BACKTICKS && !self->hopeless[n] ? text : self->end; p < self->end;)
    {
      gsize run;

      p = memchr (p, '`', (gsize)(self->end - p));
      if (p == NULL)
        break;
      run = strspn (p, "`");
      if (run == n)
        {
          gboolean padded = p - text > 2 && *text == ' ' && p[-1] == ' ';

          out = plain (self);
          g_string_append (out, "<code>");
          escape_to (out, text + padded, (gsize)(p - text) - 2 * padded);
          g_string_append (out, "</code>");
          self->p = p + n;
          return TRUE;
        }
      p += run;
    }
  if (n <= MAX_BACKTICKS)
    self->hopeless[n] = TRUE;
  g_string_append_len (plain (self), self->p, (gssize)n);
  self->p += n;

  return TRUE;
}

static void
add_address (Inline *self, const char *scheme, const char *text, gsize length)
{
  GString *out = plain (self);

  g_string_append_printf (out, "<a href=\"%s", scheme);
  escape_to (out, text, length);
  g_string_append (out, "\">");
  escape_to (out, text, length);
  g_string_append (out, "</a>");
}

/* "<https://…>", "<a@b.c>", a tag or a comment. */
static gboolean
add_tag (Inline *self)
{
  const char *text = self->p + 1, *close;
  gsize most = MIN ((gsize)(self->end - text), MAX_TAG), length;
  gboolean comment = sheaf_text_starts_with (text, "!--");

  if (!may_look (self, 1))
    return FALSE;
  close = comment ? g_strstr_len (text, (gssize)most, "-->") : memchr (text, '>', most);
  if (!may_look (self, close != NULL ? (gsize)(close - text) : most) || close == NULL)
    return FALSE;
  length = (gsize)(close - text);
  if (memchr (text, ' ', length) == NULL && memchr (text, '\n', length) == NULL)
    {
      if (g_strstr_len (text, (gssize)length, "://") != NULL
          || g_ascii_strncasecmp (text, "mailto:", 7) == 0)
        {
          add_address (self, "", text, length);
          self->p = close + 1;
          return TRUE;
        }
      if (memchr (text, '@', length) != NULL && g_ascii_isalnum (*text))
        {
          add_address (self, "mailto:", text, length);
          self->p = close + 1;
          return TRUE;
        }
    }
  if (!comment && !g_ascii_isalpha (*text) && !(*text == '/' && g_ascii_isalpha (text[1])))
    return FALSE;
  if (!comment)
    g_string_append_len (plain (self), self->p, (gssize)length + 2);
  self->p = close + (comment ? 3 : 1);

  return TRUE;
}

/* A bare address, up to white space or a tag, without the punctuation of the sentence. */
static gboolean
add_bare_address (Inline *self)
{
  const char *p = self->p, *end;
  gboolean www = sheaf_text_starts_with (p, "www.");

  if (!www && !sheaf_text_starts_with (p, "http://") && !sheaf_text_starts_with (p, "https://"))
    return FALSE;
  if (p > self->start && (g_ascii_isalnum (p[-1]) || strchr ("/\"'=", p[-1]) != NULL))
    return FALSE;
  for (end = p; end < self->end && (guchar)*end > ' ' && strchr ("<>`[]", *end) == NULL; end++)
    ;
  while (end > p && strchr (".,;:!?'\"*_~", end[-1]) != NULL)
    end--;
  if (end > p && end[-1] == ')' && memchr (p, '(', (gsize)(end - p)) == NULL)
    end--;
  if (end - p < 9)
    return FALSE;
  add_address (self, www ? "http://" : "", p, (gsize)(end - p));
  self->p = end;

  return TRUE;
}

static gboolean
add_escape (Inline *self)
{
  if (self->p + 1 >= self->end)
    return FALSE;
  if (self->p[1] == '\n')
    g_string_append (plain (self), "<br>");
  else if (g_ascii_ispunct (self->p[1]))
    escape_to (plain (self), self->p + 1, 1);
  else
    return FALSE;
  self->p += 2;

  return TRUE;
}

/* What is an entity stays one. */
static gboolean
add_entity (Inline *self)
{
  const char *p = self->p + 1;
  gsize n = *p == '#' ? 1 : 0;

  n += strspn (p + n, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);
  g_string_append (plain (self), n > 1 && n < 32 && p[n] == ';' ? "&" : "&amp;");
  self->p++;

  return TRUE;
}

static gboolean
add_line_end (Inline *self)
{
  GString *out = plain (self);

  if (out->len >= 2 && memcmp (out->str + out->len - 2, "  ", 2) == 0)
    g_string_append (out, "<br>");
  g_string_append_c (out, '\n');
  self->p++;

  return TRUE;
}

static gboolean
read_mark (Inline *self)
{
  gboolean full = self->pieces->len >= MAX_PIECES;

  switch (*self->p)
    {
    case '\\':
      return add_escape (self);
    case '`':
      return add_code (self);
    case '*':
    case '_':
    case '~':
      if (full)
        return FALSE;
      add_delimiters (self);
      return TRUE;
    case '!':
      if (full || self->p + 1 >= self->end || self->p[1] != '[')
        return FALSE;
      open_bracket (self, TRUE);
      return TRUE;
    case '[':
      if (self->p + 1 < self->end && self->p[1] == '^' && add_note (self))
        return TRUE;
      if (full)
        return FALSE;
      open_bracket (self, FALSE);
      return TRUE;
    case ']':
      return close_bracket (self);
    case '<':
      return add_tag (self);
    case '&':
      return add_entity (self);
    case '\n':
      return add_line_end (self);
    case 'h':
    case 'w':
      return self->brackets->len == 0 && add_bare_address (self);
    default:
      return FALSE;
    }
}

void
sheaf_markdown_read_inline (GString *out,
                            const char *text,
                            gsize length,
                            SheafMarkdownLabels *labels)
{
  g_autofree char *own = g_strndup (text, length);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GArray) brackets = g_array_new (FALSE, FALSE, sizeof (Bracket));
  Inline self = { own, own, own + length, pieces, brackets, labels, 0, { FALSE } };

  self.looks = FREE_LOOKS + LOOKS * length;
  g_array_set_clear_func (pieces, clear_piece);
  while (self.p < self.end)
    if (!read_mark (&self))
      {
        gsize plainly = 1 + strcspn (self.p + 1, "\\`*_~![]<&\nhw");

        plainly = MIN (plainly, (gsize)(self.end - self.p));
        escape_to (plain (&self), self.p, plainly);
        self.p += plainly;
      }
  match_emphasis (&self, 0);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = get_piece (&self, i);

      if (piece->before != NULL)
        g_string_append (out, piece->before->str);
      g_string_append (out, piece->text->str);
      for (guint n = 0; n < piece->count; n++)
        g_string_append_c (out, piece->mark);
      if (piece->after != NULL)
        g_string_append (out, piece->after->str);
    }
}
