/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An invented article in the page of an invented site: navigation, scripts, teasers, comments,
 * footer. */

#include "invent.h"

#define NAVIGATION 40
#define TEASERS 12
#define SCRIPTS 6

static const struct
{
  const char *before, *after;
} elements[] = {
  [INVENTED_PARAGRAPH] = { "<p>", "</p>\n" },
  [INVENTED_HEADING] = { "<h2 class=\"section-title\">", "</h2>\n" },
  [INVENTED_ITEM] = { "<li>", "</li>\n" },
  [INVENTED_QUOTE] = { "<blockquote class=\"quote\"><p>", "</p></blockquote>\n" },
};

static void
add_text (GString *html, const char *text)
{
  const char *end = "</a>";

  for (; *text != '\0'; text++)
    if (*text == INVENTED_EMPHASIS)
      {
        g_string_append (html, "<em>");
        end = "</em>";
      }
    else if (*text == INVENTED_LINK)
      {
        g_string_append (html, "<a href=\"/topic?id=12&amp;from=text\" class=\"in-text\">");
        end = "</a>";
      }
    else if (*text == INVENTED_END)
      g_string_append (html, end);
    else
      g_string_append_c (html, *text);
}

static void
add_head (GString *html, const Invented *self, GRand *random)
{
  g_string_append_printf (
      html,
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s | "
      "%s</title>\n"
      "<meta property=\"og:title\" content=\"%s\">\n<meta property=\"og:site_name\" "
      "content=\"%s\">\n"
      "<meta property=\"article:published_time\" content=\"%s\">\n<link rel=\"canonical\" "
      "href=\"%s\">\n"
      "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":"
      "\"NewsArticle\",\"headline\":\"%s\",\"datePublished\":\"%s\",\"author\":{\"@type\":"
      "\"Person\","
      "\"name\":\"%s\"}}</script>\n",
      self->title, self->site, self->title, self->site, self->published, self->url, self->title,
      self->published, self->byline);
  for (int i = 0; i < SCRIPTS; i++)
    {
      g_autofree char *words = invent_words (random, 200);

      g_string_append_printf (
          html, "<script>window.state_%d = {\"words\": \"%s\", \"on\": true};</script>\n", i,
          words);
      g_string_append_printf (html, "<style>.block-%d { margin: 0 auto; color: #%06x }</style>\n",
                              i, g_rand_int_range (random, 0, 1 << 24));
    }
  g_string_append (html, "</head>\n<body class=\"page single\">\n");
}

static void
add_links (GString *html, GRand *random, const char *name, guint n)
{
  g_string_append_printf (html, "<div class=\"%s\"><ul>\n", name);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = invent_words (random, g_rand_int_range (random, 1, 8));

      g_string_append_printf (html,
                              "<li class=\"entry\"><a href=\"/%s/%u\"><span>%s</span></a></li>\n",
                              name, i, words);
    }
  g_string_append (html, "</ul></div>\n");
}

static void
add_article (GString *html, const Invented *self)
{
  gboolean in_list = FALSE;

  g_string_append_printf (
      html,
      "<main><article class=\"post\">\n<h1>%s</h1>\n<div class=\"byline\">By <a rel=\"author\" "
      "href=\"/people/1\">%s</a>, <time datetime=\"%s\">%s</time></div>\n<div "
      "class=\"post-body\">\n",
      self->title, self->byline, self->published, self->published);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const InventedBlock *block = self->blocks->pdata[i];
      gboolean item = block->kind == INVENTED_ITEM;

      if (item != in_list)
        g_string_append (html, item ? "<ul>\n" : "</ul>\n");
      in_list = item;
      g_string_append (html, elements[block->kind].before);
      add_text (html, block->text);
      g_string_append (html, elements[block->kind].after);
    }
  g_string_append_printf (html, "%s</div>\n</article></main>\n", in_list ? "</ul>\n" : "");
}

char *
invented_to_html (const Invented *self, guint number)
{
  GRand *random = g_rand_new_with_seed (number);
  GString *html = g_string_new (NULL);

  add_head (html, self, random);
  g_string_append (html, "<header><nav>\n");
  add_links (html, random, "navigation", NAVIGATION);
  g_string_append (html, "</nav></header>\n");
  add_article (html, self);
  add_links (html, random, "related", TEASERS);
  g_string_append (html, "<section id=\"comments\">\n");
  for (int i = 0; i < TEASERS; i++)
    {
      g_autofree char *words = invent_words (random, 25);

      g_string_append_printf (html, "<div class=\"comment\"><b>%d</b><p>%s.</p></div>\n", i, words);
    }
  g_string_append (html, "</section>\n<footer>");
  add_links (html, random, "footer", NAVIGATION);
  g_string_append (html, "</footer>\n</body>\n</html>\n");
  g_rand_free (random);

  return g_string_free (html, FALSE);
}
