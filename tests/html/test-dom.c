/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree is built, changed and walked; links agree after every change; depth costs no stack. */

#include "html/dom.h"

#include "test-tree.h"

/* One letter an element, in the order in which they are named. */
typedef struct
{
  SheafDom *dom;
  SheafNode *nodes[26];
} Letters;

static SheafNode *
node_of (Letters *letters, char letter)
{
  guint i = letter - 'a';
  char name[] = { letter, '\0' };

  if (letters->nodes[i] == NULL)
    letters->nodes[i] = sheaf_dom_new_element (letters->dom, name);

  return letters->nodes[i];
}

typedef struct
{
  const char *name;
  const char *steps; /* apart by spaces: a+b b to a's end, a<b b before a, -a out, ~a unwrapped */
  const char *tree;  /* of a */
} Change;

static const Change changes[] = {
  { "append", "a+b a+c b+d", "a(b(d) c)" },
  { "append-again", "a+b a+c a+b", "a(c b)" },
  { "append-last-again", "a+b a+c a+c", "a(b c)" },
  { "append-from-elsewhere", "a+b a+c b+d b+e c+d", "a(b(e) c(d))" },
  { "append-subtree", "b+c c+d a+e a+b", "a(e b(c(d)))" },
  { "before-first", "a+b b<c", "a(c b)" },
  { "before-middle", "a+b a+c c<d", "a(b d c)" },
  { "before-next", "a+b a+c b<c", "a(c b)" },
  { "before-previous", "a+b a+c c<b", "a(b c)" },
  { "before-itself", "a+b a+c b<b c<c", "a(b c)" },
  { "before-from-elsewhere", "a+b b+c b+d a+e e<c", "a(b(d) c e)" },
  { "remove-only", "a+b -b", "a" },
  { "remove-first", "a+b a+c a+d -b", "a(c d)" },
  { "remove-middle", "a+b a+c a+d -c", "a(b d)" },
  { "remove-last", "a+b a+c a+d -d", "a(b c)" },
  { "remove-twice", "a+b a+c -b -b", "a(c)" },
  { "remove-subtree", "a+b b+c -b a+d", "a(d)" },
  { "remove-and-back", "a+b b+c a+d -b d<b", "a(b(c) d)" },
  { "unwrap-empty", "a+b a+c ~b", "a(c)" },
  { "unwrap", "a+b a+c a+d c+e c+f ~c", "a(b e f d)" },
  { "unwrap-only", "a+b b+c ~b", "a(c)" },
  { "unwrap-nested", "a+b b+c c+d ~b ~c", "a(d)" },
};

static void
test_change (gconstpointer data)
{
  const Change *test = data;
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  Letters letters = { dom };
  g_auto (GStrv) steps = g_strsplit (test->steps, " ", -1);
  g_autofree char *tree = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      const char *step = steps[i];

      if (step[0] == '-')
        sheaf_node_remove (node_of (&letters, step[1]));
      else if (step[0] == '~')
        sheaf_node_unwrap (node_of (&letters, step[1]));
      else if (step[1] == '+')
        sheaf_node_append (node_of (&letters, step[0]), node_of (&letters, step[2]));
      else
        sheaf_node_insert_before (node_of (&letters, step[0]), node_of (&letters, step[2]));
      if (step[0] == '-' || step[0] == '~')
        {
          const SheafNode *out = node_of (&letters, step[1]);

          g_assert_true (out->parent == NULL && out->prev == NULL && out->next == NULL);
        }
    }
  tree = tree_dump (node_of (&letters, 'a'));
  g_assert_cmpstr (tree, ==, test->tree);
}

/* Thousands of changes at random, and the same on paper. */
static void
test_random_changes (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Letters letters = { dom };

  for (guint round = 0; round < 20000; round++)
    {
      SheafNode *a = node_of (&letters, 'a' + g_rand_int_range (rand, 0, 26));
      SheafNode *b = node_of (&letters, 'a' + g_rand_int_range (rand, 0, 26));
      SheafNode *parent = NULL, *next = NULL;

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          sheaf_node_remove (a);
          break;
        case 1:
          if (sheaf_node_contains (b, a))
            continue;
          sheaf_node_append (parent = a, b);
          break;
        case 2:
          if (a->parent == NULL || a == b || sheaf_node_contains (b, a))
            continue;
          parent = a->parent;
          next = a;
          sheaf_node_insert_before (a, b);
          break;
        case 3:
          if (a->parent == NULL)
            continue;
          sheaf_node_unwrap (a);
          g_assert_null (a->first);
          break;
        }
      if (parent != NULL)
        g_assert_true (b->parent == parent && b->next == next);
      for (guint i = 0; i < 26; i++)
        if (letters.nodes[i] != NULL)
          tree_check_node (letters.nodes[i]);
    }
}

static void
test_nodes (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  SheafNode *root = sheaf_dom_get_root (dom);
  SheafNode *p = sheaf_dom_new_element (dom, "p"), *own = sheaf_dom_new_element (dom, "my-own");
  SheafNode *text = sheaf_dom_new_text (dom, "text and more", 4);
  SheafNode *empty = sheaf_dom_new_text (dom, "", -1);

  g_assert_cmpint (root->kind, ==, SHEAF_NODE_DOCUMENT);
  g_assert_true (sheaf_node_is (p, SHEAF_TAG_P));
  g_assert_false (sheaf_node_is (p, SHEAF_TAG_DIV));
  g_assert_false (sheaf_node_is (NULL, SHEAF_TAG_P));
  g_assert_cmpint (own->tag, ==, SHEAF_TAG_OTHER);
  g_assert_cmpstr (own->name, ==, "my-own");
  g_assert_cmpstr (text->text, ==, "text");
  g_assert_cmpstr (empty->text, ==, "");
  sheaf_node_rename (dom, own, "div");
  g_assert_true (sheaf_node_is (own, SHEAF_TAG_DIV));
  sheaf_node_rename (dom, p, "x-y");
  g_assert_cmpint (p->tag, ==, SHEAF_TAG_OTHER);
  g_assert_cmpstr (p->name, ==, "x-y");
}

/* Every name of the table is its own tag: the table is searched as a sorted one. */
static void
test_names (void)
{
#define X(id, name) name,
  static const char *const names[] = {
#include "html/dom-tags.h"
  };
#undef X
  static const char *const others[] = { "", "aa", "A", "DIV", "zzz", "p ", "-", "amp", "h7" };
  g_autoptr (SheafDom) dom = sheaf_dom_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SheafNode *node = sheaf_dom_new_element (dom, names[i]);

      g_assert_cmpint (node->tag, ==, SHEAF_TAG_NONE + 1 + i);
      g_assert_cmpstr (node->name, ==, names[i]);
      if (i > 0)
        g_assert_cmpstr (names[i - 1], <, names[i]);
    }
  g_assert_cmpint (SHEAF_TAG_NONE + 1 + G_N_ELEMENTS (names), ==, SHEAF_TAG_OTHER);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (sheaf_dom_new_element (dom, others[i])->tag, ==, SHEAF_TAG_OTHER);
}

static void
test_document_parts (void)
{
  g_autoptr (SheafDom) empty = sheaf_dom_new ();
  g_autoptr (SheafDom) full = tree_parse ("<!--c--><title>x</title>y");
  g_autoptr (SheafDom) frames = tree_parse ("<frameset>");

  g_assert_null (sheaf_dom_get_html (empty));
  g_assert_null (sheaf_dom_get_head (empty));
  g_assert_null (sheaf_dom_get_body (empty));
  g_assert_true (sheaf_node_is (sheaf_dom_get_html (full), SHEAF_TAG_HTML));
  g_assert_true (sheaf_node_is (sheaf_dom_get_head (full), SHEAF_TAG_HEAD));
  g_assert_true (sheaf_node_is (sheaf_dom_get_body (full), SHEAF_TAG_BODY));
  g_assert_nonnull (sheaf_dom_get_head (frames));
  g_assert_null (sheaf_dom_get_body (frames));
}

static void
test_attributes (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  SheafNode *node = sheaf_dom_new_element (dom, "a");
  char value[] = "first";
  g_autofree char *tree = NULL;

  g_assert_null (sheaf_node_get (node, "href"));
  sheaf_node_set (dom, node, "href", NULL);
  sheaf_node_set (dom, node, "href", value);
  value[0] = '?'; /* it has its own */
  sheaf_node_set (dom, node, "id", "");
  sheaf_node_set (dom, node, "rel", "x");
  g_assert_cmpstr (sheaf_node_get (node, "href"), ==, "first");
  g_assert_cmpstr (sheaf_node_get (node, "id"), ==, "");
  g_assert_null (sheaf_node_get (node, "HREF"));
  sheaf_node_set (dom, node, "href", "second");
  sheaf_node_set (dom, node, "id", NULL);
  sheaf_node_set (dom, node, "id", NULL);
  sheaf_node_set (dom, node, "title", "t");
  tree = tree_dump (node);
  g_assert_cmpstr (tree, ==, "a[href=second][rel=x][title=t]");
  sheaf_node_set (dom, node, "title", NULL);
  sheaf_node_set (dom, node, "href", NULL);
  sheaf_node_set (dom, node, "rel", NULL);
  g_assert_null (node->attrs);
  g_assert_null (sheaf_node_get (sheaf_dom_new_text (dom, "x", -1), "href"));
}

static void
test_copy (void)
{
  static const char *const pages[] = {
    "",
    "a",
    "<p>",
    "<p a=1 b=2>x<!--c--><b>y<i>z</i></b></p>w",
    "<ul><li><ul><li>a</ul><li>b</ul>",
    "<svg viewBox=0><g><path d=x /></g></svg><math><mi>x</mi></math>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (SheafDom) dom = tree_parse (pages[i]);
      SheafNode *body = sheaf_dom_get_body (dom);
      SheafNode *copy = sheaf_dom_copy (dom, body);
      g_autofree char *before = tree_dump (body);
      g_autofree char *copied = tree_dump (copy);
      g_autofree char *after = NULL;

      g_assert_cmpstr (copied, ==, before);
      g_assert_true (copy->parent == NULL && copy->next == NULL && copy->prev == NULL);
      /* What is done to the copy is not done to the other. */
      sheaf_node_set (dom, copy, "class", "new");
      while (copy->first != NULL)
        sheaf_node_unwrap (copy->first);
      after = tree_dump (body);
      g_assert_cmpstr (after, ==, before);
    }
}

static char *
walk (const SheafNode *top,
      SheafNode *(*step) (const SheafNode *, const SheafNode *),
      const char *over)
{
  GString *seen = g_string_new (NULL);
  const SheafNode *node = top;

  while (node != NULL)
    {
      gboolean skipped = over != NULL && node->name != NULL && strcmp (node->name, over) == 0;

      g_string_append (seen, node->name != NULL ? node->name : node->text);
      node = skipped ? sheaf_node_skip (node, top) : step (node, top);
    }

  return g_string_free (seen, FALSE);
}

static void
test_walk (void)
{
  g_autoptr (SheafDom) dom = tree_parse ("<div><p>1<b>2</b></p><i><u>3</u></i></div><s>4</s>");
  const SheafNode *div = sheaf_dom_get_body (dom)->first, *p = div->first, *i = p->next;
  g_autofree char *all = walk (div, sheaf_node_next, NULL);
  g_autofree char *part = walk (i, sheaf_node_next, NULL);
  g_autofree char *leaf = walk (i->first->first, sheaf_node_next, NULL);
  g_autofree char *over_p = walk (div, sheaf_node_next, "p");
  g_autofree char *over_b = walk (div, sheaf_node_next, "b");
  g_autofree char *over_u = walk (div, sheaf_node_next, "u");
  g_autofree char *over_all = walk (div, sheaf_node_skip, NULL);

  g_assert_cmpstr (all, ==, "divp1b2iu3");
  g_assert_cmpstr (part, ==, "iu3");
  g_assert_cmpstr (leaf, ==, "3");
  g_assert_cmpstr (over_p, ==, "divpiu3");
  g_assert_cmpstr (over_b, ==, "divp1biu3");
  g_assert_cmpstr (over_u, ==, "divp1b2iu");
  g_assert_cmpstr (over_all, ==, "div");
  g_assert_true (sheaf_node_next (i->first->first, NULL)
                 == div->next); /* no top: to the page's end */
  g_assert_true (sheaf_node_contains (div, i->first));
  g_assert_true (sheaf_node_contains (div, div));
  g_assert_false (sheaf_node_contains (p, i));
  g_assert_false (sheaf_node_contains (i, div));
  g_assert_false (sheaf_node_contains (p, NULL));
}

static void
test_memory (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autofree char *large = g_strnfill (1000000, 'x');
  gsize before;

  for (gsize size = 0; size < 300; size++)
    {
      guint8 *memory = sheaf_dom_alloc (dom, size);

      g_assert_true (GPOINTER_TO_SIZE (memory) % 16 == 0);
      for (gsize i = 0; i < size; i++)
        g_assert_cmpint (memory[i], ==, 0);
      if (size > 0)
        memset (memory, 0xff, size);
    }
  before = sheaf_dom_get_size (dom);
  g_assert_cmpint (before, >=, 300 * 150);
  g_assert_cmpint (before, <=, 300 * 150 + 3 * 64 * 1024);
  g_assert_cmpstr (sheaf_dom_intern (dom, large, -1), ==, large);
  g_assert_cmpint (strlen (sheaf_dom_intern (dom, large, 5)), ==, 5);
  g_assert_cmpstr (sheaf_dom_intern (dom, "", 0), ==, "");
  g_assert_cmpint (sheaf_dom_get_size (dom) - before, >=, 1000000);
}

/* A million deep: built, walked, copied and freed on a small stack. */
#define DEEP 1000000

static gpointer
live_deep (gpointer data)
{
  SheafDom *dom = sheaf_dom_new ();
  SheafNode *top = sheaf_dom_new_element (dom, "div"), *bottom = top, *copy;
  guint n = 0;

  for (guint i = 1; i < DEEP; i++)
    {
      SheafNode *child = sheaf_dom_new_element (dom, i % 2 ? "b" : "my-b");

      sheaf_node_append (bottom, child);
      bottom = child;
    }
  sheaf_node_append (bottom, sheaf_dom_new_text (dom, "x", -1));
  copy = sheaf_dom_copy (dom, top);
  for (const SheafNode *node = copy; node != NULL; node = sheaf_node_next (node, copy))
    n++;
  g_assert_cmpuint (n, ==, DEEP + 1);
  g_assert_true (sheaf_node_contains (top, bottom));
  g_assert_null (sheaf_node_skip (bottom, top));
  sheaf_node_unwrap (top->first);
  sheaf_node_remove (top->first->first);
  sheaf_dom_free (dom);

  return NULL;
}

static void
test_deep (void)
{
  run_on_small_stack (live_deep, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/html/dom/change/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/html/dom/random-changes", test_random_changes);
  g_test_add_func ("/html/dom/nodes", test_nodes);
  g_test_add_func ("/html/dom/names", test_names);
  g_test_add_func ("/html/dom/document-parts", test_document_parts);
  g_test_add_func ("/html/dom/attributes", test_attributes);
  g_test_add_func ("/html/dom/copy", test_copy);
  g_test_add_func ("/html/dom/walk", test_walk);
  g_test_add_func ("/html/dom/memory", test_memory);
  g_test_add_func ("/html/dom/deep", test_deep);

  return g_test_run ();
}
