/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds what a selector means in one walk. Each step ("a", "b" of "a > b") is a bit; a node's bits
 * are the steps up to which the selector holds for it. They follow from those of its ancestors, its
 * parent and its elder siblings, so nothing is ever tried twice. */

#include "html/selector.h"

#include "html/selector-private.h"

#include <string.h>

static gboolean
has_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = words; *p != '\0';)
    {
      gsize n = strcspn (p, " \t\r\n\f");

      if (n == length && length > 0 && memcmp (p, word, n) == 0)
        return TRUE;
      p += n;
      p += strspn (p, " \t\r\n\f");
    }

  return FALSE;
}

/* No empty VALUE begins, ends or stands in anything. */
static gboolean
value_matches (const SheafSelectorTest *test, const char *has)
{
  const char *value = test->value;
  gsize length = strlen (value);

  switch (test->kind)
    {
    case SHEAF_SELECTOR_EQUAL:
      return g_str_equal (has, value);
    case SHEAF_SELECTOR_WORD:
      return has_word (has, value);
    case SHEAF_SELECTOR_BEGIN:
      return length > 0 && strncmp (has, value, length) == 0;
    case SHEAF_SELECTOR_END:
      return length > 0 && g_str_has_suffix (has, value);
    case SHEAF_SELECTOR_PART:
      return length > 0 && strstr (has, value) != NULL;
    case SHEAF_SELECTOR_DASH:
      return strncmp (has, value, length) == 0 && (has[length] == '\0' || has[length] == '-');
    case SHEAF_SELECTOR_NAME:
    case SHEAF_SELECTOR_PRESENT:
    case SHEAF_SELECTOR_NTH:
    case SHEAF_SELECTOR_LAST:
      break;
    }

  return TRUE;
}

static gboolean
is_last (const SheafNode *node)
{
  for (node = node->next; node != NULL; node = node->next)
    if (node->kind == SHEAF_NODE_ELEMENT)
      return FALSE;

  return TRUE;
}

/* PLACE: its number among the elements of its parent, from 1. */
static gboolean
is_nth (const SheafSelectorTest *test, gint64 place)
{
  gint64 beyond = place - test->offset;

  return test->step == 0 ? beyond == 0 : beyond % test->step == 0 && beyond / test->step >= 0;
}

static gboolean
test_holds (const SheafSelectorTest *test, const SheafNode *node, guint place)
{
  const char *has;

  switch ((int)test->kind)
    {
    case SHEAF_SELECTOR_NAME:
      return g_str_equal (node->name, test->name);
    case SHEAF_SELECTOR_NTH:
      return is_nth (test, place);
    case SHEAF_SELECTOR_LAST:
      return is_last (node);
    }
  has = sheaf_node_get (node, test->name);

  return has != NULL && value_matches (test, has);
}

static gboolean
step_holds (const SheafSelector *self, guint step, const SheafNode *node, guint place)
{
  for (guint i = self->firsts[step]; i < self->firsts[step + 1]; i++)
    {
      const SheafSelectorTest *test = &g_array_index (self->tests, SheafSelectorTest, i);

      if (test_holds (test, node, place) == test->negated)
        return FALSE;
    }

  return TRUE;
}

/* What the children of one node need to know. */
typedef struct
{
  guint64 ancestors, parent; /* bits of all that they stand in; of the innermost */
  guint64 elder, previous;   /* bits of the siblings so far; of the last one */
  guint place;               /* elements so far */
} Level;

static guint64
match (const SheafSelector *self, const SheafNode *node, Level *level)
{
  guint64 open = self->starts | ((level->ancestors << 1) & self->descendant)
                 | ((level->parent << 1) & self->child) | ((level->previous << 1) & self->adjacent)
                 | ((level->elder << 1) & self->sibling);
  guint64 bits = 0;

  level->place++;
  for (guint i = 0; i < self->n_steps; i++)
    if ((open >> i & 1) != 0 && step_holds (self, i, node, level->place))
      bits |= G_GUINT64_CONSTANT (1) << i;
  level->previous = bits;
  level->elder |= bits;

  return bits;
}

/* FOUND nullable: the walk ends at the first. */
static SheafNode *
walk (const SheafSelector *self, SheafNode *top, GPtrArray *found)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, TRUE, sizeof (Level));
  SheafNode *node = top;

  g_array_set_size (levels, 1);
  while (TRUE)
    {
      Level *level = &g_array_index (levels, Level, levels->len - 1);
      guint64 bits = node->kind == SHEAF_NODE_ELEMENT ? match (self, node, level) : 0;

      if ((bits & self->ends) != 0)
        {
          if (found == NULL)
            return node;
          g_ptr_array_add (found, node);
        }
      if (node->first != NULL)
        {
          Level inner = { .ancestors = level->ancestors | bits, .parent = bits };

          g_array_append_val (levels, inner);
          node = node->first;
          continue;
        }
      while (node != top && node->next == NULL)
        {
          node = node->parent;
          g_array_set_size (levels, levels->len - 1);
        }
      if (node == top)
        return NULL;
      node = node->next;
    }
}

SheafNode *
sheaf_selector_find (const SheafSelector *self, SheafNode *top)
{
  g_return_val_if_fail (self != NULL && top != NULL, NULL);

  return walk (self, top, NULL);
}

GPtrArray *
sheaf_selector_find_all (const SheafSelector *self, SheafNode *top)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && top != NULL, NULL);

  walk (self, top, found);

  return g_steal_pointer (&found);
}
