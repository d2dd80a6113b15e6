/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a document is gone through by, each entry as "DEPTH:WORDS" or "WORDS>ADDRESS", parted by
 * '|'. */

#include "document/outline.h"

#include "build-document.h"

typedef struct
{
  const char *name;
  const char *calls;
  SheafOutlineKind kind;
  const char *expected;
} Case;

#define A "http://a.example/"

static const Case cases[] = {
  { "headings/none", "p|'a|/", SHEAF_OUTLINE_HEADINGS, "" },
  { "headings/empty", "", SHEAF_OUTLINE_HEADINGS, "" },
  { "headings/nested", "h2|'A|/|p|'x|/|h3|'B|/|h3|'C|/|h4|'D|/|h2|'E|/", SHEAF_OUTLINE_HEADINGS,
    "0:A|1:B|1:C|2:D|0:E" },
  { "headings/levels-left-out", "h2|'A|/|h5|'B|/|h3|'C|/|h6|'D|/", SHEAF_OUTLINE_HEADINGS,
    "0:A|1:B|1:C|2:D" },
  { "headings/higher-later", "h4|'A|/|h3|'B|/|h1|'C|/|h2|'D|/", SHEAF_OUTLINE_HEADINGS,
    "0:A|0:B|0:C|1:D" },
  { "headings/all-levels", "h1|'A|/|h2|'B|/|h3|'C|/|h4|'D|/|h5|'E|/|h6|'F|/|h6|'G|/",
    SHEAF_OUTLINE_HEADINGS, "0:A|1:B|2:C|3:D|4:E|5:F|5:G" },
  { "headings/styled", "h2|'On |+em|'tides|-|' \303\244|/", SHEAF_OUTLINE_HEADINGS,
    "0:On tides \303\244" },
  { "links/none", "h2|'a|/", SHEAF_OUTLINE_LINKS, "" },
  { "links/two", "p|'x |+a " A "|'one|-|' and |+a " A "b|'two|-|/", SHEAF_OUTLINE_LINKS,
    "one>" A "|two>" A "b" },
  { "links/same-address-apart", "p|+a " A "|'one|-|' and |+a " A "|'two|-|/", SHEAF_OUTLINE_LINKS,
    "one>" A "|two>" A },
  { "links/over-blocks", "+a " A "|p|'one|/|p|'two|/|-", SHEAF_OUTLINE_LINKS, "one two>" A },
  { "links/with-picture", "+a " A "|p|'one|/|img http://a.example/i.png Bell|p|'two|/|-",
    SHEAF_OUTLINE_LINKS, "one>" A "|two>" A },
  { "links/picture-alone", "+a " A "|img http://a.example/i.png Bell|-", SHEAF_OUTLINE_LINKS, "" },
  { "links/inside", "p|+a #n|'note|-|/|p|id n|'It|/", SHEAF_OUTLINE_LINKS, "note>#n" },
  { "links/embed", "embed " A " A film", SHEAF_OUTLINE_LINKS, "A film>" A },
  { "pictures/none", "p|'a|/", SHEAF_OUTLINE_PICTURES, "" },
  { "pictures/alt", "img http://a.example/i.png Two bells", SHEAF_OUTLINE_PICTURES, "0:Two bells" },
  { "pictures/caption", "[fig|img http://a.example/i.png|cap|'Below|/|]|p|'x|/",
    SHEAF_OUTLINE_PICTURES, "0:Below" },
  { "pictures/caption-above", "[fig|cap|'Above|/|img http://a.example/i.png|]",
    SHEAF_OUTLINE_PICTURES, "0:Above" },
  { "pictures/alt-before-caption", "[fig|img http://a.example/i.png Alt|cap|'Below|/|]",
    SHEAF_OUTLINE_PICTURES, "0:Alt" },
  { "pictures/caption-of-another",
    "img http://a.example/i.png|[fig|img http://a.example/j.png|cap|'Its|/|]",
    SHEAF_OUTLINE_PICTURES, "0:-|0:Its" },
};

static char *
dup_entries (const GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const SheafOutlineEntry *entry = entries->pdata[i];
      const char *words = entry->words != NULL ? entry->words : "-";

      g_string_append (text, i > 0 ? "|" : "");
      if (entry->href != NULL)
        g_string_append_printf (text, "%s>%s", words, entry->href);
      else
        g_string_append_printf (text, "%u:%s", entry->depth, words);
      g_assert_cmpuint (entry->start, <, entry->end);
    }

  return g_string_free (text, FALSE);
}

static void
test_collect (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) document = build_document (test->calls);
  g_autoptr (GPtrArray) entries = sheaf_outline_collect (document, test->kind);
  g_autofree char *text = dup_entries (entries);

  g_assert_cmpstr (text, ==, test->expected);
}

/* "Intro", A at 6, "text" at 8, B at 13. */
static void
test_step (void)
{
  static const struct
  {
    guint offset;
    int found, next, previous;
  } places[] = {
    { 0, -1, 0, -1 }, { 5, -1, 0, -1 }, { 6, 0, 1, -1 },  { 7, 0, 1, 0 },
    { 9, 0, 1, 0 },   { 13, 1, -1, 0 }, { 99, 1, -1, 1 },
  };
  g_autoptr (SheafDocument) document = build_document ("p|'Intro|/|h2|'A|/|p|'text|/|h2|'B|/");
  g_autoptr (GPtrArray) entries = sheaf_outline_collect (document, SHEAF_OUTLINE_HEADINGS);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_assert_cmpint (sheaf_outline_find (entries, places[i].offset), ==, places[i].found);
      g_assert_cmpint (sheaf_outline_step (entries, places[i].offset, 1), ==, places[i].next);
      g_assert_cmpint (sheaf_outline_step (entries, places[i].offset, -1), ==, places[i].previous);
    }
}

static void
test_words_from (void)
{
  static const guint expected[][2]
      = { { 0, 6 }, { 4, 5 }, { 14, 3 }, { 17, 3 }, { 22, 2 }, { 99, 0 } };
  g_autoptr (SheafDocument) document
      = build_document ("p|'One two three|/|p|'f\303\274nf sechs|/|p|'x|/");
  g_autoptr (SheafDocument) empty = build_document ("");

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (sheaf_outline_count_words_from (document, expected[i][0]), ==,
                      expected[i][1]);
  g_assert_cmpuint (sheaf_outline_count_words_from (empty, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/outline/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_collect);
    }
  g_test_add_func ("/document/outline/step", test_step);
  g_test_add_func ("/document/outline/words-from", test_words_from);

  return g_test_run ();
}
