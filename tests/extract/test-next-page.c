/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The next page of an article, and not the next article, by its address and its link. */

#include "extract/next-page.h"

#include <string.h>

#define SITE "https://a.example"

static void
test_addresses (void)
{
  static const struct
  {
    const char *first, *other;
    guint n;
    gboolean is;
  } cases[] = {
    { "/tide", "/tide/2", 2, TRUE },
    { "/tide/", "/tide/2/", 2, TRUE },
    { "/tide", "/tide/3", 3, TRUE },
    { "/tide", "/tide/page/2", 2, TRUE },
    { "/tide", "/tide/page-2", 2, TRUE },
    { "/tide", "/tide/page2", 2, TRUE },
    { "/tide", "/tide/seite/2", 2, TRUE },
    { "/tide", "/tide-2", 2, TRUE },
    { "/tide.html", "/tide-2.html", 2, TRUE },
    { "/tide.html", "/tide_2.html", 2, TRUE },
    { "/tide.html", "/tide,2.html", 2, TRUE },
    { "/tide.html", "/tide-page-2.html", 2, TRUE },
    { "/tide.html", "/tide/2.html", 2, TRUE },
    { "/tide.html", "/tide.html/2", 2, TRUE },
    { "/tide-1.html", "/tide-2.html", 2, TRUE },
    { "/tide/1", "/tide/2", 2, TRUE },
    { "/tide/page/1", "/tide/page/12", 12, TRUE },
    { "/tide-1.html", "/tide-11.html", 11, TRUE },
    { "/tide1.html", "/tide2.html", 2, TRUE },
    { "/tide", "/tide?page=2", 2, TRUE },
    { "/tide?page=1", "/tide?page=2", 2, TRUE },
    { "/tide?id=7", "/tide?id=7&p=2", 2, TRUE },
    { "/tide?id=7", "/tide?page=2&id=7", 2, TRUE },
    { "/tide?utm_source=x", "/tide?page=2", 2, TRUE },
    { "/tide?a=1&b=2", "/tide/2?b=2&a=1", 2, TRUE },
    { "/tide#top", "/tide/2#text", 2, TRUE },
    { "/story-12", "/story-12-2", 2, TRUE },

    { "/tide", "/tide/2", 3, FALSE },
    { "/tide", "/tide", 2, FALSE },
    { "/tide", "/ebb", 2, FALSE },
    { "/tide", "/ebb/2", 2, FALSE },
    { "/tide", "/tide/22", 2, FALSE },
    { "/tide", "/tide2", 2, FALSE },
    { "/tide", "/tide/2/comments", 2, FALSE },
    { "/tide", "/tide/comment-page-2", 2, FALSE },
    { "/tide", "/tide/chapter-2", 2, FALSE },
    { "/tide", "/tide-part-2", 2, FALSE }, /* a sequel */
    { "/tide", "/tide/02", 2, FALSE },
    { "/tide", "/tide/1", 1, FALSE },
    { "/2", "/3", 3, FALSE },
    { "/tide/2", "/tide/3", 3, FALSE },
    { "/posts/11", "/posts/12", 2, FALSE },
    { "/posts/11", "/posts/12", 12, FALSE },
    { "/posts/1", "/posts/12", 2, FALSE },
    { "/item/1/view", "/item/2/view", 2, FALSE },
    { "/2021/05/01/tide", "/2021/05/02/tide", 2, FALSE },
    { "/?p=11", "/?p=12", 2, FALSE },
    { "/tide?p=12", "/tide?p=2", 2, FALSE },
    { "/tide?id=1", "/tide?id=2", 2, FALSE },
    { "/tide?id=7", "/tide?id=8&page=2", 2, FALSE },
    { "/tide?id=7", "/tide/2", 2, FALSE },
    { "/tide", "/tide?cpage=2", 2, FALSE },
    { "/tide", "http://a.example/tide/2", 2, FALSE },
    { "/tide", "https://www.a.example/tide/2", 2, FALSE },
    { "/tide", "https://b.example/tide/2", 2, FALSE },
    { "/tide", "https://a.example:8443/tide/2", 2, FALSE },
    { "/tide", "mailto:a@a.example", 2, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = g_strconcat (SITE, cases[i].first, NULL);
      g_autofree char *other = *cases[i].other == '/' ? g_strconcat (SITE, cases[i].other, NULL)
                                                      : g_strdup (cases[i].other);

      g_test_message ("%s %s %u", first, other, cases[i].n);
      g_assert_cmpint (sheaf_next_page_is (first, other, cases[i].n), ==, cases[i].is);
    }
}

static char *
next_of (const char *html, const char *url, const char *first, guint part, const char *rule)
{
  g_autoptr (SheafSiteRules) rules = sheaf_site_rules_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  const SheafSource source
      = { .bytes = bytes, .url = url, .rules = rules, .first_url = first, .part = part };
  g_autoptr (SheafPage) page = NULL;

  if (rule != NULL)
    {
      g_autofree char *text = g_strconcat ("site: a.example\nnext-page: ", rule, "\n", NULL);

      sheaf_site_rules_add (rules, "a.rule", text, strlen (text));
    }
  page = sheaf_extract_html (&source, NULL, NULL);
  g_assert_nonnull (page);
  g_assert_cmpint (page->next_sure, ==, rule != NULL && page->next_url != NULL);

  return g_strdup (page->next_url);
}

static void
test_links (void)
{
  static const struct
  {
    const char *html, *url, *first;
    guint part;
    const char *rule, *next;
  } cases[] = {
    { "<link rel=next href=/tide/2>", "/tide", NULL, 0, NULL, "/tide/2" },
    { "<a rel=next href='/tide/2#x'>On</a>", "/tide", NULL, 1, NULL, "/tide/2#x" },
    { "<a href=/tide/2>2</a>", "/tide", NULL, 0, NULL, "/tide/2" },
    { "<a href='?page=2'>Weiter</a>", "/tide", NULL, 0, NULL, "/tide?page=2" },
    { "<a href=/tide/2><span>2</span></a>", "/tide", NULL, 0, NULL, "/tide/2" },
    { "<base href=/b/><a href=../tide/2>2</a>", "/tide", NULL, 0, NULL, "/tide/2" },
    { "<a href=/tide/3>3</a><a href=/tide/2>2</a>", "/tide", NULL, 0, NULL, "/tide/2" },
    { "<a href=/tide/1>1</a><a href=/tide/3>3</a>", "/tide/2", "/tide", 2, NULL, "/tide/3" },
    { "<a href=/tide-2>2</a>", "/tide", NULL, 0, NULL, "/tide-2" },
    { "<link rel=next href=/tide-2.html>", "/tide.html", NULL, 0, NULL, "/tide-2.html" },
    /* The next article. */
    { "<link rel=next href=/ebb>", "/tide", NULL, 0, NULL, NULL },
    { "<link rel=next href='/?p=12'>", "/?p=11", NULL, 0, NULL, NULL },
    { "<link rel=next href=/tide-2>", "/tide", NULL, 0, NULL, NULL },
    { "<a href=/tide-2>The tide</a>", "/tide", NULL, 0, NULL, NULL },
    { "<a href=/tide-page-2>More</a>", "/tide", NULL, 0, NULL, "/tide-page-2" },
    { "<a href=/tide/2>A second look at all that the tide brings</a>", "/tide", NULL, 0, NULL,
      NULL },
    { "<link rel=next href=/tide/3>", "/tide/2", NULL, 0, NULL, NULL }, /* not from its first */
    { "<link rel=next href=/tide/2>", "/tide/2", "/tide", 2, NULL, NULL },
    { "<link rel=next href=//b.example/tide/2>", "/tide", NULL, 0, NULL, NULL },
    { "<a rel=next href=#2>2</a><a rel=next href='javascript:go(2)'>2</a>", "/tide", NULL, 0, NULL,
      NULL },
    /* What a rule says. */
    { "<a class=older href=/more>older</a>", "/tide", NULL, 0, "a.older", "/more" },
    { "<p class=older><a href=/more>older</a></p>", "/tide", NULL, 0, ".older", "/more" },
    { "<a class=older href=/tide>older</a>", "/tide", NULL, 0, "a.older", NULL },
    { "<a class=older href=https://b.example/>older</a>", "/tide", NULL, 0, "a.older", NULL },
    { "<p class=older>no link</p>", "/tide", NULL, 0, ".older", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = g_strconcat (SITE, cases[i].url, NULL);
      g_autofree char *first
          = cases[i].first != NULL ? g_strconcat (SITE, cases[i].first, NULL) : NULL;
      g_autofree char *expected
          = cases[i].next != NULL ? g_strconcat (SITE, cases[i].next, NULL) : NULL;
      g_autofree char *next = next_of (cases[i].html, url, first, cases[i].part, cases[i].rule);

      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (next, ==, expected);
    }
}

static void
test_no_address (void)
{
  g_autofree char *next = next_of ("<link rel=next href=/2>", NULL, NULL, 0, NULL);

  g_assert_null (next);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/next-page/addresses", test_addresses);
  g_test_add_func ("/extract/next-page/links", test_links);
  g_test_add_func ("/extract/next-page/no-address", test_no_address);

  return g_test_run ();
}
