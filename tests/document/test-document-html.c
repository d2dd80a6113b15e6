/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clean HTML: the elements of each block and container, everything escaped. That reading it back
 * gives an equal document is tested with the reader. */

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
  { "blocks", "h2|'a|/|p|'b|/|hr", "<h2>a</h2>\n<p>b</p>\n<hr>\n" },
  { "escape", "p|'<a> & \"b\"|/", "<p>&lt;a&gt; &amp; &quot;b&quot;</p>\n" },
  { "link", "p|+a http://a.example/?a=\"&b|'x|-|/",
    "<p><a href=\"http://a.example/?a=&quot;&amp;b\">x</a></p>\n" },
  { "spans", "p|+strong|'a|-|+em|'b|-|+code|'c|-|+sup|'d|-|+sub|'e|-|+s|'f|-|/",
    "<p><strong>a</strong><em>b</em><code>c</code><sup>d</sup><sub>e</sub><s>f</s></p>\n" },
  { "crossing", "p|+strong|'a|+em|'b|-|-|+em|'c|-|/",
    "<p><strong>a<em>b</em></strong><em>c</em></p>\n" },
  { "anchors", "p|+a #n|'a|-|/|[ol|[li|id n|p|+strong|'bc|-|]|]",
    "<p><a href=\"#n\">a</a></p>\n"
    "<ol>\n<li><strong><span id=\"n\">b</span>c</strong></li>\n</ol>\n" },
  { "embed", "embed http://a.example/v?a&b A <film>",
    "<p class=\"embed\"><a href=\"http://a.example/v?a&amp;b\">A &lt;film&gt;</a></p>\n" },
  { "code", "pre:c++|'a < b\nc|/", "<pre><code class=\"language-c++\">a &lt; b\nc</code></pre>\n" },
  { "image", "img http://a.example/i.png A \"b\"",
    "<img src=\"http://a.example/i.png\" alt=\"A &quot;b&quot;\">\n" },
  { "figure", "[fig|img http://a.example/i.png|cap|'c|/|]",
    "<figure><img src=\"http://a.example/i.png\" "
    "alt=\"\">\n<figcaption>c</figcaption>\n</figure>\n" },
  { "figure-captions", "[fig|img http://a.example/i.png|cap|'c|/|cap|'d|/|]",
    "<figure><img src=\"http://a.example/i.png\" alt=\"\">\n"
    "<figcaption>\n<p>c</p>\n<p>d</p>\n</figcaption>\n</figure>\n" },
  { "list", "[ol 3|[li|p|'a|/|[ul|[li|p|'b|]|]|]|[li|p|'c|/|p|'d|/|]|]",
    "<ol "
    "start=\"3\">\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li><p>c</p>\n<p>d</p>\n</li>\n</ol>\n" },
  { "definitions", "[dl|[dt|p|'a|]|[dd|p|'b|]|]", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n" },
  { "quotes", "[q|p|'a|]|[q|p|'b|]",
    "<blockquote><p>a</p>\n</blockquote>\n<blockquote><p>b</p>\n</blockquote>\n" },
  { "table", "[tab|cap|'t|/|row|C|'a|C|+em|'b|-|/|row|c|'1|/|]",
    "<table><caption>t</caption>\n<tr><th>a</th><th><em>b</em></th></tr>\n"
    "<tr><td>1</td><td></td></tr>\n</table>\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) document = build_document (test->calls);
  g_autofree char *html = sheaf_document_to_html (document);

  g_assert_cmpstr (html, ==, test->expected);
}

static void
test_language (void)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (SheafDocument) document = NULL;
  g_autofree char *html = NULL;

  sheaf_document_builder_open (builder, SHEAF_CONTAINER_UNORDERED_LIST, 0);
  sheaf_document_builder_open (builder, SHEAF_CONTAINER_ITEM, 0);
  sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, "he", SHEAF_DIRECTION_RTL);
  sheaf_document_builder_text (builder, "a", 1);
  sheaf_document_builder_image (builder, "https://a.example/i.png", NULL, 3, 4);
  document = sheaf_document_builder_finish (builder);
  html = sheaf_document_to_html (document);

  g_assert_cmpstr (html, ==,
                   "<ul>\n<li><p lang=\"he\" dir=\"rtl\">a</p>\n"
                   "<img src=\"https://a.example/i.png\" alt=\"\" width=\"3\" height=\"4\">\n"
                   "</li>\n</ul>\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/html/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/document/html-language", test_language);

  return g_test_run ();
}
