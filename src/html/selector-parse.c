/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of a selector, read once from left to right. What is wrong is told in the words of the
 * one who wrote it, with its place. */

#include "config.h"

#include "base/error.h"
#include "base/text.h"
#include "html/selector-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TESTS 256
#define MAX_NTH 100000

typedef struct
{
  SheafSelector *selector;
  const char *text;
  const char *at;
  GError **error;
} Reading;

/* Always FALSE. */
static gboolean
complain (Reading *self, const char *where, const char *what)
{
  if (self->error == NULL || *self->error == NULL)
    g_set_error (self->error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE,
                 /* Translators: a number, and what is wrong there. */
                 _ ("character %u: %s"), (guint)g_utf8_pointer_to_offset (self->text, where) + 1,
                 what);

  return FALSE;
}

static gboolean
complain_unknown (Reading *self, const char *where, gsize length)
{
  g_autofree char *piece = length > 0 ? g_strndup (where, length) : g_utf8_substring (where, 0, 1);
  g_autofree char *what = g_strdup_printf (_ ("“%s” is not known here"), piece);

  return complain (self, where, what);
}

static void
skip_space (Reading *self)
{
  self->at += strspn (self->at, " \t\r\n\f");
}

static gboolean
take (Reading *self, char c)
{
  if (*self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '\\' || (c & 0x80) != 0;
}

/* "\:" is a colon, "\31 " the character U+0031. At a backslash. */
static void
take_escape (Reading *self, GString *out)
{
  gunichar c = 0;
  guint digits = 0;

  self->at++;
  while (digits < 6 && g_ascii_isxdigit (*self->at))
    {
      c = c * 16 + (gunichar)g_ascii_xdigit_value (*self->at++);
      digits++;
    }
  if (digits > 0)
    {
      if (*self->at != '\0' && strchr (" \t\r\n\f", *self->at) != NULL)
        self->at++;
      g_string_append_unichar (out, c != 0 && g_unichar_validate (c) ? c : 0xfffd);
    }
  else if (*self->at != '\0')
    {
      const char *next = g_utf8_next_char (self->at);

      g_string_append_len (out, self->at, next - self->at);
      self->at = next;
    }
}

static const char *
keep (Reading *self, const char *text, gboolean small)
{
  g_autofree char *lower = small ? g_ascii_strdown (text, -1) : NULL;

  return g_string_chunk_insert_const (self->selector->strings, small ? lower : text);
}

/* NULL: the mistake is told. */
static const char *
take_name (Reading *self, gboolean small)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *start = self->at;

  while (is_name_char (*self->at))
    if (*self->at == '\\')
      take_escape (self, out);
    else
      g_string_append_c (out, *self->at++);
  if (out->len == 0)
    {
      complain (self, start, _ ("a name is missing here"));
      return NULL;
    }

  return keep (self, out->str, small);
}

/* A name, or any text in quotes. */
static const char *
take_value (Reading *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *start = self->at;
  char quote = *self->at;

  if (quote != '"' && quote != '\'')
    return take_name (self, FALSE);
  self->at++;
  while (*self->at != quote)
    {
      if (*self->at == '\0')
        {
          complain (self, start, _ ("this is never closed"));
          return NULL;
        }
      if (*self->at == '\\')
        take_escape (self, out);
      else
        g_string_append_c (out, *self->at++);
    }
  self->at++;

  return keep (self, out->str, FALSE);
}

/* After "[". */
static gboolean
take_attribute (Reading *self, SheafSelectorTest *test)
{
  static const struct
  {
    const char *sign;
    SheafSelectorKind kind;
  } signs[] = {
    { "=", SHEAF_SELECTOR_EQUAL }, { "~=", SHEAF_SELECTOR_WORD }, { "^=", SHEAF_SELECTOR_BEGIN },
    { "$=", SHEAF_SELECTOR_END },  { "*=", SHEAF_SELECTOR_PART }, { "|=", SHEAF_SELECTOR_DASH },
  };
  const char *open = self->at - 1;

  skip_space (self);
  test->kind = SHEAF_SELECTOR_PRESENT;
  test->name = take_name (self, TRUE);
  if (test->name == NULL)
    return FALSE;
  skip_space (self);
  for (guint i = 0; i < G_N_ELEMENTS (signs) && test->kind == SHEAF_SELECTOR_PRESENT; i++)
    if (sheaf_text_starts_with (self->at, signs[i].sign))
      {
        self->at += strlen (signs[i].sign);
        skip_space (self);
        test->kind = signs[i].kind;
        test->value = take_value (self);
        if (test->value == NULL)
          return FALSE;
        skip_space (self);
      }
  if (take (self, ']'))
    return TRUE;

  return *self->at == '\0' ? complain (self, open, _ ("this is never closed"))
                           : complain_unknown (self, self->at, 0);
}

/* "odd", "even", "3", "2n", "-n+3", "2n + 1", up to and with ")". */
static gboolean
take_nth (Reading *self, SheafSelectorTest *test)
{
  const char *start = self->at, *end = strchr (start, ')');
  g_autofree char *text = NULL;
  g_auto (GStrv) pieces = NULL;
  g_autofree char *plain = NULL;
  const char *n;

  if (end == NULL)
    return complain (self, start - 1, _ ("this is never closed"));
  text = g_ascii_strdown (start, end - start);
  pieces = g_strsplit_set (text, " \t\r\n\f", -1);
  plain = g_strjoinv ("", pieces);
  n = strchr (plain, 'n');
  self->at = end + 1;
  test->kind = SHEAF_SELECTOR_NTH;
  if (g_str_equal (plain, "odd") || g_str_equal (plain, "even"))
    {
      test->step = 2;
      test->offset = *plain == 'o';
      return TRUE;
    }
  if (n != NULL)
    {
      g_autofree char *step = g_strndup (plain, n - plain);

      if (*step == '\0' || g_str_equal (step, "+") || g_str_equal (step, "-"))
        test->step = *step == '-' ? -1 : 1;
      else if (!g_ascii_string_to_signed (step + (*step == '+'), 10, -MAX_NTH, MAX_NTH, &test->step,
                                          NULL))
        return complain_unknown (self, start, end - start);
      n++;
    }
  if (n != NULL && *n == '\0')
    return TRUE;
  n = n != NULL ? n : plain;
  if (!g_ascii_string_to_signed (n + (*n == '+'), 10, -MAX_NTH, MAX_NTH, &test->offset, NULL))
    return complain_unknown (self, start, end - start);

  return TRUE;
}

static gboolean
take_tests (Reading *self, gboolean negated);

/* After ":not(": one test, or several parted by commas. */
static gboolean
take_not (Reading *self, const char *open)
{
  do
    {
      guint before = self->selector->tests->len;

      skip_space (self);
      if (!take_tests (self, TRUE))
        return FALSE;
      if (self->selector->tests->len != before + 1)
        /* Translators: in :not() of a rule file */
        return complain (self, open, _ ("only one thing at a time can be left out"));
      skip_space (self);
    }
  while (take (self, ','));
  if (take (self, ')'))
    return TRUE;

  return *self->at == '\0' ? complain (self, open, _ ("this is never closed"))
                           : complain_unknown (self, self->at, 0);
}

/* At ":". *OWN (out): TEST is one to be added. */
static gboolean
take_pseudo (Reading *self, SheafSelectorTest *test, gboolean negated, gboolean *own)
{
  const char *start = self->at;
  gsize length = 1 + strspn (start + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:-");
  g_autofree char *name = g_ascii_strdown (start, (gssize)length);

  self->at += length;
  *own = TRUE;
  if (g_str_equal (name, ":first-child"))
    {
      test->kind = SHEAF_SELECTOR_NTH;
      test->offset = 1;
      return TRUE;
    }
  if (g_str_equal (name, ":last-child"))
    {
      test->kind = SHEAF_SELECTOR_LAST;
      return TRUE;
    }
  if (g_str_equal (name, ":nth-child") && take (self, '('))
    return take_nth (self, test);
  if (g_str_equal (name, ":not") && !negated && take (self, '('))
    {
      *own = FALSE;
      return take_not (self, start);
    }

  return complain_unknown (self, start, length);
}

static gboolean
take_test (Reading *self, gboolean negated)
{
  SheafSelectorTest test = { .negated = negated, .value = "" };
  gboolean own = TRUE, good = TRUE;

  switch (*self->at)
    {
    case '.':
    case '#':
      test.kind = *self->at == '.' ? SHEAF_SELECTOR_WORD : SHEAF_SELECTOR_EQUAL;
      test.name = *self->at == '.' ? "class" : "id";
      self->at++;
      test.value = take_name (self, FALSE);
      good = test.value != NULL;
      break;
    case '[':
      self->at++;
      good = take_attribute (self, &test);
      break;
    case ':':
      good = take_pseudo (self, &test, negated, &own);
      break;
    default:
      test.kind = SHEAF_SELECTOR_NAME;
      test.name = take_name (self, TRUE);
      good = test.name != NULL;
    }
  if (!good)
    return FALSE;
  if (own)
    g_array_append_val (self->selector->tests, test);

  return self->selector->tests->len <= MAX_TESTS
         || complain (self, self->at, _ ("this is too long"));
}

/* One step: "div.a[b]", "*". */
static gboolean
take_tests (Reading *self, gboolean negated)
{
  const char *start = self->at;

  if (take (self, '*') && negated)
    return complain_unknown (self, start, 1);
  while (*self->at != '\0'
         && (strchr (".#[:", *self->at) != NULL || (self->at == start && is_name_char (*start))))
    if (!take_test (self, negated))
      return FALSE;
  if (self->at > start)
    return TRUE;

  return *start == '\0' || strchr (">+~,)", *start) != NULL
             ? complain (self, start, _ ("a name is missing here"))
             : complain_unknown (self, start, 0);
}

/* What parts a step from the next: ' ', '>', '+', '~', ',', or 0 at the end. */
static char
take_combinator (Reading *self)
{
  const char *start = self->at;
  char sign;

  skip_space (self);
  sign = *self->at;
  if (sign == '\0' || strchr (">+~,", sign) == NULL)
    return sign == '\0' ? '\0' : self->at > start ? ' ' : '?';
  self->at++;
  skip_space (self);

  return sign;
}

static gboolean
take_all (Reading *self)
{
  SheafSelector *selector = self->selector;
  char sign = ',';

  skip_space (self);
  while (sign != '\0')
    {
      guint64 bit;

      if (selector->n_steps == SHEAF_SELECTOR_MAX_STEPS)
        return complain (self, self->at, _ ("this is too long"));
      bit = G_GUINT64_CONSTANT (1) << selector->n_steps;
      selector->starts |= sign == ',' ? bit : 0;
      selector->descendant |= sign == ' ' ? bit : 0;
      selector->child |= sign == '>' ? bit : 0;
      selector->adjacent |= sign == '+' ? bit : 0;
      selector->sibling |= sign == '~' ? bit : 0;
      if (!take_tests (self, FALSE))
        return FALSE;
      selector->firsts[++selector->n_steps] = selector->tests->len;
      sign = take_combinator (self);
      if (sign == '?')
        return complain_unknown (self, self->at, 0);
      selector->ends |= sign == ',' || sign == '\0' ? bit : 0;
    }

  return TRUE;
}

SheafSelector *
sheaf_selector_parse (const char *text, GError **error)
{
  g_autoptr (SheafSelector) selector = NULL;
  g_autoptr (GError) failure = NULL;
  Reading reading = { NULL, text, text, &failure };

  g_return_val_if_fail (text != NULL, NULL);

  selector = g_new0 (SheafSelector, 1);
  selector->tests = g_array_new (FALSE, FALSE, sizeof (SheafSelectorTest));
  selector->strings = g_string_chunk_new (256);
  reading.selector = selector;
  if (strlen (text) > SHEAF_SELECTOR_MAX_BYTES)
    complain (&reading, text, _ ("this is too long"));
  else if (take_all (&reading))
    return g_steal_pointer (&selector);
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

void
sheaf_selector_free (SheafSelector *self)
{
  g_array_unref (self->tests);
  g_string_chunk_free (self->strings);
  g_free (self);
}
