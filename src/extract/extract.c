/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes -> tree -> passes -> document. Where a strict run finds little, looser ones are tried, each
 * on a tree of its own, and the one with the most text is taken; then the fallbacks (fallback.h).
 */

#include "extract/extract.h"

#include "base/time.h"
#include "base/url.h"
#include "document/document-write.h"
#include "extract/cuts.h"
#include "extract/dom-link.h"
#include "extract/dom-to-document.h"
#include "extract/extract-passes.h"
#include "extract/extract-private.h"
#include "extract/fallback-scripts.h"
#include "extract/fallback.h"
#include "extract/next-page.h"
#include "extract/site-rules-private.h"
#include "extract/walls.h"
#include "extract/metadata.h"
#include "base/text.h"
#include "html/html-charset.h"
#include "html/html-parse.h"

#include <string.h>

#define ENOUGH 500                 /* characters: no looser run is tried */
#define LEAST 140                  /* characters of an article */
#define TASTE 1000                 /* characters that may be a taste of what the page holds */
#define PAID_TASTE 4000            /* the same where the page is not free */
#define PATIENCE_US G_USEC_PER_SEC /* after so long no looser run is begun */

static const SheafExtractPass *const passes[] = {
#define ROW(name) &sheaf_extract_pass_##name,
  SHEAF_EXTRACT_PASSES
#undef ROW
};

static const SheafExtractFlags attempts[] = {
  SHEAF_EXTRACT_STRICT | SHEAF_EXTRACT_WEIGHTS | SHEAF_EXTRACT_TRIM | SHEAF_EXTRACT_VISIBLE,
  SHEAF_EXTRACT_WEIGHTS | SHEAF_EXTRACT_TRIM | SHEAF_EXTRACT_VISIBLE,
  SHEAF_EXTRACT_TRIM | SHEAF_EXTRACT_VISIBLE,
  SHEAF_EXTRACT_VISIBLE,
  SHEAF_EXTRACT_STRICT | SHEAF_EXTRACT_WEIGHTS | SHEAF_EXTRACT_TRIM,
};

/* What all runs over one page share. */
typedef struct
{
  GBytes *utf8;
  SheafHtml *html;
  SheafPage *page; /* the best so far */
  const char *url; /* (nullable) */
  GPtrArray *rules;
  SheafTrace *trace; /* (nullable) */
  gint64 last;       /* when to begin nothing more */
} Work;

static gsize
count_text (const SheafDocument *document)
{
  return document != NULL ? sheaf_document_get_length (document) : 0;
}

/* Told to those who ask: how it is looked for now. */
static void
tell_run (const Work *work, SheafExtractFlags flags, const SheafNode *article)
{
  if (article != NULL)
    sheaf_trace_node (work->trace, "run", article, "of what is known to be the article");
  else
    sheaf_trace_add (work->trace, "run", "%s%s%s%s%s",
                     flags & SHEAF_EXTRACT_RULED ? "where a site rule says" : "with",
                     flags & SHEAF_EXTRACT_STRICT ? " unlikely-names" : "",
                     flags & SHEAF_EXTRACT_WEIGHTS ? " weights" : "",
                     flags & SHEAF_EXTRACT_TRIM ? " trim" : "",
                     flags & SHEAF_EXTRACT_VISIBLE ? " visible-only" : "");
}

/* Where each fact came from in the end, and what kind of page it is. */
static void
tell_page (SheafTrace *trace, const SheafPage *page)
{
  const SheafPageSources *from = &page->sources;
  const struct
  {
    const char *fact, *value, *source;
  } facts[] = {
    { "title", page->title, from->title },
    { "byline", page->byline, from->byline },
    { "published", page->published, from->published },
    { "site", page->site, from->site },
    { "language", page->language, from->language },
    { "direction", page->direction, from->direction },
    { "excerpt", page->excerpt, from->excerpt },
    { "lead_image", page->lead_image, from->lead_image },
  };

  for (guint i = 0; trace != NULL && i < G_N_ELEMENTS (facts); i++)
    if (facts[i].value != NULL)
      sheaf_trace_add (trace, "fact", "%s is of %s: %s", facts[i].fact,
                       facts[i].source != NULL ? facts[i].source : "?", facts[i].value);
    else
      sheaf_trace_add (trace, "fact", "%s: none", facts[i].fact);
  sheaf_trace_add (trace, "kind", "%s, by its %s; %u words", page->kind, page->kind_reason,
                   page->word_count);
}

/* ARTICLE (nullable): where it is known to be. HIDDEN (out, nullable): see the context's. */
static SheafDocument *
run_passes (const Work *work,
            SheafDom *dom,
            SheafNode *article,
            SheafPage *page,
            SheafExtractFlags flags,
            gsize *hidden)
{
  g_autofree char *base = sheaf_dom_link_dup_base (dom, work->url);
  SheafExtractContext context
      = { dom, article, page, base, flags, 0, NULL, work->rules, work->trace };
  SheafDocument *document;

  tell_run (work, flags, article);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    passes[i]->run (&context);
  if (hidden != NULL)
    *hidden = context.hidden;

  document = context.article != NULL ? sheaf_dom_to_document (context.article, base) : NULL;
  sheaf_cuts_finish (&context, document);
  if (context.article != NULL)
    sheaf_trace_node (work->trace, "article", context.article, "%" G_GSIZE_FORMAT " characters",
                      count_text (document));
  else
    sheaf_trace_add (work->trace, "article", "none");

  return document;
}

SheafDocument *
sheaf_extract_body (SheafDom *dom, SheafPage *page, const char *url)
{
  SheafExtractContext context = { .dom = dom,
                                  .article = sheaf_dom_get_body (dom),
                                  .page = page,
                                  .base = url,
                                  .flags = SHEAF_EXTRACT_RULED | SHEAF_EXTRACT_EDGES };
  SheafDocument *document;

  if (context.article == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    passes[i]->run (&context);
  document = sheaf_dom_to_document (context.article, url);
  sheaf_cuts_finish (&context, document);

  return document;
}

static gboolean
holds (const SheafDocument *document, const char *words)
{
  return document != NULL && strstr (sheaf_document_get_text (document), words) != NULL;
}

static void
swap (gpointer a, gpointer b)
{
  gpointer *x = a, *y = b, kept = *x;

  *x = *y;
  *y = kept;
}

static gboolean
is_article (const SheafDocument *document)
{
  const SheafBlock *blocks;
  const SheafSpan *spans;
  gsize n, n_spans, prose = 0, linked = 0;

  if (count_text (document) < LEAST)
    return FALSE;
  blocks = sheaf_document_get_blocks (document, &n);
  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_PARAGRAPH || blocks[i].kind == SHEAF_BLOCK_CODE
        || blocks[i].kind == SHEAF_BLOCK_ROW)
      prose += blocks[i].end - blocks[i].start;
  spans = sheaf_document_get_spans (document, &n_spans);
  for (gsize i = 0; i < n_spans; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && *spans[i].href != '#')
      linked += spans[i].end - spans[i].start;

  return prose >= LEAST && linked < prose * .6;
}

/* Links and crumbs are no gain over an article, however long. */
static gboolean
is_better (const SheafDocument *looser, const SheafDocument *strict)
{
  if (!is_article (looser) && is_article (strict))
    return FALSE;

  return count_text (looser) > count_text (strict) * 3 / 2 + 100;
}

/* Another run, with a tree and a page of its own; what it found is taken where it is clearly more,
 * and has the words of SAMPLE (nullable). */
static gboolean
try_tree (const Work *work,
          SheafDom *dom,
          SheafNode *article,
          SheafExtractFlags flags,
          const char *sample)
{
  g_autoptr (SheafPage) other = sheaf_page_new ();
  SheafPage *page = work->page;

  other->title = g_strdup (page->title);
  other->byline = g_strdup (page->byline);
  other->document = run_passes (work, dom, article, other, flags, NULL);
  if (sample != NULL && !holds (other->document, sample))
    {
      sheaf_trace_add (work->trace, "left", "it has no words of what the page shows");
      return FALSE;
    }
  if (!is_better (other->document, page->document))
    {
      sheaf_trace_add (work->trace, "left",
                       "%" G_GSIZE_FORMAT " characters are not clearly more than %" G_GSIZE_FORMAT,
                       count_text (other->document), count_text (page->document));
      return FALSE;
    }
  sheaf_trace_add (work->trace, "taken",
                   "%" G_GSIZE_FORMAT " characters instead of %" G_GSIZE_FORMAT,
                   count_text (other->document), count_text (page->document));
  swap (&page->document, &other->document);
  swap (&page->removed, &other->removed);
  swap (&page->original_title, &other->original_title);
  swap (&page->original_site, &other->original_site);
  if (other->original_url != NULL)
    swap (&page->original_url, &other->original_url);

  return TRUE;
}

static gboolean
try_again (const Work *work, SheafExtractFlags flags)
{
  g_autoptr (SheafDom) dom = sheaf_html_new_dom (work->html, SHEAF_HTML_DEADLINE_US, NULL);

  return dom != NULL && try_tree (work, dom, NULL, flags, NULL);
}

/* --- What the page holds besides what it shows --- */

/* (transfer full) (nullable) */
static char *
dup_sample (const SheafDocument *document)
{
  const SheafBlock *blocks, *longest = NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (document == NULL)
    return NULL;
  blocks = sheaf_document_get_blocks (document, &n);
  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_PARAGRAPH
        && (longest == NULL || blocks[i].end - blocks[i].start > longest->end - longest->start))
      longest = &blocks[i];
  if (longest == NULL)
    return NULL;
  text = sheaf_document_dup_range (document, longest->start, longest->end);

  return sheaf_fallback_dup_sample (text);
}

/* The tree that FALLBACK makes; NULL: it has none. *ARTICLE (out, nullable): in it. */
static SheafDom *
open_fallback (const Work *work,
               const SheafFallback *fallback,
               const GArray *scripts,
               const SheafFallbackAsk *ask,
               SheafNode **article)
{
  g_autofree char *html = fallback->read != NULL ? fallback->read (scripts, ask) : NULL;
  g_autoptr (SheafDom) dom = NULL;

  if (html != NULL)
    {
      char *whole = g_strconcat ("<html><body><article>", html, "</article></body></html>", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (whole, strlen (whole));

      return sheaf_html_parse (bytes, SHEAF_HTML_DEADLINE_US, NULL);
    }
  if (fallback->read != NULL || !sheaf_fallback_is_likely (fallback, work->utf8))
    return NULL;
  dom = sheaf_html_new_dom (work->html, SHEAF_HTML_DEADLINE_US, NULL);

  return dom != NULL && fallback->open (dom, ask, article) ? g_steal_pointer (&dom) : NULL;
}

/* Where little was found, and where what was found is the beginning of what a script holds. */
static void
fall_back (const Work *work)
{
  const SheafDocument *document = work->page->document;
  gsize found = count_text (document);
  gboolean taste = found < (work->page->paywalled ? PAID_TASTE : TASTE);
  g_autofree char *sample = taste ? dup_sample (document) : NULL;
  SheafFallbackAsk ask = { sample, work->page->title, SHEAF_FALLBACK_UNTITLED, work->last };
  gboolean article_found = is_article (document);
  g_autoptr (GArray) scripts = NULL;

  if (!taste)
    return;
  if (article_found)
    ask.least = found < ENOUGH ? SHEAF_FALLBACK_TITLED : SHEAF_FALLBACK_SAMPLED;
  scripts = sheaf_fallback_list_scripts (work->utf8, &ask);
  for (guint i = 0; i < sheaf_n_fallbacks && g_get_monotonic_time () < work->last; i++)
    {
      const SheafFallback *fallback = &sheaf_fallbacks[i];
      SheafNode *article = NULL;
      g_autoptr (SheafDom) dom = NULL;

      /* What is opened tells by nothing but the page's own words whose it is. */
      if ((fallback->open != NULL && (found >= ENOUGH || (article_found && sample == NULL)))
          || (fallback->last && is_article (work->page->document)))
        continue;
      dom = open_fallback (work, fallback, scripts, &ask, &article);
      sheaf_trace_add (work->trace, "fallback", "%s: %s", fallback->name,
                       dom != NULL ? "something" : "nothing");
      if (dom != NULL
          && try_tree (work, dom, article, attempts[0],
                       fallback->open != NULL && article_found ? sample : NULL)
          && count_text (work->page->document) >= ENOUGH)
        return;
    }
}

static void
judge_kind (SheafPage *page, SheafHtml *html)
{
  g_autoptr (SheafDom) dom = NULL;

  if (sheaf_walls_are_likely (page))
    dom = sheaf_html_new_dom (html, SHEAF_HTML_DEADLINE_US, NULL);
  sheaf_walls_judge (page, dom);
}

SheafPage *
sheaf_extract_html (const SheafSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (source->bytes, source->charset, TRUE);
  g_autoptr (SheafHtml) html = sheaf_html_new (utf8, SHEAF_HTML_DEADLINE_US, error);
  g_autoptr (SheafDom) dom
      = html != NULL ? sheaf_html_new_dom (html, SHEAF_HTML_DEADLINE_US, error) : NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (GPtrArray) rules = sheaf_site_rules_find (source->rules, source->url);
  gboolean ruled = FALSE; /* the body is what a site rule says */
  guint first = 1;
  gsize hidden = 0;
  Work work = {
    utf8, html, NULL, source->url, rules, source->trace, g_get_monotonic_time () + PATIENCE_US
  };

  if (dom == NULL)
    return NULL;
  work.page = page = sheaf_page_new ();
  sheaf_metadata_read (dom, source->url, source->trace, page);
  sheaf_metadata_rules (dom, rules, page);
  sheaf_next_page_find (dom, source, rules, page);
  if (sheaf_rules_find_body (rules, dom))
    {
      page->document
          = run_passes (&work, dom, NULL, page, SHEAF_EXTRACT_RULED | SHEAF_EXTRACT_VISIBLE, NULL);
      ruled = count_text (page->document) > 0;
      first = 0;
    }
  else
    page->document = run_passes (&work, dom, NULL, page, attempts[0], &hidden);
  g_clear_pointer (&dom, sheaf_dom_free); /* others need the room */
  for (guint i = first;
       !ruled && i < G_N_ELEMENTS (attempts) && count_text (page->document) < ENOUGH; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (g_get_monotonic_time () > work.last)
        break;
      try_again (&work, attempts[i]);
    }
  /* The page shows a taste of it and hides the rest. */
  if (count_text (page->document) >= ENOUGH && hidden > count_text (page->document))
    try_again (&work, attempts[G_N_ELEMENTS (attempts) - 1]);
  if (!ruled)
    fall_back (&work);
  if (!ruled && !is_article (page->document))
    g_clear_pointer (&page->document, sheaf_document_unref);
  else
    sheaf_metadata_finish (page);
  judge_kind (page, html);
  tell_page (source->trace, page);

  return g_steal_pointer (&page);
}
