/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The application's object: store and fetcher together, and the queue that fetches what waits. Its
 * verbs lie in files of their own (add.h, extract-page.h, load-picture.h). Main thread. */
#pragma once

#include "library/conditions.h"
#include "store/store.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_LIBRARY (sheaf_library_get_type ())
G_DECLARE_FINAL_TYPE (SheafLibrary, sheaf_library, SHEAF, LIBRARY, GObject)

/* The library's folder: GIVEN (nullable), else $SHEAF_LIBRARY, else $XDG_DATA_HOME/sheaf. */
char *sheaf_library_dup_folder (const char *given);

void          sheaf_library_open_async (const char         *folder,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
SheafLibrary *sheaf_library_open_finish (GAsyncResult *result,
                                         GError      **error);
void          sheaf_library_close (SheafLibrary *self); /* stops fetching, closes the store; blocks */
SheafStore   *sheaf_library_get_store (SheafLibrary *self);

/* Fetches what waits, now and from now on: pending rows at start, new ones as they come, failed ones when
 * their time has come or the network comes back. The window does; the command line fetches only what
 * it was given. At most 16 at once, 2 a host. What cannot be reached waits, and no try is counted (conditions.h); where
 * bytes are counted pictures wait; where power is saved two at a time are fetched, the newest first. From now on the
 * library also keeps its backups (keep-backups.h).
 * Signal "caught-up" (guint came, guint failed, gint64 began): nothing is left that could be fetched now; pages since it
 * BEGAN (µs, monotonic). */
void sheaf_library_start_fetching (SheafLibrary *self);

/* The article that is being read (0: none): what it still lacks comes before all else, its pictures too. */
void sheaf_library_set_shown (SheafLibrary *self,
                              gint64        id);

/* (transfer none): those that the queue goes by. */
SheafConditions *sheaf_library_get_conditions (SheafLibrary *self);

/* Fetches one article's address now and keeps what comes, or why nothing did (an edit either way; the row
 * says it): page, extraction, snapshot, pictures. A fetch under way for it is joined. ERROR only for
 * the store's and cancelling. Called with an article that is complete, it refetches. */
void     sheaf_library_fetch_async (SheafLibrary       *self,
                                    gint64              id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sheaf_library_fetch_finish (SheafLibrary *self,
                                     GAsyncResult *result,
                                     GError      **error);

/* Fetches the pictures of an article whose text is there and that are not kept yet (what cannot be had stays missing); at most 200,
 * four at once, only where its address may lead. Finished by sheaf_library_fetch_finish. */
void sheaf_library_fetch_pictures_async (SheafLibrary       *self,
                                         gint64              id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);

G_END_DECLS
