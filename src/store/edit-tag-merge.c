/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several tags become one: each is renamed to what they are called then. */

#include "store/edit.h"

#include "base/text.h"
#include "store/tag-name.h"

#include <string.h>

static int
count_parts (const char *name)
{
  int n = 1;

  for (const char *p = strchr (name, '/'); p != NULL; p = strchr (p + 1, '/'))
    n++;

  return n;
}

/* The deepest first: what stands under one is not moved with it before its own turn. */
static int
compare_depths (gconstpointer a, gconstpointer b)
{
  return count_parts (*(const char *const *)b) - count_parts (*(const char *const *)a);
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *x = sheaf_text_fold (a), *y = sheaf_text_fold (b);

  return g_str_equal (x, y);
}

static void
add_rename (GPtrArray *edits, const char *from, const char *to)
{
  g_ptr_array_add (edits, sheaf_edit_new_rename_tag (from, to));
}

/* INTO stands under NAME, and would move with it: it stands aside meanwhile. */
static void
add_rename_into_itself (GPtrArray *edits, const char *name, const char *into)
{
  g_autofree char *aside = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());

  add_rename (edits, into, aside);
  add_rename (edits, name, into);
  add_rename (edits, aside, into);
}

SheafEdit *
sheaf_edit_new_merge_tags (const char *const *names, const char *to)
{
  g_autofree char *into = sheaf_tag_clean_name (to);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (order, (gpointer)names[i]);
  g_ptr_array_sort (order, compare_depths);
  for (guint i = 0; into != NULL && i < order->len; i++)
    {
      const char *name = order->pdata[i];

      if (is_same (name, into))
        continue;
      if (sheaf_tag_is_under (into, name))
        add_rename_into_itself (edits, name, into);
      else
        add_rename (edits, name, into);
    }

  return sheaf_edit_new_batch (g_steal_pointer (&edits));
}
