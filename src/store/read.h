/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions the store asks a connection, synchronous, on the reader's thread; each in its own
 * read-*.c. Private to store/. */
#pragma once

#include "store/db.h"
#include "store/store.h"

G_BEGIN_DECLS

/* read-query.c: ids of a query in order (transfer full: GArray of gint64). */
GArray *sheaf_read_query (SheafDb    *db,
                          SheafQuery *query,
                          GError    **error);

/* read-rows.c: rows in the order of IDS; those that are gone are left out. (transfer full) */
GPtrArray *sheaf_read_rows (SheafDb      *db,
                            const gint64 *ids,
                            gsize         n,
                            GError      **error);

/* read-article.c */
SheafLoaded *sheaf_read_article (SheafDb *db,
                                 gint64   id,
                                 GError **error);

/* read-search.c */
GPtrArray *sheaf_read_search (SheafDb    *db,
                              const char *text,
                              guint       limit,
                              GError    **error);

/* read-sidebar.c */
SheafSidebarCounts *sheaf_read_sidebar (SheafDb *db,
                                        GError **error);

/* read-jobs.c */
GPtrArray *sheaf_read_jobs (SheafDb *db,
                            gint64   now,
                            GError **error);

/* verify.c: on the writer's connection (an index check writes nothing but needs it). */
GStrv sheaf_verify (SheafDb      *db,
                    const char   *files_folder,
                    GCancellable *cancellable,
                    GError      **error);

/* search-text.c: what a person typed as FTS5 expressions, one a word: every word quoted by us, the last one
 * a prefix from 3 characters on; "phrases" kept; scripts without spaces as phrases of bigrams (one
 * character: a prefix). Never a syntax error. NULL where nothing can be searched. (transfer full) */
#define SHEAF_SEARCH_MOST_TERMS 32
GStrv sheaf_search_text_to_terms (const char *text);

/* read-query.c: " AND a.id IN (…)" for each of N terms, and their values. An article A has them all, each
 * in whichever index. */
void sheaf_search_append_terms (GString *sql,
                                guint    n);
void sheaf_search_bind_terms (sqlite3_stmt *stmt,
                              GStrv         terms); /* (nullable) */

G_END_DECLS
