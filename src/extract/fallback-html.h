/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Programs keep an article as HTML in a string, as plain text, or as a list of blocks that says what each one is:
 * {"type": "paragraph", "children": [{"text": "…"}]} and its many cousins. All become HTML, which then goes the way of
 * every page. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SHEAF_FALLBACK_MOST_HTML (1024 * 1024) /* bytes */

/* What may still be looked at. */
typedef struct
{
  gint64   deadline; /* of the monotonic clock, µs */
  guint    visits;
  gboolean over;     /* once it is, it stays so */
} SheafFallbackBudget;

/* Counts a visit. */
gboolean sheaf_fallback_is_over (SheafFallbackBudget *self);

/* TEXT as HTML: markup as it is, plain text in paragraphs by its line breaks. (transfer full) */
char *sheaf_fallback_html_from_text (const char *text);

/* Appends BLOCK, an element of a list of them, to HTML: nothing where it is none of an article's, less where the budget
 * or the most that may be given is spent. */
void sheaf_fallback_html_append_block (GString *html, JsonNode *block, SheafFallbackBudget *budget);

G_END_DECLS
