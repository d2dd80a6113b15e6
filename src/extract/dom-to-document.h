/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cleaned tree -> document: the allow-list of what an article may hold. Nothing but http, https
 * and mailto links and http(s) pictures come through; unknown elements are read as their text. */
#pragma once

#include "document/document.h"
#include "html/dom.h"

G_BEGIN_DECLS

/* ROOT's children (ROOT may be a body or any container). BASE (nullable): for relative addresses.
 * Leaves in the data of each node under ROOT how many blocks of the document end with it or before
 * it. (transfer full), may be empty of blocks */
SheafDocument *
sheaf_dom_to_document (SheafNode *root, const char *base);

/* Our own clean HTML (sheaf_document_to_html) read back. (transfer full) */
SheafDocument *
sheaf_document_from_html (const char *html, const char *base, GError **error);

G_END_DECLS
