/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Extraction without a library: UTF-8 unless told otherwise, links made absolute, never NULL for a
 * page without an article. */

#include "library/extract-page.h"

#include "local-server.h"

#include <string.h>

static SheafPage *
extract (const char *bytes, gssize size, const char *charset, const char *url)
{
  g_autoptr (GBytes) html = g_bytes_new (bytes, size < 0 ? strlen (bytes) : (gsize)size);
  g_autoptr (GError) error = NULL;
  SheafPage *page = sheaf_library_extract (html, charset, url, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page);

  return page;
}

static void
test_article (void)
{
  g_autoptr (SheafPage) page
      = extract (local_server_get_article (), -1, NULL, "https://example.org/ropes/walk");
  gsize n = 0;
  const SheafImage *images;

  g_assert_cmpstr (page->title, ==, LOCAL_SERVER_TITLE);
  g_assert_nonnull (page->document);
  g_assert_nonnull (strstr (sheaf_document_get_text (page->document), LOCAL_SERVER_LAST_WORDS));
  images = sheaf_document_get_images (page->document, &n);
  g_assert_cmpuint (n, >=, 4);
  g_assert_cmpstr (images[0].src, ==, "https://example.org/pictures/harbour.png");
}

static void
test_charset (void)
{
  static const char *const words = "K\344lte im Flu\337hafen";
  g_autofree char *html = g_strdup_printf ("<html><title>%s</title><p>%s</html>", words, words);
  g_autoptr (SheafPage) told = extract (html, -1, "iso-8859-1", NULL);
  g_autoptr (SheafPage) utf8 = extract ("<title>K\303\244lte</title>", -1, "utf-8", NULL);
  g_autoptr (SheafPage) wrong = extract ("<title>K\303\244lte</title>", -1, "iso-8859-1", NULL);

  g_assert_cmpstr (told->title, ==, "Kälte im Flußhafen");
  g_assert_cmpstr (utf8->title, ==, "Kälte");
  g_assert_cmpstr (wrong->title, ==, "KÃ¤lte"); /* who declares it is believed */
}

/* There is always a page. */
static void
test_nothing (void)
{
  static const struct
  {
    const char *bytes;
    gssize size;
  } cases[] = {
    { "", 0 },
    { "\0\0\0", 3 },
    { "<", 1 },
    { "<html>", -1 },
    { "\377\376", 2 },
    { "%PDF-1.7", -1 },
    { "<title></title>", -1 },
    { "<html><nav><a href=\"javascript:alert(1)\">Home</a></nav></html>", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafPage) page
          = extract (cases[i].bytes, cases[i].size, NULL, i % 2 ? "https://example.org/" : NULL);

      g_test_message ("%u", i);
      g_assert_true (page->title == NULL || *page->title != '\0');
      g_assert_false (page->readerable);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/extract-page/article", test_article);
  g_test_add_func ("/library/extract-page/charset", test_charset);
  g_test_add_func ("/library/extract-page/nothing", test_nothing);

  return g_test_run ();
}
