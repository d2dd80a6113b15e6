/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said one after another. */

#include "base/items.h"

static void
test_join (void)
{
  g_autofree char *one = sheaf_items_join ("a", NULL);
  g_autofree char *two = sheaf_items_join ("12 articles", "c, d");

  g_assert_cmpstr (one, ==, "a");
  g_assert_cmpstr (two, ==, "12 articles, c, d");
}

static void
test_append (void)
{
  g_autoptr (GString) list = g_string_new (NULL);

  sheaf_items_append (list, "a");
  g_assert_cmpstr (list->str, ==, "a");
  sheaf_items_append (list, "b");
  g_assert_cmpstr (list->str, ==, "a, b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/items/join", test_join);
  g_test_add_func ("/base/items/append", test_append);

  return g_test_run ();
}
