/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands around the hits of one search, by article: the first come with the answer, the others are asked for as
 * they come into sight. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SNIPPETS (sheaf_snippets_get_type ())
G_DECLARE_FINAL_TYPE (SheafSnippets, sheaf_snippets, SHEAF, SNIPPETS, GObject)

/* Signal "ready": some came that were wanted. */

SheafSnippets *sheaf_snippets_new (SheafStore *store);

/* From now on of QUERY; NULL: of none. Forgets what it has; of the same query once more, until there is something
 * newer. */
void sheaf_snippets_begin (SheafSnippets *self,
                           SheafQuery    *query);
void sheaf_snippets_add (SheafSnippets *self,
                         GPtrArray     *hits); /* of SheafHit */

/* As of a SheafHit; NULL: there is none, or it is not known yet. */
const char *sheaf_snippets_get (SheafSnippets *self,
                                gint64         id);

/* These are in sight: those that are not known are asked for. While an answer is under way, only the last call counts. */
void sheaf_snippets_want (SheafSnippets *self,
                          GArray        *ids); /* of gint64 */

G_END_DECLS
