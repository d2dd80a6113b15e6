/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Documents as Markdown: what a CommonMark reader has to take for the same article. */

#include "document/document-write.h"

#include "build-document.h"

#define IMG "img http://a.example/i.png"
#define A "+a http://a.example/"

typedef struct
{
  const char *name;
  const char *calls;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "p|/", "" },
  { "paragraphs", "p|'a|/|p|'b|/", "a\n\nb\n" },
  { "headings", "h1|'One|/|h3|'Three #|/|h2|'C# 2|/", "# One\n\n### Three \\#\n\n## C# 2\n" },
  { "rule", "p|'a|/|hr|p|'b|/", "a\n\n___\n\nb\n" },

  { "escape", "p|'*a* `b` [c] <d> e\\f ~g~|/", "\\*a\\* \\`b\\` \\[c\\] \\<d> e\\\\f \\~g\\~\n" },
  { "escape-underscore", "p|'_a_ snake_case b_|/", "\\_a\\_ snake_case b\\_\n" },
  { "escape-entity", "p|'a &amp; b & c &#1;|/", "a \\&amp; b & c \\&#1;\n" },
  { "escape-start-heading", "p|'# a # b|/", "\\# a # b\n" },
  { "escape-start-list", "p|'- a|p|'+ b|p|'1. c 2. d|p|'1986) e|/",
    "\\- a\n\n\\+ b\n\n1\\. c 2. d\n\n1986\\) e\n" },
  { "escape-start-quote", "p|'> a > b|/", "\\> a > b\n" },
  { "escape-number-inside", "p|'see 3.5|p|'3.5|/", "see 3.5\n\n3\\.5\n" },
  { "escape-image", "p|'wow!|" A "|'x|-|'no!|/", "wow\\![x](http://a.example/)no!\n" },

  { "strong", "p|'a |+strong|'b|-|' c|/", "a **b** c\n" },
  { "strong-inside", "p|'a|+strong|'b|-|'c|/", "a**b**c\n" },
  { "strong-quoted", "p|'a|+strong|'\"b\"|-|'c|/", "a<strong>\"b\"</strong>c\n" },
  { "emphasis", "p|+em|'a|-|', b|/", "_a_, b\n" },
  { "emphasis-inside", "p|'un|+em|'believ|-|'able|/", "un<em>believ</em>able\n" },
  { "emphasis-han", "p|'\346\274\242|+em|'\345\255\227|-|/",
    "\346\274\242<em>\345\255\227</em>\n" },
  { "both", "p|+strong|+em|'a|-|-|/", "**_a_**\n" },
  { "strike", "p|'a |+s|'b|-|/", "a ~~b~~\n" },
  { "sub-sup", "p|'H|+sub|'2|-|'O m|+sup|'2|-|/", "H<sub>2</sub>O m<sup>2</sup>\n" },
  { "crossing", "p|+strong|'a|+em|'b|-|-|+em|' c|-|/", "**a<em>b</em>**<em> c</em>\n" },

  { "code-span", "p|'a |+code|'*b*_c_|-|/", "a `*b*_c_`\n" },
  { "code-backtick", "p|+code|'a`b``c|-|/", "```a`b``c```\n" },
  { "code-edge", "p|+code|'`a`|-|/", "`` `a` ``\n" },
  { "code-in-link", "p|" A "|+code|'a_b|-|-|/", "[`a_b`](http://a.example/)\n" },
  { "link-in-code", "p|+code|'a*|" A "|'b|-|-|/", "<code>a\\*[b](http://a.example/)</code>\n" },
  { "link-strong", "p|" A "|'a |+strong|'b|-|-|/", "[a **b**](http://a.example/)\n" },
  { "link-url", "p|+a http://a.example/x_(y)?a=1&copy;<z>|'x|-|/",
    "[x](http://a.example/x_\\(y\\)?a=1\\&copy;%3Cz%3E)\n" },
  { "mail", "p|+a mailto:a@a.example|'x|-|/", "[x](mailto:a@a.example)\n" },

  { "code", "pre:c|'int x;\n\n  y|/", "```c\nint x;\n\n  y\n```\n" },
  { "code-fence", "pre|'a\n````\nb|/", "`````\na\n````\nb\n`````\n" },
  { "code-in-list", "[ol|[li|p|'a|/|pre|'x\n\ny|/|]|]", "1. a\n\n   ```\n   x\n\n   y\n   ```\n" },
  { "code-in-quote", "[q|pre|'x\n\ny|/|]", "> ```\n> x\n>\n> y\n> ```\n" },

  { "quote", "[q|p|'a|/|p|'b|/|]|p|'c|/", "> a\n>\n> b\n\nc\n" },
  { "quotes-apart", "[q|p|'a|]|[q|p|'b|]", "> a\n\n> b\n" },
  { "quote-in-quote", "[q|p|'a|[q|p|'b|]|[q|p|'c|]|]", "> a\n>\n> > b\n>\n> > c\n" },

  { "list", "[ul|[li|p|'a|]|[li|p|'b|]|]", "- a\n- b\n" },
  { "list-numbers", "[ol 9|[li|p|'a|]|[li|p|'b|/|p|'c|/|]|]", "9. a\n10. b\n\n    c\n" },
  { "list-nested", "[ul|[li|p|'a|/|[ul|[li|p|'b|]|[li|p|'c|]|]|]|[li|p|'d|]|]",
    "- a\n  - b\n  - c\n- d\n" },
  { "list-numbers-nested", "[ul|[li|p|'a|/|[ol|[li|p|'b|]|]|]|]", "- a\n\n  1. b\n" },
  { "lists-apart", "[ul|[li|p|'a|]|]|[ul|[li|p|'b|]|]|[ul|[li|p|'c|]|]", "- a\n\n* b\n\n- c\n" },
  { "numbers-apart", "[ol|[li|p|'a|]|]|[ol|[li|p|'b|]|]", "1. a\n\n1) b\n" },
  { "list-in-item", "[ul|[li|[ul|[li|p|'a|]|]|]|]", "- - a\n" },
  { "list-quote", "[ul|[li|[q|p|'a|/|p|'b|]|]|]", "- > a\n  >\n  > b\n" },
  { "list-rule", "[ul|[li|hr|]|]", "- ___\n" },

  { "definitions", "[dl|[dt|p|'a |+strong|'b|-|]|[dd|p|'c|/|[ul|[li|p|'d|]|]|]|]",
    "**a b**\n\n  c\n\n  - d\n" },
  { "definitions-nested", "[dl|[dd|[dl|[dd|p|'a|]|]|]|]", "  a\n" },

  { "image", "img http://a.example/i_(1).png A [b]",
    "![A \\[b\\]](http://a.example/i_\\(1\\).png)\n" },
  { "image-bare", IMG, "![](http://a.example/i.png)\n" },
  { "figure", "[fig|" IMG "|cap|'A |+em|'b|-|', |+strong|'c|-|/|]",
    "![](http://a.example/i.png)\n\n_A b, **c**_\n" },

  { "anchor", "p|+a #n|'see|-|/|h2|id n|'Head|/", "[see](#n)\n\n## <a id=\"n\"></a>Head\n" },
  { "embed", "p|'a|/|embed http://a.example/v Film", "a\n\n[Film](http://a.example/v)\n" },
  { "notes",
    "p|'One|+sup|+a #f1|id r1|'1|-|-|' two|+sup|+a #f2|id r2|'[2]|-|-|'.|/|[ol|[li|id f1|p|'First. "
    "|"
    "+a #r1|'back|-|/|p|'More.|/|]|[li|id f2|p|+sup|+a #r2|'^|-|-|' Second.|/|]|]",
    "One[^1] two[^2].\n\n[^1]: First.\n\n    More.\n[^2]: Second.\n" },
  { "notes-paragraphs",
    "p|'One|+a #f1|id r1|'*|-|'.|/|hr|p|id f1|+a #r1|'*|-|' A note.|/|p|'After.|/",
    "One[^1].\n\n___\n\n[^1]: A note.\n\nAfter.\n" },
  { "notes-twice",
    "p|'a|+a #f1|id r1|'1|-|' b|+a #f1|id r2|'2|-|/|[ol|[li|id f1|p|'N |+a #r1|'x|-|' |+a "
    "#r2|'y|-|]|]",
    "a[^1] b[^1]\n\n[^1]: N\n" },
  { "notes-one-way", "p|'a|+a #f1|'1|-|/|[ol|[li|id f1|p|'N|]|]",
    "a[1](#f1)\n\n1. <a id=\"f1\"></a>N\n" },
  { "notes-words", "p|'As told |+a #x|id r|'below|-|'.|/|p|id x|'A tale. |+a #r|'↩|-|/",
    "As told [<a id=\"r\"></a>below](#x).\n\n<a id=\"x\"></a>A tale. [↩](#r)\n" },
  { "notes-return-words", "p|'a|+a #x|id r|'1|-|'.|/|p|id x|'Seen |+a #r|'at the gate|-|'.|/",
    "a[<a id=\"r\"></a>1](#x).\n\n<a id=\"x\"></a>Seen [at the gate](#r).\n" },
  { "notes-roman", "p|'a|+a #x|id r|'xii|-|/|p|id x|'N |+a #r|'↑ back|-|/", "a[^1]\n\n[^1]: N\n" },
  { "notes-backward", "[ol|[li|id f1|p|'N |+a #r1|'x|-|]|]|p|'after|+a #f1|id r1|'1|-|/",
    "1. <a id=\"f1\"></a>N [x](#r1)\n\nafter[<a id=\"r1\"></a>1](#f1)\n" },
  { "table", "[tab|cap|'T|/|row|C|'a|C|'b|/|row|c|'1 * 2|c|'x|/|]",
    "_T_\n\n| a | b |\n| --- | --- |\n| 1 \\* 2 | x |\n" },
  { "table-short-row", "[tab|row|C|'a|C|+code|'b#c|-|/|row|c|'d#e|/|]",
    "| a | `b#c` |\n| --- | --- |\n| d#e | |\n" },
  { "table-no-head", "[tab|row|c|'1|c|'-2|/|]", "| | |\n| --- | --- |\n| 1 | -2 |\n" },
  { "table-side-head", "[tab|row|C|C|'x|/|row|C|'y|c|+em|'z|-|/|]",
    "| | x |\n| --- | --- |\n| **y** | _z_ |\n" },
  { "table-in-quote", "[q|[tab|row|C|'a|/|row|c|'b|/|]|]", "> | a |\n> | --- |\n> | b |\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) document = build_document (test->calls);
  g_autofree char *markdown = sheaf_document_to_markdown (document);

  g_assert_cmpstr (markdown, ==, test->expected);
}

/* The calls' own separator cannot stand in their text. */
static void
test_pipes (void)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (SheafDocument) document = NULL;
  g_autofree char *markdown = NULL;

  call_builder (builder, "[tab");
  call_builder (builder, "row");
  call_builder (builder, "C");
  call_builder (builder, "'a|b");
  call_builder (builder, "c");
  call_builder (builder, "+code");
  call_builder (builder, "'c|d");
  call_builder (builder, "-");
  call_builder (builder, "]");
  call_builder (builder, "p");
  call_builder (builder, "'e|f");
  document = sheaf_document_builder_finish (builder);
  markdown = sheaf_document_to_markdown (document);

  g_assert_cmpstr (markdown, ==, "| a\\|b | `c\\|d` |\n| --- | --- |\n\ne|f\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/markdown/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/document/markdown-pipes", test_pipes);

  return g_test_run ();
}
