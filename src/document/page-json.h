/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page as the JSON object of the command line's contract. Keys are only ever added. */
#pragma once

#include "document/page.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds title byline published site language direction excerpt lead_image text html readerable removed
 * original_title original_site original_url to BUILDER's open object; null where unknown, never "".
 * text and html are null where there is no article. */
void sheaf_page_to_json (const SheafPage *self,
                         JsonBuilder     *builder);

/* Adds what is known only of a page that was just read, not of one from the library: canonical_url
 * paywalled word_count sources (an object: of each fact, where on the page it stood) kind kind_reason
 * next_url. */
void sheaf_page_reading_to_json (const SheafPage *self,
                                 JsonBuilder     *builder);

G_END_DECLS
