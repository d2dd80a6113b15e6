/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page says of itself: for each fact the places where it may stand, the most trusted first.
 */

#include "extract/metadata.h"
#include "extract/metadata-private.h"

#include "base/text.h"
#include "base/url.h"
#include "document/document-write.h"

#include <string.h>

#define MAX_ADDRESS 4096
#define MAX_EXCERPT 600
#define LEAST_EXCERPT 60 /* shorter lines are crumbs, if there are others */
#define MIN_READABLE 60  /* words of an article worth the reader */
#define MAX_LANGUAGE 100
#define MAX_SITE 200
#define MOST_LETTERS 2000  /* that are looked at to tell the direction */
#define MIN_LEAD_WIDTH 200 /* pixels: less is no lead image */

/* --- Language and direction --- */

static char *
dup_language (SheafDom *dom, const SheafLinked *facts)
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
      g_autofree char *value = sheaf_metadata_dup_meta (facts->metas, one, MAX_LANGUAGE, FALSE);

      language = sheaf_metadata_clean_language (value);
    }

  return language;
}

/* What its nearest ancestor with one declares. */
static const char *
direction_of (const SheafNode *node)
{
  for (; node != NULL; node = node->parent)
    {
      const char *value = node->kind == SHEAF_NODE_ELEMENT ? sheaf_node_get (node, "dir") : NULL;

      if (value != NULL && g_ascii_strcasecmp (value, "rtl") == 0)
        return "rtl";
      if (value != NULL && g_ascii_strcasecmp (value, "ltr") == 0)
        return "ltr";
    }

  return NULL;
}

/* That of the most text in paragraphs, declared anywhere above them; of the page where it has none.
 */
static char *
dup_direction (SheafDom *dom)
{
  SheafNode *nodes[] = { sheaf_node_find (sheaf_dom_get_root (dom), SHEAF_TAG_ARTICLE),
                         sheaf_dom_get_body (dom), sheaf_dom_get_html (dom) };
  SheafNode *root = sheaf_dom_get_root (dom);
  gsize rtl = 0, ltr = 0, none = 0;
  const char *direction = NULL;

  if (sheaf_node_find_attr (root, SHEAF_TAG_NONE, "dir", "rtl") == NULL
      && sheaf_node_find_attr (root, SHEAF_TAG_NONE, "dir", "ltr") == NULL)
    return NULL;
  for (SheafNode *node = root; node != NULL; node = sheaf_node_next (node, root))
    if (node->tag == SHEAF_TAG_P)
      {
        gsize length = sheaf_node_text_length (node);

        direction = direction_of (node->parent);
        if (direction == NULL)
          none += length;
        else if (*direction == 'r')
          rtl += length;
        else
          ltr += length;
      }
  if (rtl + ltr + none > 0)
    return rtl > ltr && rtl > none    ? g_strdup ("rtl")
           : ltr >= rtl && ltr > none ? g_strdup ("ltr")
                                      : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (nodes) && direction == NULL; i++)
    direction = direction_of (nodes[i]);

  return g_strdup (direction);
}

/* --- The rest --- */

/* A name that stands for the site, whatever the page is about. */
static gboolean
is_emblem (const char *address)
{
  static const char *const words[]
      = { "logo",      "favicon", "placeholder",      "default-image", "spacer",
          "blank.gif", "sprite",  "apple-touch-icon", "no-image" };
  g_autofree char *small = NULL;
  const char *name = strrchr (address, '/');

  small = g_ascii_strdown (name != NULL ? name : address, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (small, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* What says how large it is says that it is a sign or a face. */
static gboolean
is_stated_small (GPtrArray *metas)
{
  static const char *const width[] = { "og:image:width", NULL };
  static const char *const height[] = { "og:image:height", NULL };
  g_autofree char *w = sheaf_metadata_dup_meta (metas, width, MAX_LANGUAGE, FALSE);
  g_autofree char *h = sheaf_metadata_dup_meta (metas, height, MAX_LANGUAGE, FALSE);
  gint64 x = w != NULL ? g_ascii_strtoll (w, NULL, 10) : 0;
  gint64 y = h != NULL ? g_ascii_strtoll (h, NULL, 10) : 0;

  return x > 0 && y > 0 && x < MIN_LEAD_WIDTH && y < MIN_LEAD_WIDTH;
}

/* What is not an emblem; finish() looks into the article before one is taken. */
static char *
dup_lead_image (SheafDom *dom, const SheafLinked *facts, const char *base, const char **from)
{
  static const char *const names[] = { "og:image",
                                       "og:image:url",
                                       "og:image:secure_url",
                                       "twitter:image",
                                       "twitter:image:src",
                                       "parsely-image-url",
                                       "sailthru.image.full",
                                       "thumbnail",
                                       "image" };
  g_autofree char *emblem = NULL;
  g_autofree char *linked = sheaf_metadata_dup_link (dom, "image_src");
  const char *others[] = { facts->image, linked };
  char *image = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names) + G_N_ELEMENTS (others) && image == NULL; i++)
    {
      gboolean meta = i < G_N_ELEMENTS (names);
      const char *const one[] = { meta ? names[i] : NULL, NULL };
      g_autofree char *value = meta
                                   ? sheaf_metadata_dup_meta (facts->metas, one, MAX_ADDRESS, FALSE)
                                   : g_strdup (others[i - G_N_ELEMENTS (names)]);

      image = sheaf_metadata_resolve (base, value);
      *from = meta ? "meta" : i == G_N_ELEMENTS (names) ? "json-ld" : "link";
      if (image != NULL && (is_emblem (image) || (i == 0 && is_stated_small (facts->metas))))
        {
          if (emblem == NULL)
            emblem = g_steal_pointer (&image);
          g_clear_pointer (&image, g_free);
        }
    }
  if (image == NULL)
    *from = NULL;

  return image;
}

static gboolean
is_paywalled (const SheafLinked *facts)
{
  static const char *const free_names[] = { "isAccessibleForFree", NULL };
  static const char *const tiers[] = { "article:content_tier", "og:article:content_tier", NULL };
  g_autofree char *is_free
      = sheaf_metadata_dup_meta (facts->metas, free_names, MAX_LANGUAGE, FALSE);
  g_autofree char *tier = sheaf_metadata_dup_meta (facts->metas, tiers, MAX_LANGUAGE, FALSE);

  return facts->paywalled || (is_free != NULL && g_ascii_strcasecmp (is_free, "false") == 0)
         || (tier != NULL
             && (g_ascii_strcasecmp (tier, "locked") == 0
                 || g_ascii_strcasecmp (tier, "metered") == 0));
}

/* Its name without the bar or dash that a template left at its end. */
static char *
dup_named_site (const SheafLinked *facts, const char **from)
{
  static const char *const stated[] = { "og:site_name", NULL };
  static const char *const others[]
      = { "application-name", "dc.publisher", "citation_journal_title", NULL };
  char *site = sheaf_metadata_dup_meta (facts->metas, stated, MAX_SITE, FALSE);

  *from = site != NULL ? "meta" : "json-ld";
  if (site == NULL)
    site = sheaf_text_line (facts->site, MAX_SITE);
  if (site == NULL)
    {
      *from = "meta";
      site = sheaf_metadata_dup_meta (facts->metas, others, MAX_SITE, FALSE);
    }
  for (gsize n = site != NULL ? strlen (site) : 0; n > 0 && strchr (" -|:", site[n - 1]) != NULL;)
    site[--n] = '\0';
  if (site != NULL && *site == '\0')
    g_clear_pointer (&site, g_free);
  if (site == NULL)
    *from = NULL;

  return site;
}

static void
read_excerpt (const SheafLinked *facts, SheafPage *page)
{
  static const char *const names[] = { "dc:description",     "dc.description",
                                       "dcterm:description", "dcterms.description",
                                       "og:description",     "twitter:description",
                                       "description",        "sailthru.description",
                                       "citation_abstract",  NULL };

  page->excerpt = sheaf_metadata_dup_meta (facts->metas, names, MAX_EXCERPT, TRUE);
  page->sources.excerpt = "meta";
  if (page->excerpt == NULL)
    {
      page->excerpt = sheaf_metadata_plain (facts->excerpt, MAX_EXCERPT, TRUE);
      page->sources.excerpt = page->excerpt != NULL ? "json-ld" : NULL;
    }
}

void
sheaf_metadata_read (SheafDom *dom, const char *url, SheafTrace *trace, SheafPage *page)
{
  SheafLinked facts;
  SheafShown shown;
  gboolean named;

  sheaf_metadata_linked_read (dom, &facts);
  facts.trace = trace;
  page->site = dup_named_site (&facts, &page->sources.site);
  named = page->site != NULL;
  if (!named && url != NULL)
    {
      page->site = sheaf_url_site (url);
      page->sources.site = page->site != NULL ? "address" : NULL;
    }
  page->language = dup_language (dom, &facts);
  page->sources.language = page->language != NULL ? "declared" : NULL;
  page->direction = dup_direction (dom);
  page->sources.direction = page->direction != NULL ? "declared" : NULL;
  page->title
      = sheaf_metadata_title (dom, &facts, page->site, named, url, &shown, &page->sources.title);
  page->byline
      = sheaf_metadata_byline (dom, &facts, &shown, page->site, url, &page->sources.byline);
  sheaf_metadata_date (dom, &facts, &shown, url, page);
  read_excerpt (&facts, page);
  page->lead_image = dup_lead_image (dom, &facts, url, &page->sources.lead_image);
  sheaf_metadata_addresses (dom, &facts, url, page);
  page->paywalled = is_paywalled (&facts);
  sheaf_metadata_shown_clear (&shown);
  sheaf_metadata_linked_clear (&facts);
}

/* --- What the article itself says --- */

/* Its first paragraph; a short one where there is no other. (transfer full) (nullable) */
static char *
dup_first_paragraph (const SheafDocument *document)
{
  const char *text = sheaf_document_get_text (document);
  const SheafBlock *blocks;
  const SheafBlock *first = NULL;
  gsize n;

  blocks = sheaf_document_get_blocks (document, &n);
  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_PARAGRAPH && blocks[i].end > blocks[i].start)
      {
        if (blocks[i].end - blocks[i].start >= LEAST_EXCERPT)
          {
            first = &blocks[i];
            break;
          }
        if (first == NULL)
          first = &blocks[i];
      }
  if (first == NULL)
    return NULL;
  {
    g_autofree char *all
        = g_strndup (text + first->start_byte, first->end_byte - first->start_byte);
    g_autofree char *line = sheaf_text_line (all, 0);

    return line != NULL ? sheaf_text_cut (line, MAX_EXCERPT) : NULL;
  }
}

/* Wide enough, if it says how wide, and neither a strip nor an emblem. */
static gboolean
is_lead (const SheafImage *image)
{
  if ((image->width > 0 && image->width < MIN_LEAD_WIDTH)
      || (image->height > 0 && image->height < 100))
    return FALSE;
  if (image->width > 0 && image->height > 0
      && (image->width > image->height * 5 || image->height > image->width * 3))
    return FALSE;

  return image->src != NULL && !is_emblem (image->src);
}

/* English is what templates declare for pages in any language. */
static void
settle_language (SheafPage *page, const char *text)
{
  const char *written;

  if (page->language != NULL && strncmp (page->language, "en", 2) != 0)
    return;
  written = sheaf_metadata_detect_language (text);
  if (written == NULL || (page->language != NULL && g_str_equal (written, "en")))
    return;
  g_free (page->language);
  page->language = g_strdup (written);
  page->sources.language = "text";
}

/* The blocks of Unicode that are written from the right. */
static gboolean
is_from_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff)
         || (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff)
         || (c >= 0x1e800 && c <= 0x1efff);
}

/* Many pages leave to the browser what it sees of each paragraph by itself; one that begins with a
 * foreign name it sees wrongly. */
static void
settle_direction (SheafPage *page, const char *text)
{
  guint right = 0, left = 0;

  if (page->direction != NULL)
    return;
  for (const char *p = text; *p != '\0' && right + left < MOST_LETTERS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        *(is_from_right (c) ? &right : &left) += 1;
    }
  if (right <= left)
    return;
  page->direction = g_strdup ("rtl");
  page->sources.direction = "text";
}

/* Where its first paragraph begins (nullable). */
static const char *
first_words (const SheafDocument *document)
{
  const SheafBlock *blocks;
  gsize n;

  blocks = sheaf_document_get_blocks (document, &n);
  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_PARAGRAPH && blocks[i].end > blocks[i].start)
      return sheaf_document_get_text (document) + blocks[i].start_byte;

  return NULL;
}

/* An agency's text, unless this is the agency's own site; at last where the original is says whose
 * it is. */
static void
settle_original (SheafPage *page)
{
  const char *words = first_words (page->document);
  g_autofree char *agency
      = page->original_site == NULL ? sheaf_promo_dup_agency (page->byline) : NULL;
  g_autofree char *site = page->site != NULL ? sheaf_text_small (page->site) : NULL;
  g_autofree char *small = NULL;

  if (page->original_site == NULL && agency == NULL && words != NULL)
    agency = sheaf_promo_dup_dateline (words);
  small = agency != NULL ? sheaf_text_small (agency) : NULL;
  if (small != NULL && (site == NULL || strstr (site, small) == NULL))
    page->original_site = g_steal_pointer (&agency);
  if (page->original_site != NULL && page->site != NULL
      && sheaf_metadata_is_site (page->original_site, page->site, NULL))
    g_clear_pointer (&page->original_site, g_free);
  if (page->original_site == NULL && page->original_url != NULL)
    page->original_site = sheaf_url_site (page->original_url);
}

void
sheaf_metadata_finish (SheafPage *page)
{
  g_autofree char *text = NULL;
  const SheafImage *images;
  gsize n;

  g_return_if_fail (page != NULL && page->document != NULL);

  text = sheaf_document_to_text (page->document);
  page->word_count = sheaf_text_count_words (text);
  page->readerable = page->word_count >= MIN_READABLE;
  if (page->excerpt == NULL)
    {
      page->excerpt = dup_first_paragraph (page->document);
      page->sources.excerpt = page->excerpt != NULL ? "text" : NULL;
    }
  settle_language (page, text);
  settle_direction (page, text);
  settle_original (page);
  images = sheaf_document_get_images (page->document, &n);
  for (gsize i = 0; i < n && page->lead_image == NULL; i++)
    if (is_lead (&images[i]))
      {
        page->lead_image = g_strdup (images[i].src);
        page->sources.lead_image = "text";
      }
}
