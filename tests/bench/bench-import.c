/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole articles in batches, as an import brings them: by edits, and the same rows by bare SQL into
 * a library of the same schema, as many in a transaction. */

#include "bench.h"

#include "bare-save.h"
#include "invent.h"
#include "measure.h"
#include "scratch.h"
#include "store/edit-private.h"

#define BATCH 500

typedef struct
{
  GPtrArray *articles; /* of Invented */
  GPtrArray *pages;
} Batch;

static Batch
make_batch (guint from)
{
  Batch batch = { g_ptr_array_new_with_free_func ((GDestroyNotify)invented_free),
                  g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_page_unref) };

  for (guint i = 0; i < BATCH; i++)
    {
      Invented *article = invent_library_article (from + i, 1);

      g_ptr_array_add (batch.articles, article);
      g_ptr_array_add (batch.pages, invented_to_page (article));
    }

  return batch;
}

static void
clear_batch (Batch *self)
{
  g_ptr_array_unref (self->articles);
  g_ptr_array_unref (self->pages);
}

static double
write_by_edits (SheafDb *db, const Batch *batch)
{
  double then = bench_wall ();
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_autoptr (SheafEdit) all = NULL;
  g_autoptr (GError) error = NULL;
  SheafEditOutcome outcome;

  for (guint i = 0; i < BATCH; i++)
    {
      const Invented *article = batch->articles->pdata[i];

      g_ptr_array_add (edits, sheaf_edit_new_add_page (article->url, batch->pages->pdata[i], NULL,
                                                       (const char *const *)article->tags));
    }
  all = sheaf_edit_new_batch (g_steal_pointer (&edits));
  if (!sheaf_edit_apply (all, db, NULL, &outcome, &error))
    bench_fail ("%s", error->message);
  sheaf_edit_outcome_clear (&outcome);

  return bench_wall () - then;
}

/* Its values are packed before the clock runs: what is left is SQL. */
static double
write_bare (BareSave *bare, const Batch *batch)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)bare_article_free);
  double then, took;

  for (guint i = 0; i < BATCH; i++)
    {
      const Invented *article = batch->articles->pdata[i];

      g_ptr_array_add (values, bare_article_new (article->url, batch->pages->pdata[i]));
    }
  then = bench_wall ();
  bare_import_begin (bare);
  for (guint i = 0; i < BATCH; i++)
    {
      const Invented *article = batch->articles->pdata[i];

      bare_import (bare, values->pdata[i], (const char *const *)article->tags);
    }
  bare_import_commit (bare);
  took = bench_wall () - then;

  return took;
}

void
bench_import (void)
{
  g_autofree char *ours = scratch_path ("import"), *theirs = scratch_path ("import-bare");
  g_autoptr (GArray) by_edits = bench_samples_new (), by_bare = bench_samples_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = NULL;
  BareSave *bare;

  g_mkdir_with_parents (ours, 0700);
  g_mkdir_with_parents (theirs, 0700);
  db = sheaf_db_open (ours, SHEAF_DB_WRITER, &error);
  if (db == NULL)
    bench_fail ("%s", error->message);
  bare = bare_save_open (theirs);
  for (guint round = 0; round <= bench_rounds () * 2; round++)
    {
      Batch batch = make_batch (round * BATCH);
      double mine, other;

      if (round % 2 == 0)
        {
          mine = write_by_edits (db, &batch);
          other = write_bare (bare, &batch);
        }
      else
        {
          other = write_bare (bare, &batch);
          mine = write_by_edits (db, &batch);
        }
      clear_batch (&batch);
      if (round > 0)
        {
          bench_sample (by_edits, BATCH / mine);
          bench_sample (by_bare, BATCH / other);
        }
    }
  bare_save_close (bare);
  bench_row ("import: articles a second, 500 a transaction", bench_median (by_edits), "",
             bench_median (by_edits) / bench_median (by_bare), "the same rows by bare SQL",
             ">= 0.7");
}
