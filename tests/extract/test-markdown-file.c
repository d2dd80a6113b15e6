/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown files: what their text means, what they say of themselves, that what the writer of
 * Markdown writes is read as the same article, and that hostile ones end in time. */

#include "extract/extract.h"

#include "document/document-write.h"
#include "extract/markdown-read.h"

#include "../document/build-document.h"
#include "../document/dump-document.h"

#include <gio/gio.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "paragraphs", "one\ntwo\n\nthree  \nfour\\\nfive\r\n\r\nsix",
    "p one two\np three\np four\np five\np six\n" },
  { "headings", "x\n\n## a ##\n\nb\n---\n\nc\n===\n\n####### d\n\n#e",
    "p x\nh2 a\nh2 b\nh2 c\np ####### d\np #e\n" },
  { "rules", "a\n\n***\n\n- - -\n_____", "p a\nhr\nhr\nhr\n" },
  { "escapes", "\\*a\\* \\# &lt;b&gt; & &copy; \\\\ 5 < 6", "p *a* # <b> & © \\ 5 < 6\n" },

  { "emphasis", "*a* _b_ **c** __d__ ***e*** ~~f~~ ~g~",
    "p a b c d e f g {em 0-1} {em 2-3} {strong 4-5} {strong 6-7} {strong 8-9} {em 8-9} {s 10-11} "
    "{s 12-13}\n" },
  { "emphasis-inside", "un*believ*able snake_case_name 2 * 3 * 4 ** x",
    "p unbelievable snake_case_name 2 * 3 * 4 ** x {em 2-8}\n" },
  { "emphasis-nested", "**a *b* c** *d **e***",
    "p a b c d e {strong 0-5} {em 2-3} {em 6-9} {strong 8-9}\n" },
  { "emphasis-unclosed", "*a **b* c", "p *a *b c {em 4-5}\n" },
  { "code", "`a*b*` ``c`d`` `` ` `` `<b>`",
    "p a*b* c`d ` <b> {code 0-4} {code 5-8} {code 9-10} {code 11-14}\n" },
  { "code-unclosed", "`a ``b", "p `a ``b\n" },

  { "links",
    "[a](https://a.example/x) [b](</y z> \"t\") [c][k] [K] [d][] <https://b.example/> "
    "<m@a.example>\n\n"
    "[k]: https://k.example/ 'title'\n[d]: <d.html>",
    "p a b c K d https://b.example/ m@a.example {a 0-1 https://a.example/x} "
    "{a 2-3 https://example.org/y%20z} {a 4-5 https://k.example/} {a 6-7 https://k.example/} "
    "{a 8-9 https://example.org/d.html} {a 10-28 https://b.example/} {a 29-40 "
    "mailto:m@a.example}\n" },
  { "links-bare", "See https://a.example/x_(y). Or www.b.example/z, not http:// alone.",
    "p See https://a.example/x_(y). Or www.b.example/z, not http:// alone. "
    "{a 4-27 https://a.example/x_(y)} {a 32-47 http://www.b.example/z}\n" },
  { "links-none", "[a] [b](javascript:x) [c](\n[ ] d] [e][nowhere]",
    "p [a] b [c]( [ ] d] [e][nowhere]\n" },
  { "links-styled", "[**a** `b]`](/x) **[c](/y)**",
    "p a b] c {a 0-4 https://example.org/x} {strong 0-1} {code 2-4} {strong 5-6} {a 5-6 "
    "https://example.org/y}\n" },
  { "link-in-link", "[a [b](/x) c](/y)", "p [a b c](/y) {a 3-4 https://example.org/x}\n" },
  { "images", "![a *b*](i.png) [![c](j.png)](/x)",
    "img https://example.org/i.png 'a *b*'\nimg https://example.org/j.png 'c'\n" },
  { "html", "a <b>c</b> <!-- d --> <script>e</script>\n\n<div>\n*f*\n</div>\n\n<!--\n\ng\n\n-->\nh",
    "p a c {strong 2-3}\np *f*\np h\n" },

  { "lists", "- a\n- b\n  more\n\n  c\n  1. d\n  2) e\n* f\n\n+ g",
    "ul0/li1/p a\nul0/li2/p b more\nul0/li2/p c\nul0/li2/ol3=1/li4/p d\nul0/li2/ol5=2/li6/p "
    "e\nul7/li8/p f\n"
    "ul9/li10/p g\n" },
  { "lists-numbers", "3. a\n4. b\n\nno\n2. list\n1. list",
    "ol0=3/li1/p a\nol0=3/li2/p b\np no 2. list\nol3=1/li4/p list\n" },
  { "lists-blocks", "- a\n\n      code\n\n  > q\n- ```\n  x\n  ```",
    "ul0/li1/p a\nul0/li1/pre code\nul0/li1/q2/p q\nul0/li3/pre x\n" },
  { "tasks", "- [ ] a\n- [x] b", "ul0/li1/p ☐ a\nul0/li2/p ☑ b\n" },
  { "quotes", "> a\nb\n> > c\n\nd", "q0/p a b\nq0/q1/p c\np d\n" },

  { "code-fenced", "```c++ {x}\nint a;\n\n  b **c**\n```\n~~~\n```\n~~~",
    "pre:c++ int a;\\n\\n  b **c**\npre ```\n" },
  { "code-indented", "a\n\n    b\n\n      c\n\td", "p a\npre b\\n\\n  c\\nd\n" },
  { "code-open", "```\na", "pre a\n" },

  { "table", "| a | b |\n| :-- | --: |\n| 1 \\| x | *2* |\n| 3 |\n\nc",
    "tab0/row#3 a\\tb\ntab0/row 1 | x\\t2 {em 6-7}\ntab0/row 3\\t\np c\n" },
  { "table-none", "a | b\n--- | --- | ---\n1 | 2", "p a | b --- | --- | --- 1 | 2\n" },

  { "notes",
    "a[^x] b[^y] c[^x] [^z]\n\n[^y]: Y *y*\n[^x]: X\n\n    Also this.\n\nd\n\n[^unused]: no",
    "p a1 b2 c1 [^z] {sup 1-2} {a 1-2 #note-1} {id 1-2 note-mark-1} {sup 4-5} {a 4-5 #note-2} "
    "{id 4-5 note-mark-2} {sup 7-8} {a 7-8 #note-1}\np d\n"
    "ol0=1/li1/p X {id 0-1 note-1}\nol0=1/li1/p Also this. ↩ {a 11-12 #note-mark-1}\n"
    "ol0=1/li2/p Y y ↩ {id 0-1 note-2} {em 2-3} {a 4-5 #note-mark-2}\n"
    "ol0=1/li3/p no\n" },
  { "notes-unmarked", "a\n\n[^x]: X[^z]\n[^y]: Y\n[^z]: Z\n[^y]: And another",
    "p a\np 1: And another {sup 0-1} {a 0-1 #note-1} {id 0-1 note-mark-1}\n"
    "ol0=1/li1/p Y ↩ {id 0-1 note-1} {a 2-3 #note-mark-1}\n"
    "ol0=1/li2/p X3 {sup 1-2} {a 1-2 #note-3} {id 1-2 note-mark-3}\n"
    "ol0=1/li3/p Z ↩ {id 0-1 note-3} {a 2-3 #note-mark-3}\n" },
  { "no-definitions",
    "[Editor]: Welcome to the interview.\n\n[12:03]: hello\n\n[Guest]: Yes.\n\n"
    "A line that is wrapped\n[sic]: https://a.example/\n\n[a]: /b \"c\" d\n\n[b]: </x>y",
    "p [Editor]: Welcome to the interview.\np [12:03]: hello\np [Guest]: Yes.\n"
    "p A line that is wrapped [sic]: https://a.example/ {a 30-48 https://a.example/}\n"
    "p [a]: /b \"c\" d\np [b]: y\n" },
  { "definitions-between", "## h\n[a]: /b \"c\"\n[c]: </d>\nx [a] [c]\n---\n[d]: #e (f)\n***\n[d]",
    "h2 h\nh2 x a c {a 2-3 https://example.org/b} {a 4-5 https://example.org/d}\nhr\np d\n" },
  { "definitions-in-code",
    "```\n~~~\n[a]: /b\n```x\n[^a]: c\n```\n\n- ~~~\n  [d]: /e\n  ~~~\n\n> ```\n> x\n> ```\n\n"
    "[f]: /g\n\n[f]",
    "pre ~~~\\n[a]: /b\\n```x\\n[^a]: c\nul0/li1/pre [d]: /e\nq2/pre x\n"
    "p f {a 0-1 https://example.org/g}\n" },

  { "edges",
    "The mill stood still that summer, and nobody came, and nobody at all was there to *open* "
    "it.\n\n"
    "The mill stood still that winter, and nobody came, and nobody at all was there to *shut* "
    "it.\n\n"
    "Letters about the mill reach her at <ada@example.org>.",
    "p The mill stood still that summer, and nobody came, and nobody at all was there to open it. "
    "{em 82-86}\n"
    "p The mill stood still that winter, and nobody came, and nobody at all was there to shut it. "
    "{em 82-86}\n" },
  { "promo", "The mill stood still.\n\n[Read more: Salt](/salt)\n\nThen it rained.",
    "p The mill stood still.\np Then it rained.\n" },
};

static SheafPage *
read_markdown (const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SheafPage *page = sheaf_extract_markdown (bytes, NULL, name, NULL, &error);

  g_assert_no_error (error);

  return page;
}

/* Under a headline, so that none of the text is taken for one. */
static char *
dump_markdown (const char *text)
{
  g_autofree char *whole = g_strconcat ("# Headline\n\n", text, NULL);
  g_autoptr (SheafPage) page = read_markdown (whole, "https://example.org/notes.md");

  g_assert_cmpstr (page->title, ==, "Headline");

  return page->document != NULL ? dump_document (page->document) : g_strdup ("");
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *dump = dump_markdown (test->text);

  g_assert_cmpstr (dump, ==, test->expected);
}

static void
test_front (void)
{
  g_autoptr (SheafPage) yaml = read_markdown (
      "---\r\ntitle: \"Salt & light\"\r\nauthor: [\"Ann Lee\"]\r\ndate: 2021-05-04\r\n"
      "description: What it is.\r\nlang: de\r\nurl: https://a.example/salt\r\ntags:\r\n  - "
      "x\r\n---\r\n"
      "# Salt & light\r\n\r\nText of it.\r\n",
      "salt.md");
  g_autoptr (SheafPage) list
      = read_markdown ("---\nauthors:\n  - Ann Lee\n---\n\n## Head\n\nx", "a.md");
  g_autoptr (SheafPage) toml = read_markdown ("+++\ntitle = 'T'\n+++\nx", "a.md");
  g_autoptr (SheafPage) none = read_markdown ("---\nno end", "a.md");
  g_autofree char *text = sheaf_document_to_text (yaml->document);

  g_assert_cmpstr (yaml->title, ==, "Salt & light");
  g_assert_cmpstr (yaml->byline, ==, "Ann Lee");
  g_assert_cmpstr (yaml->published, ==, "2021-05-04");
  g_assert_cmpstr (yaml->excerpt, ==, "What it is.");
  g_assert_cmpstr (yaml->language, ==, "de");
  g_assert_cmpstr (yaml->canonical_url, ==, "https://a.example/salt");
  g_assert_cmpstr (text, ==, "Text of it.");
  g_assert_cmpstr (list->title, ==, "Head");
  g_assert_cmpstr (list->byline, ==, "Ann Lee");
  g_assert_cmpstr (toml->title, ==, "T");
  g_assert_true (g_str_has_prefix (none->title, "no end"));
}

static void
test_titles (void)
{
  g_autoptr (SheafPage) setext = read_markdown ("The mill\n===\n\ntext", "a.md");
  g_autoptr (SheafPage) prose = read_markdown ("The mill stood still.\n\n# Later", "a.md");
  g_autoptr (SheafPage) plain = read_markdown ("The mill\n\ntext", "a.md");
  g_autoptr (SheafPage) empty = read_markdown ("\n", "a.md");

  g_assert_cmpstr (plain->title, ==, "The mill");

  g_assert_cmpstr (setext->title, ==, "The mill");
  g_assert_cmpstr (prose->title, ==, "The mill stood still");
  g_assert_cmpstr (empty->title, ==, "a.md");
  g_assert_null (empty->document);
  g_assert_cmpstr (empty->kind, ==, "empty");
}

/* Written and read again. */
static void
test_same (void)
{
  static const char *const all[] = {
    "p|'*a* `b` [c] <d> e\\f ~g~ _h_ &amp; # 1. x|/|p|'- a|/|p|'1. b|/",
    "p|'a |+strong|'b|-|' |+em|'c|-|' |+code|'d`e|-|' |+s|'f|-|' H|+sub|'2|-|'O|/",
    "p|+a http://a.example/x_(y)?a=1&copy;b|'x|-|' |+strong|+em|'y|-|-|/",
    "h2|'a|/|p|'b|/|hr|h3|'c #|/|p|'d|/",
    "[ul|[li|p|'a|/|[ol 3|[li|p|'b|/|pre:c|'x\n\n  y|/|]|[li|p|'c|/|]|]|p|'d|/|]|[li|p|'e|/|]|]",
    "[q|p|'a|/|[q|p|'b|/|]|[ul|[li|p|'c|/|]|]|]|p|'d|/",
    "[tab|row|C|'a|C|'b|/|row|c|'1 * 2|c|+em|'x|-|/|]",
    "pre|'a\n````\nb|/|img http://a.example/i.png Words|p|'x|/",
    "[ul|[li|p|'a|/|]|]|[ul|[li|p|'b|/|]|]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (SheafDocument) document = build_document (all[i]);
      g_autofree char *before = dump_document (document);
      g_autofree char *markdown = sheaf_document_to_markdown (document);
      g_autofree char *after = dump_markdown (markdown);

      g_test_message ("%s", markdown);
      g_assert_cmpstr (after, ==, before);
    }
}

/* Footnotes keep both ways, whatever their names. */
static void
test_same_notes (void)
{
  g_autoptr (SheafDocument) document = build_document (
      "p|'One|+sup|+a #f1|id r1|'1|-|-|'.|/|[ol|[li|id f1|p|'First. |+a #r1|'↩|-|/|]|]");
  g_autofree char *markdown = sheaf_document_to_markdown (document);
  g_autofree char *after = dump_markdown (markdown);

  g_assert_cmpstr (after, ==,
                   "p One1. {sup 3-4} {a 3-4 #note-1} {id 3-4 note-mark-1}\n"
                   "ol0=1/li1/p First. ↩ {id 0-1 note-1} {a 7-8 #note-mark-1}\n");
}

/* The same mark very often: no more time than the length asks for, and no deep stack. */
static void
test_hostile (void)
{
  static const char *const units[] = {
    "[",        "]",         "[]",       "[](",       "![",     "[a](b", "*",       "**a ",  "_a*",
    "`",        "`` ` ",     "<",        "<a ",       "<!--",   "&",     "\\",      "> ",    ">",
    "- ",       "-\n",       "1. ",      "  - a\n",   "|",      "|-\n",  "a|b\n",   "~~a",   "[^a]",
    "[^a]:",    "[a]: /b\n", "[a]: b\n", "[^a]: b\n", "[a]: <", "#",     "===\n",   "```\n", "\t",
    "https://", "www.",      "a\n",      "    a\n",   "(",      "*a_ ",  "<div>\n", "<b>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new ("[x]: /y\n\n");
      g_autofree char *html = NULL;
      gint64 begun = g_get_monotonic_time ();

      while (text->len < 100000)
        g_string_append (text, units[i]);
      html = sheaf_markdown_to_html (text->str);
      g_test_message ("%s: %d ms", units[i], (int)((g_get_monotonic_time () - begun) / 1000));
      g_assert_cmpuint (strlen (html), <, 60 * text->len);
    }
}

/* So many marks in one paragraph that the last of them are text. */
static void
test_many_marks (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *html = NULL;

  while (text->len < 4 * 210000)
    g_string_append (text, "*a* ");
  g_string_append (text, "*last* ![b](/c) [d](/e)");
  html = sheaf_markdown_to_html (text->str);
  g_assert_true (g_str_has_prefix (html, "<p><em>a</em> "));
  g_assert_true (g_str_has_suffix (html, "*a* *last* ![b](/c) [d](/e)</p>\n"));
}

/* Any bytes are a text, and what comes out is a document. */
static void
test_noise (void)
{
  static const char *const pool[] = {
    "a",         " ",
    "\n",        "\n\n",
    "*",         "**",
    "_",         "`",
    "```\n",     "[",
    "]",         "(/x)",
    "![",        "<b>",
    "</b>",      "<",
    "> ",        "- ",
    "1. ",       "    ",
    "\t",        "|",
    "\n|-|-|\n", "[^1]",
    "[^1]: ",    "\\",
    "&amp;",     "~~",
    "# ",        "---\n",
    "é",         "\xff",
    "[a]: b\n",  "http://a.example/",
    "<div>\n",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 600; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (SheafPage) page = NULL;

      for (int i = 0; i < 50; i++)
        g_string_append (text, pool[g_rand_int_range (rand, 0, G_N_ELEMENTS (pool))]);
      page = read_markdown (text->str, "noise.md");
      if (page->document != NULL)
        g_free (dump_document (page->document));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extract/markdown-file/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/extract/markdown-file-more/front", test_front);
  g_test_add_func ("/extract/markdown-file-more/titles", test_titles);
  g_test_add_func ("/extract/markdown-file-more/same", test_same);
  g_test_add_func ("/extract/markdown-file-more/same-notes", test_same_notes);
  g_test_add_func ("/extract/markdown-file-more/hostile", test_hostile);
  g_test_add_func ("/extract/markdown-file-more/many-marks", test_many_marks);
  g_test_add_func ("/extract/markdown-file-more/noise", test_noise);

  return g_test_run ();
}
