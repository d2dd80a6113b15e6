/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Extraction without a library, for the command line. */
#pragma once

#include "document/page.h"
#include "library/load-rules.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Blocks; any thread. CHARSET as HTTP would have declared it (nullable). URL, RULES nullable. */
SheafPage *sheaf_library_extract (GBytes               *html,
                                  const char           *charset,
                                  const char           *url,
                                  const SheafSiteRules *rules,
                                  GError              **error);

G_END_DECLS
