/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value: its views, its places in characters and bytes, and what makes two of them equal. */

#include "document/document.h"

#include "build-document.h"

#define CALLS "h2|'\303\204b|/|hr|img http://a.example/i.png|p|'c |+em|'\342\202\254d|-|/"

static void
test_places (void)
{
  g_autoptr (SheafDocument) document = build_document (CALLS);
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);
  static const struct
  {
    guint start, end;
    gsize start_byte, end_byte;
  } expected[] = { { 0, 2, 0, 3 }, { 3, 3, 4, 4 }, { 4, 5, 5, 8 }, { 6, 10, 9, 15 } };

  g_assert_cmpstr (sheaf_document_get_text (document), ==,
                   "\303\204b\n\n" SHEAF_IMAGE_CHARACTER "\nc \342\202\254d\n");
  g_assert_cmpuint (sheaf_document_get_length (document), ==, 11);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (blocks[i].start, ==, expected[i].start);
      g_assert_cmpuint (blocks[i].end, ==, expected[i].end);
      g_assert_cmpuint (blocks[i].start_byte, ==, expected[i].start_byte);
      g_assert_cmpuint (blocks[i].end_byte, ==, expected[i].end_byte);
      g_assert_cmpint (blocks[i].container, ==, -1);
    }
}

static void
test_views (void)
{
  g_autoptr (SheafDocument) document = build_document (CALLS);
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (document, &n);
  const SheafImage *images;

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (spans[0].kind, ==, SHEAF_SPAN_EMPHASIS);
  g_assert_cmpuint (spans[0].start, ==, 8);
  g_assert_cmpuint (spans[0].end, ==, 10);
  images = sheaf_document_get_images (document, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (images[0].src, ==, "http://a.example/i.png");
  g_assert_null (images[0].alt);
  sheaf_document_get_containers (document, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_find_block (void)
{
  static const int expected[] = { 0, 0, 0, 1, 2, 2, 3, 3, 3, 3, 3, 3 };
  g_autoptr (SheafDocument) document = build_document (CALLS);
  g_autoptr (SheafDocument) empty = build_document ("p|/");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (sheaf_document_find_block (document, i), ==, expected[i]);
  g_assert_cmpint (sheaf_document_find_block (document, G_MAXUINT), ==, 3);
  g_assert_cmpint (sheaf_document_find_block (empty, 0), ==, -1);
}

static void
test_dup_range (void)
{
  static const struct
  {
    guint start, end;
    const char *expected;
  } ranges[] = {
    { 0, 0, "" },
    { 0, 1, "\303\204" },
    { 1, 4, "b\n\n" },
    { 8, 9, "\342\202\254" },
    { 7, 11, " \342\202\254d\n" },
    { 9, 1000, "d\n" },
    { 500, 1000, "" },
  };
  g_autoptr (SheafDocument) document = build_document (CALLS);

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *got = sheaf_document_dup_range (document, ranges[i].start, ranges[i].end);

      g_assert_cmpstr (got, ==, ranges[i].expected);
    }
}

static void
test_equal (void)
{
  static const char *const different[] = {
    "p|'a|/",
    "p|'b|/",
    "h2|'a|/",
    "h3|'a|/",
    "pre|'a|/",
    "pre:c|'a|/",
    "[q|p|'a|]",
    "[ul|[li|p|'a|]|]",
    "[ol 1|[li|p|'a|]|]",
    "[ol 2|[li|p|'a|]|]",
    "p|+em|'a|-|/",
    "p|+strong|'a|-|/",
    "p|+a http://a.example/|'a|-|/",
    "p|+a http://b.example/|'a|-|/",
    "[tab|row|c|'a|]",
    "[tab|row|C|'a|]",
    "img http://a.example/i.png",
    "img http://a.example/i.png a",
    "img http://a.example/j.png",
    "hr",
    "p|/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (different); j++)
      {
        g_autoptr (SheafDocument) a = build_document (different[i]);
        g_autoptr (SheafDocument) b = build_document (different[j]);

        g_assert_cmpint (sheaf_document_equal (a, b), ==, i == j);
      }
}

static void
test_references (void)
{
  SheafDocument *document = build_document (CALLS);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, SHEAF_TYPE_DOCUMENT);
  g_value_set_boxed (&value, document);
  g_assert_true (g_value_get_boxed (&value) == document);
  sheaf_document_unref (document);
  g_assert_cmpuint (sheaf_document_get_length (g_value_get_boxed (&value)), ==, 11);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/document/places", test_places);
  g_test_add_func ("/document/document/views", test_views);
  g_test_add_func ("/document/document/find-block", test_find_block);
  g_test_add_func ("/document/document/dup-range", test_dup_range);
  g_test_add_func ("/document/document/equal", test_equal);
  g_test_add_func ("/document/document/references", test_references);

  return g_test_run ();
}
