/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks taken out and put in again: what stands around them holds together. */

#include "document/document-builder.h"
#include "document/document-pack.h"
#include "document/document-splice.h"
#include "document/document-write.h"
#include "document/page-correct.h"

#include <string.h>

static void
add_block (SheafDocumentBuilder *builder, SheafBlockKind kind, const char *text)
{
  sheaf_document_builder_begin (builder, kind, kind == SHEAF_BLOCK_HEADING ? 2 : 0, NULL, NULL,
                                SHEAF_DIRECTION_UNKNOWN);
  sheaf_document_builder_text (builder, text, -1);
  sheaf_document_builder_end (builder);
}

/* A line each: "h TEXT", "p TEXT", "- TEXT" (an item of a numbered list), "> TEXT" (quoted). */
static SheafDocument *
make (const char *lines)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);
  char open = 0;

  for (guint i = 0; all[i] != NULL; i++)
    {
      char sign = all[i][0];

      if (open != 0 && open != sign)
        sheaf_document_builder_close (builder);
      if (open != sign && sign == '-')
        sheaf_document_builder_open (builder, SHEAF_CONTAINER_ORDERED_LIST, 1);
      if (open != sign && sign == '>')
        sheaf_document_builder_open (builder, SHEAF_CONTAINER_QUOTE, 0);
      open = sign == '-' || sign == '>' ? sign : 0;
      if (sign == '-')
        sheaf_document_builder_open (builder, SHEAF_CONTAINER_ITEM, 0);
      add_block (builder, sign == 'h' ? SHEAF_BLOCK_HEADING : SHEAF_BLOCK_PARAGRAPH, all[i] + 2);
      if (sign == '-')
        sheaf_document_builder_close (builder);
    }
  if (open != 0)
    sheaf_document_builder_close (builder);

  return sheaf_document_builder_finish (builder);
}

/* It can be packed and read again, which checks all that a document promises. */
static void
assert_sound (const SheafDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autoptr (SheafDocument) again
      = sheaf_document_unpack (packed, sheaf_document_get_text (document), &error);

  g_assert_no_error (error);
  g_assert_true (sheaf_document_equal (document, again));
}

static void
test_splice (void)
{
  static const struct
  {
    const char *whole;
    guint first, n;
    const char *piece; /* (nullable) */
    const char *html;  /* without line breaks */
  } cases[] = {
    { "p One\np Two\np Three", 1, 1, NULL, "<p>One</p><p>Three</p>" },
    { "p One\np Two\np Three", 0, 3, NULL, "" },
    { "p One\np Three", 1, 0, "p Two", "<p>One</p><p>Two</p><p>Three</p>" },
    { "p One", 0, 0, "h Title", "<h2>Title</h2><p>One</p>" },
    { "p One", 1, 0, "p Two", "<p>One</p><p>Two</p>" },
    { "- One\n- Two\n- Three", 1, 1, NULL, "<ol><li>One</li><li>Three</li></ol>" },
    { "- One\n- Three", 1, 0, "- Two", "<ol><li>One</li><li>Two</li><li>Three</li></ol>" },
    { "- One\n- Two\n- Three", 2, 0, "p Words",
      "<ol><li>One</li><li>Two</li></ol><p>Words</p><ol start=\"3\"><li>Three</li></ol>" },
    { "> One\n> Three", 1, 0, "p Two",
      "<blockquote><p>One</p><p>Two</p><p>Three</p></blockquote>" },
    { "> One\n> Three", 1, 0, "> Two",
      "<blockquote><p>One</p><p>Two</p><p>Three</p></blockquote>" },
    { "> One\np Two", 1, 0, "p Between",
      "<blockquote><p>One</p></blockquote><p>Between</p>"
      "<p>Two</p>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDocument) whole = make (cases[i].whole);
      g_autoptr (SheafDocument) piece = cases[i].piece != NULL ? make (cases[i].piece) : NULL;
      g_autoptr (SheafDocument) result
          = sheaf_document_splice (whole, cases[i].first, cases[i].n, piece);
      g_autofree char *html = sheaf_document_to_html (result);
      g_auto (GStrv) lines = g_strsplit (html, "\n", -1);
      g_autofree char *joined = g_strjoinv ("", lines);

      g_assert_cmpstr (joined, ==, cases[i].html);
      assert_sound (result);
    }
}

/* Whatever is taken out of the middle and put back is what it was. */
static void
test_there_and_back (void)
{
  g_autoptr (SheafDocument) whole
      = make ("p Zero\nh One\np Two\n- Three\n- Four\n- Five\n> Six\n> Seven\n> Eight\np Nine");
  gsize n_blocks;

  sheaf_document_get_blocks (whole, &n_blocks);
  for (guint first = 0; first < n_blocks; first++)
    for (guint n = 1; first + n <= n_blocks; n++)
      {
        g_autoptr (SheafDocument) slice = sheaf_document_slice (whole, first, n);
        g_autoptr (SheafDocument) rest = sheaf_document_splice (whole, first, n, NULL);
        g_autoptr (SheafDocument) again = sheaf_document_splice (rest, first, 0, slice);

        assert_sound (slice);
        assert_sound (rest);
        assert_sound (again);
        g_assert_cmpstr (sheaf_document_get_text (again), ==, sheaf_document_get_text (whole));
      }
}

static void
test_find (void)
{
  g_autoptr (SheafDocument) whole = make ("p One\np Sign up\np today\np Two\np Sign up\np today");
  guint first = 99, n = 99;

  g_assert_true (sheaf_document_find_blocks (whole, " Sign\nup today ", 0, &first, &n));
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (sheaf_document_find_blocks (whole, "Sign up\ntoday", 40, &first, &n));
  g_assert_cmpuint (first, ==, 4);
  g_assert_false (sheaf_document_find_blocks (whole, "Sign", 0, &first, &n));
  g_assert_false (sheaf_document_find_blocks (whole, " ", 0, &first, &n));
  g_assert_cmpuint (first, ==, 4);
}

/* --- A page that is corrected --- */

static SheafPage *
make_page (const char *lines)
{
  SheafPage *page = sheaf_page_new ();

  page->document = make (lines);
  page->title = g_strdup ("Title");

  return page;
}

/* "why place text|…", then what the text is. */
static void
assert_page (const SheafPage *page, const char *removed, const char *text)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *one = page->removed->pdata[i];

      g_string_append_printf (out, "%s%s %u %s", i > 0 ? "|" : "",
                              sheaf_removed_why_to_string (one->why), one->place, one->text);
    }
  g_assert_cmpstr (out->str, ==, removed);
  g_assert_cmpstr (sheaf_document_get_text (page->document), ==, text);
  g_string_free (out, TRUE);
}

static void
test_correct (void)
{
  g_autoptr (SheafPage) page = make_page ("p One\np Two\np Three");
  g_autoptr (SheafPage) left = NULL, back = NULL, put = NULL, none = NULL;
  g_autoptr (SheafDocument) piece = make ("p Two");
  g_autoptr (SheafDocument) sign = make ("p Join us");

  sheaf_page_add_removed (page, "Join us", "<p>Join us</p>", "promo/newsletter",
                          SHEAF_REMOVED_WORDING, 8);
  left = sheaf_page_leave_out (page, 1, 1);
  assert_page (left, "reader 4 Two|wording 4 Join us", "One\nThree\n");
  g_assert_cmpuint (left->word_count, ==, 2);
  g_assert_cmpstr (left->title, ==, "Title");
  g_assert_true (sheaf_page_is_corrected (left));
  g_assert_false (sheaf_page_is_corrected (page));
  back = sheaf_page_put_back (left, 0, piece);
  assert_page (back, "wording 8 Join us", "One\nTwo\nThree\n");
  put = sheaf_page_put_back (left, 1, sign);
  assert_page (put, "reader 4 Two|restored 4 Join us\n", "One\nJoin us\nThree\n");
  none = sheaf_page_leave_out (page, 0, 3);
  g_assert_null (none);
}

static void
test_again (void)
{
  g_autoptr (SheafPage) page = make_page ("p One\np Two\np Three");
  g_autoptr (SheafPage) fetched = make_page ("p Zero\np One\np Two\np Three and more");
  g_autoptr (SheafPage) left = NULL, corrected = NULL, again = NULL;
  g_autoptr (SheafDocument) sign = make ("p Join us");

  sheaf_page_add_removed (page, "Join us", "<p>Join us</p>", "promo/newsletter",
                          SHEAF_REMOVED_WORDING, 4);
  sheaf_page_add_removed (fetched, "Join us", "<p>Join us</p>", "promo/newsletter",
                          SHEAF_REMOVED_WORDING, 9);
  left = sheaf_page_leave_out (page, 1, 1);
  corrected = sheaf_page_put_back (left, 0, sign);
  assert_page (corrected, "restored 4 Join us\n|reader 12 Two", "One\nJoin us\nThree\n");
  again = sheaf_page_correct_again (fetched, corrected);
  assert_page (again, "restored 9 Join us\n|reader 17 Two", "Zero\nOne\nJoin us\nThree and more\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-splice/splice", test_splice);
  g_test_add_func ("/document-splice/there-and-back", test_there_and_back);
  g_test_add_func ("/document-splice/find", test_find);
  g_test_add_func ("/page-correct/correct", test_correct);
  g_test_add_func ("/page-correct/again", test_again);

  return g_test_run ();
}
