/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store's parts, for the files that it is made of. Private to store/. */
#pragma once

#include "base/worker.h"
#include "store/hold.h"
#include "store/store.h"

G_BEGIN_DECLS

struct _SheafStore
{
  GObject parent_instance;

  char *folder;
  char *files_folder;
  SheafHold *hold;     /* until it is closed */
  SheafRepair *repair; /* (nullable) */
  gboolean marked;     /* as damaged, for the next time it is opened */
  SheafWorker *writer;
  SheafWorker *lists;
  SheafWorker *search;
  SheafWorker *comparer; /* (nullable): until duplicates are looked for */
  GCancellable *closing;
  GCancellable *searching; /* the last search */
  gint64 first_budget;     /* µs, for the first stage of a search */
  gint64 search_budget;    /* µs, for the ranking */
  GFileMonitor *monitor; /* of the WAL */
  guint look;            /* timeout */
  gint64 data_version;   /* as the writer's connection saw it last */
};

/* Tells everybody. IDS (nullable), COUNTS (nullable) as in SheafChange. */
void sheaf_store_emit_changed (SheafStore               *self,
                               SheafChangeFlags          flags,
                               const gint64             *ids,
                               gsize                     n,
                               const SheafSidebarCounts *counts);

/* ERROR (nullable) of a job: where the database is damaged, it is marked to be repaired when it is opened next. */
void sheaf_store_note_damage (SheafStore   *self,
                              const GError *error);

G_END_DECLS
