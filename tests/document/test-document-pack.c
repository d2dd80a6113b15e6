/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packed ranges: back as they were, and nothing but whole documents out of hostile bytes. */

#include "document/document-pack.h"

#include "base/error.h"
#include "document/document-write.h"

#include "build-document.h"
#include "dump-document.h"

#define RICH                                                                                       \
  "h1|'Head|/|p|'a |+strong|'b |+a http://a.example/|'c|-|-|' "                                    \
  "\342\202\254|/|[q|p|'q|]|[ul|[li|p|'x|/|"                                                       \
  "[ol 3|[li|p|'y|]|]|]|]|[fig|img http://a.example/i.png "                                        \
  "Words|cap|'c|/|]|hr|[tab|cap|'t|/|row|C|"                                                       \
  "'r|c|+em|'s|-|/|row|c|'u|/|]|[dl|[dt|p|'d|]|[dd|pre:c|'x\n  y|/|]|]"
#define NEWER "p|+a #n|'a|-|/|id n|p|'b|/|embed http://a.example/v Film"

#define MUTATIONS 10000

static void
check_same (const char *calls)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDocument) document = build_document (calls);
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autoptr (SheafDocument) again
      = sheaf_document_unpack (packed, sheaf_document_get_text (document), &error);
  g_autofree char *before = dump_document (document);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  after = dump_document (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (sheaf_document_equal (document, again));
}

static void
test_same (void)
{
  check_same ("p|/");
  check_same ("p|'a|/");
  check_same (RICH);
  check_same (NEWER);
}

static guchar
read_version (const char *calls)
{
  g_autoptr (SheafDocument) document = build_document (calls);
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autoptr (GVariant) value
      = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(yv)"), packed, FALSE));
  guchar version;

  g_variant_get_child (value, 0, "y", &version);

  return version;
}

/* As old as it can be, so that older programs read what they know. */
static void
test_oldest_version (void)
{
  g_assert_cmpuint (read_version (RICH), ==, 1);
  g_assert_cmpuint (read_version (NEWER), ==, 2);
  g_assert_cmpuint (read_version ("embed http://a.example/v Film"), ==, 2);
  g_assert_cmpuint (read_version ("p|+a #n|'a|-|/"), ==, 1);
}

static void
test_other_text (void)
{
  static const char *const texts[]
      = { "",        "a",      "\n",     "a\n",          "a b\n ",
          "ab\nc\n", "a\tb\n", "abcd\n", "a\302\255b\n", "\357\277\274 b\n" };
  g_autoptr (SheafDocument) document = build_document ("p|'a b|/");
  g_autoptr (GBytes) packed = sheaf_document_pack (document);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafDocument) again = sheaf_document_unpack (packed, texts[i], &error);

      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
      g_assert_null (again);
    }
}

static void
check_refused (GVariant *value, SheafError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (owned);
  g_autoptr (SheafDocument) document = sheaf_document_unpack (bytes, "a\n", &error);

  g_assert_error (error, SHEAF_ERROR, (int)code);
  g_assert_null (document);
}

static void
test_versions (void)
{
  check_refused (g_variant_new ("(yv)", 3, g_variant_new_string ("?")), SHEAF_ERROR_TOO_NEW);
  check_refused (g_variant_new ("(yv)", 2, g_variant_new_string ("?")), SHEAF_ERROR_BAD_FILE);
  check_refused (g_variant_new ("(yv)", 1, g_variant_new_string ("?")), SHEAF_ERROR_BAD_FILE);
  check_refused (g_variant_new ("(yv)", 0, g_variant_new_string ("?")), SHEAF_ERROR_BAD_FILE);
  check_refused (g_variant_new ("s", "no document"), SHEAF_ERROR_BAD_FILE);
  check_refused (g_variant_new ("s", ""), SHEAF_ERROR_BAD_FILE);
}

/* One block "a" with one thing wrong: CONTENTS is the variant's text. */
static void
test_wrong (void)
{
  static const char *const wrong[] = {
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [(0,-1,0)], [], [])", /* a container of nothing */
    "(['x'], [(9,1,-1,0,0,0,0,0,0)], [], [], [])",         /* no such kind */
    "(['x'], [(0,2,-1,0,0,0,0,0,0)], [], [], [])",         /* past the text */
    "(['x'], [(0,4294967295,-1,0,0,0,0,0,0)], [], [], [])",
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [], [], [])", /* no such container */
    "(['x'], [(0,1,-2,0,0,0,0,0,0)], [], [], [])",
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(0,0,0)], [], [])",  /* its own parent */
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(1,-1,0)], [], [])", /* a list without an item */
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(3,-1,0)], [], [])", /* an item without a list */
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(0,-1,3)], [], [])", /* a numbered quote */
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(7,-1,0)], [], [])", /* a figure of nothing */
    "(['x'], [(0,1,0,0,0,0,0,0,0)], [(8,-1,0)], [], [])", /* a table without rows */
    "(['x'], [(1,1,-1,0,0,0,0,0,0)], [], [], [])",        /* heading 0 */
    "(['x'], [(1,1,-1,7,0,0,0,0,0)], [], [], [])",
    "(['x'], [(3,1,-1,0,0,0,0,0,0)], [], [], [(1,0,0,0)])", /* an image of a letter */
    "(['x'], [(4,1,-1,0,0,0,0,0,0)], [], [], [])",          /* a caption of nothing */
    "(['x'], [(5,1,-1,0,0,0,0,0,0)], [], [], [])",          /* a row of no table */
    "(['x'], [(5,1,0,0,0,2,0,0,0)], [(8,-1,0)], [], [])",   /* header of no cell */
    "(['x'], [(6,1,-1,0,0,0,0,0,0)], [], [], [])",          /* a rule with text */
    "(['x'], [(0,1,-1,0,0,0,3,0,0)], [], [], [])",          /* no such direction */
    "(['x'], [(0,1,-1,0,0,0,0,2,0)], [], [], [])",          /* no such string */
    "([''], [(0,1,-1,0,0,0,0,1,0)], [], [], [])",
    "(['a b'], [(0,1,-1,0,0,0,0,1,0)], [], [], [])",                  /* no language */
    "(['c'], [(0,1,-1,0,0,0,0,0,1)], [], [], [])",                    /* code's, on a paragraph */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(0,0,2,0)], [])",           /* a span out of its block */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(0,0,0,0)], [])",           /* an empty span */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(7,0,1,0)], [])",           /* no such kind */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(5,0,1,1)], [])",           /* a link to nowhere */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(0,0,1,1)], [])",           /* strong with an address */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(1,0,1,0),(0,0,1,0)], [])", /* out of order */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(0,0,1,0),(0,0,1,0)], [])", /* twice */
    "(['http://a.example/'], [(0,1,-1,0,0,0,0,0,0)], [], [], [(1,0,0,0)])", /* an image too many */
    "(['#x'], [(0,1,-1,0,0,0,0,0,0)], [], [(5,0,1,1)], [])",                /* no such anchor */
    "(['x y'], [(0,1,-1,0,0,0,0,0,0)], [], [(7,0,1,1)], [])",               /* no name */
    "(['x'], [(0,1,-1,0,0,0,0,0,0)], [], [(8,0,1,1)], [])",                 /* no such kind */
    "(['x'], [(8,1,-1,0,0,0,0,0,0)], [], [], [])",
  };
  const GVariantType *type = G_VARIANT_TYPE ("(asa(yuiuutyuu)a(yii)a(yuuu)a(uuuu))");
  g_autoptr (GVariant) right = g_variant_take_ref (g_variant_parse (
      type, "(['de'], [(0,1,0,0,0,0,1,1,0)], [(0,-1,0)], [(0,0,1,0)], [])", NULL, NULL, NULL));
  g_autoptr (GVariant) outer = g_variant_ref_sink (g_variant_new ("(yv)", 1, right));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (outer);
  g_autoptr (SheafDocument) document = sheaf_document_unpack (bytes, "a\n", NULL);

  g_assert_nonnull (document);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GVariant) contents
          = g_variant_take_ref (g_variant_parse (type, wrong[i], NULL, NULL, NULL));

      g_assert_nonnull (contents);
      g_test_message ("%s", wrong[i]);
      check_refused (g_variant_new ("(yv)", 1, contents), SHEAF_ERROR_BAD_FILE);
    }
}

static void
mutate (GRand *rand, guint8 *data, gsize *length)
{
  int changes = g_rand_int_range (rand, 1, 5);

  for (int i = 0; i < changes; i++)
    {
      gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)*length);
      int how = g_rand_int_range (rand, 0, 8);

      if (how == 0 && *length > 8)
        *length -= (gsize)g_rand_int_range (rand, 1, 8);
      else if (how < 3)
        data[at] = (guint8)g_rand_int_range (rand, 0, 256);
      else if (how < 6)
        data[at] = (guint8)(data[at] + g_rand_int_range (rand, -2, 3));
      else
        data[at] ^= (guint8)(1 << g_rand_int_range (rand, 0, 8));
    }
}

/* What is taken is a whole document, which every writer can write. */
static void
check_whole (const SheafDocument *document)
{
  g_autofree char *html = sheaf_document_to_html (document);
  g_autofree char *markdown = sheaf_document_to_markdown (document);
  g_autofree char *text = sheaf_document_to_text (document);
  g_autofree char *excerpt = sheaf_document_to_excerpt (document, 40);

  g_assert_true (sheaf_document_is_normal (document));
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_true (g_utf8_validate (markdown, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (SheafDocument) document = build_document (RICH "|" NEWER);
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  guint taken = 0, refused = 0;

  for (int i = 0; i < MUTATIONS; i++)
    {
      gsize length;
      const guint8 *original = g_bytes_get_data (packed, &length);
      guint8 *data = g_memdup2 (original, length);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafDocument) got = NULL;

      mutate (rand, data, &length);
      bytes = g_bytes_new_take (data, length);
      got = sheaf_document_unpack (bytes, sheaf_document_get_text (document), &error);
      g_assert_true ((got != NULL) == (error == NULL));
      if (got != NULL)
        check_whole (got);
      taken += got != NULL;
      refused += got == NULL;
    }

  g_test_message ("%u taken, %u refused", taken, refused);
  g_assert_cmpuint (refused, >, MUTATIONS / 2);
  g_assert_cmpuint (taken, >, 0);
}

/* The same with the text changed and the ranges as they were. */
static void
test_text_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (SheafDocument) document = build_document (RICH);
  g_autoptr (GBytes) packed = sheaf_document_pack (document);

  for (int i = 0; i < MUTATIONS / 4; i++)
    {
      g_autofree char *text = g_strdup (sheaf_document_get_text (document));
      gsize length = strlen (text);
      g_autoptr (SheafDocument) got = NULL;

      mutate (rand, (guint8 *)text, &length);
      text[length] = '\0';
      got = sheaf_document_unpack (packed, text, NULL);
      if (got != NULL)
        check_whole (got);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/pack/same", test_same);
  g_test_add_func ("/document/pack/other-text", test_other_text);
  g_test_add_func ("/document/pack/versions", test_versions);
  g_test_add_func ("/document/pack/oldest-version", test_oldest_version);
  g_test_add_func ("/document/pack/wrong", test_wrong);
  g_test_add_func ("/document/pack/mutations", test_mutations);
  g_test_add_func ("/document/pack/text-mutations", test_text_mutations);

  return g_test_run ();
}
