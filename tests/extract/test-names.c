/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a block's class, id and role say of it. */

#include "extract/extract-private.h"

#include "html/html-parse.h"

#include <string.h>

static const struct
{
  const char *html;
  gboolean unlikely, comments;
  int weight;
} cases[] = {
  { "<div>", FALSE, FALSE, 0 },
  { "<div class=\"\" id=\"\">", FALSE, FALSE, 0 },
  { "<div class=prose>", FALSE, FALSE, 0 },
  { "<div class=\"article-text\">", FALSE, FALSE, 25 },
  { "<div class=story id=content>", FALSE, FALSE, 50 },
  { "<div class=Sidebar>", TRUE, FALSE, -25 },
  { "<div id=page-footer>", TRUE, FALSE, 0 }, /* "page" and "footer" */
  { "<div class=\"related promo\" id=social>", TRUE, FALSE, -50 },
  { "<div class=sidebar id=main-column>", FALSE, FALSE, 0 },
  { "<div role=navigation>", TRUE, FALSE, 0 },
  { "<div role=Dialog class=article>", TRUE, FALSE, 25 },
  { "<div role=article>", FALSE, FALSE, 0 },
  { "<div class=comments>", TRUE, TRUE, -25 },
  { "<div id=disqus_thread>", TRUE, TRUE, 0 },
  { "<ol class=\"x comment-list\">", TRUE, TRUE, -25 },
  { "<div class=commentary>", TRUE, FALSE, -25 },
  { "<div id=article-comments-body>", FALSE, FALSE, 0 },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].html, strlen (cases[i].html));
      g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, NULL);
      const SheafNode *node = sheaf_dom_get_body (dom)->first;

      g_test_message ("%s", cases[i].html);
      g_assert_cmpint (sheaf_names_are_unlikely (node), ==, cases[i].unlikely);
      g_assert_cmpint (sheaf_names_are_comments (node), ==, cases[i].comments);
      g_assert_cmpint (sheaf_names_weigh (node), ==, cases[i].weight);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/names/class-id-role", test_names);

  return g_test_run ();
}
