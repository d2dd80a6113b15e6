/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes of a page or a text file -> SheafPage. Pure: no network, no files, no state; any thread. */
#pragma once

#include "document/page.h"
#include "extract/site-rules.h"
#include "extract/trace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What to extract from: the caller's, borrowed for the call. */
typedef struct
{
  GBytes *bytes;
  const char *charset; /* (nullable): as HTTP declared it */
  const char *url;     /* (nullable): where it was fetched, for absolute links and the site */
  const SheafSiteRules *rules; /* (nullable): what people wrote down of sites */
  SheafTrace *trace;           /* (nullable): to be told why the page comes out as it does */
  const char *first_url;       /* of a further page of an article: its first page's (nullable) */
  guint part;                  /* which page of the article it is; 0 and 1: the first */
} SheafSource;

/* A page's HTML. The page always says what it can; its document is NULL where no article was found.
 * Errors: TOO_BIG (the parser's limits), G_IO_ERROR_CANCELLED. */
SheafPage *
sheaf_extract_html (const SheafSource *source, GCancellable *cancellable, GError **error);

/* A Markdown file: what stands over the text between two lines "---" (title, author, date,
 * description, lang, url, image) is what the page says of itself; the title is else the headline;
 * promotional lines go as from a page. NAME (nullable): the file's name or its address, for links
 * and for the title of a text that has none. */
SheafPage *
sheaf_extract_markdown (GBytes *bytes,
                        const char *charset,
                        const char *name,
                        GCancellable *cancellable,
                        GError **error);

/* A plain text: paragraphs by blank lines, or by single lines where there are none; the title is
 * the first line where it reads as a headline, else the original title that a syndication line
 * names, else the first sentence's start (then the first line stays in the body). NAME (nullable):
 * the file's name or address, for the title of an empty text. */
SheafPage *
sheaf_extract_text (GBytes *bytes,
                    const char *charset,
                    const char *name,
                    GCancellable *cancellable,
                    GError **error);

G_END_DECLS
