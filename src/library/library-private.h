/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the verbs of library/ share. */
#pragma once

#include "base/worker.h"
#include "library/library.h"
#include "net/fetcher.h"

G_BEGIN_DECLS

SheafFetcher *sheaf_library_get_fetcher (SheafLibrary *self);

/* One of the two threads for work on values (extraction, files, picture heads), by turns. */
SheafWorker *sheaf_library_get_worker (SheafLibrary *self);

/* Cancelled when the library closes. */
GCancellable *sheaf_library_get_cancellable (SheafLibrary *self);

/* Before fetching is started and before anybody asked for them. */
void sheaf_library_set_conditions (SheafLibrary    *self,
                                   SheafConditions *conditions);

/* A fetch of URL has failed: the network has gone, which is no fault of URL's. FALSE where no queue runs. */
gboolean sheaf_library_lost_network (SheafLibrary *self,
                                     const char   *url);

/* A page of the queue's has come, or has failed. */
void sheaf_library_count_page (SheafLibrary *self,
                               gboolean      came);

/* May pictures of ID be fetched as soon as its text is there? */
gboolean sheaf_library_wants_pictures (SheafLibrary *self,
                                       gint64        id);

/* Work that nobody waits for is to be left until later. FALSE where no queue runs. */
gboolean sheaf_library_is_saving_power (SheafLibrary *self);

/* Bookkeeping of the fetches under way: begin gives FALSE where one for ID is there already; TASK then
 * waits for it. end returns every waiting task. */
gboolean sheaf_library_begin_fetch (SheafLibrary *self,
                                    gint64        id,
                                    GTask        *task);
void     sheaf_library_end_fetch (SheafLibrary *self,
                                  gint64        id,
                                  const GError *error);

/* When a fetch of ID that failed now may be tried again. µs UTC. */
gint64 sheaf_library_get_not_before (SheafLibrary *self,
                                     gint64        id);

/* The same for one whose page came and whose reading ended the program: at once the first time. */
gint64 sheaf_library_get_not_before_again (SheafLibrary *self,
                                           gint64        id);

/* How long to wait after the Nth failed try: a minute, five, twenty-five …, at most a day; after the
 * eighth only when asked (G_MAXINT64). µs. */
gint64 sheaf_library_backoff (guint attempts);

/* keep-backups.c: what the library holds for it. Stopping cancels what is under way and waits until it
 * has ended, which takes no longer than a look at the cancellable. */
typedef struct _SheafBackups SheafBackups;

SheafBackups *sheaf_backups_new (void);
void          sheaf_backups_start (SheafBackups *self,
                                   SheafLibrary *library);
void          sheaf_backups_look (SheafLibrary *self); /* makes one where it is due */
void          sheaf_backups_stop (SheafBackups *self);
void          sheaf_backups_free (SheafBackups *self);
SheafBackups *sheaf_library_get_backups (SheafLibrary *self);

/* watch-duplicates.c: the same for duplicates, looked for SECONDS after the start and after the last text that came. */
typedef struct _SheafDuplicatesWatch SheafDuplicatesWatch;

SheafDuplicatesWatch *sheaf_duplicates_watch_new (void);
void                  sheaf_duplicates_watch_start (SheafDuplicatesWatch *self,
                                                    SheafLibrary         *library,
                                                    guint                 seconds);
void                  sheaf_duplicates_watch_go_on (SheafDuplicatesWatch *self); /* power need not be saved any more */
void                  sheaf_duplicates_watch_stop (SheafDuplicatesWatch *self); /* before the store is closed */
void                  sheaf_duplicates_watch_free (SheafDuplicatesWatch *self);
SheafDuplicatesWatch *sheaf_library_get_duplicates_watch (SheafLibrary *self);

/* receiver.c: likewise. Closing it waits for the thread that listens. */
typedef struct _SheafReceiver SheafReceiver;

SheafReceiver *sheaf_receiver_new (SheafLibrary *library);
void           sheaf_receiver_close (SheafReceiver *self);

G_END_DECLS
