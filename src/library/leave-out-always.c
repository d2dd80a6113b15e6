/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The site's pages one after the other: the store gives what an article is now, a worker reads its
 * page and finds in both what the selector means. */

#include "library/leave-out-always.h"

#include "base/url.h"
#include "extract/block-selector.h"
#include "library/library-private.h"
#include "library/own-rule.h"
#include "store/files.h"

#define MOST_PAGES 500

void
sheaf_always_free (SheafAlways *self)
{
  g_free (self->site);
  g_free (self->selector);
  g_free (self->words);
  g_clear_pointer (&self->edit, sheaf_edit_unref);
  g_free (self);
}

/* --- One page --- */

typedef struct
{
  char *folder, *sha;
  gint64 id;
  SheafDocument *document;
  char *text;       /* (nullable): a selector is to be made of it */
  char *selector;   /* (nullable) until then */
  GPtrArray *edits; /* of SheafEdit */
} Look;

static void
free_look (gpointer data)
{
  Look *self = data;

  g_free (self->folder);
  g_free (self->sha);
  sheaf_document_unref (self->document);
  g_free (self->text);
  g_free (self->selector);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self);
}

/* From the end: what stands before keeps its place. */
static void
add_edits (Look *self, GArray *runs)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->document, &n);

  for (guint i = runs->len; i > 0; i--)
    {
      const SheafBlockRun *run = &g_array_index (runs, SheafBlockRun, i - 1);
      guint start = blocks[run->first].start, end = blocks[run->first + run->n - 1].end;
      g_autofree char *text = sheaf_document_dup_range (self->document, start, end);

      g_ptr_array_add (self->edits, sheaf_edit_new_leave_out (self->id, start, end, text));
    }
}

static gboolean
look_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *self = data;
  g_autoptr (GBytes) html = sheaf_files_get (self->folder, self->sha, error);
  g_autoptr (SheafDom) page = html != NULL ? sheaf_block_selector_parse (html, error) : NULL;
  g_autoptr (GArray) runs = NULL;

  if (page == NULL)
    return FALSE;
  if (self->text != NULL)
    self->selector = sheaf_block_selector_make (page, self->text, self->document);
  if (self->selector == NULL)
    return TRUE;
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  runs = sheaf_block_selector_find (page, self->selector, self->document);
  add_edits (self, runs);

  return TRUE;
}

/* --- All of them --- */

typedef struct
{
  SheafAlways *always;
  gint64 id;
  char *text;
  SheafDocument *document;
  GPtrArray *pages; /* of SheafSitePage, that of ID the first */
  guint at;
  GPtrArray *edits; /* of SheafEdit */
  SheafAlwaysTold told;
  gpointer told_data;
} Plan;

static void
free_plan (gpointer data)
{
  Plan *self = data;

  g_clear_pointer (&self->always, sheaf_always_free);
  g_free (self->text);
  sheaf_document_unref (self->document);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

static void
look_at_next (GTask *task);

static void
say_nothing_tells (GTask *task)
{
  g_task_return_new_error (task, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE,
                           "nothing tells it apart in the page");
  g_object_unref (task);
}

/* A page that cannot be read is passed over, but the one it was left out of. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Plan *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  Look *look = sheaf_worker_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->at == 0 && (look == NULL || look->selector == NULL))
    {
      say_nothing_tells (task);
      return;
    }
  if (self->at == 0)
    self->always->selector = g_strdup (look->selector);
  if (look != NULL && look->edits->len > 0)
    {
      self->always->changed++;
      while (look->edits->len > 0)
        g_ptr_array_add (self->edits, g_ptr_array_steal_index (look->edits, 0));
    }
  self->at++;
  look_at_next (task);
}

static void
look_at (GTask *task, SheafDocument *document)
{
  SheafLibrary *library = g_task_get_source_object (task);
  Plan *self = g_task_get_task_data (task);
  const SheafSitePage *page = self->pages->pdata[self->at];
  Look *look = g_new0 (Look, 1);

  look->folder = g_strdup (sheaf_store_get_files_folder (sheaf_library_get_store (library)));
  look->sha = g_strdup (page->sha);
  look->id = page->id;
  look->document = sheaf_document_ref (document);
  look->text = self->at == 0 ? g_strdup (self->text) : NULL;
  look->selector = g_strdup (self->always->selector);
  sheaf_worker_push (sheaf_library_get_worker (library), look_on_worker, look, free_look, library,
                     g_task_get_cancellable (task), looked_cb, task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Plan *self = g_task_get_task_data (task);
  g_autoptr (SheafLoaded) loaded
      = sheaf_store_load_article_finish (SHEAF_STORE (source), result, NULL);

  if (sheaf_library_get_store (g_task_get_source_object (task)) != NULL && loaded != NULL
      && loaded->page != NULL && loaded->page->document != NULL)
    {
      look_at (task, loaded->page->document);
      return;
    }
  self->at++;
  look_at_next (task);
}

static void
look_at_next (GTask *task)
{
  Plan *self = g_task_get_task_data (task);
  SheafStore *store = sheaf_library_get_store (g_task_get_source_object (task));

  if (store == NULL)
    g_cancellable_cancel (g_task_get_cancellable (task));
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->told != NULL)
    self->told (self->at, self->pages->len, self->told_data);
  if (self->at == 0)
    look_at (task, self->document);
  else if (self->at < self->pages->len)
    sheaf_store_load_article_async (store, ((SheafSitePage *)self->pages->pdata[self->at])->id,
                                    g_task_get_cancellable (task), loaded_cb, task);
  else
    {
      self->always->pages = self->pages->len;
      if (self->edits->len > 0)
        self->always->edit = sheaf_edit_new_batch (g_ptr_array_ref (self->edits));
      g_task_return_pointer (task, g_steal_pointer (&self->always),
                             (GDestroyNotify)sheaf_always_free);
      g_object_unref (task);
    }
}

static void
pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Plan *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->pages = sheaf_store_load_site_pages_finish (SHEAF_STORE (source), result, &error);
  if (self->pages == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  for (guint i = 0; i < self->pages->len; i++)
    if (((SheafSitePage *)self->pages->pdata[i])->id == self->id)
      {
        gpointer first = self->pages->pdata[0];

        self->pages->pdata[0] = self->pages->pdata[i];
        self->pages->pdata[i] = first;
        look_at_next (task);
        return;
      }
  say_nothing_tells (task); /* its page is not kept */
}

void
sheaf_library_plan_always_async (SheafLibrary *self,
                                 gint64 id,
                                 const char *url,
                                 const char *text,
                                 SheafDocument *document,
                                 SheafAlwaysTold told,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GCancellable) own
      = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  GTask *task = g_task_new (self, own, callback, user_data);
  Plan *plan = g_new0 (Plan, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  g_task_set_source_tag (task, sheaf_library_plan_always_async);
  plan->always = g_new0 (SheafAlways, 1);
  plan->always->site = sheaf_url_site (url);
  plan->always->words = g_strdup (text);
  plan->id = id;
  plan->text = g_strdup (text);
  plan->document = sheaf_document_ref (document);
  plan->edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  plan->told = told;
  plan->told_data = user_data;
  g_task_set_task_data (task, plan, free_plan);
  if (plan->always->site == NULL)
    say_nothing_tells (task);
  else
    sheaf_store_load_site_pages_async (sheaf_library_get_store (self), plan->always->site,
                                       MOST_PAGES, own, pages_cb, task);
}

SheafAlways *
sheaf_library_plan_always_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_library_plan_always_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The rule --- */

typedef struct
{
  char *site, *selector, *words;
  gboolean back;
} Writing;

static void
free_writing (gpointer data)
{
  Writing *self = data;

  g_free (self->site);
  g_free (self->selector);
  g_free (self->words);
  g_free (self);
}

static gboolean
write_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  const Writing *self = data;

  return (self->back ? sheaf_own_rule_take_back
                     : sheaf_own_rule_add) (NULL, self->site, self->selector, self->words, error);
}

void
sheaf_library_write_always_async (SheafLibrary *self,
                                  const SheafAlways *always,
                                  gboolean back,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Writing *writing = g_new0 (Writing, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  *writing = (Writing){ g_strdup (always->site), g_strdup (always->selector),
                        g_strdup (always->words), back };
  sheaf_worker_push (sheaf_library_get_worker (self), write_on_worker, writing, free_writing, self,
                     NULL, callback, user_data);
}

gboolean
sheaf_library_write_always_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  return sheaf_worker_finish (result, error) != NULL;
}
