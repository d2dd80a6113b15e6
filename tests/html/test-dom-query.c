/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader would see of a tree, and what is found in it. */

#include "html/dom-query.h"

#include "test-tree.h"

/* --- Text --- */

typedef struct
{
  const char *name;
  const char *html; /* what is in <body> */
  const char *text;
} Text;

static const Text texts[] = {
  { "empty", "", "" },
  { "plain", "a", "a" },
  { "spaces", " \n a \t\r\n b\f ", "a b" },
  { "no-break-spaces", "&nbsp;a&nbsp; &nbsp;b&nbsp;", "a b" },
  { "spaces-across", "a <b> b</b> <i> c </i>", "a b c" },
  { "no-space", "a<b>b</b>c", "abc" },
  { "only-spaces", "<p> </p><p>&nbsp;</p>", "" },
  { "blocks", "<p>a</p><p>b</p>c", "a\nb\nc" },
  { "block-in-line", "a<div>b</div>c", "a\nb\nc" },
  { "empty-blocks", "<p>a</p><p></p><div><p></p></div><p>b</p>", "a\nb" },
  { "break", "a<br>b<br><br>c", "a\nb\nc" },
  { "break-at-ends", "<br>a<br>", "a" },
  { "rule", "a<hr>b", "a\nb" },
  { "list", "<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\nb\nc\nd" },
  { "table", "<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc" },
  { "definitions", "<dl><dt>a<dd>b</dl>", "a\nb" },
  { "headings", "<h1>a</h1>b<h6>c</h6>", "a\nb\nc" },
  { "inline", "<span>a</span><em>b</em><code>c</code><a>d</a><sub>e</sub>", "abcde" },
  { "unknown", "<x-y>a</x-y>b", "ab" },
  { "deep-end", "<div><div><b>a</b></div></div>b", "a\nb" },
  { "silent",
    "a<script>s</script><style>t</style><template>u</template><!--v--><noscript>w</noscript>"
    "<iframe>x</iframe>b",
    "ab" },
  { "silent-between", "a <script>s</script> b", "a b" },
  { "silent-block-inside", "a<noscript><p>x</p></noscript>b", "ab" },
  { "svg", "a<svg><title>t</title><text>x</text></svg>b", "atxb" },
  { "wide-characters", "<p>日本</p><p>🌊 é</p>", "日本\n🌊 é" },
};

static void
test_text (gconstpointer data)
{
  const Text *test = data;
  g_autoptr (SheafDom) dom = tree_parse (test->html);
  g_autofree char *text = sheaf_node_dup_text (sheaf_dom_get_body (dom));
  g_autofree char *whole = sheaf_node_dup_text (sheaf_dom_get_root (dom));

  g_assert_cmpstr (text, ==, test->text);
  g_assert_cmpstr (whole, ==, test->text);
}

/* The node itself may be what is silent elsewhere; its siblings are not asked. */
static void
test_text_of_part (void)
{
  g_autoptr (SheafDom) dom
      = tree_parse ("<title> a  title </title><p>x<b>in</b>y</p>z<noscript>n<p>o</p></noscript>");
  const SheafNode *body = sheaf_dom_get_body (dom);
  g_autofree char *title
      = sheaf_node_dup_text (sheaf_node_find (sheaf_dom_get_head (dom), SHEAF_TAG_TITLE));
  g_autofree char *head = sheaf_node_dup_text (sheaf_dom_get_head (dom));
  g_autofree char *bold = sheaf_node_dup_text (sheaf_node_find (body, SHEAF_TAG_B));
  g_autofree char *noscript = sheaf_node_dup_text (sheaf_node_find (body, SHEAF_TAG_NOSCRIPT));
  g_autofree char *leaf = sheaf_node_dup_text (body->first->first);

  g_assert_cmpstr (title, ==, "a title");
  g_assert_cmpstr (head, ==, "a title");
  g_assert_cmpstr (bold, ==, "in");
  g_assert_cmpstr (noscript, ==, "n\no");
  g_assert_cmpstr (leaf, ==, "x");
}

static void
test_length (void)
{
  static const struct
  {
    const char *html;
    gsize length;
    double density;
  } cases[] = {
    { "", 0, 0 },
    { " \n&nbsp;", 0, 0 },
    { "abcd", 4, 0 },
    { "  a   b  ", 3, 0 },
    { "日本🌊", 3, 0 },
    { "<a>abcd</a>", 4, 1 },
    { "ab<a>cd</a>", 4, 0.5 },
    { "<a>ab</a>cdef<a>gh</a>", 8, 0.5 },
    { "<a><b>a<i>b</i></b></a><p>cd</p>", 4, 0.5 },
    { "<p><a>ab</a></p><p>cd</p>", 4, 0.5 },
    { "ab<a><script>cccc</script>de</a>", 4, 0.5 },
    { "<svg><a>ab<a>cd</a></a>efgh</svg>", 8, 0.5 }, /* a link in a link */
    { "g<template>abc</template><noscript>def</noscript>", 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDom) dom = tree_parse (cases[i].html);
      const SheafNode *body = sheaf_dom_get_body (dom);

      g_assert_cmpuint (sheaf_node_text_length (body), ==, cases[i].length);
      g_assert_false (sheaf_node_text_is_over (body, cases[i].length));
      for (gsize most = 0; most < cases[i].length; most++)
        g_assert_true (sheaf_node_text_is_over (body, most));
      g_assert_cmpfloat (sheaf_node_link_density (body), ==, cases[i].density);
    }
}

/* A link that is asked about itself, or from inside, is a link; what follows it is not. */
static void
test_density_of_part (void)
{
  g_autoptr (SheafDom) dom = tree_parse ("<div><a>ab</a></div>cd");
  const SheafNode *div = sheaf_dom_get_body (dom)->first;

  g_assert_cmpfloat (sheaf_node_link_density (div), ==, 1);
  g_assert_cmpfloat (sheaf_node_link_density (div->first), ==, 1);
  g_assert_cmpfloat (sheaf_node_link_density (div->next), ==, 0);
}

/* --- Finding --- */

static void
test_find (void)
{
  g_autoptr (SheafDom) dom
      = tree_parse ("<div id=1><p id=2><b id=3></b></p><div id=4><p id=5></p></div></div><p id=6>");
  const SheafNode *body = sheaf_dom_get_body (dom), *div = body->first;
  g_autoptr (GPtrArray) in_body = sheaf_node_find_all (body, SHEAF_TAG_P);
  g_autoptr (GPtrArray) in_div = sheaf_node_find_all (div, SHEAF_TAG_P);
  g_autoptr (GPtrArray) none = sheaf_node_find_all (div, SHEAF_TAG_TABLE);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_cmpstr (sheaf_node_get (sheaf_node_find (body, SHEAF_TAG_P), "id"), ==, "2");
  g_assert_cmpstr (sheaf_node_get (sheaf_node_find (div, SHEAF_TAG_DIV), "id"), ==,
                   "4"); /* not itself */
  g_assert_null (sheaf_node_find (div, SHEAF_TAG_TABLE));
  g_assert_null (sheaf_node_find (body->last, SHEAF_TAG_P)); /* nor beyond it */
  for (guint i = 0; i < in_body->len; i++)
    g_string_append (ids, sheaf_node_get (in_body->pdata[i], "id"));
  g_assert_cmpstr (ids->str, ==, "256");
  g_assert_cmpuint (in_div->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (sheaf_node_closest (div->first->first, SHEAF_TAG_DIV) == div);
  g_assert_true (sheaf_node_closest (div, SHEAF_TAG_DIV) == div);
  g_assert_null (sheaf_node_closest (div, SHEAF_TAG_TABLE));
  g_assert_null (sheaf_node_closest (NULL, SHEAF_TAG_DIV));
}

static void
test_words (void)
{
  static const struct
  {
    const char *value, *word;
    gboolean found;
  } cases[] = {
    { "a", "a", TRUE },
    { "a b c", "b", TRUE },
    { " \n\t a\f b\r", "b", TRUE },
    { "Author", "author", TRUE },
    { "author", "AUTHOR", TRUE },
    { "authors", "author", FALSE },
    { "co-author", "author", FALSE },
    { "author", "authors", FALSE },
    { "", "a", FALSE },
    { " ", "a", FALSE },
    { "ä", "Ä", FALSE }, /* ASCII alone */
  };
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  SheafNode *node = sheaf_dom_new_element (dom, "a");

  g_assert_false (sheaf_node_has_word (node, "rel", "a"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      sheaf_node_set (dom, node, "rel", cases[i].value);
      g_assert_cmpint (sheaf_node_has_word (node, "rel", cases[i].word), ==, cases[i].found);
    }
}

static void
test_find_attr (void)
{
  g_autoptr (SheafDom) dom
      = tree_parse ("<p class='x y'>1</p><div class=Y>2</div><p class=xy>3</p>");
  const SheafNode *body = sheaf_dom_get_body (dom);

  g_assert_true (sheaf_node_find_attr (body, SHEAF_TAG_NONE, "class", "y") == body->first);
  g_assert_true (sheaf_node_find_attr (body, SHEAF_TAG_DIV, "class", "y") == body->first->next);
  g_assert_true (sheaf_node_find_attr (body, SHEAF_TAG_NONE, "class", "xy") == body->last);
  g_assert_null (sheaf_node_find_attr (body, SHEAF_TAG_DIV, "class", "x"));
  g_assert_null (sheaf_node_find_attr (body, SHEAF_TAG_NONE, "id", "x"));
  g_assert_null (sheaf_node_find_attr (body->first, SHEAF_TAG_NONE, "class", "x")); /* not itself */
}

static void
test_blocks (void)
{
  static const char blocks[]
      = "address article aside blockquote body caption center dd details dialog div dl dt "
        "fieldset figcaption figure footer form h1 h6 header hr html li main nav ol option p pre "
        "section summary table tbody td tfoot th thead tr ul";
  static const char inlines[]
      = "a abbr b br button cite code em i img input kbd label mark q ruby s small span strong "
        "sub sup time u video x-y";
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_auto (GStrv) yes = g_strsplit (blocks, " ", -1);
  g_auto (GStrv) no = g_strsplit (inlines, " ", -1);

  for (guint i = 0; yes[i] != NULL; i++)
    g_assert_true (sheaf_tag_is_block (sheaf_dom_new_element (dom, yes[i])->tag));
  for (guint i = 0; no[i] != NULL; i++)
    g_assert_false (sheaf_tag_is_block (sheaf_dom_new_element (dom, no[i])->tag));
  g_assert_false (sheaf_tag_is_block (SHEAF_TAG_NONE));
}

static void
test_hidden (void)
{
  static const char *const hidden[] = {
    "<p hidden>",
    "<p hidden=''>",
    "<p style='display:none'>",
    "<p style='DISPLAY : None ;'>",
    "<p style='color:red;display:none;'>",
    "<p style='display:none!important'>",
    "<p style='display: none !important; x:y'>",
    "<p style='visibility: hidden'>",
    "<p aria-hidden=true>",
    "<p aria-hidden=TRUE>",
    "<input type=hidden>",
    "<p style='display:block;display:none'>",
  };
  static const char *const shown[] = {
    "<p>",
    "<p style=''>",
    "<p style='display:block'>",
    "<p style='display:none-such'>",
    "<p style='x-display:none'>",
    "<p style='visibility:visible'>",
    "<p style='color:none'>",
    "<p aria-hidden=false>",
    "<p aria-hidden=''>",
    "<math aria-hidden=true>",
    "<input type=text>",
    "<p class=hidden>",
    "<p style='display'>",
    "<p style=';;:;'>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autoptr (SheafDom) dom = tree_parse (hidden[i]);

      g_assert_true (sheaf_node_is_hidden (sheaf_dom_get_body (dom)->first));
    }
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (SheafDom) dom = tree_parse (shown[i]);

      g_assert_false (sheaf_node_is_hidden (sheaf_dom_get_body (dom)->first));
    }
}

/* All of it on a small stack, a quarter of a million deep. */
#define DEEP 250000

static gpointer
ask_deep (gpointer data)
{
  SheafDom *dom = sheaf_dom_new ();
  SheafNode *top = sheaf_dom_new_element (dom, "div"), *bottom = top;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 1; i < DEEP; i++)
    {
      SheafNode *child = sheaf_dom_new_element (dom, i % 2 ? "b" : "div");

      sheaf_node_append (bottom, child);
      bottom = child;
    }
  sheaf_node_append (bottom, sheaf_dom_new_text (dom, "deep", -1));
  text = sheaf_node_dup_text (top);
  all = sheaf_node_find_all (top, SHEAF_TAG_B);
  g_assert_cmpstr (text, ==, "deep");
  g_assert_cmpuint (all->len, ==, DEEP / 2);
  g_assert_cmpuint (sheaf_node_text_length (top), ==, 4);
  g_assert_null (sheaf_node_closest (bottom, SHEAF_TAG_P));
  sheaf_dom_free (dom);

  return NULL;
}

static void
test_deep (void)
{
  run_on_small_stack (ask_deep, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/html/dom-query/text/", texts[i].name, NULL);

      g_test_add_data_func (path, &texts[i], test_text);
    }
  g_test_add_func ("/html/dom-query/text-of-part", test_text_of_part);
  g_test_add_func ("/html/dom-query/length", test_length);
  g_test_add_func ("/html/dom-query/density-of-part", test_density_of_part);
  g_test_add_func ("/html/dom-query/find", test_find);
  g_test_add_func ("/html/dom-query/words", test_words);
  g_test_add_func ("/html/dom-query/find-attr", test_find_attr);
  g_test_add_func ("/html/dom-query/blocks", test_blocks);
  g_test_add_func ("/html/dom-query/hidden", test_hidden);
  g_test_add_func ("/html/dom-query/deep", test_deep);

  return g_test_run ();
}
