/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which bytes of a title and a snippet are set off. */

#include "ui/hit-marks.h"

#include <string.h>

/* TEXT with brackets around what is bold in ATTRS. */
static char *
show (PangoAttrList *attrs, const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) opens = g_string_new (NULL);
  GSList *all = pango_attr_list_get_attributes (attrs);

  for (gsize i = 0; i <= strlen (text); i++)
    {
      for (GSList *l = all; l != NULL; l = l->next)
        {
          PangoAttribute *attribute = l->data;

          if (attribute->klass->type != PANGO_ATTR_WEIGHT)
            continue;
          if (attribute->end_index == i)
            g_string_append_c (shown, ']');
          if (attribute->start_index == i)
            g_string_append_c (opens, '[');
        }
      g_string_append (shown, opens->str);
      g_string_truncate (opens, 0);
      if (text[i] != '\0')
        g_string_append_c (shown, text[i]);
    }
  g_slist_free_full (all, (GDestroyNotify)pango_attribute_destroy);

  return g_strdup (shown->str);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *words, *shown;
  } cases[] = {
    { "Salt on the Stairs", "salt", "[Salt] on the Stairs" },
    { "Saltwater and salt", "salt", "Saltwater and [salt]" },
    { "Saltwater and salt", "salt*", "[Salt]water and [salt]" },
    { "Basalt", "salt*", "Basalt" },
    { "Low tide, low town", "low tide", "[Low tide], low town" },
    { "Low-tide tables", "low tide", "[Low-tide] tables" },
    { "Über den Äther", "ather*|uber", "[Über] den [Äther]" },
    { "ﬁne ﬁsh", "fine", "[ﬁne] ﬁsh" },
    { "图书馆的历史", "书馆", "图[书馆]的历史" },
    { "Straße", "strasse", "Straße" },
    { "", "salt", "" },
    { "Salt", "", "Salt" },
    { "Salt", "*", "Salt" },
    { "C++ and C", "c++", "[C]++ and [C]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PangoAttrList *attrs = pango_attr_list_new ();
      g_auto (GStrv) words = g_strsplit (cases[i].words, "|", -1);
      g_autofree char *shown = NULL;

      sheaf_hit_marks_add_words (attrs, cases[i].text, 0, (const char *const *)words);
      shown = show (attrs, cases[i].text);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      pango_attr_list_unref (attrs);
    }
}

static void
test_snippet (void)
{
  static const struct
  {
    const char *snippet, *shown;
  } cases[] = {
    { "", "" },
    { "…the \001lamp\002 room", "…the [lamp] room" },
    { "one\n\n\001two\002\tthree", "one [two] three" },
    { "\n\001two\002", "[two]" },
    { "a\357\277\274b \001c d\002", "a b [c d]" },
    { "never \001closed", "never closed" },
    { "\002stray", "stray" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PangoAttrList *attrs = pango_attr_list_new ();
      g_autofree char *line = sheaf_hit_marks_add_snippet (attrs, cases[i].snippet, 0);
      g_autofree char *shown = show (attrs, line);

      g_assert_cmpstr (shown, ==, cases[i].shown);
      pango_attr_list_unref (attrs);
    }
}

/* Behind a title the marks stand where the snippet begins. */
static void
test_offset (void)
{
  PangoAttrList *attrs = pango_attr_list_new ();
  g_autofree char *line = sheaf_hit_marks_add_snippet (attrs, "a \001b\002", 3);
  g_autofree char *whole = g_strconcat ("xyz", line, NULL);
  g_autofree char *shown = show (attrs, whole);

  g_assert_cmpstr (shown, ==, "xyza [b]");
  pango_attr_list_unref (attrs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/hit-marks/words", test_words);
  g_test_add_func ("/ui/hit-marks/snippet", test_snippet);
  g_test_add_func ("/ui/hit-marks/offset", test_offset);

  return g_test_run ();
}
