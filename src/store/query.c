/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An immutable value; the with_ functions give changed copies. */

#include "store/query.h"

#include "base/text.h"
#include "store/expression.h"

struct _SheafQuery
{
  gatomicrefcount ref_count;
  SheafPlace place;
  gint64 tag;
  char *text;
  SheafExpression *expression; /* of the text */
  SheafOrder order;
  guint seed; /* 0: none is given */
};

G_DEFINE_BOXED_TYPE (SheafQuery, sheaf_query, sheaf_query_ref, sheaf_query_unref)

SheafQuery *
sheaf_query_new (SheafPlace place)
{
  SheafQuery *self = g_new0 (SheafQuery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->place = place;

  return self;
}

static SheafQuery *
copy (const SheafQuery *self)
{
  SheafQuery *other = sheaf_query_new (self->place);

  other->tag = self->tag;
  other->text = g_strdup (self->text);
  other->expression = self->expression != NULL ? sheaf_expression_ref (self->expression) : NULL;
  other->order = self->order;
  other->seed = self->seed;

  return other;
}

SheafQuery *
sheaf_query_with_tag (const SheafQuery *self, gint64 tag_id)
{
  SheafQuery *other = copy (self);

  other->tag = tag_id;

  return other;
}

SheafQuery *
sheaf_query_with_text (const SheafQuery *self, const char *text)
{
  SheafQuery *other = copy (self);

  g_clear_pointer (&other->text, g_free);
  g_clear_pointer (&other->expression, sheaf_expression_unref);
  if (!sheaf_text_is_blank (text))
    {
      other->text = g_strdup (text);
      other->expression = sheaf_expression_parse (text);
    }

  return other;
}

SheafQuery *
sheaf_query_with_order (const SheafQuery *self, SheafOrder order)
{
  SheafQuery *other = copy (self);

  other->order = order;

  return other;
}

SheafQuery *
sheaf_query_with_seed (const SheafQuery *self, guint seed)
{
  SheafQuery *other = copy (self);

  other->seed = seed;

  return other;
}

SheafQuery *
sheaf_query_ref (SheafQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_query_unref (SheafQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->expression, sheaf_expression_unref);
  g_free (self->text);
  g_free (self);
}

gboolean
sheaf_query_equal (const SheafQuery *a, const SheafQuery *b)
{
  return a->place == b->place && a->tag == b->tag && a->order == b->order && a->seed == b->seed
         && g_strcmp0 (a->text, b->text) == 0;
}

SheafPlace
sheaf_query_get_place (const SheafQuery *self)
{
  return self->place;
}

gint64
sheaf_query_get_tag (const SheafQuery *self)
{
  return self->tag;
}

const char *
sheaf_query_get_text (const SheafQuery *self)
{
  return self->text;
}

SheafOrder
sheaf_query_get_order (const SheafQuery *self)
{
  return self->order;
}

SheafOrder
sheaf_query_get_effective_order (const SheafQuery *self)
{
  SheafOrder order = self->order;

  if (self->expression != NULL)
    sheaf_expression_get_order (self->expression, &order);

  return order;
}

const SheafExpression *
sheaf_query_get_expression (const SheafQuery *self)
{
  return self->expression;
}

guint
sheaf_query_get_seed (const SheafQuery *self)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, 1 + (gsize)g_random_int ());
  if (self->seed != 0)
    return self->seed;

  return (guint)once ^ (self->text != NULL ? g_str_hash (self->text) : 0);
}
