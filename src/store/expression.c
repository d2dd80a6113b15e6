/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value and its usual form. What is written must read as the same value again: so a word that
 * would be taken for something else stands in quotes, also the last one where it is not the start
 * of a word. */

#include "store/expression.h"

#include "store/expression-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SheafExpression,
                     sheaf_expression,
                     sheaf_expression_ref,
                     sheaf_expression_unref)

/* --- Parts --- */

SheafPart *
sheaf_part_new (SheafPartKind kind)
{
  SheafPart *self = g_new0 (SheafPart, 1);

  self->kind = kind;
  if (kind != SHEAF_PART_TERM)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_part_free);

  return self;
}

SheafPart *
sheaf_part_new_term (const SheafOperator *op)
{
  SheafPart *self = sheaf_part_new (SHEAF_PART_TERM);

  self->op = op;

  return self;
}

void
sheaf_part_free (SheafPart *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

/* Moves PART, or what is in it, into WHOLE. */
static void
pour (SheafPart *whole, SheafPart *part)
{
  if (part->kind != whole->kind)
    {
      g_ptr_array_add (whole->children, part);
      return;
    }
  g_ptr_array_extend_and_steal (whole->children, g_steal_pointer (&part->children));
  sheaf_part_free (part);
}

SheafPart *
sheaf_part_join (SheafPartKind kind, SheafPart *left, SheafPart *right)
{
  SheafPart *whole;

  if (left == NULL || right == NULL)
    return left != NULL ? left : right;
  whole = sheaf_part_new (kind);
  pour (whole, left);
  pour (whole, right);

  return whole;
}

static gboolean
term_equal (const SheafPart *a, const SheafPart *b)
{
  if (a->op != b->op)
    return FALSE;
  switch (a->op->kind)
    {
    case SHEAF_VALUE_WORDS:
    case SHEAF_VALUE_TAG:
    case SHEAF_VALUE_LANGUAGE:
      return a->prefix == b->prefix && g_str_equal (a->text, b->text);
    case SHEAF_VALUE_CHOICE:
    case SHEAF_VALUE_ORDER:
      return a->choice == b->choice;
    case SHEAF_VALUE_MOMENT:
    case SHEAF_VALUE_NUMBER:
      return sheaf_range_equal (&a->range, &b->range, a->op);
    }

  return FALSE;
}

static gboolean
part_equal (const SheafPart *a, const SheafPart *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == SHEAF_PART_TERM)
    return term_equal (a, b);
  if (a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++)
    if (!part_equal (a->children->pdata[i], b->children->pdata[i]))
      return FALSE;

  return TRUE;
}

/* --- Writing --- */

gboolean
sheaf_expression_is_plain (const char *text)
{
  if (*text == '\0' || g_str_equal (text, "OR") || g_str_equal (text, "AND"))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && !g_unichar_ismark (g_utf8_get_char (p))
        && (p == text || strchr ("-'./_&+#@", *p) == NULL))
      return FALSE;

  return TRUE;
}

void
sheaf_expression_append_quoted (const char *value, GString *text)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"'); /* doubled */
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_text (const SheafPart *self, GString *text, gboolean last)
{
  gboolean subtree
      = self->op->kind == SHEAF_VALUE_TAG && self->prefix && g_str_has_suffix (self->text, "/");
  gboolean opens = last && self->op->kind == SHEAF_VALUE_WORDS && !self->prefix;
  g_autofree char *name = g_strconcat (self->text, self->prefix ? "*" : NULL, NULL);

  if (sheaf_expression_is_plain (self->text) && !opens)
    g_string_append (text, name);
  else if (subtree)
    sheaf_expression_append_quoted (name, text);
  else
    {
      sheaf_expression_append_quoted (self->text, text);
      g_string_append (text, self->prefix ? "*" : "");
    }
}

static void
append_term (const SheafPart *self, GString *text, gboolean last)
{
  if (*self->op->name != '\0')
    g_string_append_printf (text, "%s:", self->op->name);
  switch (self->op->kind)
    {
    case SHEAF_VALUE_WORDS:
    case SHEAF_VALUE_TAG:
    case SHEAF_VALUE_LANGUAGE:
      append_text (self, text, last);
      break;
    case SHEAF_VALUE_CHOICE:
    case SHEAF_VALUE_ORDER:
      g_string_append (text, self->op->choices[self->choice].name);
      break;
    case SHEAF_VALUE_MOMENT:
    case SHEAF_VALUE_NUMBER:
      sheaf_range_append (&self->range, self->op, text);
      break;
    }
}

static void
append_part (const SheafPart *self, GString *text, gboolean last);

/* In brackets where it would bind otherwise. */
static void
append_child (const SheafPart *parent, const SheafPart *self, GString *text, gboolean last)
{
  gboolean brackets = self->kind == SHEAF_PART_ANY_OF
                      || (self->kind == SHEAF_PART_ALL_OF && parent->kind == SHEAF_PART_NOT);

  if (brackets)
    g_string_append_c (text, '(');
  append_part (self, text, last && !brackets);
  if (brackets)
    g_string_append_c (text, ')');
}

static void
append_part (const SheafPart *self, GString *text, gboolean last)
{
  switch (self->kind)
    {
    case SHEAF_PART_ALL_OF:
    case SHEAF_PART_ANY_OF:
      for (guint i = 0; i < self->children->len; i++)
        {
          if (i > 0)
            g_string_append (text, self->kind == SHEAF_PART_ANY_OF ? " OR " : " ");
          append_child (self, self->children->pdata[i], text, last && i + 1 == self->children->len);
        }
      break;
    case SHEAF_PART_NOT:
      g_string_append_c (text, '-');
      append_child (self, self->children->pdata[0], text, FALSE); /* what is not meant is whole */
      break;
    case SHEAF_PART_NOTHING:
      g_string_append (text, "\"\"");
      break;
    case SHEAF_PART_TERM:
      append_term (self, text, last);
      break;
    }
}

char *
sheaf_expression_to_text (const SheafExpression *self)
{
  GString *text = g_string_new (NULL);

  if (self->root != NULL)
    append_part (self->root, text, !self->ordered);
  if (self->ordered)
    {
      const SheafOperator *sort = sheaf_operator_find ("sort", strlen ("sort"));

      g_string_append_printf (text, "%ssort:%s", self->root != NULL ? " " : "",
                              sort->choices[self->order].name);
    }

  return g_string_free (text, FALSE);
}

/* --- The value --- */

SheafExpression *
sheaf_expression_ref (SheafExpression *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_expression_unref (SheafExpression *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->root, sheaf_part_free);
  g_array_unref (self->unknown);
  g_free (self);
}

gboolean
sheaf_expression_equal (const SheafExpression *a, const SheafExpression *b)
{
  return part_equal (a->root, b->root) && a->ordered == b->ordered && a->order == b->order;
}

gboolean
sheaf_expression_is_empty (const SheafExpression *self)
{
  return self->root == NULL && !self->ordered;
}

gboolean
sheaf_expression_get_order (const SheafExpression *self, SheafOrder *order)
{
  if (self->ordered)
    *order = self->order;

  return self->ordered;
}

const SheafTextRange *
sheaf_expression_get_unknown (const SheafExpression *self, gsize *n)
{
  *n = self->unknown->len;

  return (const SheafTextRange *)self->unknown->data;
}

static gboolean
is_seen (const SheafPart *term)
{
  if (term->op->kind != SHEAF_VALUE_WORDS || (term->op->indexes & ~SHEAF_INDEX_NOTES) == 0)
    return FALSE;

  return term->op->column == NULL || g_str_equal (term->op->column, "title");
}

static void
collect_words (const SheafPart *self, GPtrArray *words)
{
  g_autofree char *word = NULL;

  if (self->kind == SHEAF_PART_ALL_OF || self->kind == SHEAF_PART_ANY_OF)
    for (guint i = 0; i < self->children->len; i++)
      collect_words (self->children->pdata[i], words);
  if (self->kind != SHEAF_PART_TERM || !is_seen (self))
    return;
  word = g_strconcat (self->text, self->prefix ? "*" : NULL, NULL);
  if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_ptr_array_add (words, g_steal_pointer (&word));
}

GStrv
sheaf_expression_dup_words (const SheafExpression *self)
{
  GPtrArray *words = g_ptr_array_new ();

  if (self->root != NULL)
    collect_words (self->root, words);
  g_ptr_array_add (words, NULL);

  return (GStrv)g_ptr_array_free (words, FALSE);
}

const SheafPart *
sheaf_expression_get_root (const SheafExpression *self)
{
  return self->root;
}
