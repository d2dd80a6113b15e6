/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All that was taken out of one page: what it says of itself, the article, and what was left out of it.
 * Made by the extractor, kept by the store, printed by the command line. Filled once by its maker,
 * then immutable; atomic references. Absent is NULL, never "". */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct _SheafPage SheafPage;

/* Numbers are stored: add at the end only. What decided that a block is none of the article's. */
typedef enum
{
  SHEAF_REMOVED_UNKNOWN, /* kept before this was told */
  SHEAF_REMOVED_STRUCTURE,
  SHEAF_REMOVED_WORDING,
  SHEAF_REMOVED_READER,   /* the reader left it out */
  SHEAF_REMOVED_RESTORED, /* it was left out and the reader put it back: it stands in the text, at its place */
} SheafRemovedWhy;

#define SHEAF_REMOVED_NOWHERE G_MAXUINT

typedef struct
{
  char *text;
  char *html;
  char *rule; /* the pass and the rule that took it: "promo/read-more" */
  SheafRemovedWhy why;
  guint place; /* where in the document's text it stood, in code points, at a block's start or the
                * end; or SHEAF_REMOVED_NOWHERE */
} SheafRemoved;

/* Where a fact came from, for people who ask why: "json-ld", "meta", "title", "link", "declared",
 * "markup" (microdata, microformats), "shown" (what a reader sees), "address", "text". Static strings;
 * NULL: not known, or read from the store. */
typedef struct
{
  const char *title, *byline, *published, *site, *language, *direction, *excerpt, *lead_image;
} SheafPageSources;

struct _SheafPage
{
  gatomicrefcount ref_count;

  char *title;
  char *byline;    /* the names of its authors, each apart: "Ida Fenwright, Tom Quill" */
  char *published;    /* ISO 8601, as precise as the source */
  gint64 published_at; /* µs UTC, or SHEAF_TIME_NONE */
  char *site;
  char *language;  /* BCP 47; where not declared, that of the text */
  char *direction; /* "ltr", "rtl"; NULL: not declared */
  char *excerpt;
  char *lead_image; /* absolute address */
  char *original_title;
  char *original_site;
  char *original_url;  /* absolute address of what this page is a copy of */
  char *canonical_url; /* the address that the page gives itself */
  char *next_url;      /* where the same article goes on, of the same host */
  gboolean next_sure;  /* a site rule says so; else it only looks so: see sheaf_page_continues */
  SheafPageSources sources;
  gboolean       paywalled;  /* the page says that it is not free to read */
  gboolean       readerable; /* it has an article worth the reader */
  guint          word_count;
  const char *kind; /* "article", "listing", "wall", "empty", "media"; static; NULL: not judged */
  const char *kind_reason; /* why: "prose", "links", "captcha", "login" …; static (nullable) */
  SheafDocument *document; /* (nullable): no article found */
  GPtrArray     *removed;  /* of SheafRemoved, never NULL */
};

#define SHEAF_TYPE_PAGE (sheaf_page_get_type ())
GType      sheaf_page_get_type (void);
SheafPage *sheaf_page_new (void);
SheafPage *sheaf_page_ref (SheafPage *self);
void       sheaf_page_unref (SheafPage *self);

/* A kind by its number, as it is stored: 0 is "article". Unknown ones are 0 and "article". */
int         sheaf_page_kind_to_number (const char *kind); /* (nullable) */
const char *sheaf_page_kind_from_number (int number);

/* To be called by its maker alone. Takes copies. */
void sheaf_page_add_removed (SheafPage      *self,
                             const char     *text,
                             const char     *html,
                             const char     *rule,
                             SheafRemovedWhy why,
                             guint           place);

/* "structure", "wording", "reader", "restored"; NULL: unknown. */
const char *sheaf_removed_why_to_string (SheafRemovedWhy why);

/* Does it name pictures, in its text or as its own? */
gboolean sheaf_page_has_pictures (const SheafPage *self);

/* The left-out blocks as bytes for the store, NULL where there are none, and back (BAD_FILE). */
GBytes  *sheaf_page_pack_removed (const SheafPage *self);
gboolean sheaf_page_unpack_removed (SheafPage *self,
                                    GBytes    *packed, /* (nullable) */
                                    GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPage, sheaf_page_unref)

G_END_DECLS
