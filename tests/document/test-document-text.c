/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document's words as plain text, and its excerpt. */

#include "document/document-write.h"

#include "build-document.h"

typedef struct
{
  const char *name;
  const char *calls;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "p|/", "" },
  { "blocks", "h1|'Head|/|p|'a |+em|'b|-|/|[ul|[li|p|'c|]|]|[q|p|'d|]", "Head\na b\nc\nd" },
  { "no-pictures", "p|'a|/|[fig|img http://a.example/i.png Alt|cap|'Caption|/|]|hr|p|'b|/",
    "a\nb" },
  { "code", "pre|'x\n  y|/|p|'b|/", "x\n  y\nb" },
  { "table", "[tab|cap|'T|/|row|C|'a|C|'b|/|row|c|'1|c|/|]", "a\tb\n1\t" },
  { "picture-alone", "img http://a.example/i.png", "" },
};

static void
test_text (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) document = build_document (test->calls);
  g_autofree char *text = sheaf_document_to_text (document);

  g_assert_cmpstr (text, ==, test->expected);
}

#define PROSE "One two three four five six seven eight nine ten"

static const struct
{
  const char *calls;
  gsize max;
  const char *expected;
} excerpts[] = {
  { "p|/", 10, NULL },
  { "h1|'Head|/|pre|'code|/", 10, NULL },
  { "p|'short|/", 10, "short" },
  { "h1|'Head|/|p|'short|/|p|'er|/", 20, "short er" },
  { "p|'By A. B.|/|p|'" PROSE "|/", 100, PROSE },
  { "p|'" PROSE "|/|h2|'Head|/|p|'more|/", 100, PROSE " more" },
  { "p|'" PROSE "|/", 0, NULL },
};

static void
test_excerpt (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (excerpts); i++)
    {
      g_autoptr (SheafDocument) document = build_document (excerpts[i].calls);
      g_autofree char *excerpt = sheaf_document_to_excerpt (document, excerpts[i].max);

      g_assert_cmpstr (excerpt, ==, excerpts[i].expected);
    }
}

static void
test_excerpt_cut (void)
{
  g_autoptr (SheafDocument) document = build_document ("p|'" PROSE "|/");
  g_autofree char *excerpt = sheaf_document_to_excerpt (document, 20);

  g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, 20);
  g_assert_true (g_str_has_prefix (excerpt, "One two three"));
  g_assert_false (g_str_has_prefix (excerpt, PROSE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/document/text-excerpt/table", test_excerpt);
  g_test_add_func ("/document/text-excerpt/cut", test_excerpt_cut);

  return g_test_run ();
}
