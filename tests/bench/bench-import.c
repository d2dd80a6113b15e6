/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole articles in batches, as an import brings them: by the store, and the same rows by bare SQL
 * into a library of the same schema, as many in a transaction. */

#include "bench.h"

#include "bare-save.h"
#include "invent.h"
#include "measure.h"
#include "scratch.h"
#include "sync-store.h"

#define BATCH 500
#define BATCHES 4 /* a round */

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
      g_ptr_array_add (batch.pages, invented_to_page (article, 0));
    }

  return batch;
}

static void
clear_batch (Batch *self)
{
  g_ptr_array_unref (self->articles);
  g_ptr_array_unref (self->pages);
}

static SheafEdit *
make_edit (const Batch *batch)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  for (guint i = 0; i < BATCH; i++)
    {
      const Invented *article = batch->articles->pdata[i];

      g_ptr_array_add (edits, sheaf_edit_new_add_page (article->url, batch->pages->pdata[i], NULL,
                                                       (const char *const *)article->tags));
    }

  return sheaf_edit_new_batch (edits);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, &error))
    bench_fail ("%s", error->message);
  --*(guint *)data;
}

/* The next batch is given while one is written. Seconds. */
static double
write_by_store (SheafStore *store, const Batch *batches, guint n)
{
  double then = bench_wall ();
  guint waiting = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SheafEdit) edit = make_edit (&batches[i]);

      waiting++;
      sheaf_store_apply_async (store, edit, NULL, written_cb, &waiting);
      while (waiting > (i + 1 < n ? 1 : 0))
        g_main_context_iteration (NULL, TRUE);
    }

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
  g_autoptr (GArray) by_store = bench_samples_new (), by_bare = bench_samples_new ();
  SheafStore *store;
  BareSave *bare;

  g_mkdir_with_parents (ours, 0700);
  g_mkdir_with_parents (theirs, 0700);
  store = sync_store_open (ours);
  bare = bare_save_open (theirs);
  for (guint round = 0; round <= bench_rounds (); round++)
    {
      Batch batches[BATCHES];
      double mine, other = 0;

      for (guint i = 0; i < BATCHES; i++)
        batches[i] = make_batch ((round * BATCHES + i) * BATCH);
      mine = write_by_store (store, batches, BATCHES);
      for (guint i = 0; i < BATCHES; i++)
        {
          other += write_bare (bare, &batches[i]);
          clear_batch (&batches[i]);
        }
      if (round > 0)
        {
          bench_sample (by_store, BATCHES * BATCH / mine);
          bench_sample (by_bare, BATCHES * BATCH / other);
        }
    }
  bare_save_close (bare);
  g_object_unref (store);
  bench_row ("import: articles a second, 500 a transaction", bench_median (by_store), "",
             bench_median (by_store) / bench_median (by_bare), "the same rows by bare SQL",
             ">= 0.7");
}
