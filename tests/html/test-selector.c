/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a selector finds, what is said of one that is none, and that both ways of matching agree:
 * the walk with bits, and the plain one that asks backwards from a node. */

#include "html/selector.h"

#include "base/error.h"

#include "test-tree.h"

/* The ids of what is found, in order. */
static char *
find_ids (const char *text, SheafNode *top)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafSelector) selector = sheaf_selector_parse (text, &error);
  g_autoptr (GPtrArray) found = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  found = sheaf_selector_find_all (selector, top);
  for (guint i = 0; i < found->len; i++)
    {
      const char *id = sheaf_node_get (found->pdata[i], "id");

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", id != NULL ? id : "-");
    }
  g_assert_true (sheaf_selector_find (selector, top) == (found->len > 0 ? found->pdata[0] : NULL));

  return g_string_free (out, FALSE);
}

/* --- What is found --- */

static const char page[]
    = "<div id=a class='story main'>"
      "<h1 id=b>Title</h1>"
      "<p id=c class=lead lang=de-AT>One</p>text"
      "<p id=d>Two <a id=e href='https://example.org/x.pdf' rel='nofollow next'>link</a></p>"
      "<ul id=f><li id=g>1</li><!-- --><li id=h data-n=''>2</li><li id=i>3</li><li id=j>4</li></ul>"
      "<p id=k class='Lead ads'>Three</p>"
      "</div>"
      "<div id=l class=story-footer><p id=m class='md:w-1/2 1x'>Four</p>"
      "<svg id=n viewBox='0 0 1 1'></svg></div>";

static void
test_found (void)
{
  static const struct
  {
    const char *selector, *ids;
  } cases[] = {
    { "p", "c d k m" },
    { "P", "c d k m" },
    { "body > *", "a l" },
    { ".lead", "c" },
    { ".story", "a" },
    { ".story.main", "a" },
    { ".story.footer", "" },
    { "#c", "c" },
    { "p#c.lead", "c" },
    { "h1#c", "" },
    { "[href]", "e" },
    { "[HREF]", "e" },
    { "[data-n]", "h" },
    { "[data-n='']", "h" },
    { "[data-n^='']", "" },
    { "[data-n*='']", "" },
    { "[data-n$='']", "" },
    { "[data-n~='']", "" },
    { "[rel=next]", "" },
    { "[rel~=next]", "e" },
    { "[rel~='nofollow next']", "" },
    { "[rel=\"nofollow next\"]", "e" },
    { "[href^=https]", "e" },
    { "[href^=http\\:]", "" },
    { "[href$='.pdf']", "e" },
    { "[href*='example.org']", "e" },
    { "[class|=story]", "l" },
    { "[lang|=de]", "c" },
    { "[lang|=d]", "" },
    { "[ class *= 'foot' ]", "l" },
    { "div p", "c d k m" },
    { "div > p", "c d k m" },
    { "div>p", "c d k m" },
    { "body p a", "e" },
    { "body > p", "" },
    { "body > div a", "e" },
    { "h1 + p", "c" },
    { "h1+p", "c" },
    { "p + p", "d" },
    { "h1 ~ p", "c d k" },
    { "ul ~ p", "k" },
    { "p ~ p", "d k" },
    { "p + ul li", "g h i j" },
    { "h1 ~ ul > li + li", "h i j" },
    { "h1 ~ ul > li ~ li", "h i j" },
    { "li:first-child", "g" },
    { "li:last-child", "j" },
    { "p:first-child", "m" },
    { "svg:last-child", "n" },
    { "li:nth-child(2)", "h" },
    { "li:nth-child(odd)", "g i" },
    { "li:nth-child(EVEN)", "h j" },
    { "li:nth-child(2n)", "h j" },
    { "li:nth-child( 2n + 1 )", "g i" },
    { "li:nth-child(n)", "g h i j" },
    { "li:nth-child(n+3)", "i j" },
    { "li:nth-child(-n+2)", "g h" },
    { "li:nth-child(3n-1)", "h" },
    { "li:nth-child(0)", "" },
    { "li:not(:first-child)", "h i j" },
    { "li:not(:first-child):not(:last-child)", "h i" },
    { "li:not(:first-child, :last-child)", "h i" },
    { "p:not(.lead)", "d k m" },
    { "p:not([class])", "d" },
    { "body > :not(p)", "a l" },
    { "div > :not(p):not(ul)", "b n" },
    { "p, a", "c d e k m" },
    { "a,p", "c d e k m" },
    { "p, .lead", "c d k m" },
    { "li:nth-child(2), h1 + p, #n", "c h n" },
    { ".md\\:w-1\\/2", "m" },
    { ".\\31 x", "m" },
    { ".\\000031x", "m" },
    { "  p  ", "c d k m" },
    { "none", "" },
    { "div div", "" },
    { "p *", "e" },
    { "*:not(p) > a", "" },
    { "[viewbox]", "n" },
  };
  g_autoptr (SheafDom) dom = tree_parse (page);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = find_ids (cases[i].selector, sheaf_dom_get_root (dom));

      g_test_message ("%s", cases[i].selector);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

/* What stands around the top is not seen; the top itself is. */
static void
test_top (void)
{
  g_autoptr (SheafDom) dom = tree_parse (page);
  SheafNode *list = sheaf_node_next (sheaf_dom_get_body (dom), sheaf_dom_get_root (dom));
  g_autofree char *inside = NULL, *itself = NULL, *outside = NULL;

  while (list->tag != SHEAF_TAG_UL)
    list = sheaf_node_next (list, sheaf_dom_get_root (dom));
  inside = find_ids ("ul > li:last-child", list);
  itself = find_ids ("ul", list);
  outside = find_ids ("div li", list);
  g_assert_cmpstr (inside, ==, "j");
  g_assert_cmpstr (itself, ==, "f");
  g_assert_cmpstr (outside, ==, "");
}

/* --- What is none --- */

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "character 1: a name is missing here" },
    { "   ", "character 4: a name is missing here" },
    { ".", "character 2: a name is missing here" },
    { "div >", "character 6: a name is missing here" },
    { "> div", "character 1: a name is missing here" },
    { "a, , b", "character 4: a name is missing here" },
    { "a,", "character 3: a name is missing here" },
    { "a > > b", "character 5: a name is missing here" },
    { "[", "character 2: a name is missing here" },
    { "[a", "character 1: this is never closed" },
    { "é [a='b]", "character 6: this is never closed" },
    { "[a=b", "character 1: this is never closed" },
    { "[a=b c]", "character 6: “c” is not known here" },
    { "[a!=b]", "character 3: “!” is not known here" },
    { "p:hover", "character 2: “:hover” is not known here" },
    { "p::before", "character 2: “::before” is not known here" },
    { "p:has(a)", "character 2: “:has” is not known here" },
    { "p:not(", "character 7: a name is missing here" },
    { "p:not()", "character 7: a name is missing here" },
    { "p:not(a", "character 2: this is never closed" },
    { "p:not(a b)", "character 9: “b” is not known here" },
    { "p:not(a.b)", "character 2: only one thing at a time can be left out" },
    { "p:not(:not(a))", "character 7: “:not” is not known here" },
    { "p:not(*)", "character 7: “*” is not known here" },
    { "p:nth-child", "character 2: “:nth-child” is not known here" },
    { "p:nth-child(", "character 12: this is never closed" },
    { "p:nth-child(x)", "character 13: “x” is not known here" },
    { "p:nth-child(n+)", "character 13: “n+” is not known here" },
    { "p:nth-child(99999999999)", "character 13: “99999999999” is not known here" },
    { "a | b", "character 3: “|” is not known here" },
    { "*a", "character 2: “a” is not known here" },
    { "p{}", "character 2: “{” is not known here" },
    { "日本 {", "character 4: “{” is not known here" },
    { "a)", "character 2: “)” is not known here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (sheaf_selector_parse (cases[i].text, &error));
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static char *
repeat (const char *piece, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);

  return g_string_free (out, FALSE);
}

/* As many steps as there may be are taken, one more is told. */
static void
test_bounds (void)
{
  static const struct
  {
    const char *piece, *last;
    guint n;
    gboolean good;
  } cases[] = {
    { "a ", "b", 63, TRUE },    { "a ", "b", 64, FALSE },  { "a,", "b", 63, TRUE },
    { "a,", "b", 64, FALSE },   { ".a", "", 256, TRUE },   { ".a", "", 257, FALSE },
    { "a", "", 1024, TRUE },    { "a", "", 1025, FALSE },  { ":not(a", "", 100, FALSE },
    { "(", "", 1000, FALSE },   { "[a=", "", 300, FALSE }, { "\\", "", 100, TRUE },
    { "a:not(", "", 9, FALSE }, { "\"", "", 1000, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *many = repeat (cases[i].piece, cases[i].n);
      g_autofree char *text = g_strconcat (many, cases[i].last, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafSelector) selector = sheaf_selector_parse (text, &error);

      g_test_message ("%s * %u", cases[i].piece, cases[i].n);
      g_assert_cmpint (selector != NULL, ==, cases[i].good);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
    }
}

/* --- The other way of matching --- */

/* A step here is a name or a class, parted by the signs; asked from the last to the first, every
 * way tried. */
typedef struct
{
  char name[3];
  char sign; /* before it */
} Step;

static SheafNode *
elder (SheafNode *node)
{
  do
    node = node->prev;
  while (node != NULL && node->kind != SHEAF_NODE_ELEMENT);

  return node;
}

static SheafNode *
parent (SheafNode *node)
{
  return node->parent != NULL && node->parent->kind == SHEAF_NODE_ELEMENT ? node->parent : NULL;
}

static gboolean
asks_back (const Step *steps, guint n, SheafNode *node)
{
  const Step *step = &steps[n - 1];
  gboolean holds = *step->name == '.'
                       ? g_strcmp0 (sheaf_node_get (node, "class"), step->name + 1) == 0
                       : g_str_equal (node->name, step->name);
  gboolean many = step->sign == ' ' || step->sign == '~';
  gboolean up = step->sign == ' ' || step->sign == '>';

  if (!holds || n == 1)
    return holds;
  for (SheafNode *other = up ? parent (node) : elder (node); other != NULL;
       other = up ? parent (other) : elder (other))
    {
      if (asks_back (steps, n - 1, other))
        return TRUE;
      if (!many)
        break;
    }

  return FALSE;
}

static SheafDom *
make_tree (GRand *rand)
{
  static const char *const names[] = { "a", "b", "i" };
  SheafDom *dom = sheaf_dom_new ();
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  g_ptr_array_add (nodes, sheaf_dom_get_root (dom));
  for (guint i = 0; i < 60; i++)
    {
      SheafNode *node = sheaf_dom_new_element (dom, names[g_rand_int_range (rand, 0, 3)]);
      guint in = (guint)g_rand_int_range (rand, MAX (0, (int)nodes->len - 9), (int)nodes->len);

      if (g_rand_boolean (rand))
        sheaf_node_set (dom, node, "class", names[g_rand_int_range (rand, 0, 3)]);
      sheaf_node_append (nodes->pdata[in], node);
      sheaf_node_append (nodes->pdata[in], sheaf_dom_new_text (dom, " ", 1));
      g_ptr_array_add (nodes, node);
    }

  return dom;
}

static void
test_both_ways (void)
{
  static const char *const names[] = { "a", "b", "i", ".a", ".b", ".i" };
  static const char signs[] = " >+~";
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint matched = 0;

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (SheafDom) dom = make_tree (rand);
      SheafNode *root = sheaf_dom_get_root (dom);
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint)g_rand_int_range (rand, 1, 6), next = 0;
      g_autoptr (SheafSelector) selector = NULL;
      g_autoptr (GPtrArray) found = NULL;
      Step steps[6];

      for (guint i = 0; i < n; i++)
        {
          g_strlcpy (steps[i].name, names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))],
                     sizeof steps[i].name);
          steps[i].sign = signs[g_rand_int_range (rand, 0, 4)];
          if (i > 0)
            g_string_append_c (text, steps[i].sign);
          g_string_append (text, steps[i].name);
        }
      selector = sheaf_selector_parse (text->str, NULL);
      g_assert_nonnull (selector);
      found = sheaf_selector_find_all (selector, root);
      for (SheafNode *node = sheaf_node_next (root, root); node != NULL;
           node = sheaf_node_next (node, root))
        if (node->kind == SHEAF_NODE_ELEMENT && asks_back (steps, n, node))
          {
            if (next >= found->len || found->pdata[next] != node)
              g_error ("%s", text->str);
            next++;
          }
      g_assert_cmpuint (next, ==, found->len);
      matched += found->len;
    }
  g_assert_cmpuint (matched, >, 2000);
}

/* --- Pages that mean harm --- */

/* Where asking backwards would try every way of a hundred thousand nested blocks, the walk passes
 * once; and it needs no stack for it. */
static void *
walk_deep (void *data)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autofree char *many = repeat ("div ", 62);
  g_autofree char *text = g_strconcat (many, "p", NULL);
  g_autoptr (SheafSelector) selector = sheaf_selector_parse (text, NULL);
  SheafNode *in = sheaf_dom_get_root (dom);

  g_assert_nonnull (selector);
  for (guint i = 0; i < 100000; i++)
    {
      SheafNode *node = sheaf_dom_new_element (dom, "div");

      sheaf_node_append (in, node);
      in = node;
    }
  g_assert_null (sheaf_selector_find (selector, sheaf_dom_get_root (dom)));
  sheaf_node_append (in, sheaf_dom_new_element (dom, "p"));
  g_assert_true (sheaf_selector_find (selector, sheaf_dom_get_root (dom)) == in->first);

  return NULL;
}

static void
test_deep (void)
{
  run_on_small_stack (walk_deep, NULL);
}

/* The same for elder siblings, and any text for a selector. */
static void
test_wide (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autofree char *many = repeat ("a~", 62);
  g_autofree char *text = g_strconcat (many, "b", NULL);
  g_autoptr (SheafSelector) selector = sheaf_selector_parse (text, NULL);

  g_assert_nonnull (selector);
  for (guint i = 0; i < 100000; i++)
    sheaf_node_append (sheaf_dom_get_root (dom), sheaf_dom_new_element (dom, "a"));
  g_assert_null (sheaf_selector_find (selector, sheaf_dom_get_root (dom)));
}

static void
test_noise (void)
{
  static const char alphabet[] = "ab.#[]=~^$*|:()>+, '\"\\1n-é\n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (SheafDom) dom = tree_parse (page);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *valid = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafSelector) selector = NULL;

      for (int i = g_rand_int_range (rand, 1, 14); i > 0; i--)
        g_string_append_c (text, alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)]);
      valid = g_utf8_make_valid (text->str, -1);
      selector = sheaf_selector_parse (valid, &error);
      g_assert_true ((selector != NULL) == (error == NULL));
      if (selector != NULL)
        sheaf_selector_find (selector, sheaf_dom_get_root (dom));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/selector/found", test_found);
  g_test_add_func ("/html/selector/top", test_top);
  g_test_add_func ("/html/selector/mistakes", test_mistakes);
  g_test_add_func ("/html/selector/bounds", test_bounds);
  g_test_add_func ("/html/selector/both-ways", test_both_ways);
  g_test_add_func ("/html/selector/deep", test_deep);
  g_test_add_func ("/html/selector/wide", test_wide);
  g_test_add_func ("/html/selector/noise", test_noise);

  return g_test_run ();
}
