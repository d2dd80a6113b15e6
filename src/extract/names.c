/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What class and id say. Readability's published idea: a few words that web authors use everywhere.
 */

#include "extract/extract-private.h"

#include <string.h>

static const char *const unlikely[] = {
  "-ad-",         "ad-break",     "adbox",      "advert",    "agegate",     "banner",
  "breadcrumb",   "byline-share", "combx",      "comment",   "community",   "cookie",
  "consent",      "disqus",       "extra",      "follow-us", "footer",      "gdpr",
  "legends",      "menu",         "modal",      "most-read", "mostpopular", "navbar",
  "navigation",   "newsletter",   "nav-",       "outbrain",  "pager",       "pagination",
  "paywall-",     "popup",        "popular",    "promo",     "recommend",   "related",
  "remark",       "replies",      "rss",        "share",     "shoutbox",    "sidebar",
  "signup",       "skip-",        "skyscraper", "social",    "sponsor",     "subscribe",
  "supplemental", "taboola",      "teaser",     "toolbar",   "trending",    "widget",
  "yom-remote",   "recirc",       "read-next",  "readmore",  "tags-list",   "author-bio",
  "toc-",
};

static const char *const maybe[] = { "article", "body",   "column", "content", "main",
                                     "mathjax", "shadow", "story",  "entry",   "post-text" };

static const char *const positive[] = {
  "article", "body", "content", "entry", "hentry", "h-entry",
  "main",    "page", "post",    "text",  "blog",   "story",
};

static const char *const negative[] = {
  "-ad-",     "hidden", "banner",   "combx",      "comment", "com-",       "contact",
  "footer",   "gdpr",   "masthead", "media",      "meta",    "outbrain",   "promo",
  "related",  "scroll", "share",    "shoutbox",   "sidebar", "skyscraper", "sponsor",
  "shopping", "tags",   "widget",   "newsletter", "social",
};

static gboolean
has_any (const char *names, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strstr (names, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
role_is_chrome (const SheafNode *node)
{
  static const char *const roles[]
      = { "menu",        "menubar", "complementary", "navigation", "alert",
          "alertdialog", "dialog",  "search",        "banner",     "contentinfo" };
  const char *role = sheaf_node_get (node, "role");

  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (role, roles[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
sheaf_names_are_unlikely (const SheafNode *node)
{
  const char *class = sheaf_node_get (node, "class"), *id = sheaf_node_get (node, "id");
  g_autofree char *both = NULL;
  g_autofree char *names = NULL;

  if (role_is_chrome (node))
    return TRUE;
  if (class == NULL && id == NULL)
    return FALSE;
  both = g_strconcat (class != NULL ? class : "", " ", id != NULL ? id : "", NULL);
  names = g_ascii_strdown (both, -1);

  return has_any (names, unlikely, G_N_ELEMENTS (unlikely))
         && !has_any (names, maybe, G_N_ELEMENTS (maybe));
}

gboolean
sheaf_names_are_comments (const SheafNode *node)
{
  static const char *const names[]
      = { "comments",      "comment-list", "commentlist",  "comments-area",
          "comments-list", "respond",      "disqus_thread" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (sheaf_node_has_word (node, "id", names[i]) || sheaf_node_has_word (node, "class", names[i]))
      return TRUE;

  return FALSE;
}

static int
weigh (const char *name)
{
  g_autofree char *small = NULL;

  if (name == NULL || *name == '\0')
    return 0;
  small = g_ascii_strdown (name, -1);

  return (has_any (small, positive, G_N_ELEMENTS (positive)) ? 25 : 0)
         - (has_any (small, negative, G_N_ELEMENTS (negative)) ? 25 : 0);
}

int
sheaf_names_weigh (const SheafNode *node)
{
  return weigh (sheaf_node_get (node, "class")) + weigh (sheaf_node_get (node, "id"));
}
