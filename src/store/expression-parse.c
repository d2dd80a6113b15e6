/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Typed text -> expression, by recursive descent. Whatever comes it goes on: what makes no sense is
 * a word, or nothing, and is told. */

#include "store/expression-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_TERM_BYTES 400

typedef struct
{
  SheafExpression *expression;
  const char *text, *p;
  guint depth, n_terms;
  gboolean negated;   /* what stands here is not to be found */
  gboolean tokenless; /* there was a word without anything to look for */
} Parser;

static void
mark (Parser *self, const char *start, const char *end)
{
  SheafTextRange range = { start - self->text, end - self->text };

  if (end > start)
    g_array_append_val (self->expression->unknown, range);
}

static void
skip_space (Parser *self)
{
  while (*self->p != '\0' && g_unichar_isspace (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);
}

gboolean
sheaf_words_have_token (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || sheaf_text_is_paired (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* --- Words and values --- */

typedef struct
{
  char *text;
  gboolean quoted, prefix;
  gboolean open; /* nothing follows: it may still be being typed */
} Lexeme;

/* From a quote to the next, or to the end of all. In a value two of them are one. */
static void
read_quoted (Parser *self, Lexeme *lexeme, gboolean value)
{
  GString *text = g_string_new (NULL);

  lexeme->quoted = TRUE;
  for (self->p++; *self->p != '\0'; self->p++)
    {
      if (*self->p == '"' && (!value || self->p[1] != '"'))
        break;
      if (*self->p == '"')
        self->p++;
      g_string_append_c (text, *self->p);
    }
  self->p += *self->p == '"';
  lexeme->text = g_string_free (text, FALSE);
}

/* Up to white space, a quote, or the bracket that closes a group which was opened outside. */
static void
read_bare (Parser *self, Lexeme *lexeme)
{
  const char *start = self->p;
  guint inner = 0;

  for (; *self->p != '\0' && *self->p != '"'; self->p = g_utf8_next_char (self->p))
    {
      if (g_unichar_isspace (g_utf8_get_char (self->p)))
        break;
      if (*self->p == ')' && inner == 0 && self->depth > 0)
        break;
      inner += *self->p == '(';
      inner -= *self->p == ')' && inner > 0;
    }
  lexeme->text = g_strndup (start, self->p - start);
  lexeme->open = *self->p == '\0';
}

/* A star at its end is taken off. */
static void
read_lexeme (Parser *self, Lexeme *lexeme, gboolean value)
{
  gsize length;

  *lexeme = (Lexeme){ NULL };
  if (*self->p == '"')
    {
      read_quoted (self, lexeme, value);
      lexeme->prefix = *self->p == '*';
      self->p += *self->p == '*';
      return;
    }
  read_bare (self, lexeme);
  length = strlen (lexeme->text);
  lexeme->prefix = length > 1 && lexeme->text[length - 1] == '*';
  if (lexeme->prefix)
    lexeme->text[length - 1] = '\0';
}

/* The part for what began at START, or NULL: there are too many, or it is too long. Takes TERM. */
static SheafPart *
count_term (Parser *self, SheafPart *term, const char *start)
{
  if (self->n_terms < SHEAF_EXPRESSION_MOST_TERMS
      && (term->text == NULL || strlen (term->text) <= MAX_TERM_BYTES))
    {
      self->n_terms++;
      return term;
    }
  sheaf_part_free (term);
  mark (self, start, self->p);

  return NULL;
}

/* A word or phrase to be looked up. Takes the lexeme's text. */
static SheafPart *
make_words (Parser *self, const SheafOperator *op, Lexeme *lexeme, const char *start)
{
  SheafPart *term;

  if (!sheaf_words_have_token (lexeme->text))
    {
      g_free (lexeme->text);
      self->tokenless = TRUE;
      mark (self, start, self->p);
      return NULL;
    }
  term = sheaf_part_new_term (op);
  g_strstrip (lexeme->text);
  term->text = lexeme->text;
  term->prefix = lexeme->prefix || (lexeme->open && !lexeme->quoted && !self->negated);

  return count_term (self, term, start);
}

/* The words of *START … as they stand, from START on. */
static SheafPart *
read_words (Parser *self)
{
  const char *start = self->p;
  Lexeme lexeme;

  read_lexeme (self, &lexeme, FALSE);

  return make_words (self, &sheaf_operator_anywhere, &lexeme, start);
}

/* --- Operators --- */

static gboolean
is_language (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;

  return *text != '\0' && strlen (text) <= 35;
}

static gboolean
set_name (SheafPart *term, const Lexeme *lexeme)
{
  term->text = sheaf_text_line (lexeme->text, 0);
  term->prefix = lexeme->prefix;
  if (term->text != NULL && g_str_has_suffix (term->text, "/*")) /* in quotes too */
    {
      term->text[strlen (term->text) - 1] = '\0';
      term->prefix = TRUE;
    }

  return term->text != NULL;
}

static gboolean
set_language (SheafPart *term, const Lexeme *lexeme)
{
  if (!is_language (lexeme->text) || lexeme->prefix)
    return FALSE;
  term->text = g_ascii_strdown (lexeme->text, -1);
  g_strdelimit (term->text, "_", '-');

  return TRUE;
}

static gboolean
set_choice (SheafPart *term, const Lexeme *lexeme)
{
  int choice = sheaf_operator_find_choice (term->op, lexeme->text);

  term->choice = MAX (choice, 0);

  return choice >= 0 && !lexeme->prefix;
}

/* FALSE: the value is none of this operator's. */
static gboolean
set_value (SheafPart *term, const Lexeme *lexeme)
{
  if (*lexeme->text == '(' && !lexeme->quoted)
    return FALSE;
  switch (term->op->kind)
    {
    case SHEAF_VALUE_TAG:
      return set_name (term, lexeme);
    case SHEAF_VALUE_LANGUAGE:
      return set_language (term, lexeme);
    case SHEAF_VALUE_CHOICE:
    case SHEAF_VALUE_ORDER:
      return set_choice (term, lexeme);
    case SHEAF_VALUE_MOMENT:
    case SHEAF_VALUE_NUMBER:
      return !lexeme->prefix && sheaf_range_parse (term->op, lexeme->text, &term->range);
    case SHEAF_VALUE_WORDS:
      break;
    }

  return FALSE;
}

/* What begins with an operator's name and a colon at START, P behind it. *PART nullable: it says
 * nothing yet, or the order. FALSE: it does not make sense. */
static gboolean
read_operator (Parser *self, const SheafOperator *op, const char *start, SheafPart **part)
{
  SheafPart *term = NULL;
  Lexeme lexeme;
  gboolean good;

  *part = NULL;
  read_lexeme (self, &lexeme, TRUE);
  if (*lexeme.text == '\0')
    {
      g_free (lexeme.text);
      mark (self, start, self->p);
      return TRUE;
    }
  if (op->kind == SHEAF_VALUE_WORDS)
    {
      *part = make_words (self, op, &lexeme, start);
      return TRUE;
    }
  term = sheaf_part_new_term (op);
  good = set_value (term, &lexeme);
  g_free (lexeme.text);
  if (good && op->kind != SHEAF_VALUE_ORDER)
    *part = count_term (self, g_steal_pointer (&term), start);
  else if (good)
    {
      self->expression->ordered = TRUE;
      self->expression->order = term->choice;
    }
  g_clear_pointer (&term, sheaf_part_free);

  return good;
}

/* The bytes of NAME before a colon at P; 0: there is none. */
static gsize
name_length (const char *p)
{
  gsize length = 0;

  while (g_ascii_isalpha (p[length]))
    length++;

  return length > 1 && p[length] == ':' ? length : 0;
}

/* NAME:VALUE with a name that we do not know; an address or a clock's time is none. */
static gboolean
looks_like_operator (const char *start, gsize length)
{
  const char *value = start + length + 1;

  return length > 0 && *value != '\0' && *value != '/'
         && !g_unichar_isspace (g_utf8_get_char (value));
}

static SheafPart *
read_term (Parser *self)
{
  const char *start = self->p;
  gsize length = name_length (start);
  const SheafOperator *op = length > 0 ? sheaf_operator_find (start, length) : NULL;
  gboolean lost = op == NULL && looks_like_operator (start, length);
  SheafPart *part;

  if (op != NULL)
    {
      self->p = start + length + 1;
      if (read_operator (self, op, start, &part))
        return part;
      mark (self, start, self->p);
      self->p = start;
    }
  part = read_words (self);
  if (part != NULL && lost)
    mark (self, start, self->p);

  return part;
}

/* --- Groups --- */

/* WORD stands alone at P. */
static gboolean
at_word (Parser *self, const char *word)
{
  gsize length = strlen (word);
  const char *after = self->p + length;

  return strncmp (self->p, word, length) == 0
         && (*after == '\0' || *after == '(' || (*after == ')' && self->depth > 0)
             || g_unichar_isspace (g_utf8_get_char (after)));
}

static gboolean
at_end (Parser *self)
{
  return *self->p == '\0' || (*self->p == ')' && self->depth > 0);
}

static SheafPart *
read_any (Parser *self);

static SheafPart *
read_group (Parser *self)
{
  const char *start = self->p++;
  SheafPart *part;

  if (self->depth == SHEAF_EXPRESSION_DEEPEST)
    {
      mark (self, start, self->p);
      return NULL;
    }
  self->depth++;
  part = read_any (self);
  self->depth--;
  if (*self->p != ')' || part == NULL)
    mark (self, start, start + 1);
  self->p += *self->p == ')';

  return part;
}

static SheafPart *
read_not (Parser *self)
{
  gboolean negated = self->negated;
  SheafPart *part, *whole;

  self->negated = TRUE;
  part = *self->p == '(' ? read_group (self) : read_term (self);
  self->negated = negated;
  if (part == NULL)
    return NULL;
  if (part->kind == SHEAF_PART_NOT) /* not not x: x */
    {
      whole = g_ptr_array_steal_index (part->children, 0);
      sheaf_part_free (part);
      return whole;
    }
  whole = sheaf_part_new (SHEAF_PART_NOT);
  g_ptr_array_add (whole->children, part);

  return whole;
}

static SheafPart *
read_one (Parser *self)
{
  const char *start = self->p;

  if (*start == '(')
    return read_group (self);
  if (*start == ')') /* closes nothing */
    {
      mark (self, start, ++self->p);
      return NULL;
    }
  if (*start == '-' && start[1] != '\0' && !g_unichar_isspace (g_utf8_get_char (start + 1))
      && start[1] != ')')
    {
      self->p++;
      return read_not (self);
    }

  return read_term (self);
}

/* A word of the language where it makes no sense. */
static SheafPart *
read_lost_word (Parser *self)
{
  const char *start = self->p;
  SheafPart *part = read_words (self);

  if (part != NULL)
    mark (self, start, self->p);

  return part;
}

static SheafPart *
read_all (Parser *self)
{
  SheafPart *all = NULL;
  gboolean some = FALSE; /* if only the order */

  for (skip_space (self); !at_end (self); skip_space (self), some = TRUE)
    {
      gboolean and = at_word (self, "AND"), or = at_word (self, "OR");
      SheafPart *part = NULL;

      if (or &&some)
        break;
      if (and&&some)
        self->p += strlen ("AND");
      else
        part = and || or ? read_lost_word (self) : read_one (self);
      all = sheaf_part_join (SHEAF_PART_ALL_OF, all, part);
    }

  return all;
}

static SheafPart *
read_any (Parser *self)
{
  SheafPart *any = read_all (self);

  while (!at_end (self) && at_word (self, "OR"))
    {
      const char *start = self->p;

      self->p += strlen ("OR");
      skip_space (self);
      if (at_end (self))
        mark (self, start, start + strlen ("OR"));
      else
        any = sheaf_part_join (SHEAF_PART_ANY_OF, any, read_all (self));
    }

  return any;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const SheafTextRange *left = a, *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

/* In order, without overlaps. */
static void
order_ranges (GArray *ranges)
{
  SheafTextRange *all = (SheafTextRange *)ranges->data;
  guint n = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    if (n > 0 && all[i].start < all[n - 1].end)
      all[n - 1].end = MAX (all[n - 1].end, all[i].end);
    else
      all[n++] = all[i];
  g_array_set_size (ranges, n);
}

SheafExpression *
sheaf_expression_parse (const char *text)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);
  SheafExpression *expression = g_new0 (SheafExpression, 1);
  Parser parser = { .expression = expression, .text = valid, .p = valid };

  g_atomic_ref_count_init (&expression->ref_count);
  expression->unknown = g_array_new (FALSE, FALSE, sizeof (SheafTextRange));
  expression->root = read_any (&parser);
  if (expression->root == NULL && parser.tokenless)
    expression->root = sheaf_part_new (SHEAF_PART_NOTHING);
  order_ranges (expression->unknown);

  return expression;
}
