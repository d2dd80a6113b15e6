/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's door to the extractor. */

#include "library/extract-page.h"

#include "extract/extract.h"

SheafPage *
sheaf_library_extract (
    GBytes *html, const char *charset, const char *url, const SheafSiteRules *rules, GError **error)
{
  const SheafSource source = { html, charset, url, rules };

  return sheaf_extract_html (&source, NULL, error);
}
