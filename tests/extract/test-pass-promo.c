/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which lines are promotional, which only begin like one, and what a syndication line names. */

#include "extract/cuts.h"

#include "extract/extract-passes.h"
#include "html/html-parse.h"

#include <string.h>

#define PLAIN SHEAF_LINE_PLAIN
#define STRESSED SHEAF_LINE_STRESSED
#define LINKED SHEAF_LINE_LINKED
#define ORIGINALLY "promo/originally-published"

static const struct
{
  SheafLineLook look;
  const char *text;
  const char *rule; /* NULL: it stays */
  const char *title, *site;
} cases[] = {
  /* the lines that it is for */
  { PLAIN, "Stream more sport live & on demand with Oarbox. Try 14 days free.", "promo/stream" },
  { PLAIN, "Stream Oarbox free for a month", "promo/stream" },
  { PLAIN, "STREAM EVERY RACE FREE", "promo/stream" },
  { LINKED, "Stream races free", "promo/stream" },
  { PLAIN, "Watch live on Oarbox, free of charge", "promo/stream" },
  { PLAIN, "For all the latest harbour news, click here.", "promo/latest" },
  { STRESSED, "For all the latest harbour news", "promo/latest" },
  { PLAIN, "For the latest results follow us on Mastodon", "promo/latest" },
  { PLAIN, "For more from the quay click here", "promo/latest" },
  { PLAIN, "Click here to join", "promo/click-here" },
  { LINKED, "Click here", "promo/click-here" },
  { PLAIN, "Sign up to our newsletter, which comes on Fridays", "promo/newsletter" },
  { PLAIN, "Get the latest tides in your inbox", "promo/newsletter" },
  { PLAIN, "Subscribe to our newsletters", "promo/newsletter" },
  { PLAIN, "Follow us on Facebook and Instagram", "promo/follow" },
  { PLAIN, "follow us on X", "promo/follow" },
  { LINKED, "Follow us", "promo/follow" },
  { PLAIN, "Like us on Facebook!", "promo/follow" },
  { PLAIN, "Download our app for Android and iOS", "promo/app" },
  { PLAIN, "Read more: The mill that waits for the moon", "promo/read-more" },
  { PLAIN, "READ MORE: The mill", "promo/read-more" },
  { PLAIN, "  Read\n more:\tThe mill", "promo/read-more" },
  { LINKED, "Read more", "promo/read-more" },
  { PLAIN, "Related: The mill", "promo/read-more" },
  { PLAIN, "Don’t miss: The mill", "promo/read-more" },
  { STRESSED, "Watch: The mill", "promo/read-more" },

  /* lines that only begin like them */
  { PLAIN, "", NULL },
  { PLAIN, " ", NULL },
  { PLAIN, "The guide said: follow us on Facebook, or on foot.", NULL },
  { PLAIN, "Follow us on foot, he said, and do not look down.", NULL },
  { PLAIN, "Follow us onto the ice, he said.", NULL },
  { STRESSED, "Follow us, she wrote, and burn this.", NULL },
  { PLAIN, "Stream water runs free below the dam.", NULL },
  { PLAIN, "Stream engineers freely admit it.", NULL },
  { PLAIN, "Streaming is free.", NULL },
  { PLAIN, "Stream Oarbox freely", NULL },
  { PLAIN, "For all the latest machinery, the wheel ground finer.", NULL },
  { PLAIN, "For the latest arrivals there was no bread; most followed the river home.", NULL },
  { PLAIN, "For more than a year the clicking stopped here.", NULL },
  { PLAIN, "Click here, said the man at the turnstile.", NULL },
  { PLAIN, "Sign up, they told him, and see the world.", NULL },
  { LINKED, "Sign up to the crew", NULL },
  { PLAIN, "Subscribe to no creed, wrote the miller.", NULL },
  { PLAIN, "Join us on the quay at seven.", NULL },
  { PLAIN, "Download the data, and it appears at once.", NULL },
  { LINKED, "Download the data", NULL },
  { PLAIN, "Read more slowly, he told her.", NULL },
  { STRESSED, "Read more than you write.", NULL },
  { PLAIN, "Also read at the service was a letter.", NULL },
  { PLAIN, "Watch: it goes under, and it comes up again.", NULL },
  { PLAIN, "Relatedness is not kinship.", NULL },
  { PLAIN, "Read more: one. Two sentences. And a third, which makes it prose.", NULL },
  { PLAIN,
    "Read more: this goes on and on, as lines of that kind do not, past the point at which anybody "
    "would still believe that it was made to send the reader somewhere else, and it goes on past "
    "that "
    "point as well, because somebody has to find out where the limit is.",
    NULL },

  /* where it came from */
  { PLAIN, "Originally published as The mill that waits", ORIGINALLY, "The mill that waits" },
  { PLAIN, "Originally published as “The mill that waits”", ORIGINALLY, "The mill that waits" },
  { PLAIN, "ORIGINALLY PUBLISHED AS Mills, and more of them", ORIGINALLY,
    "Mills, and more of them" },
  { PLAIN, "Originally published as \"Mills: a history.\"", ORIGINALLY, "Mills: a history" },
  { PLAIN, "Originally published as 12 mills", ORIGINALLY, "12 mills" },
  { PLAIN, "Originally published as 河边的修伞人", ORIGINALLY, "河边的修伞人" },
  { PLAIN, "Originally published as ‘Mills’ on The Oar", ORIGINALLY, "Mills", "The Oar" },
  { PLAIN, "This article was first published as “Mills” by The Oar.", ORIGINALLY, "Mills",
    "The Oar" },
  { PLAIN, "Originally published on The Oar", ORIGINALLY, NULL, "The Oar" },
  { PLAIN, "Originally published on oar.example.", ORIGINALLY, NULL, "oar.example" },
  { PLAIN, "Originally published by Oar & Sons", ORIGINALLY, NULL, "Oar & Sons" },
  { PLAIN, "First published by the Oar on 3 May 2021.", ORIGINALLY, NULL, "the Oar" },
  { PLAIN, "First appeared on The Oar, May 3", ORIGINALLY, NULL, "The Oar" },
  { PLAIN, "This story originally appeared in The Weekly Oar", ORIGINALLY, NULL, "The Weekly Oar" },
  { PLAIN, "This post was originally published at oar.example and is used with permission.",
    ORIGINALLY, NULL, "oar.example" },
  { PLAIN, "This article was originally published by Bread and Butter Weekly under a free licence.",
    ORIGINALLY, NULL, "Bread and Butter Weekly" },
  { PLAIN, "This article was originally published on The Oar. Read the original article.",
    ORIGINALLY, NULL, "The Oar" },
  { PLAIN, "This article was originally published on December 19, 2022 and has been updated.",
    ORIGINALLY },

  /* books are published too */
  { PLAIN, "Originally published in 1855, it was forgotten.", NULL },
  { PLAIN, "First published in The Oar", NULL },
  { PLAIN, "First published by Chatto in 1922, the novel sold well.", NULL },
  { PLAIN, "First published as A Life in 1860, the novel made its author rich.", NULL },
  { PLAIN, "First published as a serial, it ran for a year.", NULL },
  { PLAIN, "Originally published by subscription and sold at the door.", NULL },
  { PLAIN, "Originally published on paper that crumbled.", NULL },
  { PLAIN, "Originally published by Chatto and then forgotten", NULL },
  { PLAIN, "Originally, published books were sold unbound.", NULL },
  { PLAIN, "The article was long.", NULL },
  { PLAIN, "Originally published as", NULL },
  { PLAIN, "Originally published as ", NULL },
  { PLAIN, "Originally published on .", NULL },
  { PLAIN, "It was originally published as “Mills”.", NULL },
};

static void
test_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = NULL, *site = NULL;
      const char *rule = sheaf_promo_find_rule (cases[i].text, cases[i].look, &title, &site);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (rule, ==, cases[i].rule);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (site, ==, cases[i].site);
    }
}

/* --- The pass over a tree --- */

static const struct
{
  const char *html;
  const char *left;    /* text, one block a line */
  const char *removed; /* texts, parted by bars */
} trees[] = {
  { "<p>One</p><p>Read more: Two</p><p>Three</p>", "One\nThree", "Read more: Two" },
  { "<p><a href=x>Read <b>more</b></a></p><p>a</p>", "a", "Read more" },
  { "<p><b><a href=x>Read more</a></b></p><p>a</p>", "a", "Read more" },
  { "<p><a href=x>Read more</a> slowly</p>", "Read more slowly", "" },
  { "<p><b>Read more</b> <i>today</i></p>", "Read more today", "" },
  { "<ul><li>Follow us on Facebook<li>a</ul>", "a", "Follow us on Facebook" },
  { "<h3>Related: Mills</h3><p>a</p>", "a", "Related: Mills" },
  { "<div>Related: Mills</div><p>a</p>", "a", "Related: Mills" },
  /* a block with a block in it, or a picture, is no line */
  { "<div>Related: <p>Mills</p></div>", "Related:\nMills", "" },
  { "<p>Related: <img src=i.png></p>", "Related:", "" },
  { "<p>Follow us on Facebook</p><p>Read more: One</p>", "",
    "Follow us on Facebook|Read more: One" },
};

static void
test_trees (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (trees[i].html, strlen (trees[i].html));
      g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, NULL);
      g_autoptr (SheafPage) page = sheaf_page_new ();
      g_autoptr (GString) removed = g_string_new (NULL);
      g_autofree char *left = NULL;
      SheafExtractContext context = { dom, sheaf_dom_get_body (dom), page, NULL, 0 };

      g_test_message ("%s", trees[i].html);
      sheaf_extract_pass_promo.run (&context);
      sheaf_cuts_finish (&context, NULL);
      left = sheaf_node_dup_text (context.article);
      g_assert_cmpstr (left, ==, trees[i].left);
      for (guint k = 0; k < page->removed->len; k++)
        {
          const SheafRemoved *one = g_ptr_array_index (page->removed, k);

          g_string_append_printf (removed, "%s%s", k > 0 ? "|" : "", one->text);
          g_assert_true (g_str_has_prefix (one->html, "<"));
          g_assert_true (g_str_has_prefix (one->rule, "promo/"));
          g_assert_cmpint (one->why, ==, SHEAF_REMOVED_WORDING);
        }
      g_assert_cmpstr (removed->str, ==, trees[i].removed);
    }
}

/* The first line that names an original is the one believed. */
static void
test_keep_original (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();

  sheaf_promo_keep_original (page, NULL, g_strdup ("One"));
  sheaf_promo_keep_original (page, g_strdup ("Title"), g_strdup ("Two"));
  sheaf_promo_keep_original (page, g_strdup ("Other"), NULL);
  g_assert_cmpstr (page->original_title, ==, "Title");
  g_assert_cmpstr (page->original_site, ==, "One");
}

/* Nothing was found: nothing to look through. */
static void
test_no_article (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autoptr (SheafPage) page = sheaf_page_new ();
  SheafExtractContext context = { dom, NULL, page, NULL, 0 };

  sheaf_extract_pass_promo.run (&context);
  g_assert_cmpuint (page->removed->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/pass-promo/lines", test_lines);
  g_test_add_func ("/extract/pass-promo/trees", test_trees);
  g_test_add_func ("/extract/pass-promo/keep-original", test_keep_original);
  g_test_add_func ("/extract/pass-promo/no-article", test_no_article);

  return g_test_run ();
}
