/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's door to the extractor. */

#include "library/extract-page.h"

#include "extract/extract.h"

/* (transfer full) */
static GStrv
dup_lines (const SheafTrace *trace)
{
  const GPtrArray *lines = sheaf_trace_get_lines (trace);
  GStrv copies = g_new0 (char *, lines->len + 1);

  for (guint i = 0; i < lines->len; i++)
    copies[i] = g_strdup (lines->pdata[i]);

  return copies;
}

SheafPage *
sheaf_library_extract (GBytes *html,
                       const char *charset,
                       const char *url,
                       const SheafSiteRules *rules,
                       GStrv *explain,
                       GError **error)
{
  g_autoptr (SheafTrace) trace = explain != NULL ? sheaf_trace_new () : NULL;
  const SheafSource source = { html, charset, url, rules, trace };
  SheafPage *page = sheaf_extract_html (&source, NULL, error);

  if (explain != NULL)
    *explain = page != NULL ? dup_lines (trace) : NULL;

  return page;
}
