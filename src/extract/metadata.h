/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an article says of its page where the page did not: excerpt, lead image, language, words. */
#pragma once

#include "document/page.h"

G_BEGIN_DECLS

/* PAGE has its document and what sheaf_metadata_read() found. */
void
sheaf_metadata_finish (SheafPage *page);

G_END_DECLS
