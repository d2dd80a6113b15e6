/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The finder of duplicates: fingerprints for texts that have none, what is new compared with all, and the groups that
 * come of it. Each part goes on where it was left off: cancelling loses nothing. Main thread. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

typedef struct
{
  SheafRow *row;
  double    resemblance; /* of its text to that of the one to keep: 0 … 1; 0: one page, but not alike */
  gboolean  same;        /* word by word */
  guint64   whole;       /* equal where all words are; 0: not known */
} SheafCopy;

/* Articles that are one, or nearly. */
typedef struct
{
  GPtrArray *copies; /* of SheafCopy: the one to keep first, the others by age */
  gboolean   same;   /* all of them are the same word by word */
} SheafDuplicates;

void sheaf_duplicates_free (SheafDuplicates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDuplicates, sheaf_duplicates_free)

/* Merges those of each group that are the same word by word, each with the first of them. KEPT (out, optional):
 * the articles that are left, gint64 (transfer full). NULL: there are none. (transfer full) */
SheafEdit *sheaf_duplicates_merge_same (const GPtrArray *groups,
                                        GArray         **kept);

/* DONE: 0 … 1 of the whole. */
typedef void (*SheafProgressFunc) (double   done,
                                   gpointer user_data);

/* Groups without articles in the trash and without those that a person said are two; those that are the same
 * first. PROGRESS (nullable) is not called any more once CALLBACK was. */
void       sheaf_store_find_duplicates_async (SheafStore         *self,
                                              SheafProgressFunc   progress,
                                              gpointer            progress_data,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
GPtrArray *sheaf_store_find_duplicates_finish (SheafStore   *self,
                                               GAsyncResult *result,
                                               GError      **error); /* (transfer full): of SheafDuplicates */

G_END_DECLS
