/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions the store asks a connection, synchronous, on the reader's thread; each in its own
 * read-*.c. Private to store/. */
#pragma once

#include "store/completion.h"
#include "store/db.h"
#include "store/sql.h"
#include "store/store.h"

G_BEGIN_DECLS

/* read-query.c: ids of a query in order (transfer full: GArray of gint64). */
GArray *sheaf_read_query (SheafDb    *db,
                          SheafQuery *query,
                          GError    **error);

/* The same in an order that is not the query's own. */
GArray *sheaf_read_query_in_order (SheafDb    *db,
                                   SheafQuery *query,
                                   SheafOrder  order,
                                   GError    **error);

/* read-by-site.c: the ids of SQL, whose second column is the site and whose rows are in the order within one;
 * without a site last. (transfer full): gint64 */
GArray *sheaf_read_ids_by_site (SheafDb        *db,
                                const SheafSql *sql,
                                gboolean        backwards,
                                GError        **error);

/* Appends the newest, LIMIT at most, to IDS. EACH: articles are asked, the newest first, and nothing is listed
 * before: quick where the query means many of them. */
gboolean sheaf_read_newest (SheafDb    *db,
                            SheafQuery *query,
                            guint       limit,
                            gboolean    each,
                            GArray     *ids,
                            GError    **error);

/* How many it means. */
gboolean sheaf_read_count (SheafDb    *db,
                           SheafQuery *query,
                           guint      *count,
                           GError    **error);

/* Does it mean the article ID? */
gboolean sheaf_read_match (SheafDb    *db,
                           SheafQuery *query,
                           gint64      id,
                           gboolean   *matches,
                           GError    **error);

/* Adds " WHERE …": the query's place and tag, the text apart. */
void sheaf_query_add_place (SheafQuery *query,
                            SheafSql   *sql);

/* read-rows.c: rows in the order of IDS; those that are gone are left out. (transfer full) */
GPtrArray *sheaf_read_rows (SheafDb      *db,
                            const gint64 *ids,
                            gsize         n,
                            GError      **error);

/* read-article.c */
SheafLoaded *sheaf_read_article (SheafDb *db,
                                 gint64   id,
                                 GError **error);

/* edit-facts.c: what was fetched of ID, and what of it a person says otherwise. FETCHED, OWN (out) */
gboolean sheaf_read_fetched_facts (SheafDb    *db,
                                   gint64      id,
                                   SheafFacts *fetched,
                                   guint      *own,
                                   GError    **error);

/* read-marks.c: of ID, by position. (transfer full): of SheafMark */
GPtrArray *sheaf_read_article_marks (SheafDb *db,
                                     gint64   id,
                                     GError **error);

/* Of all articles that QUERY (nullable) means, else of IDS, else, with N 0, of all but the trash: the newest article
 * first. (transfer full): of SheafMarkedArticle */
GPtrArray *sheaf_read_marks (SheafDb      *db,
                             SheafQuery   *query,
                             const gint64 *ids,
                             gsize         n,
                             GError      **error);

/* read-first.c: appends at most LIMIT ids to IDS, until the connection's deadline; *ALL (out): the query means no others. */
gboolean sheaf_read_first_ids (SheafDb    *db,
                               SheafQuery *query,
                               guint       limit,
                               GArray     *ids,
                               gboolean   *all,
                               GError    **error);

/* What of them the texts have: the starts of words are looked for in the texts themselves. */
gboolean sheaf_read_text_ids (SheafDb    *db,
                              SheafQuery *query,
                              guint       limit,
                              GArray     *ids,
                              GError    **error);

/* read-search.c: the first stage; until the connection's deadline. (transfer full) */
SheafFound *sheaf_read_first_hits (SheafDb    *db,
                                   SheafQuery *query,
                                   guint       limit,
                                   GError    **error);

/* The second: all, and the first LIMIT as hits. Ranking may take BUDGET (µs). (transfer full) */
SheafFound *sheaf_read_search (SheafDb    *db,
                               SheafQuery *query,
                               guint       limit,
                               gint64      budget,
                               GError    **error);

/* Both in short, until DEADLINE (monotonic µs) and a little longer for what stands around the words: at most LIMIT hits.
 * In time they are all that QUERY means, or LIMIT of them, or at least ENOUGH. (transfer full) */
SheafFound *sheaf_read_some_hits (SheafDb    *db,
                                  SheafQuery *query,
                                  guint       limit,
                                  guint       enough,
                                  gint64      deadline,
                                  GError    **error);

/* What stands around the words of QUERY in these articles: in their order, strings, NULL for none. */
GPtrArray *sheaf_read_snippets (SheafDb      *db,
                                SheafQuery   *query,
                                const gint64 *ids,
                                gsize         n);

/* read-complete.c (transfer full) */
SheafCompletion *sheaf_read_completion (SheafDb    *db,
                                        const char *text,
                                        gsize       cursor,
                                        GError    **error);

/* read-duplicates.c (transfer full): of SheafDuplicates */
GPtrArray *sheaf_read_duplicates (SheafDb *db,
                                  GError **error);

/* read-readables.c (transfer full): of SheafReadable */
GArray *sheaf_read_readables (SheafDb    *db,
                              SheafQuery *query,
                              GError    **error);

/* store-site.c (transfer full): of SheafSitePage */
GPtrArray *sheaf_read_site_pages (SheafDb    *db,
                                  const char *site,
                                  guint       most,
                                  GError    **error);

/* read-related.c: rows of at most MOST articles outside the trash that have a text and tags of the article ID: the unread
 * first, of these those that share the most and the rarest tags. (transfer full): of SheafRow */
GPtrArray *sheaf_read_related (SheafDb *db,
                               gint64   id,
                               guint    most,
                               GError **error);

/* read-addresses.c (transfer full): gint64 */
GArray *sheaf_read_addresses (SheafDb           *db,
                              const char *const *urls,
                              GError           **error);

/* read-saved.c: in their order. (transfer full): of SheafSmartList, SheafArrivalRule */
GPtrArray *sheaf_read_smart_lists (SheafDb *db,
                                   GError **error);
GPtrArray *sheaf_read_arrival_rules (SheafDb *db,
                                     GError **error);

/* read-sidebar.c */
SheafSidebarCounts *sheaf_read_sidebar (SheafDb *db,
                                        GError **error);

/* read-jobs.c */
GPtrArray *sheaf_read_jobs (SheafDb                *db,
                            const SheafJobQuestion *question,
                            gint64                 *next,
                            GError                **error);

/* verify.c: on the writer's connection (an index check writes nothing but needs it). */
GStrv sheaf_verify (SheafDb      *db,
                    const char   *files_folder,
                    GCancellable *cancellable,
                    GError      **error);

G_END_DECLS
