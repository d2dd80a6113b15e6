/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the readers of a page's facts share. Each fact with a story of its own has its own file. */
#pragma once

#include "extract/extract-private.h"

G_BEGIN_DECLS

/* A value of <meta> or JSON-LD as one line of text. Many pages escape it once more than their
 * format asks for; where TAGS, some leave markup in it too. NULL for NULL and for nothing left.
 * (transfer full) */
char *
sheaf_metadata_plain (const char *text, gsize max_chars, gboolean tags);

/* METAS: all <meta> of a page. The content of the first whose name, property or itemprop is one of
 * NAMES (ended by NULL), the first name first, a property before a name. (transfer full) (nullable)
 */
char *
sheaf_metadata_dup_meta (GPtrArray *metas,
                         const char *const *names,
                         gsize max_chars,
                         gboolean tags);

/* The contents of all <meta> called NAME, each once. (transfer full), never NULL */
GPtrArray *
sheaf_metadata_all_meta (GPtrArray *metas, const char *name, gsize max_chars);

/* metadata-jsonld.c: what a page states for programs: facts of the first article of its JSON-LD,
 * each nullable, and its <meta>. */
typedef struct
{
  char *title, *published, *site, *language, *excerpt, *image, *url;
  GPtrArray *authors; /* their names, never NULL */
  GPtrArray *metas;   /* of SheafNode, never NULL */
  gboolean paywalled;
  SheafTrace *trace; /* to be told what each fact's sources say (nullable) */
} SheafLinked;

void
sheaf_metadata_linked_read (SheafDom *dom, SheafLinked *facts);
void
sheaf_metadata_linked_clear (SheafLinked *facts);

/* metadata-shown.c: the headline and the lines around it, as a reader sees them. */
typedef struct
{
  char *text;       /* one line */
  SheafNode *block; /* all of it stands in this one */
  GPtrArray *nodes; /* its text nodes */
} SheafShownLine;

typedef struct
{
  SheafNode *headline; /* (nullable) */
  char *title;         /* its text where it is an <h1> (nullable) */
  char *lower;         /* its text where it is a lower heading (nullable) */
  GPtrArray *lines;    /* of SheafShownLine: those below the headline, then those above */
  guint n_below;
} SheafShown;

/* STATED: the title that <meta> or <title> gives (nullable). */
void
sheaf_metadata_shown_read (SheafDom *dom, const char *stated, SheafShown *shown);
void
sheaf_metadata_shown_clear (SheafShown *shown);

/* metadata-title.c: the headline without the site's name. SITE, URL nullable. NAMED: the page
 * itself says that its site is called SITE. Fills SHOWN, which the others read. *FROM (out): the
 * source. (transfer full) (nullable) */
char *
sheaf_metadata_title (SheafDom *dom,
                      const SheafLinked *facts,
                      const char *site,
                      gboolean named,
                      const char *url,
                      SheafShown *shown,
                      const char **from);

/* Is TEXT the name of the site, or nearly? SITE, URL nullable. */
gboolean
sheaf_metadata_is_site (const char *text, const char *site, const char *url);

/* metadata-byline.c: who wrote it. *FROM (out): the source. (transfer full) (nullable) */
char *
sheaf_metadata_byline (SheafDom *dom,
                       const SheafLinked *facts,
                       const SheafShown *shown,
                       const char *site,
                       const char *url,
                       const char **from);

#define SHEAF_METADATA_MAX_BYLINE 200 /* characters of a line that is read */

/* metadata-names.c: the names in TEXT, without what stands around them. SHOWN: from the page's
 * text, where that is more. NULL where there is none. (transfer full) */
char *
sheaf_metadata_clean_byline (const char *text, gboolean shown);

/* A few words, the first of which can begin a name. */
gboolean
sheaf_metadata_looks_like_names (const char *text);

/* The names in a line of the page's text that says who wrote it: "By Ida Fenwright, May 12". NULL
 * where it does not begin as such lines do in one of the languages. (transfer full) */
char *
sheaf_metadata_byline_of_line (const char *line);

/* metadata-date.c: when it was published. Sets published, published_at and their source. */
void
sheaf_metadata_date (SheafDom *dom,
                     const SheafLinked *facts,
                     const SheafShown *shown,
                     const char *url,
                     SheafPage *page);

#define SHEAF_METADATA_MAX_LINE 120 /* bytes of a shown line with a date: more is a sentence */
#define SHEAF_METADATA_ISO_DAY 10   /* bytes of 2021-10-12 */

/* metadata-day.c: the first day that TEXT names, in words or numbers, in one of the languages; what
 * it says of an update does not count where something else is said. MONTH_FIRST: 10/12/2021 is in
 * October. *ISO (out, transfer full). SHEAF_TIME_NONE: none. */
gint64
sheaf_metadata_find_date (const char *text, gboolean month_first, gint64 now, char **iso);

/* Is a day behind these first LENGTH bytes of TEXT that of a change? */
gboolean
sheaf_metadata_is_update (const char *text, gsize length);

/* SHEAF_TIME_NONE where there is no such day. *ISO (out, transfer full) */
gint64
sheaf_metadata_day_of (int year, int month, int day, gint64 now, char **iso);

/* metadata-address.c: REF (nullable) as an absolute web address. (transfer full) (nullable) */
char *
sheaf_metadata_resolve (const char *base, const char *ref);

/* Where the first <link rel=REL> points, as it stands there. (transfer full) (nullable) */
char *
sheaf_metadata_dup_link (SheafDom *dom, const char *rel);

/* Are they addresses of one site: hosts of one domain, or one name in several countries? */
gboolean
sheaf_metadata_is_same_house (const char *url, const char *other);

/* Sets canonical_url, and original_url where the page says that it is a copy. URL: its own
 * (nullable). */
void
sheaf_metadata_addresses (SheafDom *dom,
                          const SheafLinked *facts,
                          const char *url,
                          SheafPage *page);

/* metadata-language.c: "EN_us.UTF-8" -> "en-US"; NULL where it is no language. (transfer full) */
char *
sheaf_metadata_clean_language (const char *text);

/* metadata-detect.c: the language that TEXT is written in, by its script and its small words; NULL
 * where it is too short or too mixed to tell. */
const char *
sheaf_metadata_detect_language (const char *text);

G_END_DECLS
