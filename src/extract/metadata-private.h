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

/* The content of the first <meta> whose name, property or itemprop is one of NAMES (ended by NULL),
 * the first name first. (transfer full) (nullable) */
char *
sheaf_metadata_dup_meta (SheafDom *dom, const char *const *names, gsize max_chars, gboolean tags);

/* metadata-title.c: the headline without the site's name. SITE, URL nullable. NAMED: the page
 * itself says that its site is called SITE. (transfer full) (nullable) */
char *
sheaf_metadata_title (
    SheafDom *dom, const SheafJsonLd *facts, const char *site, gboolean named, const char *url);

/* metadata-byline.c: who wrote it. (transfer full) (nullable) */
char *
sheaf_metadata_byline (SheafDom *dom, const SheafJsonLd *facts);

/* metadata-language.c: "EN_us.UTF-8" -> "en-US"; NULL where it is no language. (transfer full) */
char *
sheaf_metadata_clean_language (const char *text);

G_END_DECLS
