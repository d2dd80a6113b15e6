/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/tag-name.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *text, *name;
  } cases[] = {
    { "sea", "sea" },
    { "  To  read ", "To read" },
    { "science/physics", "science/physics" },
    { "/ science // physics / ", "science/physics" },
    { "/", NULL },
    { " ", NULL },
    { NULL, NULL },
    { "a\nb/c", "a b/c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = sheaf_tag_clean_name (cases[i].text);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_tree (void)
{
  static const struct
  {
    const char *name, *root;
    gboolean under;
    const char *moved; /* to "Top/new" */
  } cases[] = {
    { "science", "science", TRUE, "Top/new" },
    { "Science/Physics", "science", TRUE, "Top/new/Physics" },
    { "science/physics/optics", "Science/Physics", TRUE, "Top/new/optics" },
    { "STRASSE/a", "straße", TRUE, "Top/new/a" },
    { "sciences", "science", FALSE, NULL },
    { "art/science", "science", FALSE, NULL },
    { "science", "science/physics", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved = NULL;

      g_assert_cmpint (sheaf_tag_is_under (cases[i].name, cases[i].root), ==, cases[i].under);
      if (!cases[i].under)
        continue;
      moved = sheaf_tag_move_name (cases[i].name, cases[i].root, "Top/new");
      g_assert_cmpstr (moved, ==, cases[i].moved);
    }
}

static void
test_similar (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean similar;
  } cases[] = {
    { "café", "cafe", TRUE },
    { "Écologie", "ecologie", TRUE },
    { "to-read", "To read", TRUE },
    { "self hosting", "selfhosting", TRUE },
    { "book", "books", TRUE },
    { "box", "boxes", TRUE },
    { "city", "cities", TRUE },
    { "Karte", "Karten", TRUE },
    { "Tag", "Tage", TRUE },
    { "journalism", "jounralism", TRUE },
    { "photography", "photograpy", TRUE },
    { "privacy", "privaci", TRUE },
    { "science/book", "science/books", TRUE },
    { "книга", "книге", FALSE }, /* short: another word as likely */
    { "sea", "sea", FALSE },
    { "Sea", "sea", FALSE }, /* one tag already */
    { "sea", "tea", FALSE },
    { "physics", "physical", FALSE },
    { "election 2024", "election 2025", FALSE },
    { "version 1", "version 12", FALSE },
    { "a", "as", FALSE },
    { "science/book", "book", FALSE },
    { "!!", "??", FALSE },
    { "water", "walker", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].a, cases[i].b);
      g_assert_cmpint (sheaf_tag_are_similar (cases[i].a, cases[i].b), ==, cases[i].similar);
      g_assert_cmpint (sheaf_tag_are_similar (cases[i].b, cases[i].a), ==, cases[i].similar);
    }
}

static void
test_pairs (void)
{
  static const char *const names[]
      = { "books", "sea", "café", "book", "tea", "cafe", "cities", "city", "books" };
  g_autoptr (GArray) pairs = sheaf_tag_find_similar (names, G_N_ELEMENTS (names), NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i + 1 < pairs->len; i += 2)
    g_string_append_printf (text, "%u%u ", g_array_index (pairs, guint, i),
                            g_array_index (pairs, guint, i + 1));
  g_assert_cmpstr (text->str, ==, "25 30 38 76 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/tag-name/clean", test_clean);
  g_test_add_func ("/store/tag-name/tree", test_tree);
  g_test_add_func ("/store/tag-name/similar", test_similar);
  g_test_add_func ("/store/tag-name/pairs", test_pairs);

  return g_test_run ();
}
