/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules as people write them: what they find on a page, which of several counts, and what is said
 * of those that cannot be read. */

#include "extract/extract.h"

#include "document/document-write.h"

#include <string.h>

#define ARTICLE                                                                                    \
  "<p>The ferry to the long island leaves at six, and whoever misses it has the choice of an inn " \
  "and a bench until the mail boat comes by at noon.</p>"                                          \
  "<p>Most take the bench, for the inn has one room, and the keeper of it has seven sons.</p>"

/* A page whose article no guess finds first: its names say comments, and a longer text is beside.
 */
static const char page_html[]
    = "<html><head><title>Harbour board</title></head><body>"
      "<h1 class=site>Harbour board</h1>"
      "<div class=side><p>This board is for all who have to do with boats, nets, ropes and tar, "
      "and "
      "has been kept by the harbour master, with some breaks, since the great flood.</p>"
      "<p>Who writes here, writes under the own name, and answers for what is written, as is the "
      "custom at every quay on this coast, and in every inn.</p>"
      "<p>The board is read on Sundays, aloud, by the one who came last, and nobody goes home "
      "before the end, however long it takes, or however hard it rains.</p></div>"
      "<h2 class=subject>The six o’clock ferry</h2>"
      "<span class=who>by Ida Fenwright</span>, <span class=who>Tom Reed</span>"
      "<span class=when title=x>12 October 2021</span>"
      "<div id=comments class='comment-list'><div class=comment>" ARTICLE
      "<div class=tools>Reply, flag and share this</div></div></div>"
      "<a class=older href='/board/7?page=2'>older</a>"
      "</body></html>";

static SheafSiteRules *
parse (const char *text)
{
  SheafSiteRules *rules = sheaf_site_rules_new ();

  sheaf_site_rules_add (rules, "mine.rule", text, strlen (text));

  return rules;
}

static SheafPage *
extract (const char *html, const char *url, const SheafSiteRules *rules)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  const SheafSource source = { bytes, "utf-8", url, rules };
  g_autoptr (GError) error = NULL;
  SheafPage *page = sheaf_extract_html (&source, NULL, &error);

  g_assert_no_error (error);

  return page;
}

static char *
text_of (const SheafPage *page)
{
  return page->document != NULL ? sheaf_document_to_text (page->document) : g_strdup ("");
}

static void
assert_no_problems (SheafSiteRules *rules)
{
  const char *const *problems = sheaf_site_rules_get_problems (rules);

  g_assert_cmpstr (problems[0], ==, NULL);
}

/* --- A rule that is good --- */

static const char good[] = "# The board of the harbour.\r\n"
                           "\n"
                           "Site: board.example\n"
                           "path: /board/\n"
                           "  body :  .comment-list > .comment  \n"
                           "strip: .tools\n"
                           "title: h2.subject\n"
                           "author: .who\n"
                           "date: .when\n"
                           "test: https://www.board.example/board/7\n";

static void
test_facts (void)
{
  g_autoptr (SheafSiteRules) rules = parse (good);
  g_autoptr (SheafPage) page = extract (page_html, "https://board.example/board/7", rules);
  g_autofree char *text = text_of (page);

  assert_no_problems (rules);
  g_assert_cmpstr (page->title, ==, "The six o’clock ferry");
  g_assert_cmpstr (page->byline, ==, "Ida Fenwright, Tom Reed");
  g_assert_cmpstr (page->published, ==, "2021-10-12");
  g_assert_cmpstr (page->sources.title, ==, "rule");
  g_assert_true (g_str_has_prefix (text, "The ferry to the long island"));
  g_assert_true (g_str_has_suffix (g_strstrip (text), "the keeper of it has seven sons."));
  g_assert_cmpstr (page->kind, ==, "article");
}

/* What was taken out of the body can be brought back. */
static void
test_stripped (void)
{
  g_autoptr (SheafSiteRules) rules = parse (good);
  g_autoptr (SheafPage) page = extract (page_html, "https://board.example/board/7", rules);
  const SheafRemoved *removed = page->removed->len > 0 ? page->removed->pdata[0] : NULL;

  g_assert_cmpuint (page->removed->len, ==, 1);
  g_assert_cmpstr (removed->rule, ==, "rules/strip");
  g_assert_cmpstr (removed->text, ==, "Reply, flag and share this");
}

/* Without the rule, and where it does not reach, it is another article. */
static void
test_reach (void)
{
  static const struct
  {
    const char *url;
    gboolean fits;
  } cases[] = {
    { "https://board.example/board/7", TRUE },
    { "http://BOARD.example:8080/board/7?x=1#y", TRUE },
    { "https://www.board.example/board/", TRUE },
    { "https://a.b.board.example/board/7", TRUE },
    { "https://board.example/other", FALSE },
    { "https://board.example", FALSE },
    { "https://dashboard.example/board/7", FALSE },
    { "https://board.example.org/board/7", FALSE },
    { "https://example/board/7", FALSE },
    { "https://other.example/board.example/board/", FALSE },
    { NULL, FALSE },
  };
  g_autoptr (SheafSiteRules) rules = parse (good);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafPage) page = extract (page_html, cases[i].url, rules);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpint (g_strcmp0 (page->title, "The six o’clock ferry") == 0, ==, cases[i].fits);
    }
}

/* Where it finds nothing any more, because the site has changed, all is as without it. */
static void
test_nothing_found (void)
{
  g_autoptr (SheafSiteRules) rules
      = parse ("site: board.example\nbody: #gone\nbody: .empty\ntitle: #gone\nauthor: #gone\n"
               "date: h1\nstrip: #gone, html, body\n");
  g_autofree char *html = g_strconcat (page_html, "<div class=empty> </div>", NULL);
  g_autoptr (SheafPage) ruled = extract (html, "https://board.example/board/7", rules);
  g_autoptr (SheafPage) page = extract (html, "https://board.example/board/7", NULL);

  assert_no_problems (rules);
  g_assert_nonnull (page->document);
  g_assert_true (sheaf_document_equal (ruled->document, page->document));
  g_assert_cmpstr (ruled->title, ==, page->title);
  g_assert_cmpstr (ruled->published, ==, page->published);
}

/* The first selector that finds anything is the body; all that it finds, once. */
static void
test_bodies (void)
{
  static const struct
  {
    const char *rule, *text;
  } cases[] = {
    { "body: .c", "Three." },
    { "body: .a", "One.\nTwo." },
    { "body: .a, .inner", "One.\nTwo." },
    { "body: .none\nbody: .c\nbody: .a", "Three." },
    { "body: li", "Four.\nFive." },
    { "body: nav", "Six." },
    { "body: #hidden", "Seven." },
    { "body: .d", "Eight." },
    { "body: .c\nstrip: .c", "" },
    { "body: body, .c", "Three." },
  };
  static const char html[]
      = "<body><div class=a>One.</div><div class=b>Side.</div><div class=a>Two.<p class=inner></p>"
        "</div><div class='c comments'>Three.</div><ul><li>Four.<li>Five.</ul><nav>Six.</nav>"
        "<div id=hidden hidden class=nav style='display:none'>Seven.</div>"
        "<div class=d><div id=comments class='comments'>Eight.</div></div>";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("site: a.example\n", cases[i].rule, "\n", NULL);
      g_autoptr (SheafSiteRules) rules = parse (text);
      g_autoptr (SheafPage) page = extract (html, "https://a.example/", rules);
      g_autofree char *found = text_of (page);
      g_auto (GStrv) lines = g_strsplit (g_strstrip (found), "\n\n", -1);
      g_autofree char *joined = g_strjoinv ("\n", lines);

      g_test_message ("%s", cases[i].rule);
      g_assert_cmpstr (joined, ==, cases[i].text);
    }
}

/* --- Several of them --- */

static void
test_order (void)
{
  static const struct
  {
    const char *rules, *title;
  } cases[] = {
    { "site: a.example\ntitle: .x\nsite: b.a.example\ntitle: .y", "Y" },
    { "site: b.a.example\ntitle: .y\nsite: a.example\ntitle: .x", "Y" },
    { "site: b.a.example\ntitle: .y\nsite: a.example\npath: /long/path/\ntitle: .x", "X" },
    { "site: a.example\ntitle: .x\nsite: a.example\ntitle: .y", "X" },
    { "site: a.example\ntitle: .gone\nsite: a.example\ntitle: .y", "Y" },
    { "site: b.a.example\ntitle: none\nsite: a.example\ntitle: .y", "T" },
    { "site: other.example, a.example\ntitle: .x", "X" },
    { "site: www.a.example\ntitle: .x", "X" },
    { "site: A.Example\ntitle: .x", "X" },
  };
  static const char html[] = "<title>T</title><p class=x>X</p><p class=y>Y</p>";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafSiteRules) rules = parse (cases[i].rules);
      g_autoptr (SheafPage) page = extract (html, "https://b.a.example/long/path/x", rules);

      g_test_message ("%s", cases[i].rules);
      assert_no_problems (rules);
      g_assert_cmpstr (page->title, ==, cases[i].title);
    }
}

static const char wiki[]
    = "<title>Ropes - Wiki</title><h1 id=firstHeading>Ropes</h1><div class=mine>My title</div>"
      "<div id=mw-content-text>" ARTICLE
      "<p>Hemp<span class=mw-editsection>[edit]</span> came by barge, and went by ship.</p></div>";

/* Those of the program are there without being asked for; the user's come first, key by key. */
static void
test_user_wins (void)
{
  static const char own[] = "site: wikivoyage.org\ntitle: .mine\n";
  static const char none[] = "site: wikivoyage.org\ntitle: none\nstrip: none\n";
  static const struct
  {
    const char *own, *title;
    gboolean edit;
  } cases[]
      = { { "", "Ropes", FALSE }, { own, "My title", FALSE }, { none, "Ropes - Wiki", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafSiteRules) rules = parse (cases[i].own);
      g_autoptr (SheafPage) page = NULL;
      g_autofree char *text = NULL;

      sheaf_site_rules_add_built_in (rules);
      assert_no_problems (rules);
      page = extract (wiki, "https://en.wikivoyage.org/wiki/Ropes", rules);
      text = text_of (page);
      g_test_message ("%u", i);
      g_assert_cmpstr (page->title, ==, cases[i].title);
      g_assert_cmpint (strstr (text, "[edit]") != NULL, ==, cases[i].edit);
    }
}

static void
test_built_in (void)
{
  g_autoptr (SheafSiteRules) rules = sheaf_site_rules_new ();

  sheaf_site_rules_add_built_in (rules);
  assert_no_problems (rules);
  g_assert_cmpuint (sheaf_site_rules_count (rules), >=, 4);
}

/* --- Rules that are bad --- */

static void
test_problems (void)
{
  static const struct
  {
    const char *text, *problem;
  } cases[] = {
    { "body: p", "mine.rule:1: a rule begins with “site:”" },
    { "\n# x\nsite: a.example\nbody", "mine.rule:4: a line is a key, a colon and a value" },
    { "site: a.example\nbody:", "mine.rule:2: “body” has no value" },
    { "site: a.example\nbody: p:hover", "mine.rule:2: character 2: “:hover” is not known here" },
    { "site: a.example\nbodies: p", "mine.rule:2: “bodies” is not known; a rule has site, path, "
                                    "body, strip, title, author, date, "
                                    "next-page and test" },
    { "site: https://a.example/",
      "mine.rule:1: “https://a.example/” is not a site’s name, such as example.org" },
    { "site: a..example", "mine.rule:1: “a..example” is not a site’s name, such as example.org" },
    { "site: *", "mine.rule:1: “*” is not a site’s name, such as example.org" },
    { "site: a.example, b/c", "mine.rule:1: “b/c” is not a site’s name, such as example.org" },
    { "site: a.example\npath: x", "mine.rule:2: a path begins with “/”" },
    { "site: a.example\ntest: a.example", "mine.rule:2: “a.example” is not a web address" },
    { "site: a.example\npath: /b\ntest: https://a.example/c",
      "mine.rule:3: the rule does not fit “https://a.example/c”" },
    { "\xff\xfe", "mine.rule: this is not a text in UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafSiteRules) rules = parse (cases[i].text);
      const char *const *problems = sheaf_site_rules_get_problems (rules);

      g_test_message ("%u", i);
      g_assert_cmpstr (problems[0], ==, cases[i].problem);
      g_assert_cmpstr (problems[1], ==, NULL);
    }
}

/* One bad line takes nothing with it but itself; one bad site its own rule. */
static void
test_others_stay (void)
{
  g_autoptr (SheafSiteRules) rules = parse ("site: //\ntitle: .lost\nbody: ::\n"
                                            "site: a.example\nbody: [\ntitle: .x\nodd\n"
                                            "site: c.example\ntitle: .y\n"
                                            "site: e.example\nsite: ::\ntitle: .y\n");
  static const char html[] = "<title>T</title><p class=x>X</p><p class=y>Y</p>";
  g_autoptr (SheafPage) a = extract (html, "https://a.example/", rules);
  g_autoptr (SheafPage) c = extract (html, "https://c.example/", rules);
  g_autoptr (SheafPage) e = extract (html, "https://e.example/", rules);
  const char *const *problems = sheaf_site_rules_get_problems (rules);

  g_assert_cmpuint (g_strv_length ((GStrv)problems), ==, 4);
  g_assert_true (g_str_has_prefix (problems[0], "mine.rule:1: "));
  g_assert_true (g_str_has_prefix (problems[1], "mine.rule:5: "));
  g_assert_true (g_str_has_prefix (problems[2], "mine.rule:7: "));
  g_assert_cmpstr (a->title, ==, "X");
  g_assert_cmpstr (c->title, ==, "Y");
  g_assert_cmpstr (e->title, ==, "T");
}

static char *
repeat (const char *piece, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);

  return g_string_free (out, FALSE);
}

/* However much there is of it. */
static void
test_bounds (void)
{
  g_autofree char *many = repeat ("x\n", 20000);
  g_autofree char *long_one = repeat ("#", SHEAF_SITE_RULES_MAX_FILE + 1);
  g_autofree char *lines = repeat ("strip: p\n", 100);
  g_autofree char *selectors = g_strconcat ("site: a.example\n", lines, NULL);
  g_autofree char *sites = repeat ("site: a.b\n", 6000);
  g_autoptr (SheafSiteRules) noisy = parse (many), large = parse (long_one),
                             greedy = parse (selectors), crowded = parse (sites);

  g_assert_cmpuint (g_strv_length ((GStrv)sheaf_site_rules_get_problems (noisy)), ==, 100);
  g_assert_cmpstr (sheaf_site_rules_get_problems (large)[0], ==,
                   "mine.rule: these are too many rules");
  g_assert_cmpuint (g_strv_length ((GStrv)sheaf_site_rules_get_problems (greedy)), ==, 36);
  g_assert_cmpuint (sheaf_site_rules_count (crowded), ==, 1000);
}

/* Any bytes can be read, and then used. */
static void
test_noise (void)
{
  static const char *const pieces[]
      = { "site:", "a.example", "\n", " ", "body:", "strip: p", ":", ",", "#", "title: .x",
          "\r",    "path: /",   "é",  "*", "none",  "date: p",  "[", ">", ".", "author: p" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new (round % 2 ? "site: a.example\n" : NULL);
      g_autoptr (SheafSiteRules) rules = NULL;
      g_autoptr (SheafPage) page = NULL;

      for (guint i = 0; i < 30; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      rules = parse (text->str);
      if (round % 20 == 1)
        page = extract (page_html, "https://a.example/", rules);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/site-rules/facts", test_facts);
  g_test_add_func ("/extract/site-rules/stripped", test_stripped);
  g_test_add_func ("/extract/site-rules/reach", test_reach);
  g_test_add_func ("/extract/site-rules/nothing-found", test_nothing_found);
  g_test_add_func ("/extract/site-rules/bodies", test_bodies);
  g_test_add_func ("/extract/site-rules/order", test_order);
  g_test_add_func ("/extract/site-rules/user-wins", test_user_wins);
  g_test_add_func ("/extract/site-rules/built-in", test_built_in);
  g_test_add_func ("/extract/site-rules/problems", test_problems);
  g_test_add_func ("/extract/site-rules/others-stay", test_others_stay);
  g_test_add_func ("/extract/site-rules/bounds", test_bounds);
  g_test_add_func ("/extract/site-rules/noise", test_noise);

  return g_test_run ();
}
