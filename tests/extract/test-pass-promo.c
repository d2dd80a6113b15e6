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

  { PLAIN, "Editor’s note: This post was originally published on The Oar.", ORIGINALLY, NULL,
    "The Oar" },
  { PLAIN, "The post The mill that waits appeared first on The Oar.", ORIGINALLY,
    "The mill that waits", "The Oar" },
  { PLAIN, "This article is republished from The Oar under a Creative Commons license.", ORIGINALLY,
    NULL, "The Oar" },
  { PLAIN, "Republished with permission.", ORIGINALLY },
  { PLAIN, "Reprinted with permission from The Oar", ORIGINALLY, NULL, "The Oar" },
  { PLAIN, "Dieser Artikel erschien zuerst auf Ruderblatt.", ORIGINALLY, NULL, "Ruderblatt" },
  { PLAIN, "Dieser Text ist zuerst im Ruderblatt erschienen.", ORIGINALLY, NULL, "Ruderblatt" },
  { PLAIN, "Dieser Beitrag ist am 3. Mai zuerst in der Harburger Post erschienen.", NULL },
  { PLAIN, "Dieser Text ist zuerst in der Harburger Post erschienen.", ORIGINALLY, NULL,
    "der Harburger Post" },
  { PLAIN, "Der Beitrag Mühlen im Mondlicht erschien zuerst auf Ruderblatt.", ORIGINALLY,
    "Mühlen im Mondlicht", "Ruderblatt" },
  { PLAIN, "Cet article a été initialement publié sur La Rame.", ORIGINALLY, NULL, "La Rame" },
  { PLAIN, "Cet article est republié à partir de La Rame sous licence Creative Commons.",
    ORIGINALLY, NULL, "La Rame" },
  { PLAIN, "Ce texte a été publié pour la première fois dans La Rame le 3 mai 2021.", ORIGINALLY,
    NULL, "La Rame" },
  { PLAIN, "L’article Moulins sous la lune est apparu en premier sur La Rame.", ORIGINALLY,
    "Moulins sous la lune", "La Rame" },
  { PLAIN, "Este artículo fue publicado originalmente en El Remo. Lea el original.", ORIGINALLY,
    NULL, "El Remo" },
  { PLAIN, "La entrada Molinos de luna se publicó primero en El Remo.", ORIGINALLY,
    "Molinos de luna", "El Remo" },
  { PLAIN, "Este artigo foi publicado originalmente em O Remo.", ORIGINALLY, NULL, "O Remo" },
  { PLAIN, "O post Moinhos de lua apareceu primeiro em O Remo.", ORIGINALLY, "Moinhos de lua",
    "O Remo" },
  { PLAIN, "Questo articolo è stato pubblicato originariamente su Il Remo.", ORIGINALLY, NULL,
    "Il Remo" },
  { PLAIN, "L'articolo Mulini di luna proviene da Il Remo.", ORIGINALLY, "Mulini di luna",
    "Il Remo" },
  { PLAIN, "Dit artikel verscheen eerder op De Riem.", ORIGINALLY, NULL, "De Riem" },
  { PLAIN, "Het bericht Molens in de maan verscheen eerst op De Riem.", ORIGINALLY,
    "Molens in de maan", "De Riem" },
  { PLAIN, "Ten artykuł został pierwotnie opublikowany w Wiośle.", ORIGINALLY, NULL, "Wiośle" },
  { PLAIN, "Artykuł Młyny księżyca pochodzi z serwisu Wiosło.", ORIGINALLY, "Młyny księżyca",
    "Wiosło" },
  { PLAIN, "Эта статья была впервые опубликована в «Весле».", ORIGINALLY, NULL, "Весле" },
  { PLAIN, "Сообщение Лунные мельницы появились сначала на Весло.", ORIGINALLY, "Лунные мельницы",
    "Весло" },
  { PLAIN, "この記事は「櫂新聞」に掲載されたものです。", ORIGINALLY, NULL, "櫂新聞" },
  { PLAIN, "初出：『櫂新聞』2021年5月号", ORIGINALLY, NULL, "櫂新聞』2021年5月号" },
  { PLAIN, "本文原载于《船桨报》，经授权转载。", ORIGINALLY, NULL, "船桨报" },
  { PLAIN, "轉載自船槳報", ORIGINALLY, NULL, "船槳報" },
  { PLAIN, "이 기사는 노신문에 처음 게재되었습니다.", ORIGINALLY, NULL, "노신문" },

  /* news agencies */
  { PLAIN, "Reuters", "promo/agency", NULL, "Reuters" },
  { PLAIN, "(dpa/AFP)", "promo/agency", NULL, "dpa/AFP" },
  { PLAIN, "Quelle: dpa", "promo/agency", NULL, "dpa" },
  { PLAIN, "Source : AFP", "promo/agency", NULL, "AFP" },
  { PLAIN, "Источник: РИА Новости", "promo/agency", NULL, "РИА Новости" },
  { PLAIN, "来源：新华社", "promo/agency", NULL, "新华社" },
  { PLAIN, "AP and Reuters", NULL },
  { PLAIN, "Reuters said so.", NULL },
  { PLAIN, "Quelle: Müller", NULL },

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

  sheaf_promo_keep_original (page, NULL, g_strdup ("One"), NULL);
  sheaf_promo_keep_original (page, g_strdup ("Title"), g_strdup ("Two"),
                             g_strdup ("https://one.example/1"));
  sheaf_promo_keep_original (page, g_strdup ("Other"), NULL, g_strdup ("https://two.example/2"));
  g_assert_cmpstr (page->original_title, ==, "Title");
  g_assert_cmpstr (page->original_site, ==, "One");
  g_assert_cmpstr (page->original_url, ==, "https://one.example/1");
}

static const struct
{
  const char *html;
  const char *url;
} links[] = {
  { "<p>Originally published on <a href=https://oar.example/mill>The Oar</a>.",
    "https://oar.example/mill" },
  { "<p>Originally published at <a href=/mill>oar.example</a>", NULL },
  { "<p>This article was originally published at <a href=/mill>oar.example</a>.",
    "https://example.org/mill" },
  { "<p>Originally published on <a href=https://oar.example/>The Oar</a>.", NULL },
  { "<p>This article is republished from <a href=https://oar.example>The Oar</a> under a <a "
    "href=https://cc.example/by/4.0>free licence</a>. Read the <a "
    "href=https://oar.example/mill>original article</a>.",
    "https://oar.example/mill" },
  { "<p>Originally published as <a href=https://oar.example/mill>The mill that waits</a>",
    "https://oar.example/mill" },
  { "<p>Originally published on The Oar. <a href=https://x.example/ida>Follow Ida</a>.", NULL },
  { "<p>Originally published on <a href=\"javascript:0\">The Oar</a>.", NULL },
  { "<p>Cet article est republié à partir de <a href=https://rame.example>La Rame</a>. Lire l’<a "
    "href=https://rame.example/moulin>article original</a>.",
    "https://rame.example/moulin" },
};

static void
test_links (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (links[i].html, strlen (links[i].html));
      g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, NULL);
      g_autoptr (SheafPage) page = sheaf_page_new ();
      SheafExtractContext context
          = { dom, sheaf_dom_get_body (dom), page, "https://example.org/a", 0 };

      g_test_message ("%s", links[i].html);
      sheaf_extract_pass_promo.run (&context);
      sheaf_cuts_finish (&context, NULL);
      g_assert_cmpstr (page->original_url, ==, links[i].url);
    }
}

static void
test_datelines (void)
{
  static const struct
  {
    const char *text, *agency;
  } lines[] = {
    { "LONDON (Reuters) - The mill stopped.", "Reuters" },
    { "ST. MAWES, Ill. (AP) — The mill stopped.", "AP" },
    { "Berlin (dpa) - Die Mühle steht.", "dpa" },
    { "PARIS, 3 mai (AFP) – Le moulin.", "AFP" },
    { "Madrid, 3 may (EFE).- El molino.", "EFE" },
    { "(서울=연합뉴스) 김등대 기자 = 물방앗간이 멈췄다.", "연합뉴스" },
    { "【ロンドン共同】水車が止まった。", "共同" },
    { "The mill (Reuters) stopped.", NULL },
    { "The agency (AP) stopped the mill - at noon.", NULL },
    { "The mill stopped (it had no water) - at noon.", NULL },
    { "", NULL },
    { "(", NULL },
    { "Мельница, которая ждала луны, остановилась в полдень, и никто (ТАСС) не знал", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *agency = sheaf_promo_dup_dateline (lines[i].text);

      g_test_message ("%s", lines[i].text);
      g_assert_cmpstr (agency, ==, lines[i].agency);
    }
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
  g_test_add_func ("/extract/pass-promo/links", test_links);
  g_test_add_func ("/extract/pass-promo/datelines", test_datelines);
  g_test_add_func ("/extract/pass-promo/no-article", test_no_article);

  return g_test_run ();
}
