/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page says of itself: for each fact the places where it may stand, the most trusted first.
 */

#include "extract/metadata-private.h"

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"

#include <string.h>

#define MAX_ADDRESS 4096
#define MAX_DATE 100
#define MAX_EXCERPT 400
#define MAX_LANGUAGE 100
#define MAX_SITE 200

/* --- Date --- */

/* FALSE: not a date yet. */
static gboolean
take_date (SheafPage *page, const char *text)
{
  if (text != NULL)
    page->published_at = sheaf_time_parse (text, sheaf_time_now (), &page->published);

  return page->published != NULL;
}

/* The date that an element stands for: for programs first, then as people read it. */
static gboolean
take_date_of (SheafPage *page, const SheafNode *node)
{
  static const char *const names[] = { "datetime", "content", "title" };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (take_date (page, sheaf_node_get (node, names[i])))
      return TRUE;
  if (sheaf_node_text_length (node) > MAX_DATE)
    return FALSE;
  text = sheaf_node_dup_text (node);

  return take_date (page, text);
}

/* By microdata, whatever element it is on. */
static gboolean
take_date_item (SheafPage *page, const SheafNode *top)
{
  for (SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_ELEMENT && node->tag != SHEAF_TAG_META
        && (sheaf_node_has_word (node, "itemprop", "datePublished")
            || (node->tag == SHEAF_TAG_TIME && sheaf_node_get (node, "pubdate") != NULL))
        && take_date_of (page, node))
      return TRUE;

  return FALSE;
}

static gboolean
take_time_element (SheafPage *page, const SheafNode *top)
{
  g_autoptr (GPtrArray) times = sheaf_node_find_all (top, SHEAF_TAG_TIME);

  for (guint i = 0; i < times->len; i++)
    if (take_date_of (page, times->pdata[i]))
      return TRUE;

  return FALSE;
}

/* The article's own <time> before that of a list beside it. */
static void
take_shown_date (SheafPage *page, SheafDom *dom)
{
  static const SheafTag tags[] = { SHEAF_TAG_ARTICLE, SHEAF_TAG_MAIN };
  const SheafNode *root = sheaf_dom_get_root (dom);

  if (take_date_item (page, root))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      const SheafNode *part = sheaf_node_find (root, tags[i]);

      if (part != NULL && take_time_element (page, part))
        return;
    }
  take_time_element (page, root);
}

static void
read_date (SheafDom *dom, const SheafJsonLd *facts, SheafPage *page)
{
  static const char *const names[] = {
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc:date",
    "dcterms.created",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "og:published_time",
    "citation_date",
  };

  if (take_date (page, facts->published))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const one[] = { names[i], NULL };
      g_autofree char *value = sheaf_metadata_dup_meta (dom, one, MAX_DATE, FALSE);

      if (take_date (page, value))
        return;
    }
  take_shown_date (page, dom);
}

/* --- Language and direction --- */

static char *
dup_language (SheafDom *dom, const SheafJsonLd *facts)
{
  static const char *const attributes[] = { "lang", "xml:lang" };
  static const char *const names[]
      = { "content-language", "language", "dc.language", "dc:language", "og:locale" };
  SheafNode *nodes[] = { sheaf_dom_get_html (dom), sheaf_dom_get_body (dom) };
  char *language = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (attributes) && nodes[i] != NULL && language == NULL; k++)
      language = sheaf_metadata_clean_language (sheaf_node_get (nodes[i], attributes[k]));
  if (language == NULL)
    language = sheaf_metadata_clean_language (facts->language);
  for (gsize i = 0; i < G_N_ELEMENTS (names) && language == NULL; i++)
    {
      const char *const one[] = { names[i], NULL };
      g_autofree char *value = sheaf_metadata_dup_meta (dom, one, MAX_LANGUAGE, FALSE);

      language = sheaf_metadata_clean_language (value);
    }

  return language;
}

static char *
dup_direction (SheafDom *dom)
{
  SheafNode *nodes[] = { sheaf_dom_get_html (dom), sheaf_dom_get_body (dom),
                         sheaf_node_find (sheaf_dom_get_root (dom), SHEAF_TAG_ARTICLE) };

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      const char *value = nodes[i] != NULL ? sheaf_node_get (nodes[i], "dir") : NULL;

      if (value != NULL
          && (g_ascii_strcasecmp (value, "rtl") == 0 || g_ascii_strcasecmp (value, "ltr") == 0))
        return g_ascii_strdown (value, -1);
    }

  return NULL;
}

/* --- The rest --- */

static char *
resolve_picture (const char *base, const char *ref)
{
  g_autofree char *address = ref != NULL ? sheaf_url_resolve (base, ref) : NULL;

  return address != NULL && sheaf_url_is_web (address) ? g_steal_pointer (&address) : NULL;
}

static char *
dup_lead_image (SheafDom *dom, const SheafJsonLd *facts, const char *base)
{
  static const char *const names[]
      = { "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const one[] = { names[i], NULL };
      g_autofree char *value = sheaf_metadata_dup_meta (dom, one, MAX_ADDRESS, FALSE);
      char *image = resolve_picture (base, value);

      if (image != NULL)
        return image;
    }

  return resolve_picture (base, facts->image);
}

/* Its name without the bar or dash that a template left at its end. */
static char *
dup_named_site (SheafDom *dom, const SheafJsonLd *facts)
{
  static const char *const stated[] = { "og:site_name", NULL };
  static const char *const others[] = { "application-name", NULL };
  char *site = sheaf_metadata_dup_meta (dom, stated, MAX_SITE, FALSE);

  if (site == NULL)
    site = sheaf_text_line (facts->site, MAX_SITE);
  if (site == NULL)
    site = sheaf_metadata_dup_meta (dom, others, MAX_SITE, FALSE);
  for (gsize n = site != NULL ? strlen (site) : 0; n > 0 && strchr (" -|:", site[n - 1]) != NULL;)
    site[--n] = '\0';
  if (site != NULL && *site == '\0')
    g_clear_pointer (&site, g_free);

  return site;
}

void
sheaf_metadata_read (SheafDom *dom, const char *url, SheafPage *page)
{
  static const char *const excerpts[]
      = { "og:description", "description", "twitter:description", "dc.description", NULL };
  SheafJsonLd facts;
  gboolean named;

  sheaf_metadata_jsonld_read (dom, &facts);
  page->site = dup_named_site (dom, &facts);
  named = page->site != NULL;
  if (!named && url != NULL)
    page->site = sheaf_url_site (url);
  page->title = sheaf_metadata_title (dom, &facts, page->site, named, url);
  page->byline = sheaf_metadata_byline (dom, &facts);
  read_date (dom, &facts, page);
  page->language = dup_language (dom, &facts);
  page->direction = dup_direction (dom);
  page->excerpt = sheaf_metadata_dup_meta (dom, excerpts, MAX_EXCERPT, TRUE);
  if (page->excerpt == NULL)
    page->excerpt = sheaf_metadata_plain (facts.excerpt, MAX_EXCERPT, TRUE);
  page->lead_image = dup_lead_image (dom, &facts, url);
  sheaf_metadata_jsonld_clear (&facts);
}
