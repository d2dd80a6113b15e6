/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two documents become one: everything of both, in the normal form, and what the second only
 * repeats left out at its beginning. */

#include "document/document-join.h"

#include "build-document.h"
#include "dump-document.h"

#define LONG "How the path came to be, and who walks it now"

typedef struct
{
  const char *first, *second, *title;
  const char *joined;
  guint skipped;
} Case;

static const Case cases[] = {
  { "p|'a|/", "p|'b|/", NULL, "p a\np b\n", 0 },
  { "p|'a|/", "", NULL, "p a\n", 0 },
  { "", "p|'b|/", NULL, "p b\n", 0 },
  { "", "", NULL, "", 0 },
  /* The headline, in any case, and the dek. */
  { "p|'dek|/|p|'a|/", "h1|'The Title|/|p|'dek|/|p|'b|/", "the title", "p dek\np a\np b\n", 14 },
  { "p|'dek|/|p|'a|/", "p|'b|/|p|'dek|/", NULL, "p dek\np a\np b\np dek\n", 0 },
  { "p|'a|/", "p|'a|/", NULL, "p a\n", 2 },
  /* What is said twice is not repeated, unless at the same place, or long, or a heading. */
  { "p|'q|/|p|'No.|/|p|'a|/", "p|'No.|/|p|'b|/", NULL, "p q\np No.\np a\np No.\np b\n", 0 },
  { "p|'q|/|p|'No.|/|p|'a|/", "h1|'T|/|p|'q|/|p|'No.|/|p|'b|/", "T", "p q\np No.\np a\np b\n", 8 },
  { "p|'q|/|h2|'Part|/|p|'a|/", "h2|'Part|/|p|'b|/", NULL, "p q\nh2 Part\np a\np b\n", 5 },
  { "p|'q|/|p|'" LONG "|/|p|'a|/", "p|'" LONG "|/|p|'b|/", NULL, "p q\np " LONG "\np a\np b\n",
    sizeof LONG },
  { "p|'a|/", "hr|p|'b|/", NULL, "p a\np b\n", 1 },
  /* The picture over each page, and its figure. */
  { "img https://x.example/a.png|p|'a|/", "img https://x.example/a.png|p|'b|/", NULL,
    "img https://x.example/a.png\np a\np b\n", 2 },
  { "p|'a|/", "img https://x.example/a.png|p|'b|/", NULL, "p a\nimg https://x.example/a.png\np b\n",
    0 },
  { "[fig|img https://x.example/a.png|cap|'A rope|/|]|p|'a|/",
    "[fig|img https://x.example/a.png|cap|'A rope|/|]|p|'b|/", NULL,
    "fig0/img https://x.example/a.png\nfig0/cap A rope\np a\np b\n", 9 },
  { "img https://x.example/a.png|p|'a|/",
    "[fig|img https://x.example/a.png|cap|'Another|/|]|p|'b|/", NULL,
    "img https://x.example/a.png\np a\np Another\np b\n", 2 },
  /* Containers, spans, tables and pictures keep their places. */
  { "[ul|[li|p|'a|/|]|]", "[ol 3|[li|p|'b|/|]|]", NULL, "ul0/li1/p a\nol2=3/li3/p b\n", 0 },
  { "p|'a|/", "[ul|[li|p|'a|/|]|[li|p|'b|/|]|]", NULL, "p a\nul0/li1/p b\n", 2 },
  { "p|'a |+em|'b|-|/", "p|'c |+a https://x.example/|'d|-|/", NULL,
    "p a b {em 2-3}\np c d {a 2-3 https://x.example/}\n", 0 },
  { "[tab|row|C|'x|C|'y|/|]", "[tab|row|c|'1|c|'2|/|]", NULL, "tab0/row#3 x\\ty\ntab1/row 1\\t2\n",
    0 },
  /* Footnotes of both parts lead each to its own; what leads into what was left out, nowhere. */
  { "p|+a #n|'a|-|/|p|id n|'A|/", "p|+a #n|'b|-|/|p|id n|'B|/", NULL,
    "p a {a 0-1 #n}\np A {id 0-1 n}\np b {a 0-1 #n-2}\np B {id 0-1 n-2}\n", 0 },
  { "p|+a #n-2|'a|-|/|p|id n-2|'A|/|p|+a #n|'c|-|/|p|id n|'C|/", "p|+a #n|'b|-|/|p|id n|'B|/", NULL,
    "p a {a 0-1 #n-2}\np A {id 0-1 n-2}\np c {a 0-1 #n}\np C {id 0-1 n}\np b {a 0-1 #n-3}\np B {id "
    "0-1 n-3}\n",
    0 },
  { "p|'a|/", "p|id n|'a|/|p|+a #n|'b|-|/", NULL, "p a\np b\n", 2 },
};

static void
test_joined (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafDocument) first = build_document (test->first);
  g_autoptr (SheafDocument) second = build_document (test->second);
  guint skipped = 99;
  g_autoptr (SheafDocument) joined = sheaf_document_join (first, second, test->title, &skipped);
  g_autofree char *dump = dump_document (joined);

  g_assert_true (sheaf_document_is_normal (joined));
  g_assert_cmpstr (dump, ==, test->joined);
  g_assert_cmpuint (skipped, ==, test->skipped);
}

static void
test_share (void)
{
  static const struct
  {
    const char *first, *second;
    double share;
  } shares[] = {
    { "p|'a|/|p|'b|/", "p|'a|/|p|'b|/", 1 }, /* verse: no line of any length */
    { "p|'a|/|p|'b|/", "p|'c|/|p|'d|/", 0 },
    { "p|'a|/", "p|'a|/|p|'Other words that are as many as there are in the other.....|/", 0 },
    { "p|'The ferry leaves at six, and the mail boat at noon, daily.|/",
      "p|'The ferry leaves at six,  and the MAIL boat at noon, daily.|/", 1 },
    { "p|'The ferry leaves at six, and the mail boat at noon, daily.|/",
      "p|'The ferry leaves at six, and the mail boat at noon, daily.|/|"
      "p|'Other words that are as many as there are in the other.....|/",
      .5 },
    { "p|'The ferry leaves at six, and the mail boat at noon, daily.|/",
      "p|'Other words that are as many as there are in the other.....|/", 0 },
    { "", "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (SheafDocument) first = build_document (shares[i].first);
      g_autoptr (SheafDocument) second = build_document (shares[i].second);

      g_test_message ("%u", i);
      g_assert_cmpfloat_with_epsilon (sheaf_document_share_known (first, second), shares[i].share,
                                      .03);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/document-join/%02u", i);

      g_test_add_data_func (path, &cases[i], test_joined);
    }
  g_test_add_func ("/document/document-join/share", test_share);

  return g_test_run ();
}
