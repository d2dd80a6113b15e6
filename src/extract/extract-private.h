/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the passes share. A pass is a file pass-NAME.c and a row in the list of meson.build; they run in that
 * order over one tree. */
#pragma once

#include "document/page.h"
#include "html/dom-query.h"
#include "html/dom.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_EXTRACT_STRICT = 1 << 0,  /* drop what its names say is no article */
  SHEAF_EXTRACT_WEIGHTS = 1 << 1, /* let names weigh candidates */
  SHEAF_EXTRACT_TRIM = 1 << 2,    /* take doubtful blocks out of the body */
} SheafExtractFlags;

typedef struct
{
  SheafDom *dom;
  SheafNode *article; /* set by pass-score; NULL: nothing was found */
  SheafPage *page;    /* its metadata is there; passes add what they remove */
  const char *base;   /* for relative addresses (nullable) */
  SheafExtractFlags flags;
} SheafExtractContext;

typedef struct
{
  const char *name;
  void (*run) (SheafExtractContext *context);
} SheafExtractPass;

/* Names of a block, by its class and id: is it likely chrome, likely the article? */
gboolean sheaf_names_are_unlikely (const SheafNode *node);
int sheaf_names_weigh (const SheafNode *node); /* -25, 0 or 25, for class and id each */

/* metadata.c: fills PAGE from the tree as it was parsed. */
void sheaf_metadata_read (SheafDom *dom, const char *url, SheafPage *page);

/* metadata-jsonld.c: facts of the first article of the page's JSON-LD; each nullable. */
typedef struct
{
  char *title, *byline, *published, *site, *language, *excerpt, *image;
} SheafJsonLd;

void sheaf_metadata_jsonld_read (SheafDom *dom, SheafJsonLd *facts);
void sheaf_metadata_jsonld_clear (SheafJsonLd *facts);

/* pass-promo.c: is the line TEXT a promotional or syndication line? The rule's name ("promo/read-more"), or
 * NULL. WHOLE_LINK: all of it is a link or emphasised. *TITLE, *SITE (out, nullable results, transfer
 * full): what a syndication line names. */
const char *sheaf_promo_find_rule (const char *text, gboolean whole_link, char **title, char **site);

/* Keeps what a promo line said of the original. Takes both. */
void sheaf_promo_keep_original (SheafPage *page, char *title, char *site);

G_END_DECLS
