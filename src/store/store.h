/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's file: one writer thread, two reader threads, and the signal that says what changed. Main
 * thread; every _async takes a GCancellable (nullable) and calls back on the main context.
 *
 * Signal "changed" (SheafChange *change): after each edit of this process, in order, and when another
 * process wrote (then everything may have changed). */
#pragma once

#include "document/page.h"
#include "store/completion.h"
#include "store/counts.h"
#include "store/edit.h"
#include "store/marked.h"
#include "store/progress.h"
#include "store/query.h"
#include "store/reading-queue.h"
#include "store/row.h"
#include "store/salvage.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_STORE (sheaf_store_get_type ())
G_DECLARE_FINAL_TYPE (SheafStore, sheaf_store, SHEAF, STORE, GObject)

typedef enum
{
  SHEAF_CHANGE_ROWS = 1 << 0,    /* facts of these articles */
  SHEAF_CHANGE_LISTS = 1 << 1,   /* which lists they stand in */
  SHEAF_CHANGE_TAGS = 1 << 2,    /* the set of tags, or who has them */
  SHEAF_CHANGE_NOTES = 1 << 3,
  SHEAF_CHANGE_CONTENT = 1 << 4, /* the document or a picture of it */
  SHEAF_CHANGE_JOBS = 1 << 5,    /* there may be something to fetch */
  SHEAF_CHANGE_SAVED = 1 << 6,   /* smart lists, or rules on arrival */
} SheafChangeFlags;

typedef struct
{
  SheafChangeFlags flags;
  const gint64    *ids; /* NULL: everything may have changed */
  gsize            n;
  const SheafSidebarCounts *counts; /* what changed in them; NULL: they have to be loaded anew */
} SheafChange;

/* Opens or makes the library in FOLDER (library.db, library.lock, files/). One that is damaged, or was found to be
 * when it was last open, is repaired first. Errors: STORE, TOO_NEW, BAD_FILE (a database that is not ours),
 * DAMAGED (and open in another process, so that it cannot be repaired). */
void        sheaf_store_open_async (const char         *folder,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
SheafStore *sheaf_store_open_finish (GAsyncResult *result,
                                     GError      **error);

/* The same for one who reads: nothing is made, upgraded, repaired or written. Queries, searches, rows and snippets may be
 * asked for, edits may not be made, and nothing is told of changes. While it is open the library cannot be replaced.
 * Errors, too: NOT_FOUND (there is none), STORE (it has to be upgraded, or is being replaced). */
void sheaf_store_open_to_read_async (const char         *folder,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/* What was repaired on opening; NULL: nothing had to be. (transfer none) */
const SheafRepair *sheaf_store_get_repair (SheafStore *self);

/* Runs what is queued, checkpoints and closes; blocks. Disposing does it too. */
void        sheaf_store_close (SheafStore *self);
const char *sheaf_store_get_folder (SheafStore *self);
const char *sheaf_store_get_files_folder (SheafStore *self);

/* The door. finish: the inverse (transfer full; NULL without error where there is none) and, for the
 * add edits, ID (out, optional): the row's, EXISTED (out, optional): it was there already. FALSE on error. */
void     sheaf_store_apply_async (SheafStore         *self,
                                  SheafEdit          *edit,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean sheaf_store_apply_finish (SheafStore   *self,
                                   GAsyncResult *result,
                                   SheafEdit   **inverse,
                                   gint64       *id,
                                   gboolean     *existed,
                                   GError      **error);

/* The same for what a person did: kept with its inverse. finish, also of undo: what is done now, with what it
 * joined. */
void     sheaf_store_do_async (SheafStore         *self,
                               SheafEdit          *edit,
                               SheafDeed           deed,
                               SheafJoin           join,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean sheaf_store_do_finish (SheafStore   *self,
                                GAsyncResult *result,
                                SheafDone    *done,
                                GError      **error);

/* The same of a deed that adds: ID, EXISTED (nullable) as apply_finish tells them. DONE's deed is SHEAF_N_DEEDS where there was
 * nothing to do. */
gboolean sheaf_store_do_add_finish (SheafStore   *self,
                                    GAsyncResult *result,
                                    SheafDone    *done,
                                    gint64       *id,
                                    gboolean     *existed,
                                    GError      **error);

/* Takes back the last deed, or, REDO, does again the last one that was taken back. */
void sheaf_store_undo_async (SheafStore         *self,
                             gboolean            redo,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/* The same two, told as they go, and left undone where PROGRESS is cancelled in time (G_IO_ERROR_CANCELLED). */
void sheaf_store_do_watched_async (SheafStore         *self,
                                   SheafEdit          *edit,
                                   SheafDeed           deed,
                                   SheafJoin           join,
                                   SheafProgress      *progress,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
void sheaf_store_undo_watched_async (SheafStore         *self,
                                     gboolean            redo,
                                     SheafProgress      *progress,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/* The ids a query means, in order, and the rows of the first page of 64 with them. A query with text
 * runs on the search reader. ROWS (out, optional, transfer
 * container): of SheafRow. (transfer full): GArray of gint64 */
void    sheaf_store_query_async (SheafStore         *self,
                                 SheafQuery         *query,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GArray *sheaf_store_query_finish (SheafStore   *self,
                                  GAsyncResult *result,
                                  GPtrArray   **rows,
                                  GError      **error);

/* Rows by id, in the order asked; ids that are gone are left out. (transfer full): of SheafRow */
void       sheaf_store_load_rows_async (SheafStore         *self,
                                        const gint64       *ids,
                                        gsize               n,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *sheaf_store_load_rows_finish (SheafStore   *self,
                                         GAsyncResult *result,
                                         GError      **error);

/* Where a picture of an article is kept. */
typedef struct
{
  char *sha;           /* hex name of its file */
  guint width, height; /* pixels */
} SheafKeptPicture;

/* Everything of one article. */
typedef struct
{
  SheafRow   *row;
  SheafPage  *page;     /* (nullable): nothing fetched yet */
  char       *note;     /* (nullable) */
  GPtrArray  *marks;    /* of SheafMark, by position; what has none comes last */
  SheafFacts  fetched;  /* what its page says of itself … */
  guint       own;      /* … and of which of that a person says something else: SheafFactFlags */
  GHashTable *pictures; /* picture address (char *) -> SheafKeptPicture; of those that are kept */
} SheafLoaded;

void sheaf_loaded_free (SheafLoaded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafLoaded, sheaf_loaded_free)

void         sheaf_store_load_article_async (SheafStore         *self,
                                             gint64              id,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
SheafLoaded *sheaf_store_load_article_finish (SheafStore   *self,
                                              GAsyncResult *result,
                                              GError      **error); /* NOT_FOUND: no such id */

/* The highlights and notes of all articles that QUERY means, or, where that is NULL, of the articles IDS, of all but those in the
 * trash where N is 0, too: the newest article first, without those that have none; one that is named by its id and has a note alone
 * is among them (store-marks.c). (transfer full): of
 * SheafMarkedArticle */
void       sheaf_store_load_marks_async (SheafStore         *self,
                                         SheafQuery         *query, /* (nullable) */
                                         const gint64       *ids,
                                         gsize               n,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *sheaf_store_load_marks_finish (SheafStore   *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* --- Search as you type (store-search.c) --- */

typedef struct
{
  SheafRow *row;
  char     *snippet; /* text around the hit; hits between U+0001 and U+0002; (nullable) */
} SheafHit;

void sheaf_hit_free (SheafHit *self);

typedef struct
{
  GPtrArray *hits;   /* of SheafHit: the first of them */
  GArray    *ids;    /* gint64, in order; of the first stage: of the hits alone */
  gboolean   whole;  /* IDS are all that match */
  gboolean   ranked; /* the best first; FALSE: as the query's order says, and the newest first where there was
                      * no time to rank */
} SheafFound;

void sheaf_found_free (SheafFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFound, sheaf_found_free)

/* FOUND is valid during the call. */
typedef void (*SheafStageFunc) (SheafStore *self,
                                SheafFound *found,
                                gpointer    user_data);

/* How long the first stage of a search may look, and the second rank, in µs. */
#define SHEAF_FIRST_BUDGET  (50 * 1000)
#define SHEAF_SEARCH_BUDGET (300 * 1000)

/* Answers QUERY in two stages, for a field in which somebody types; the query's usual order here is
 * SHEAF_ORDER_RELEVANCE.
 *
 * First, within SHEAF_FIRST_BUDGET and the time to read LIMIT rows, and for two orders alone, by relevance or
 * the newest first: FIRST (nullable) is called with at most LIMIT hits, articles whose title, site, author and
 * tags have all the words, then the newest whose note or text has. Not those where the words are scattered over
 * several of these. FIRST is not called where there are none.
 *
 * Then CALLBACK: finish gives all that match, in order, with rows and snippets for the first LIMIT. Where ranking
 * them would take longer than SHEAF_SEARCH_BUDGET, it is the newest first, and ranked is FALSE.
 *
 * A search cancels the one before it, which ends with G_IO_ERROR_CANCELLED; FIRST is not called after that. */
void        sheaf_store_search_async (SheafStore         *self,
                                      SheafQuery         *query,
                                      guint               limit,
                                      SheafStageFunc      first,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
SheafFound *sheaf_store_search_finish (SheafStore   *self,
                                       GAsyncResult *result,
                                       GError      **error); /* (transfer full) */

/* How long ranking may take from now on, in µs, in place of SHEAF_SEARCH_BUDGET; G_MAXINT64: however long it
 * takes, so that the answer does not depend on what else the machine does. */
void sheaf_store_set_search_budget (SheafStore *self,
                                    gint64      budget);

/* A few hits in one answer, soon after DEADLINE (monotonic µs) at the latest, for somebody who shows no more: at most
 * LIMIT. Those that the first stage of a search finds are enough where they are ENOUGH; else all that QUERY means, or the
 * best LIMIT of them. At the deadline it is what was found until then. */
void        sheaf_store_find_some_async (SheafStore         *self,
                                         SheafQuery         *query,
                                         guint               limit,
                                         guint               enough,
                                         gint64              deadline,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
SheafFound *sheaf_store_find_some_finish (SheafStore   *self,
                                          GAsyncResult *result,
                                          GError      **error); /* (transfer full) */

/* What stands around the words of QUERY in further articles, those that come into sight: in the order of IDS, strings
 * as of a hit, or NULL. */
void       sheaf_store_load_snippets_async (SheafStore         *self,
                                            SheafQuery         *query,
                                            const gint64       *ids,
                                            gsize               n,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
GPtrArray *sheaf_store_load_snippets_finish (SheafStore   *self,
                                             GAsyncResult *result,
                                             GError      **error); /* (transfer full) */

/* The rules on arrival, in their order (store-rules.c). (transfer full): of SheafArrivalRule */
void       sheaf_store_load_rules_async (SheafStore         *self,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *sheaf_store_load_rules_finish (SheafStore   *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* How many articles QUERY means: beside a list that is kept as a text. */
void     sheaf_store_count_async (SheafStore         *self,
                                  SheafQuery         *query,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean sheaf_store_count_finish (SheafStore   *self,
                                   GAsyncResult *result,
                                   guint        *count,
                                   GError      **error);

/* What of the list that QUERY means is not read yet and has a text, in its order. (transfer full): of SheafReadable */
void    sheaf_store_load_readables_async (SheafStore         *self,
                                          SheafQuery         *query,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GArray *sheaf_store_load_readables_finish (SheafStore   *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* An article's page as it came. */
typedef struct
{
  gint64 id;
  char  *sha; /* hex name of its file */
} SheafSitePage;

void sheaf_site_page_free (SheafSitePage *self);

/* The pages that are kept of SITE, a host as sheaf_url_site() gives it, with or without "www."; the newest MOST, none in
 * the trash (store-site.c). (transfer full): of SheafSitePage */
void       sheaf_store_load_site_pages_async (SheafStore         *self,
                                              const char         *site,
                                              guint               most,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
GPtrArray *sheaf_store_load_site_pages_finish (SheafStore   *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* At most MOST articles that share tags with the article ID (store-related.c): the unread first, of these those that share
 * the most and the rarest. (transfer full): of SheafRow */
void       sheaf_store_load_related_async (SheafStore         *self,
                                           gint64              id,
                                           guint               most,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *sheaf_store_load_related_finish (SheafStore   *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* The most addresses that are looked up at once. */
#define SHEAF_ADDRESSES_MOST 4000

/* The articles that web addresses lead to, by any of their addresses (store-addresses.c): gint64 in the order of URLS, 0
 * where there is none outside the trash; of the first SHEAF_ADDRESSES_MOST. (transfer full) */
void    sheaf_store_find_addresses_async (SheafStore         *self,
                                          const char *const  *urls,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GArray *sheaf_store_find_addresses_finish (SheafStore   *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* What TEXT may become at CURSOR, in bytes. See completion.h. */
void             sheaf_store_complete_async (SheafStore         *self,
                                             const char         *text,
                                             gsize               cursor,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
SheafCompletion *sheaf_store_complete_finish (SheafStore   *self,
                                              GAsyncResult *result,
                                              GError      **error); /* (transfer full) */

/* How many words the reader reads in a minute, of all stores of this process: what lists say of time, and what time:
 * means. Tells that it changed. */
void sheaf_store_set_reading_speed (SheafStore *self,
                                    guint       words);

/* The counts of the sidebar, in one queue with the edits: what "changed" says of them afterwards is what came
 * after it. */
void                sheaf_store_load_sidebar_async (SheafStore         *self,
                                                    GCancellable       *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer            user_data);
SheafSidebarCounts *sheaf_store_load_sidebar_finish (SheafStore   *self,
                                                     GAsyncResult *result,
                                                     GError      **error);
/* The smart lists in their order. (transfer full): of SheafSmartList */
void       sheaf_store_load_smart_lists_async (SheafStore         *self,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GPtrArray *sheaf_store_load_smart_lists_finish (SheafStore   *self,
                                                GAsyncResult *result,
                                                GError      **error);

typedef enum
{
  SHEAF_JOB_PAGE,
  SHEAF_JOB_PICTURES, /* the text is there */
} SheafJobKind;

typedef struct
{
  gint64   now;          /* µs UTC: what is due then */
  gint64   first;        /* an article whose job comes before all others (0: none) */
  gboolean pages_only;   /* no job for pictures but FIRST's */
  gboolean newest_first; /* else in the order in which they became due */
} SheafJobQuestion;

typedef struct
{
  SheafJobKind kind;
  gint64 article_id;
  char  *url;
  guint  attempts; /* failed ones so far */
} SheafJob;

void       sheaf_job_free (SheafJob *self);

/* (transfer full): of SheafJob, at most 256. *NEXT (out, optional): when the next of those that are put off is due, µs UTC;
 * 0: none is. */
void       sheaf_store_load_jobs_async (SheafStore             *self,
                                        const SheafJobQuestion *question,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
GPtrArray *sheaf_store_load_jobs_finish (SheafStore   *self,
                                         GAsyncResult *result,
                                         gint64       *next,
                                         GError      **error);

/* Checks everything: the database, foreign keys, each index against its content, every stored blob's
 * checksum, every file's hash. (transfer full): the problems found, one sentence each; empty: sound. LEFT_OVER (out,
 * optional): files that nothing names, which is no problem. */
void  sheaf_store_verify_async (SheafStore         *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
GStrv sheaf_store_verify_finish (SheafStore   *self,
                                 GAsyncResult *result,
                                 guint        *left_over,
                                 GError      **error);

G_END_DECLS
