/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page's scripts, and the article that may stand in them: as a statement about the page, as the state of a
 * program, or as HTML that one puts in its place. */
#pragma once

#include "extract/fallback-state.h"

G_BEGIN_DECLS

/* The page's scripts that may hold what is asked for, for the fallbacks that read. UTF8 outlives
 * them. (transfer full) */
GArray *
sheaf_fallback_list_scripts (GBytes *utf8, const SheafFallbackAsk *ask);

/* HTML of what was asked for; NULL: no script has it. (transfer full) */
char *
sheaf_fallback_read_article_body (const GArray *scripts, const SheafFallbackAsk *ask);
char *
sheaf_fallback_read_page_state (const GArray *scripts, const SheafFallbackAsk *ask);

/* The longest HTML that waits in a script; beside an article, it has what that shows. */
char *
sheaf_fallback_read_template (const GArray *scripts, const SheafFallbackAsk *ask);

G_END_DECLS
