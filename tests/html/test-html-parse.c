/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of markup, good and bad; and pages made to break a parser, each of which ends within
 * time, memory and stack. */

#include "html/html-parse.h"

#include "base/error.h"

#include "test-tree.h"

#include <sys/resource.h>
#include <time.h>

/* --- Structure --- */

typedef struct
{
  const char *name;
  const char *html;
  const char *tree; /* "…": what is in <body> */
} Structure;

static const Structure structures[] = {
  { "empty", "", "#(html(head body))" },
  { "text", "a", "#(html(head body('a')))" },
  { "doctype", "<!DOCTYPE html><p>a", "#(html(head body(p('a'))))" },
  { "comment-around",
    "<!--a--><html><!--b--><head><!--c--></head><body>x</body><!--d--></html><!--e-->",
    "#(!'a' html(!'b' head(!'c') body('x') !'d') !'e')" },
  { "head", "<title>T &amp; U</title><meta charset=utf-8><link rel=a>x",
    "#(html(head(title('T & U') meta[charset=utf-8] link[rel=a]) body('x')))" },
  { "attributes-of-html", "<html lang=de><html dir=ltr lang=en><body class=a><body id=b class=c>x",
    "#(html[lang=de][dir=ltr](head body[class=a][id=b]('x')))" },
  { "after-body", "<body>a</body></html>b<p>c", "#(html(head body('ab' p('c'))))" },
  { "frameset", "<frameset cols=1><frame src=a></frameset>x",
    "#(html(head frameset[cols=1](frame[src=a])))" },
  /* closing by itself */
  { "p-p", "<p>a<p>b", "…p('a') p('b')" },
  { "p-div", "<p>a<div>b</div>c", "…p('a') div('b') 'c'" },
  { "p-end", "a</p>b", "…'a' p 'b'" },
  { "br-end", "a</br>b", "…'a' br 'b'" },
  { "li", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "…ul(li('a') li('b' ul(li('c'))) li('d'))" },
  { "dl", "<dl><dt>a<dd>b<dt>c</dl>", "…dl(dt('a') dd('b') dt('c'))" },
  { "headings", "<h1>a<h2>b</h1>c", "…h1('a') h2('b') 'c'" },
  { "option", "<select><option>a<option>b</select>", "…select(option('a') option('b'))" },
  { "stray-ends", "</div>a</span></table>b", "…'ab'" },
  { "void", "<br>a<br/>b<hr><img src=x>c", "…br 'a' br 'b' hr img[src=x] 'c'" },
  { "no-self-closing", "<div/>a", "…div('a')" },
  { "image", "<image src=x>", "…img[src=x]" },
  { "ruby", "<ruby>漢<rp>(<rt>kan<rp>)</ruby>", "…ruby('漢' rp('(') rt('kan') rp(')'))" },
  { "nested-forms", "<form id=a><form id=b><input></form>y", "…form[id=a](input) 'y'" },
  { "pre", "<pre>\na\n b</pre><pre>\n\nc</pre>", "…pre('a\n b') pre('\nc')" },
  { "plaintext", "a<plaintext><b>c</plaintext>", "…'a' plaintext('<b>c</plaintext>')" },
  /* nesting that is wrong */
  { "misnested", "<b>a<i>b</b>c</i>d", "…b('a' i('b')) i('c') 'd'" },
  { "adoption", "<b>a<p>b</b>c", "…b('a') p(b('b') 'c')" },
  { "link-link", "<a href=1>a<a href=2>b", "…a[href=1]('a') a[href=2]('b')" },
  { "reopened", "<p><b>a<p>c", "…p(b('a')) p(b('c'))" },
  /* tables */
  { "tbody", "<table><tr><td>a<td>b<tr><th>c</table>",
    "…table(tbody(tr(td('a') td('b')) tr(th('c'))))" },
  { "table-parts", "<table><caption>a<colgroup><col><thead><tr><th>b<tfoot><td>c</table>",
    "…table(caption('a') colgroup(col) thead(tr(th('b'))) tfoot(tr(td('c'))))" },
  { "cell-alone", "<td>a</td>b", "…'ab'" },
  { "before-table", "<table>a<tr>b<td>c</td>d</tr>e</table>f",
    "…'abde' table(tbody(tr(td('c')))) 'f'" }, /* one text, not four */
  { "div-in-table", "<table><div>a</div><tr><td>b</table>", "…div('a') table(tbody(tr(td('b'))))" },
  { "table-table", "<table><tr><td><table><td>a</table>b</table>",
    "…table(tbody(tr(td(table(tbody(tr(td('a')))) 'b'))))" },
  { "p-table", "<!DOCTYPE html><p>a<table></table>", "…p('a') table" },
  /* text that is no markup */
  { "script", "<script>if (a < b && c) \"<p>\" </script>d",
    "#(html(head(script('if (a < b && c) \"<p>\" ')) body('d')))" },
  { "style", "a<style>b > c &amp; {}</style>", "…'a' style('b > c &amp; {}')" },
  { "script-in-script", "a<script><!--<script></script>--></script>b",
    "…'a' script('<!--<script></script>-->') 'b'" },
  { "textarea", "<textarea>\n<b>&lt;</textarea>", "…textarea('<b><')" },
  { "iframe", "<iframe><p>a</iframe>b", "…iframe('<p>a') 'b'" },
  { "noscript", "<noscript><p>a <img src=b></noscript>",
    "#(html(head(noscript) body(p('a ' img[src=b]))))" },
  { "noscript-in-body", "a<noscript><p>b<img src=c></p></noscript>d",
    "…'a' noscript(p('b' img[src=c])) 'd'" },
  /* without scripts it is an element like any other, and no end tag closes a <p> on its way */
  { "noscript-open-p", "a<noscript><p>b</noscript>d", "…'a' noscript(p('bd'))" },
  { "template", "a<template><p>b<tr><td>c</template>d", "…'a' template(p('bc')) 'd'" },
  { "template-row", "a<template><tr><td>c</template>d", "…'a' template(tr(td('c'))) 'd'" },
  { "cdata", "a<![CDATA[b<c]]>d", "…'a' !'[CDATA[b<c]]' 'd'" },
  { "less-than", "a < b <3 <", "…'a < b <3 <'" },
  { "instruction", "a<?php b ?>c", "…'a' !'?php b ?' 'c'" },
  { "comments", "<p>a<!-- b -- c --><!--><!---->d<!x>e</ f>g",
    "…p('a' !' b -- c ' !'' !'' 'd' !'x' 'e' !' f' 'g')" },
  { "comment-open", "<p>a<!-- b", "…p('a' !' b')" },
  { "tag-open", "<p>a<b c=\"d", "…p('a')" },
  /* foreign elements */
  { "svg",
    "<svg viewBox='0 0 1 1'><path d=M0 /><g/>a<foreignObject><p>b<p>c</p></foreignObject></svg>d",
    "…svg[viewbox=0 0 1 1](path[d=M0] g 'a' foreignobject(p('b') p('c'))) 'd'" },
  { "svg-attributes", "<svg xmlns=a xmlns:xlink=b><a xlink:href=c xml:lang=d>",
    "…svg[xmlns=a][xmlns:xlink=b](a[xlink:href=c][xml:lang=d])" },
  { "svg-cdata", "<svg>a<![CDATA[b<c&amp;]]>d</svg>", "…svg('ab<c&amp;d')" },
  { "svg-style", "<svg><style>a &amp; <b>c</style>", "…svg(style('a & ')) b('c')" },
  { "svg-breakout", "<svg><g><p>a</svg>", "…svg(g) p('a')" },
  { "svg-title", "<svg><title>a<b>c</title></svg>", "…svg(title('a' b('c')))" },
  { "math",
    "<math><mi>x</mi><mo>&lt;</mo><mn>2</mn><annotation-xml "
    "encoding=text/html><p>a</p></annotation-xml></math>b",
    "…math(mi('x') mo('<') mn('2') annotation-xml[encoding=text/html](p('a'))) 'b'" },
  { "math-text", "<math><mtext><p>a</p><svg><g></g></svg></mtext></math>",
    "…math(mtext(p('a') svg(g)))" },
  /* names and attributes */
  { "upper-case", "<DIV Class=A DATA-x=B>a</Div>", "…div[class=A][data-x=B]('a')" },
  { "own-element", "<My-Tag><x:y>a</x:y></MY-TAG>b", "…my-tag(x:y('a')) 'b'" },
  { "odd-names", "<p =a \"b='c' d<e>x", "…p[=a=][\"b=c][d<e=]('x')" },
  { "attribute-twice", "<p a=1 A=2 a=3>x", "…p[a=1]('x')" },
  { "attribute-values", "<p a b= c='d' e=\"f'g\" h=i&amp;j&k=1&copy k=\"&lt;&nbsp;\">x",
    "…p[a=][b=c='d'][e=f'g][h=i&j&k=1©][k=<\302\240]('x')" },
  { "known-elements",
    "<picture><source srcset=a><img></picture><figure><figcaption>a</figure><video><track>",
    "…picture(source[srcset=a] img) figure(figcaption('a')) video(track)" },
  /* characters */
  { "entities", "&amp;&lt;&gt;&quot;&nbsp;&copy;&copy &hellip;&NotEqualTilde;&notit;&bogus;&",
    "…'&<>\"\302\240©© …≂̸¬it;&bogus;&'" },
  { "numbers", "&#65;&#x41;&#X41;&#65 &#128;&#0;&#xD800;&#x110000;&#;&#x;",
    "…'AAAA €\357\277\275\357\277\275\357\277\275&#;&#x;'" },
  { "line-ends", "a\r\nb\rc&#13;d", "…'a\nb\nc\rd'" },
};

static void
test_structure (gconstpointer data)
{
  const Structure *test = data;
  g_autoptr (SheafDom) dom = tree_parse (test->html);
  g_autofree char *tree = tree_dump (sheaf_dom_get_root (dom));
  g_autofree char *expected
      = g_str_has_prefix (test->tree, "…")
            ? g_strdup_printf ("#(html(head body(%s)))", test->tree + strlen ("…"))
            : g_strdup (test->tree);

  g_assert_cmpstr (tree, ==, expected);
}

/* NULs and broken UTF-8 should not come; if they do, nothing breaks. */
static void
test_bad_bytes (void)
{
  static const char html[]
      = "<p\0a>b\0c\377d\303<!--\0\342\202--><b x=\"\0\377\">e</\0p></b\0>&\0;";
  g_autoptr (SheafDom) dom = tree_parse_bytes (html, sizeof html - 1);
  g_autofree char *tree = tree_dump (sheaf_dom_get_root (dom));

  g_assert_true (g_utf8_validate (tree, -1, NULL));
  for (gsize size = 0; size < sizeof html; size++)
    {
      g_autoptr (SheafDom) part = tree_parse_bytes (html, size);

      g_assert_nonnull (sheaf_dom_get_body (part));
    }
}

/* --- Several trees of one page --- */

#define TREES                                                                                      \
  "<!DOCTYPE html><title>t</title><table>a<tr>b<td>c</table><p CLASS=x>d<Some-Thing Y=1>e"         \
  "<svg viewBox='0 0' xlink:href=#a></svg><!--f-->"

/* What is done to one is not done to the next, and they outlive the page. */
static void
test_trees (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (TREES, strlen (TREES));
  g_autoptr (SheafHtml) html = sheaf_html_new (bytes, TREE_DEADLINE, NULL);
  g_autoptr (SheafDom) first = sheaf_html_new_dom (html, TREE_DEADLINE, NULL);
  g_autofree char *whole = tree_dump (sheaf_dom_get_root (first));
  g_autoptr (SheafDom) second = NULL, third = NULL;
  g_autofree char *dump = NULL, *last = NULL;

  sheaf_node_set (first, sheaf_dom_get_body (first), "class", "changed");
  sheaf_node_remove (sheaf_dom_get_body (first)->first);
  second = sheaf_html_new_dom (html, TREE_DEADLINE, NULL);
  dump = tree_dump (sheaf_dom_get_root (second));
  g_assert_cmpstr (dump, ==, whole);
  third = sheaf_html_new_dom (html, TREE_DEADLINE, NULL);
  g_clear_pointer (&html, sheaf_html_unref);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_clear_pointer (&second, sheaf_dom_free);
  last = tree_dump (sheaf_dom_get_root (third));
  g_assert_cmpstr (last, ==, whole);
}

/* A page is read alike in fresh memory and in what pages before it left, a refused one among them.
 */
static void
test_used_memory (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), page = g_string_new (TREES);
  g_autofree char *fresh = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (page, "<p title=one>text <b>and</b> more");
  for (guint i = 0; i < 2000; i++)
    g_string_append (deep, "<div title=x>");
  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (deep, 'a');
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SheafDom) dom = tree_parse_bytes (page->str, page->len);
      g_autoptr (SheafDom) inner = tree_parse_bytes (TREES, strlen (TREES));
      g_autofree char *dump = tree_dump (sheaf_dom_get_root (dom));
      g_autoptr (GBytes) bomb = g_bytes_new_static (deep->str, deep->len);

      if (fresh == NULL)
        fresh = g_strdup (dump);
      g_assert_cmpstr (dump, ==, fresh);
      g_assert_null (sheaf_html_parse (bomb, SHEAF_HTML_DEADLINE_US, NULL));
    }
}

/* --- Limits --- */

static SheafDom *
parse_within (const GString *html, gint64 deadline)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (html->str, html->len);
  g_autoptr (GError) error = NULL;
  SheafDom *dom = sheaf_html_parse (bytes, deadline, &error);

  if (dom == NULL)
    g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG);
  else
    g_assert_no_error (error);

  return dom;
}

static void
test_input_cap (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (SheafDom) dom = NULL;

  g_string_set_size (html, SHEAF_HTML_MAX_BYTES + 1);
  memset (html->str, 'x', html->len);
  g_assert_null (parse_within (html, TREE_DEADLINE));
  g_string_truncate (html, SHEAF_HTML_MAX_BYTES);
  dom = parse_within (html, TREE_DEADLINE);
  g_assert_nonnull (dom);
  g_assert_cmpint (strlen (sheaf_dom_get_body (dom)->first->text), ==, SHEAF_HTML_MAX_BYTES);
}

static void
test_no_time (void)
{
  g_autoptr (GString) html = g_string_new (NULL);

  while (html->len < 100000)
    g_string_append (html, "<p>a</p>");
  g_assert_null (parse_within (html, 0));
  g_assert_null (parse_within (html, -1));
  g_assert_null (parse_within (html, G_MININT64 / 2));
  g_assert_null (parse_within (html, 1));
}

/* A page of a megabyte may be as deep as any real one. */
static void
test_depth_allowed (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (SheafDom) dom = NULL;
  const SheafNode *node;
  guint depth = 0;

  for (guint i = 0; i < 900; i++)
    g_string_append (html, "<div>");
  while (html->len < 1000000)
    g_string_append (html, "text and ");
  dom = parse_within (html, SHEAF_HTML_DEADLINE_US * 2);
  g_assert_nonnull (dom);
  for (node = sheaf_dom_get_body (dom); node->first != NULL; node = node->first)
    depth++;
  g_assert_cmpuint (depth, ==, 901);
}

/* --- Bombs --- */

typedef struct
{
  const char *name;
  const char *head;
  const char *piece; /* "#" becomes the repetition's number */
  guint times;
  const char *tail; /* (nullable) */
  gint64 deadline;  /* 0: BOMB_DEADLINE */
} Bomb;

/* Scaled down from the program's two seconds. */
#define BOMB_DEADLINE (100 * 1000)

/* Behind the deadline: the last copy of a text, the end of the tree. Of processor time, so that
 * others on the machine do not count. */
#define BOMB_GRACE (400 * 1000)

static const Bomb bombs[] = {
  { "div-nested", "", "<div>", 100000, "x" },
  { "div-unclosed", "", "<div>", 10000, "x", SHEAF_HTML_DEADLINE_US },
  { "div-closed", "", "<div></div>", 300000, NULL },
  { "span-nested", "", "<span>", 100000, "x" },
  { "p-many", "", "<p>", 400000, NULL },
  { "p-ends", "", "</p>", 400000, NULL },
  { "blockquote-text", "", "<blockquote>some text ", 30000, NULL },
  { "headings", "", "<h1>", 50000, NULL },
  /* the adoption agency and the list of open formatting elements */
  { "adoption-a-p", "", "<a><p>", 8500, NULL },
  { "adoption-b-div", "", "<b><div>", 8500, "</b>" },
  { "adoption-font", "", "<font a#><p>", 2000, "</font></font></font></font></font></font>" },
  { "adoption-ends", "<b><i><u><s>", "<p>x</b></i></u></s><b><i><u><s>", 10000, NULL },
  { "formatting-open", "", "<b><i><u><s><em><tt>", 10000, "x" },
  { "formatting-distinct", "", "<font a#>", 20000, "<p>x<p>y" },
  { "formatting-reopened", "<b><i><u><b c><i c><u c>", "<p>x", 50000, NULL },
  { "formatting-text", "<b><i><u><div><div><div><div><div><div><div><div>", "a", 2000000, NULL },
  { "formatting-deep-text", "", "<b a#><p>", 2000, "and then text and text and text" },
  { "links", "", "<a href=#>", 100000, NULL },
  { "nobr", "", "<nobr>", 20000, NULL },
  { "markers", "", "<object><b><applet><i><marquee><u>", 10000, "x" },
  { "button", "", "<button>", 100000, NULL },
  /* tables */
  { "table-nested", "", "<table><tr><td>", 50000, "x" },
  { "table-bare", "", "<table>", 100000, NULL },
  { "table-foster", "<table>", "x<b>", 50000, NULL },
  { "table-foster-nested", "", "<table>x<div>", 30000, NULL },
  { "table-a", "", "<table><a>", 20000, NULL },
  { "table-b-td", "", "<b><table><td><i>", 10000, NULL },
  { "table-cells", "<table><tr>", "<td>", 400000, NULL },
  { "table-caption", "", "<table><caption>", 50000, NULL },
  { "colgroups", "<table>", "<colgroup><col>", 200000, NULL },
  /* attributes */
  { "attributes", "<p", " a#=b", 50000, ">x" },
  { "attributes-same", "<p", " a=b", 500000, ">x" },
  { "attributes-of-body", "", "<body a#><br>", 30000, NULL },
  { "attributes-of-html", "", "<html a#><br>", 30000, NULL },
  { "attributes-of-html-only", "", "<html a#>", 20000, NULL },
  { "attributes-never-ended", "<p", " a#", 50000, NULL },
  { "attribute-huge", "<p a=\"", "value ", 1000000, "\">x" },
  { "attribute-never-ended", "<p a=\"", "value ", 1000000, NULL },
  { "attribute-name-huge", "<p ", "name", 1000000, "=x>x" },
  { "tag-huge", "<", "name", 1000000, ">x" },
  /* foreign */
  { "svg-deep", "<svg>", "<g>", 200000, NULL },
  { "svg-nested", "", "<svg>", 100000, NULL },
  { "svg-foreign-object", "", "<svg><foreignObject>", 20000, "x" },
  { "math-deep", "<math>", "<mrow>", 200000, NULL },
  { "math-mixed", "", "<math><mi><svg><desc>", 20000, NULL },
  { "svg-breakout", "", "<svg><g><p>", 20000, NULL },
  { "cdata", "<svg><![CDATA[", "]]", 1000000, NULL },
  { "cdata-many", "<svg>", "<![CDATA[x]]>", 300000, NULL },
  /* lists and forms */
  { "list-nested", "", "<ul><li>", 50000, "x" },
  { "li-many", "<ul>", "<li>", 300000, NULL },
  { "dl-nested", "", "<dl><dd>", 50000, NULL },
  { "select-option", "", "<select><option>", 100000, NULL },
  { "optgroup", "<select>", "<optgroup><option>", 100000, NULL },
  { "forms-nested", "", "<form><div>", 50000, NULL },
  { "form-ends", "", "<form><div></form>", 20000, NULL },
  { "input-many", "", "<input>", 200000, NULL },
  { "ruby", "", "<ruby><rt>", 50000, NULL },
  /* templates, framesets, heads */
  { "template-nested", "", "<template>", 50000, "x" },
  { "template-table", "", "<template><table><tr>", 20000, NULL },
  { "frameset-nested", "", "<frameset>", 100000, NULL },
  { "frame-many", "<frameset>", "<frame>", 200000, NULL },
  { "doctype-many", "", "<!DOCTYPE html>", 200000, NULL },
  { "head-many", "", "<head><title>x</title></head>", 100000, NULL },
  { "meta-many", "", "<meta a=b>", 200000, NULL },
  /* texts */
  { "text-huge", "", "just words ", 350000, NULL },
  { "spaces", "", "\n ", 2000000, NULL },
  { "carriage-returns", "", "\r", 4000000, NULL },
  { "words-and-breaks", "", "word<br>", 300000, NULL },
  { "entities", "", "&amp;", 1000000, NULL },
  { "entities-long", "", "&CounterClockwiseContourIntegral;", 200000, NULL },
  { "entities-bad", "", "&Counter", 250000, NULL },
  { "entities-in-table", "<table>", "&amp;", 200000, NULL },
  { "ampersands", "", "&", 2000000, NULL },
  { "number-huge", "&#", "9", 4000000, ";" },
  { "less-than", "", "<", 10000000, NULL, SHEAF_HTML_DEADLINE_US },
  { "less-than-slash", "", "</", 4000000, NULL },
  { "end-tags", "<div><b>", "</b></i></a></div>", 100000, NULL },
  { "comment-never-ended", "<!--", "words -- ", 800000, NULL },
  { "comment-dashes", "<!--", "-", 8000000, NULL },
  { "comments", "", "<!---->", 500000, NULL },
  { "bogus-comments", "", "<!x><?y></ z>", 200000, NULL },
  { "plaintext", "<plaintext>", "<p>", 2000000, NULL },
  { "script-never-ended", "<script>", "<!--<script>", 400000, NULL },
  { "script-ends", "<script>", "</scrip", 800000, NULL },
  { "style-many", "", "<style>a</style>", 200000, NULL },
  { "textarea-never-ended", "<textarea>", "</textare>", 500000, NULL },
  { "title-never-ended", "<title>", "&lt;", 1000000, NULL },
  { "bad-utf8", "", "\377\303", 2000000, NULL },
  { "four-bytes", "", "🌊", 1000000, NULL },
  { "everything", "",
    "<div><a href=#><b><p>x<table><tr><td><ul><li><svg><g></svg><select><option>y</select></b>",
    5000, NULL },
};

static void
append_times (GString *to, const char *piece, gsize times)
{
  g_autoptr (GString) many = g_string_new (piece);
  gsize size = many->len * times;

  while (many->len < size)
    g_string_append_len (many, many->str, many->len);
  g_string_append_len (to, many->str, size);
}

static GString *
make_bomb (const Bomb *bomb)
{
  GString *html = g_string_new (bomb->head);
  const char *number = strchr (bomb->piece, '#');

  if (number == NULL)
    append_times (html, bomb->piece, bomb->times);
  for (guint i = 0; number != NULL && i < bomb->times; i++)
    {
      g_string_append_len (html, bomb->piece, number - bomb->piece);
      g_string_append_printf (html, "%u%s", i, number + 1);
    }
  if (bomb->tail != NULL)
    g_string_append (html, bomb->tail);

  return html;
}

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gsize
memory_cap (gsize length)
{
  return MIN (64 * length + (64 << 20), 192 << 20);
}

static gpointer
explode (gpointer data)
{
  const Bomb *bomb = data;
  g_autoptr (GString) html = make_bomb (bomb);
  gint64 deadline = bomb->deadline > 0 ? bomb->deadline : BOMB_DEADLINE;
  gint64 start = processor_time ();
  SheafDom *dom = parse_within (html, deadline);
  guint nodes = 0;
  gint64 spent;

  for (const SheafNode *node = dom != NULL ? sheaf_dom_get_root (dom) : NULL; node != NULL;
       node = sheaf_node_next (node, NULL))
    nodes++;
  if (dom != NULL)
    {
      g_assert_cmpint (sheaf_dom_get_size (dom), <=, memory_cap (html->len));
      g_assert_cmpuint (nodes, >=, 2);
      sheaf_dom_free (dom);
    }
  spent = processor_time () - start;
  g_test_message ("%s: %" G_GINT64_FORMAT " ms, %" G_GSIZE_FORMAT " KB, %s", bomb->name,
                  spent / 1000, html->len / 1024, dom != NULL ? "read" : "refused");
  g_assert_cmpint (spent, <=, deadline + BOMB_GRACE);

  return NULL;
}

static void
test_bomb (gconstpointer data)
{
  run_on_small_stack (explode, data);
}

/* A second <html> is joined with the first by comparing each attribute with all others, during
 * which nothing is allocated and no deadline is looked at. */
static void
test_joined_attributes (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  gint64 start;
  g_autoptr (SheafDom) dom = NULL;

  for (guint i = 0; i < 800; i++)
    {
      g_string_append (html, "<html");
      for (guint k = 0; k < 20; k++)
        g_string_append_printf (html, " a%u", i * 20 + k);
      g_string_append (html, "><br>");
    }
  g_string_append (html, "<html");
  for (guint i = 0; i < 16000; i++)
    g_string_append_printf (html, " b%u", i);
  g_string_append (html, ">");
  start = processor_time ();
  dom = parse_within (html, SHEAF_HTML_DEADLINE_US);
  g_assert_cmpint (processor_time () - start, <=, SHEAF_HTML_DEADLINE_US + BOMB_GRACE);
  g_assert_null (dom);
}

/* As many attributes as no page has are too many; some hundred are not. */
static void
test_many_attributes (void)
{
  static const struct
  {
    guint n;
    gboolean is_read;
  } cases[] = { { 500, TRUE }, { 1000, TRUE }, { 2500, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) html = g_string_new ("<p>");
      g_autoptr (SheafDom) dom = NULL;
      guint n = 0;

      for (guint k = 0; k < 3; k++)
        {
          g_string_append (html, "<br");
          for (guint j = 0; j < cases[i].n; j++)
            g_string_append_printf (html, " a%u", j);
          g_string_append (html, ">");
        }
      dom = parse_within (html, TREE_DEADLINE);
      g_assert_cmpint (dom != NULL, ==, cases[i].is_read);
      if (dom == NULL)
        continue;
      for (const SheafAttr *attr = sheaf_dom_get_body (dom)->first->last->attrs; attr != NULL;
           attr = attr->next)
        n++;
      g_assert_cmpuint (n, ==, cases[i].n);
    }
}

/* --- Memory, in processes of their own: the system's count only grows --- */

static gsize
peak_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (gsize)usage.ru_maxrss * 1024;
}

static void
assert_memory (const GString *html)
{
  gsize before = peak_memory ();
  SheafDom *dom = parse_within (html, TREE_DEADLINE);
  gsize after = peak_memory ();

  g_assert_null (dom);
  g_assert_cmpint (after - before, <=, memory_cap (html->len) + (32 << 20));
}

static void
test_memory_small (void)
{
  /* 750 MB in a parser without a cap. */
  static const Bomb opening = { "", "", "<font a#><p>", 2000, NULL };
  static const Bomb closing = { "", "", "</font>", 2000, NULL };

  if (g_test_subprocess ())
    {
      g_autoptr (GString) html = make_bomb (&opening);
      g_autoptr (GString) ends = make_bomb (&closing);

      g_string_append_len (html, ends->str, ends->len);
      assert_memory (html);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_memory_large (void)
{
  static const Bomb bomb = { "breaks", "", "<br>", 4000000, NULL };

  if (g_test_subprocess ())
    {
      g_autoptr (GString) html = make_bomb (&bomb);

      assert_memory (html);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* --- Random markup --- */

static void
test_random (void)
{
  static const char *const pieces[] = {
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<a>",
    "</a>",
    "<b>",
    "</b>",
    "<i x=1>",
    "</i>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<col>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<foreignObject>",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "</select>",
    "<form>",
    "</form>",
    "<button>",
    "<body>",
    "<html>",
    "<head>",
    "</head>",
    "</body>",
    "</html>",
    "<frameset>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<textarea>",
    "</textarea>",
    "<plaintext>",
    "<ul>",
    "<li>",
    "<h1>",
    "</h2>",
    "<ruby>",
    "<rt>",
    "<object>",
    "</object>",
    "<iframe>",
    "<noscript>",
    "<br>",
    "<img src=x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "text",
    " ",
    "\n",
    "&amp;",
    "&#x",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "/",
    "<x-y z>",
    "é",
    "\357\277\275",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (guint round = 0; round < 4000; round++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (SheafDom) dom = NULL;
      g_autofree char *tree = NULL;
      guint n = g_rand_int_range (rand, 1, 40);

      while (n-- > 0)
        g_string_append (html, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      dom = tree_parse (html->str);
      tree = tree_dump (sheaf_dom_get_root (dom));
      g_assert_true (g_utf8_validate (tree, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (structures); i++)
    {
      g_autofree char *path = g_strconcat ("/html/html-parse/structure/", structures[i].name, NULL);

      g_test_add_data_func (path, &structures[i], test_structure);
    }
  g_test_add_func ("/html/html-parse/bad-bytes", test_bad_bytes);
  g_test_add_func ("/html/html-parse/trees", test_trees);
  g_test_add_func ("/html/html-parse/used-memory", test_used_memory);
  g_test_add_func ("/html/html-parse/input-cap", test_input_cap);
  g_test_add_func ("/html/html-parse/no-time", test_no_time);
  g_test_add_func ("/html/html-parse/depth-allowed", test_depth_allowed);
  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *path = g_strconcat ("/html/html-parse/bomb/", bombs[i].name, NULL);

      g_test_add_data_func (path, &bombs[i], test_bomb);
    }
  g_test_add_func ("/html/html-parse/joined-attributes", test_joined_attributes);
  g_test_add_func ("/html/html-parse/many-attributes", test_many_attributes);
  g_test_add_func ("/html/html-parse/memory-small", test_memory_small);
  g_test_add_func ("/html/html-parse/memory-large", test_memory_large);
  g_test_add_func ("/html/html-parse/random", test_random);

  return g_test_run ();
}
