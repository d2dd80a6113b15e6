/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Some hundreds of articles a transaction: each alone would wait for the disk. */

#include "fill-library.h"

#include "invent.h"
#include "store/edit-private.h"
#include "sync-store.h"

#define BATCH 200
#define STARRED 20 /* every so-many-th */

static SheafEdit *
make_add (guint number, guint words)
{
  g_autoptr (Invented) article = invent_article (number, words);
  g_autoptr (SheafPage) page = invented_to_page (article, 0);

  return sheaf_edit_new_add_page (article->url, page, NULL, (const char *const *)article->tags);
}

/* Their pictures, of which there are none, are not waited for. Ids are given in order. */
static void
end_jobs (SheafStore *store, gint64 last, guint n)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  for (gint64 id = last - n + 1; id <= last; id++)
    g_ptr_array_add (edits, sheaf_edit_new_pictures_done (id));
  sync_store_apply (store, sheaf_edit_new_batch (g_steal_pointer (&edits)));
}

static void
star_some (SheafStore *store)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (GArray) ids = sync_store_query (store, all, NULL);
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < ids->len; i += STARRED)
    g_array_append_val (some, g_array_index (ids, gint64, i));
  if (some->len > 0)
    sync_store_apply (store, sheaf_edit_new_star ((const gint64 *)some->data, some->len, TRUE));
}

void
fill_library (const char *folder, guint from, guint n, guint words)
{
  g_autoptr (SheafStore) store = sync_store_open (folder);

  for (guint done = 0; done < n; done += BATCH)
    {
      g_autoptr (GPtrArray) edits
          = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
      guint count = MIN (BATCH, n - done);
      gint64 last;

      for (guint i = done; i < done + count; i++)
        g_ptr_array_add (edits, make_add (from + i, words));
      last = sync_store_apply (store, sheaf_edit_new_batch (g_steal_pointer (&edits)));
      end_jobs (store, last, count);
    }
  star_some (store);
  sheaf_store_close (store);
}
