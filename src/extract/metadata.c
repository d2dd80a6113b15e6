/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page says of itself: for each fact the places where it may stand, the most trusted first. */

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "extract/extract-private.h"

#include <string.h>

#define MAX_TITLE 1024
#define MAX_EXCERPT 400

/* The content of the first <meta> whose name, property or itemprop is NAME. (transfer full) (nullable) */
static char *
dup_meta (SheafDom *dom, const char *name, gsize max)
{
  SheafNode *root = sheaf_dom_get_root (dom);

  for (SheafNode *node = root; node != NULL; node = sheaf_node_next (node, root))
    {
      static const char *const keys[] = { "property", "name", "itemprop" };

      for (guint i = 0; node->tag == SHEAF_TAG_META && i < G_N_ELEMENTS (keys); i++)
        if (sheaf_node_get (node, keys[i]) != NULL && sheaf_node_has_word (node, keys[i], name))
          {
            char *value = sheaf_text_line (sheaf_node_get (node, "content"), max);

            if (value != NULL)
              return value;
          }
    }

  return NULL;
}

static char *
dup_first_meta (SheafDom *dom, const char *const *names, gsize max)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      char *value = dup_meta (dom, names[i], max);

      if (value != NULL)
        return value;
    }

  return NULL;
}

/* --- Title --- */

static const char *const separators[] = { " | ", " - ", " – ", " — ", " · ", " :: ", " » ", " / ", " < ", " > " };

static guint
count_words (const char *text)
{
  return sheaf_text_count_words (text);
}

/* TITLE without the site's name before or behind it: the part that is the site goes, else the longer part stays. */
static char *
without_site (const char *title, const char *site)
{
  g_autofree char *site_key = site != NULL ? sheaf_text_fold (site) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *first = strstr (title, separators[i]), *last = first;
      g_autofree char *head = NULL;
      g_autofree char *head_key = NULL;
      g_autofree char *tail_key = NULL;

      if (first == NULL)
        continue;
      for (const char *next = first; next != NULL; next = strstr (next + 1, separators[i]))
        last = next;
      head = g_strndup (title, first - title);
      head_key = sheaf_text_fold (head);
      tail_key = sheaf_text_fold (last + strlen (separators[i]));
      if (site_key != NULL && (g_str_equal (tail_key, site_key) || (strlen (tail_key) > 3 && strstr (site_key, tail_key) != NULL)))
        return g_strndup (title, last - title);
      if (site_key != NULL && g_str_equal (head_key, site_key))
        return g_strdup (first + strlen (separators[i]));
      if (count_words (tail_key) <= 4 && last - title > 0)
        {
          g_autofree char *rest = g_strndup (title, last - title);

          if (count_words (rest) >= 4)
            return g_steal_pointer (&rest);
        }
    }

  return g_strdup (title);
}

static char *
dup_only_h1 (SheafDom *dom)
{
  g_autoptr (GPtrArray) all = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_H1);
  g_autofree char *text = all->len == 1 ? sheaf_node_dup_text (all->pdata[0]) : NULL;

  return sheaf_text_line (text, MAX_TITLE);
}

static char *
dup_title (SheafDom *dom, const SheafJsonLd *facts, const char *site)
{
  static const char *const names[] = { "og:title", "twitter:title", "dc.title", "dcterm:title", "parsely-title", "title", "headline", NULL };
  SheafNode *element = sheaf_node_find (sheaf_dom_get_root (dom), SHEAF_TAG_TITLE);
  g_autofree char *raw = element != NULL ? sheaf_node_dup_text (element) : NULL;
  g_autofree char *page_title = sheaf_text_line (raw, MAX_TITLE);
  g_autofree char *meta = dup_first_meta (dom, names, MAX_TITLE);
  g_autofree char *h1 = dup_only_h1 (dom);
  const char *best = facts->title != NULL ? facts->title : meta != NULL ? meta : page_title;

  if (best == NULL)
    return g_steal_pointer (&h1);
  /* A single headline that the page's title begins with is the title without its trimmings. */
  if (h1 != NULL && count_words (h1) >= 2)
    {
      g_autofree char *a = sheaf_text_fold (h1), *b = sheaf_text_fold (best);

      if (strstr (b, a) != NULL)
        return g_steal_pointer (&h1);
    }

  return without_site (best, site);
}

/* --- Byline --- */

static char *
clean_byline (const char *text)
{
  static const char *const prefixes[] = { "by ", "written by ", "von ", "par ", "por ", "di ", "door " };
  g_autofree char *line = sheaf_text_line (text, 200);
  const char *name = line;

  if (line == NULL || strstr (line, "://") != NULL || g_str_has_prefix (line, "www.") || g_str_has_prefix (line, "@"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (name, prefixes[i], strlen (prefixes[i])) == 0)
      {
        name += strlen (prefixes[i]);
        break;
      }
  if (sheaf_text_is_blank (name) || g_utf8_strlen (name, -1) > 120 || count_words (name) > 16)
    return NULL;

  return g_strdup (name);
}

static gboolean
is_byline_node (const SheafNode *node)
{
  const char *rel = sheaf_node_get (node, "rel"), *itemprop = sheaf_node_get (node, "itemprop");
  const char *class = sheaf_node_get (node, "class");
  g_autofree char *small = NULL;

  if (rel != NULL && sheaf_node_has_word (node, "rel", "author"))
    return TRUE;
  if (itemprop != NULL && sheaf_node_has_word (node, "itemprop", "author"))
    return TRUE;
  if (class == NULL)
    return FALSE;
  small = g_ascii_strdown (class, -1);

  return strstr (small, "byline") != NULL || strstr (small, "author-name") != NULL || strstr (small, "p-author") != NULL || g_str_equal (small, "author");
}

static char *
dup_byline (SheafDom *dom, const SheafJsonLd *facts)
{
  static const char *const names[] = { "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", NULL };
  SheafNode *root = sheaf_dom_get_root (dom);
  char *byline = facts->byline != NULL ? clean_byline (facts->byline) : NULL;

  for (gsize i = 0; names[i] != NULL && byline == NULL; i++)
    {
      g_autofree char *value = dup_meta (dom, names[i], 200);

      byline = value != NULL ? clean_byline (value) : NULL;
    }
  for (SheafNode *node = root; node != NULL && byline == NULL; node = sheaf_node_next (node, root))
    if (node->kind == SHEAF_NODE_ELEMENT && is_byline_node (node) && sheaf_node_text_length (node) < 120)
      {
        g_autofree char *text = sheaf_node_dup_text (node);

        byline = clean_byline (text);
      }

  return byline;
}

/* --- Date --- */

static char *
dup_time_element (SheafDom *dom)
{
  g_autoptr (GPtrArray) times = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_TIME);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < times->len; i++)
      {
        SheafNode *node = times->pdata[i];
        const char *value = sheaf_node_get (node, "datetime");
        gboolean published = sheaf_node_get (node, "pubdate") != NULL || sheaf_node_has_word (node, "itemprop", "datePublished");

        if (value != NULL && (published || pass == 1))
          return g_strdup (value);
      }

  return NULL;
}

static void
read_date (SheafDom *dom, const SheafJsonLd *facts, SheafPage *page)
{
  static const char *const names[] = {
    "article:published_time", "datePublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "date", "pubdate",
    "publish-date", "publish_date", "og:published_time", NULL,
  };
  gint64 now = sheaf_time_now ();
  g_autofree char *element = dup_time_element (dom);

  page->published_at = sheaf_time_parse (facts->published, now, &page->published);
  for (gsize i = 0; names[i] != NULL && page->published == NULL; i++)
    {
      g_autofree char *value = dup_meta (dom, names[i], 100);

      page->published_at = sheaf_time_parse (value, now, &page->published);
    }
  if (page->published == NULL)
    page->published_at = sheaf_time_parse (element, now, &page->published);
}

/* --- The rest --- */

/* "en_us" -> "en-US"; NULL where it is no language tag. */
static char *
clean_language (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, 35);
  g_auto (GStrv) parts = NULL;

  if (line == NULL)
    return NULL;
  parts = g_strsplit_set (line, "-_", 4);
  if (strlen (parts[0]) < 2 || strlen (parts[0]) > 3)
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    for (char *p = parts[i]; *p != '\0'; p++)
      {
        if (!g_ascii_isalnum (*p))
          return NULL;
        *p = i > 0 && strlen (parts[i]) == 2 ? g_ascii_toupper (*p) : i > 0 && strlen (parts[i]) == 4 && p == parts[i] ? g_ascii_toupper (*p) : g_ascii_tolower (*p);
      }

  return g_strjoinv ("-", parts);
}

static char *
dup_language (SheafDom *dom, const SheafJsonLd *facts)
{
  static const char *const names[] = { "content-language", "language", "dc.language", "og:locale", NULL };
  SheafNode *html = sheaf_dom_get_html (dom);
  const char *attribute = html != NULL ? sheaf_node_get (html, "lang") : NULL;
  char *language;

  if (attribute == NULL && html != NULL)
    attribute = sheaf_node_get (html, "xml:lang");
  language = clean_language (attribute);
  if (language == NULL && sheaf_dom_get_body (dom) != NULL)
    language = clean_language (sheaf_node_get (sheaf_dom_get_body (dom), "lang"));
  if (language == NULL)
    language = clean_language (facts->language);
  for (gsize i = 0; names[i] != NULL && language == NULL; i++)
    {
      g_autofree char *value = dup_meta (dom, names[i], 35);

      language = clean_language (value);
    }

  return language;
}

static char *
dup_direction (SheafDom *dom)
{
  SheafNode *nodes[] = { sheaf_dom_get_html (dom), sheaf_dom_get_body (dom), sheaf_node_find (sheaf_dom_get_root (dom), SHEAF_TAG_ARTICLE) };

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      const char *value = nodes[i] != NULL ? sheaf_node_get (nodes[i], "dir") : NULL;

      if (value != NULL && (g_ascii_strcasecmp (value, "rtl") == 0 || g_ascii_strcasecmp (value, "ltr") == 0))
        return g_ascii_strdown (value, -1);
    }

  return NULL;
}

static char *
dup_lead_image (SheafDom *dom, const SheafJsonLd *facts, const char *base)
{
  static const char *const names[] = { "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", NULL };
  char *image = NULL;

  for (gsize i = 0; names[i] != NULL && image == NULL; i++)
    {
      g_autofree char *value = dup_meta (dom, names[i], 4096);

      image = value != NULL ? sheaf_url_resolve (base, value) : NULL;
    }
  if (image == NULL && facts->image != NULL)
    image = sheaf_url_resolve (base, facts->image);
  if (image != NULL && !sheaf_url_is_web (image))
    g_clear_pointer (&image, g_free);

  return image;
}

void
sheaf_metadata_read (SheafDom *dom, const char *url, SheafPage *page)
{
  static const char *const site_names[] = { "og:site_name", NULL };
  static const char *const more_site_names[] = { "application-name", NULL };
  static const char *const excerpts[] = { "og:description", "description", "twitter:description", "dc.description", NULL };
  SheafJsonLd facts;

  sheaf_metadata_jsonld_read (dom, &facts);
  page->site = dup_first_meta (dom, site_names, 200);
  if (page->site == NULL)
    page->site = g_strdup (facts.site);
  if (page->site == NULL)
    page->site = dup_first_meta (dom, more_site_names, 200);
  if (page->site == NULL && url != NULL)
    page->site = sheaf_url_site (url);
  page->title = dup_title (dom, &facts, page->site);
  page->byline = dup_byline (dom, &facts);
  read_date (dom, &facts, page);
  page->language = dup_language (dom, &facts);
  page->direction = dup_direction (dom);
  page->excerpt = dup_first_meta (dom, excerpts, MAX_EXCERPT);
  if (page->excerpt == NULL && facts.excerpt != NULL)
    page->excerpt = sheaf_text_line (facts.excerpt, MAX_EXCERPT);
  page->lead_image = dup_lead_image (dom, &facts, url);
  sheaf_metadata_jsonld_clear (&facts);
}
