/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights and notes as texts for other programs. The same articles make the same text. Pure functions, any thread; ARTICLES
 * (of SheafMarkedArticle) in their order. */
#pragma once

#include "store/marked.h"

G_BEGIN_DECLS

/* "yellow" …: a word that stays; of a colour that is none, the first. */
const char *sheaf_mark_color_name (guint color);

/* For each article a YAML front matter (title, url, author, site, published, saved: those that it has) and its note, then each
 * quotation as a block, its note as it was written, and "#highlight/yellow". (transfer full): "" for none */
char *sheaf_marks_to_markdown (const GPtrArray *articles);

/* For each article its title, whose it is, its address, its note; then quotations behind "> " and notes. (transfer full) */
char *sheaf_marks_to_text (const GPtrArray *articles);

/* An array of annotations of the W3C Web Annotation Data Model (JSON-LD): motivation "highlighting", or "commenting"
 * where there is a note, which is a body, as the colour is a tag; an article's own note is one about the whole. The source is the article's address; a text without one
 * has its uid. Positions are code points of Sheaf's text of the article. (transfer full) */
char *sheaf_marks_to_json (const GPtrArray *articles);

G_END_DECLS
