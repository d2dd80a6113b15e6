/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the passes share. A pass is a file pass-NAME.c and a row in the list of meson.build; they
 * run in that order over one tree. */
#pragma once

#include "document/page.h"
#include "html/dom-query.h"
#include "extract/trace.h"
#include "html/dom.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_EXTRACT_STRICT = 1 << 0,  /* drop what its names say is no article */
  SHEAF_EXTRACT_WEIGHTS = 1 << 1, /* let names weigh candidates */
  SHEAF_EXTRACT_TRIM = 1 << 2,    /* take doubtful blocks out of the body */
  SHEAF_EXTRACT_VISIBLE = 1 << 3, /* drop an article's text too where the page hides it */
  SHEAF_EXTRACT_EDGES = 1 << 5, /* take labels and notes from its edges, whatever TRIM says */
  SHEAF_EXTRACT_RULED = 1 << 4,   /* take the body that a site rule names, and trust it */
} SheafExtractFlags;

typedef struct
{
  SheafDom *dom;
  SheafNode *article; /* set by pass-rules or pass-score, unless known; NULL: nothing was found */
  SheafPage *page;    /* its metadata is there; passes add what they remove */
  const char *base;   /* for relative addresses (nullable) */
  SheafExtractFlags flags;
  gsize hidden; /* characters of hidden blocks that read as an article and were dropped */
  GArray *cuts; /* cuts.c: what the passes took out so far (nullable) */
  GPtrArray *rules; /* of SheafSiteRule: those of the page's site (nullable) */
  SheafTrace *trace;      /* (nullable) */
} SheafExtractContext;

typedef struct
{
  const char *name;
  void (*run) (SheafExtractContext *context);
} SheafExtractPass;

/* extract.c: the passes over a tree whose whole body is the article. */
SheafDocument *
sheaf_extract_body (SheafDom *dom, SheafPage *page, const char *url);

/* text-file.c: LINE is short, has words, and no full stop at its end. */
gboolean
sheaf_text_file_is_headline (const char *line);

/* The first sentence of PARAGRAPH, cut at a word. (transfer full) (nullable) */
char *
sheaf_text_file_dup_sentence (const char *paragraph);

/* Names of a block, by its class and id: is it likely chrome, likely the article? */
gboolean
sheaf_names_are_unlikely (const SheafNode *node);
gboolean
sheaf_names_are_comments (const SheafNode *node); /* the readers', all of them */
/* One of the N WORDS ("-caption-") stands in its class or id as a word of its own, in any of the
 * spellings of authors: "imageCaption", "image_caption", "Image--caption". */
gboolean
sheaf_names_have_word (const SheafNode *node, const char *const *words, gsize n);
gboolean
sheaf_names_are_chrome (const SheafNode *node); /* a block inside an article, by such words */
int
sheaf_names_weigh (const SheafNode *node); /* -25, 0 or 25, for class and id each */

/* pass-rules.c: does one of RULES (nullable) name a body that is in the tree? */
gboolean
sheaf_rules_find_body (GPtrArray *rules, SheafDom *dom);

/* metadata-rules.c: what RULES (nullable) find in the tree as it was parsed takes the place of what
 * PAGE has. */
void
sheaf_metadata_rules (SheafDom *dom, GPtrArray *rules, SheafPage *page);

/* metadata.c: fills PAGE from the tree as it was parsed. */
void
sheaf_metadata_read (SheafDom *dom, const char *url, SheafTrace *trace, SheafPage *page);

/* metadata-byline.c: NODE says who wrote it and hardly anything else. BYLINE (nullable) */
gboolean
sheaf_byline_is_block (const SheafNode *node, const char *byline);

/* How a line stands on its page: as text, all of it emphasised, all of it links. */
typedef enum
{
  SHEAF_LINE_PLAIN,
  SHEAF_LINE_STRESSED,
  SHEAF_LINE_LINKED,
} SheafLineLook;

/* pass-promo.c: is the line TEXT a promotional or syndication line? The rule's name
 * ("promo/read-more"), or NULL. *TITLE, *SITE (out, nullable results, transfer full): what a
 * syndication line names. */
const char *
sheaf_promo_find_rule (const char *text, SheafLineLook look, char **title, char **site);

/* promo-syndication.c: the same for "Originally published as TITLE / on SITE / by SITE" alone. */
const char *
sheaf_promo_find_syndication (const char *text, char **title, char **site);

/* Where the link of such a LINE leads that names what was found in it, or the original: the article,
 * not a front page. (transfer full) (nullable) */
char *
sheaf_promo_dup_original_link (const SheafNode *line,
                               const char *base,
                               const char *title,
                               const char *site);

/* promo-agency.c: what a LINE names that is nothing but agencies: "Source: Reuters", "(dpa/afp)".
 * (transfer full) (nullable) */
char *
sheaf_promo_dup_agency_line (const char *line);

/* The news agency whose name BYLINE (nullable) is, or that stands before the first words of an
 * article, as in "LONDON (Reuters) - ". (transfer full) (nullable) */
char *
sheaf_promo_dup_agency (const char *byline);
char *
sheaf_promo_dup_dateline (const char *text);

/* Keeps what a promo line said of the original. Takes all three. */
void
sheaf_promo_keep_original (SheafPage *page, char *title, char *site, char *url);

G_END_DECLS
