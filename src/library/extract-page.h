/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Extraction without a library, for the command line. */
#pragma once

#include "document/page.h"
#include "library/load-rules.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Blocks; any thread. CHARSET as HTTP would have declared it (nullable). URL, RULES nullable.
 * *EXPLAIN (out, optional): why the page came out so, lines for people, in English; NULL where it did
 * not come out. (transfer full) */
SheafPage *sheaf_library_extract (GBytes               *html,
                                  const char           *charset,
                                  const char           *url,
                                  const SheafSiteRules *rules,
                                  GStrv                *explain,
                                  GError              **error);

G_END_DECLS
