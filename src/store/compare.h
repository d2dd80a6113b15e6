/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles whose text was not compared with all others yet are: candidates by the bands of their fingerprints, then
 * the texts. Memory is bounded by COMPARE_AT_ONCE fingerprints. Private to store/. */
#pragma once

#include "base/shingles.h"
#include "store/db.h"

G_BEGIN_DECLS

#define SHEAF_COMPARE_AT_ONCE 50000

typedef struct
{
  gint64 one, other; /* the smaller number first */
  double resemblance;
} SheafAlike;

typedef struct
{
  GArray *ids;   /* gint64: compared */
  GArray *alike; /* of SheafAlike */
} SheafCompared;

void sheaf_compared_free (SheafCompared *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafCompared, sheaf_compared_free)

/* The next of them; none: all are. On a reader's connection. DONE (optional): how far it is, 0 … 1, set
 * atomically in thousandths. (transfer full) */
SheafCompared *sheaf_compare (SheafDb      *db,
                              gint         *done,
                              GCancellable *cancellable,
                              GError      **error);

/* Writes FIRST … FIRST + N of what is alike, those from a text that is another one by now left out; once all are
 * written, that the articles were compared. Writer's connection, in a transaction. */
gboolean sheaf_compare_write (SheafDb             *db,
                              const SheafCompared *compared,
                              guint                first,
                              guint                n,
                              GError             **error);

G_END_DECLS
