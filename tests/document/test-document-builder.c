/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The normal form: the same article, however its calls come, is the same document. */

#include "document/document-builder.h"

#include "build-document.h"
#include "dump-document.h"

typedef struct
{
  const char *name;
  const char *calls;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "p|/", "" },
  { "white", "p|'  \n\t |/|p|'\302\240\342\200\213|/", "" },
  { "text", "p|'hello|/", "p hello\n" },
  { "collapse", "p|' a \n\t b  |'  c |/", "p a b c\n" },
  { "no-break", "p|'\302\240a \302\240 b\302\240 |/", "p a \302\240 b\n" },
  { "controls", "p|'a\001b\302\255c\357\277\274d\357\273\277e|/", "p abcde\n" },
  { "two", "p|'a|p|'b|/", "p a\np b\n" },
  { "break", "p|'a|br|' b|br|br|'c|/", "p a\np b\np c\n" },
  { "break-heading", "h2|'a|br|'b|/", "h2 a b\n" },
  { "heading-level", "h0|'a|/|h9|'b|/", "h1 a\nh6 b\n" },
  { "rule", "hr|/|p|'a|/|hr|'lost|/", "hr\np a\nhr\n" },

  { "rule-once", "hr|br|hr|img http://a.example/i.png|/", "hr\nhr\nimg http://a.example/i.png\n" },

  { "code", "pre:c|'\n \n  if (x)\r\n\ty;  \n\n|/", "pre:c   if (x)\\n\\ty;\n" },
  { "code-break", "pre|'a|br|'b|br|br|'c|/", "pre a\\nb\\n\\nc\n" },
  { "code-empty", "pre|'\n \n|/", "" },
  { "code-info", "pre:C++|'a|/|pre:no good|'b|/", "pre:C++ a\npre b\n" },
  { "code-span", "pre|+code|'a|-|'b |+strong|'c|-|/", "pre ab c {strong 3-4}\n" },
  { "code-lead-span", "pre|+em|' \n|-|' \n|+strong|'\n a|-|'b|/", "pre  ab {strong 1-2}\n" },

  { "span", "p|'a |+strong|'b|-|' c|/", "p a b c {strong 2-3}\n" },
  { "span-trim", "p|'a|+em|'  b |-|' c|/", "p a b c {em 2-3}\n" },
  { "span-white", "p|'a|+em|' |-|'c|/", "p a c\n" },
  { "span-empty", "p|'a|+em|-|'c|/", "p ac\n" },
  { "span-join", "p|+em|'a|-|+em|' b|-|/", "p a b {em 0-3}\n" },
  { "span-apart", "p|+code|'a|-|' |+code|'b|-|/", "p a b {code 0-1} {code 2-3}\n" },
  { "span-nested", "p|+em|'a|+em|'b|-|'c|-|/", "p abc {em 0-3}\n" },
  { "span-order", "p|+em|+strong|'a|-|-|+sub|'b|-|/", "p ab {strong 0-1} {em 0-1} {sub 1-2}\n" },
  { "span-blocks", "+em|p|'a|/|p|' b |/|-|p|'c|/", "p a {em 0-1}\np b {em 0-1}\np c\n" },
  { "span-break", "p|'a|+em|'b|br|'c|-|'d|/", "p ab {em 1-2}\np cd {em 0-1}\n" },
  { "span-end", "p|'a |+em|'b  |-|/", "p a b {em 2-3}\n" },
  { "link", "p|+a http://a.example/|'x|-|/", "p x {a 0-1 http://a.example/}\n" },
  { "link-join", "p|+a http://a.example/|'x|-|+a http://a.example/|'y|-|/",
    "p xy {a 0-2 http://a.example/}\n" },
  { "link-touch", "p|+a http://a.example/|'x|-|+a http://b.example/|'y|-|/",
    "p xy {a 0-1 http://a.example/} {a 1-2 http://b.example/}\n" },
  { "link-nested", "p|+a http://a.example/|'x|+a http://b.example/|'y|-|'z|-|/",
    "p xyz {a 0-3 http://a.example/}\n" },
  { "link-scheme", "p|+a javascript:x|'x|-|+a mailto:a@a.example|'y|-|/",
    "p xy {a 1-2 mailto:a@a.example}\n" },

  { "image", "p|'a|img http://a.example/i.png An  image|'b|/",
    "p a\nimg http://a.example/i.png 'An image'\np b\n" },
  { "image-first", "h2|img http://a.example/i.png|'b|/", "img http://a.example/i.png\nh2 b\n" },
  { "image-span", "p|+strong|'a|img http://a.example/i.png|'b|-|/",
    "p a {strong 0-1}\nimg http://a.example/i.png\np b {strong 0-1}\n" },
  { "image-scheme", "img data:x|img file:///x|p|'a|/", "p a\n" },

  { "list", "[ul|[li|p|'a|/|]|[li|p|'b|/|]|]", "ul0/li1/p a\nul0/li2/p b\n" },
  { "list-start", "[ol -3|[li|p|'a|/|]|]", "ol0=-3/li1/p a\n" },
  { "list-nested", "[ul|[li|p|'a|[ol 1|[li|p|'b|]|]|]|]", "ul0/li1/p a\nul0/li1/ol2=1/li3/p b\n" },
  { "list-in-list", "[ul|[li|p|'a|]|[ul|[li|p|'b|]|]|[li|p|'c|]|]",
    "ul0/li1/p a\nul0/li1/ul2/li3/p b\nul0/li4/p c\n" },
  { "list-stray", "[ul|p|'a|/|[li|p|'b|]|p|'c|/|]", "ul0/li1/p a\nul0/li2/p b\nul0/li2/p c\n" },
  { "list-empty", "[ul|[li|]|[li|[q|]|]|]|[ul|[li|p|'a|]|]", "ul0/li1/p a\n" },
  { "item-alone", "[li|p|'a|]|p|'b|/", "p a\np b\n" },
  { "two-lists", "[ul|[li|p|'a|]|]|[ul|[li|p|'b|]|]", "ul0/li1/p a\nul2/li3/p b\n" },
  { "two-quotes", "[q|p|'a|]|[q|p|'b|]", "q0/p a\nq1/p b\n" },
  { "definitions", "[dl|[dt|p|'a|]|[dd|p|'b|]|p|'c|/|]",
    "dl0/dt1/p a\ndl0/dd2/p b\ndl0/dd2/p c\n" },
  { "definition-stray", "[dl|p|'a|/|[dt|p|'b|]|]", "dl0/dd1/p a\ndl0/dt2/p b\n" },
  { "term-alone", "[dt|p|'a|]|[ul|[dd|p|'b|]|]", "p a\nul0/li1/p b\n" },
  { "left-open", "[ul|[li|p|'a", "ul0/li1/p a\n" },

  { "figure", "[fig|img http://a.example/i.png|cap|'c|/|]",
    "fig0/img http://a.example/i.png\nfig0/cap c\n" },
  { "figure-code", "[fig|pre|'x|/|cap|'c|/|]", "fig0/pre x\nfig0/cap c\n" },
  { "figure-quote", "[fig|[q|p|'x|]|cap|'c|/|]", "fig0/q1/p x\nfig0/cap c\n" },
  { "figure-text", "[fig|p|'x|/|cap|'c|/|]|[q|p|'y|]", "p x\np c\nq0/p y\n" },
  { "figure-empty-quote", "[fig|[q|]|cap|'c|/|]", "p c\n" },
  { "figure-two-captions", "[fig|img http://a.example/i.png|cap|'c|br|'d|/|]",
    "fig0/img http://a.example/i.png\nfig0/cap c\nfig0/cap d\n" },
  { "caption-alone", "cap|'c|/|[q|cap|'d|/|]", "p c\nq0/p d\n" },

  { "table", "[tab|cap|'t|/|row|C|'a|C|'b|/|row|c|'1|c|'2|/|]",
    "tab0/cap t\ntab0/row#3 a\\tb\ntab0/row 1\\t2\n" },
  { "table-pad", "[tab|row|c|'a|/|row|c|'1|c|c|'3|/|]", "tab0/row a\\t\\t\ntab0/row 1\\t\\t3\n" },
  { "table-pads-apart", "[tab|row|c|'a|c|'b|/|]|[tab|row|c|'a|/|]",
    "tab0/row a\\tb\ntab1/row a\n" },
  { "table-white", "[tab|row|c|' a\tb\n c |c|'\302\240d |br|' e|/|]", "tab0/row a b c\\td e\n" },
  { "table-empty-row", "[tab|row|C|c|/|row|c|'a|/|]", "tab0/row a\n" },
  { "table-no-rows", "[tab|cap|'t|/|]|[q|p|'a|]", "p t\nq0/p a\n" },
  { "table-figure", "[fig|[tab|cap|'t|/|]|cap|'c|/|]", "p t\np c\n" },
  { "table-second-caption", "[tab|cap|'t|/|row|c|'a|/|cap|'u|/|]",
    "tab0/cap t\ntab0/row a\ntab0/row u\n" },
  { "table-blocks", "[tab|p|'a|/|[ul|[li|h2|'b|]|]|img http://a.example/i.png|]",
    "tab0/row a\ntab0/row b\n" },
  { "table-spans", "[tab|row|c|+em|'a |c|' b|-|c|'c|/|]",
    "tab0/row a\\tb\\tc {em 0-1} {em 2-3}\n" },
  { "table-span-space", "[tab|row|c|'a|+em|' |-|c|'b|/|]", "tab0/row a\\tb\n" },
  { "row-alone", "row|c|'a|c|'b|/", "p a b\n" },
  { "text-before-cell", "[tab|row|'a|C|'b|/|]", "tab0/row#2 a\\tb\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) document = build_document (test->calls);
  g_autofree char *dump = dump_document (document);

  g_assert_cmpstr (dump, ==, test->expected);
}

static void
test_columns (void)
{
  g_autoptr (GString) calls = g_string_new ("[tab|row");
  g_autoptr (SheafDocument) document = NULL;
  const SheafBlock *blocks;
  guint tabs = 0;
  gsize n;

  for (int i = 0; i < 100; i++)
    g_string_append (calls, "|C|'x");
  g_string_append (calls, "|]");
  document = build_document (calls->str);

  g_assert_true (sheaf_document_is_normal (document));
  blocks = sheaf_document_get_blocks (document, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (blocks[0].headers == G_MAXUINT64);
  for (const char *p = sheaf_document_get_text (document); *p != '\0'; p++)
    tabs += *p == '\t';
  g_assert_cmpuint (tabs, ==, SHEAF_TABLE_MAX_COLUMNS - 1);
  g_assert_true (g_str_has_suffix (sheaf_document_get_text (document), "x x x\n"));
}

static void
test_depth (void)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (SheafDocument) document = NULL;
  gsize n;

  for (int i = 0; i < 1000; i++)
    {
      sheaf_document_builder_open (builder, SHEAF_CONTAINER_UNORDERED_LIST, 0);
      sheaf_document_builder_open (builder, SHEAF_CONTAINER_ITEM, 0);
      sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, NULL,
                                    SHEAF_DIRECTION_UNKNOWN);
      sheaf_document_builder_text (builder, "x", 1);
    }
  for (int i = 0; i < 2000; i++)
    sheaf_document_builder_close (builder);
  document = sheaf_document_builder_finish (builder);

  g_assert_true (sheaf_document_is_normal (document));
  sheaf_document_get_containers (document, &n);
  g_assert_cmpuint (n, ==, SHEAF_DOCUMENT_MAX_DEPTH);
  sheaf_document_get_blocks (document, &n);
  g_assert_cmpuint (n, ==, 1000);
}

static void
test_language (void)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (SheafDocument) document = NULL;
  g_autofree char *dump = NULL;

  sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, "de-AT",
                                SHEAF_DIRECTION_LTR);
  sheaf_document_builder_text (builder, "a", 1);
  sheaf_document_builder_break (builder);
  sheaf_document_builder_text (builder, "b", 1);
  sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, "no\"good",
                                SHEAF_DIRECTION_RTL);
  sheaf_document_builder_text (builder, "c", 1);
  sheaf_document_builder_begin (builder, SHEAF_BLOCK_RULE, 0, NULL, "de", SHEAF_DIRECTION_LTR);
  document = sheaf_document_builder_finish (builder);
  dump = dump_document (document);

  g_assert_cmpstr (dump, ==, "p@de-AT> a\np@de-AT> b\np< c\nhr\n");
}

static void
test_again (void)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SheafDocument) document = NULL;
      g_autofree char *dump = NULL;

      call_builder (builder, "[q");
      call_builder (builder, "+em");
      call_builder (builder, "p");
      call_builder (builder, "'a");
      document = sheaf_document_builder_finish (builder);
      dump = dump_document (document);
      g_assert_cmpstr (dump, ==, "q0/p a {em 0-1}\n");
    }
}

static void
add_random_call (GString *calls, GRand *rand)
{
  static const char *const pool[] = {
    "p",       "h2",        "pre:c", "row",
    "cap",     "hr",        "/",     "br",
    "c",       "C",         "' ",    "'a",
    "'b c ",   "'\302\240", "'\n\n", "'\342\202\254\t",
    "+strong", "+em",       "+code", "+a http://a.example/",
    "+s",      "-",         "-",     "img http://a.example/i.png",
    "[ul",     "[ol 2",     "[li",   "[li",
    "[dl",     "[dt",       "[dd",   "[q",
    "[fig",    "[tab",      "]",     "]",
  };

  g_string_append (calls, pool[g_rand_int_range (rand, 0, G_N_ELEMENTS (pool))]);
  g_string_append_c (calls, '|');
}

/* Any order of calls gives a document in normal form. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
      g_autoptr (SheafDocument) document = NULL;
      g_autoptr (GString) calls = g_string_new (NULL);
      g_auto (GStrv) list = NULL;
      int containers = 0, spans = 0;

      for (int i = 0; i < 40; i++)
        add_random_call (calls, rand);
      list = g_strsplit (calls->str, "|", -1);
      for (gsize i = 0; *list[i] != '\0'; i++)
        {
          gboolean inside = sheaf_document_builder_in_block (builder);

          if ((*list[i] == ']' && containers == 0) || (*list[i] == '-' && spans == 0)
              || (g_ascii_tolower (*list[i]) == 'c' && list[i][1] == '\0' && !inside)
              || (*list[i] == '\'' && !inside))
            continue;
          containers += (*list[i] == '[') - (*list[i] == ']');
          spans += (*list[i] == '+') - (*list[i] == '-');
          call_builder (builder, list[i]);
        }
      document = sheaf_document_builder_finish (builder);
      if (!sheaf_document_is_normal (document))
        g_error ("not normal: %s", calls->str);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/builder/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/document/builder-limits/columns", test_columns);
  g_test_add_func ("/document/builder-limits/depth", test_depth);
  g_test_add_func ("/document/builder-limits/language", test_language);
  g_test_add_func ("/document/builder-limits/again", test_again);
  g_test_add_func ("/document/builder-limits/random", test_random);

  return g_test_run ();
}
