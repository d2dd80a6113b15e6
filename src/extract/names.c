/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What class and id say. Readability's published idea: a few words that web authors use everywhere.
 */

#include "extract/extract-private.h"

#include <string.h>

/* A list of words of three letters at least, and which beginnings of three they have: most places
 * in most names begin none of them. */
typedef struct
{
  const char *const *words;
  gsize n;
  gsize ready;
  guint64 begins[32];
} Words;

static const char *const unlikely_words[] = {
  "-ad-",       "ad-break",     "adbox",      "advert",    "agegate",     "banner",
  "breadcrumb", "byline-share", "combx",      "comment",   "community",   "cookie",
  "consent",    "disqus",       "extra",      "follow-us", "footer",      "gdpr",
  "legends",    "menu",         "modal",      "most-read", "mostpopular", "navbar",
  "navigation", "newsletter",   "nav-",       "outbrain",  "pager",       "pagination",
  "paywall-",   "popup",        "popular",    "promo",     "recommend",   "related",
  "remark",     "replies",      "rss",        "share",     "shoutbox",    "sidebar",
  "signup",     "skip-",        "skyscraper", "social",    "sponsor",     "subscribe-",
  "-subscribe", "supplemental", "taboola",    "teaser",    "toolbar",     "trending",
  "widget",     "yom-remote",   "recirc",     "read-next", "readmore",    "tags-list",
  "author-bio", "toc-",
};
static Words unlikely = { unlikely_words, G_N_ELEMENTS (unlikely_words), 0, { 0 } };

static const char *const maybe_words[] = { "article", "body",   "column", "content", "main",
                                           "mathjax", "shadow", "story",  "entry",   "post-text" };
static Words maybe = { maybe_words, G_N_ELEMENTS (maybe_words), 0, { 0 } };

static const char *const positive_words[] = {
  "article", "body", "content", "entry", "hentry", "h-entry",
  "main",    "page", "post",    "text",  "blog",   "story",
};
static Words positive = { positive_words, G_N_ELEMENTS (positive_words), 0, { 0 } };

static const char *const negative_words[] = {
  "-ad-",     "hidden", "banner",   "combx",      "comment", "com-",       "contact",
  "footer",   "gdpr",   "masthead", "media",      "meta",    "outbrain",   "promo",
  "related",  "scroll", "share",    "shoutbox",   "sidebar", "skyscraper", "sponsor",
  "shopping", "tags",   "widget",   "newsletter", "social",
};
static Words negative = { negative_words, G_N_ELEMENTS (negative_words), 0, { 0 } };

static guint
hash (const char *p)
{
  return ((guchar)p[0] * 31U + (guchar)p[1] * 7U + (guchar)p[2]) & 2047;
}

static gboolean
begins_with (const char *name, const char *word)
{
  while (*word != '\0' && *name == *word)
    name++, word++;

  return *word == '\0';
}

static gboolean
has_any (const char *names, Words *list)
{
  if (g_once_init_enter (&list->ready))
    {
      for (gsize i = 0; i < list->n; i++)
        list->begins[hash (list->words[i]) / 64] |= G_GUINT64_CONSTANT (1)
                                                    << hash (list->words[i]) % 64;
      g_once_init_leave (&list->ready, 1);
    }
  for (const char *p = names; p[0] != '\0' && p[1] != '\0' && p[2] != '\0'; p++)
    if (list->begins[hash (p) / 64] >> hash (p) % 64 & 1)
      for (gsize i = 0; i < list->n; i++)
        if (begins_with (p, list->words[i]))
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

  return has_any (names, &unlikely) && !has_any (names, &maybe);
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

/* "-inline-image-credit-": small letters, one hyphen where a word ends, at the ends as well. */
static void
add_words (GString *out, const char *name)
{
  for (const char *p = name; p != NULL && *p != '\0'; p++)
    {
      gboolean hump = g_ascii_isupper (*p) && p > name && g_ascii_islower (p[-1]);

      if ((hump || !g_ascii_isalnum (*p)) && out->str[out->len - 1] != '-')
        g_string_append_c (out, '-');
      if (g_ascii_isalnum (*p))
        g_string_append_c (out, g_ascii_tolower (*p));
    }
  if (out->str[out->len - 1] != '-')
    g_string_append_c (out, '-');
}

/* (nullable) */
static GString *
new_words (const SheafNode *node)
{
  const char *class = sheaf_node_get (node, "class"), *id = sheaf_node_get (node, "id");
  GString *names;

  if (class == NULL && id == NULL)
    return NULL;
  names = g_string_new ("-");
  add_words (names, class);
  add_words (names, id);

  return names;
}

gboolean
sheaf_names_have_word (const SheafNode *node, const char *const *words, gsize n)
{
  GString *names = new_words (node);
  gboolean found = FALSE;

  for (gsize i = 0; names != NULL && i < n && !found; i++)
    found = strstr (names->str, words[i]) != NULL;
  if (names != NULL)
    g_string_free (names, TRUE);

  return found;
}

/* Words of names that say of a block inside an article what it is. */
static const char *const chrome_words[] = {
  "-ad-",
  "-ads-",
  "-advert-",
  "-advertisement-",
  "-adslot-",
  "-dfp-",
  "-sponsored-",
  "-related-",
  "-recirc-",
  "-recirculation-",
  "-readmore-",
  "-read-more-",
  "-read-next-",
  "-readnext-",
  "-seealso-",
  "-newsletter-",
  "-subscribe-",
  "-signup-",
  "-author-bio-",
  "-authorbio-",
  "-bio-",
  "-author-card-",
  "-author-box-",
  "-authorbox-",
  "-author-info-",
  "-about-author-",
  "-byline-",
  "-bylines-",
  "-share-",
  "-sharing-",
  "-social-",
  "-tags-",
  "-topics-",
  "-breadcrumb-",
  "-breadcrumbs-",
  "-timestamp-",
  "-datetime-",
  "-pubdate-",
  "-publishdate-",
  "-publish-date-",
  "-dates-",
  "-post-date-",
  "-article-date-",
  "-entry-date-",
  "-dateline-",
  "-read-time-",
  "-reading-time-",
  "-carousel-",
  "-slideshow-",
  "-video-player-",
  "-videoplayer-",
  "-play-button-",
  "-linkstack-",
  "-most-read-",
  "-trending-",
  "-breaking-news-",
  "-contributor-",
  "-contributors-",
  "-contributor-spotlight-",
  "-disclosure-",
  "-recommended-",
  "-recommendations-",
  "-more-from-",
  "-post-meta-",
  "-entry-meta-",
  "-article-meta-",
  "-meta-data-",
  "-kicker-",
  "-eyebrow-",
  "-rubric-",
  "-gallery-overlay-",
  "-control-bar-",
  "-control-panel-",
  "-toggle-",
  "-tooltip-",
  "-popover-",
  "-promo-",
  "-teaser-",
  "-teasers-",
  "-outbrain-",
  "-taboola-",
  "-paywall-promo-",
  "-donate-",
  "-donation-",
  "-cta-",
};
static Words chrome = { chrome_words, G_N_ELEMENTS (chrome_words), 0, { 0 } };

gboolean
sheaf_names_are_chrome (const SheafNode *node)
{
  GString *names = new_words (node);
  gboolean found = names != NULL && has_any (names->str, &chrome);

  if (names != NULL)
    g_string_free (names, TRUE);

  return found;
}

static int
weigh (const char *name)
{
  g_autofree char *small = NULL;

  if (name == NULL || *name == '\0')
    return 0;
  small = g_ascii_strdown (name, -1);

  return (has_any (small, &positive) ? 25 : 0) - (has_any (small, &negative) ? 25 : 0);
}

int
sheaf_names_weigh (const SheafNode *node)
{
  return weigh (sheaf_node_get (node, "class")) + weigh (sheaf_node_get (node, "id"));
}
