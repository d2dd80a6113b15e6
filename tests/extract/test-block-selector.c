/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which selector is made of a block that was left out, and what it takes of an article. */

#include "extract/block-selector.h"

#include "document/document-builder.h"
#include "extract/dom-to-document.h"

#include <string.h>

#define LONG                                                                                       \
  "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
#define PARA "<p class=text>" LONG LONG LONG "</p>"
#define ARTICLE "<div id=story>" PARA PARA PARA

static SheafDom *
parse (const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  SheafDom *dom = sheaf_block_selector_parse (bytes, NULL);

  g_assert_nonnull (dom);

  return dom;
}

static SheafDocument *
make_article (const char *html)
{
  g_autoptr (GError) error = NULL;
  SheafDocument *document = sheaf_document_from_html (html, NULL, &error);

  g_assert_no_error (error);

  return document;
}

static void
test_make (void)
{
  static const struct
  {
    const char *page, *text, *selector; /* SELECTOR NULL: none */
  } cases[] = {
    { ARTICLE "<p class='promo'>Read more about oil</p></div>", "Read more about oil", "p.promo" },
    { ARTICLE "<div class=box><p>Read <b>more</b>\n about oil</p></div></div>",
      "Read more about oil", "div.box" },
    { ARTICLE "<div class='css-1x2 Box'><p>Read more</p></div></div>", "Read more", "div.Box" },
    { ARTICLE "<p class='text promo'>Read more</p></div>", "Read more", "p.promo" },
    { ARTICLE "<p class='text'>Read more</p></div>", "Read more", NULL },
    { ARTICLE "<p>Read more</p></div>", "Read more", NULL },
    { ARTICLE "<p id=offer>Read more</p></div>", "Read more", "p#offer" },
    { ARTICLE "<p id=offer-17>Read more</p></div>", "Read more", NULL },
    { ARTICLE "<section class=end><p>Read more</p><p>" LONG "</p></section></div>", "Read more",
      NULL },
    { ARTICLE "<aside class=end><h3>News</h3><span>Read more</span></aside></div>", "Read more",
      "aside.end > span" },
    { ARTICLE "<ul class=links><li>One</li><li>Two</li></ul></div>", "One\nTwo", "ul.links" },
    { ARTICLE "<p class=promo>Read more</p></div>", "Read less", NULL },
    { ARTICLE "<p class=promo>Read more</p></div>", " \n", NULL },
    /* Not what it stands in. */
    { ARTICLE
      "<div class=promo><p class=x>Read</p><div class=promo><p>Read more</p></div></div></div>",
      "Read more", "div.promo > div" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDom) page = parse (cases[i].page);
      g_autoptr (SheafDocument) rest = make_article (PARA PARA PARA "<p>" LONG "</p>");
      g_autofree char *made = NULL;

      g_test_message ("%u", i);
      made = sheaf_block_selector_make (page, cases[i].text, rest);
      g_assert_cmpstr (made, ==, cases[i].selector);
    }
}

static void
test_find (void)
{
  static const struct
  {
    const char *page, *selector, *article, *runs;
  } cases[] = {
    { "<p class=a>One</p><p>Two</p><p class=a>One</p>", "p.a", "<p>One</p><p>Two</p><p>One</p>",
      "0+1 2+1 " },
    { "<div class=a><h2>One</h2><p>Two</p></div><p>Three</p>", "div.a",
      "<h2>One</h2><p>Two</p><p>Three</p>", "0+2 " },
    { "<p class=a>One</p><p>Two</p>", "p.a", "<p>One and</p><p>Two</p>", "" },
    { "<p class=a>One</p><p>Two</p>", "p.b", "<p>One</p><p>Two</p>", "" },
    { "<p class=a>One</p>", "p..", "<p>One</p>", "" },
    { "<div class=a><p>One</p><p class=a>Two</p></div>", ".a", "<p>One</p><p>Two</p><p>Two</p>",
      "0+2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDom) page = parse (cases[i].page);
      g_autoptr (SheafDocument) document = make_article (cases[i].article);
      g_autoptr (GArray) runs = sheaf_block_selector_find (page, cases[i].selector, document);
      g_autoptr (GString) said = g_string_new (NULL);

      for (guint k = 0; k < runs->len; k++)
        g_string_append_printf (said, "%u+%u ", g_array_index (runs, SheafBlockRun, k).first,
                                g_array_index (runs, SheafBlockRun, k).n);
      g_test_message ("%s", cases[i].page);
      g_assert_cmpstr (said->str, ==, cases[i].runs);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/block-selector/make", test_make);
  g_test_add_func ("/extract/block-selector/find", test_find);

  return g_test_run ();
}
