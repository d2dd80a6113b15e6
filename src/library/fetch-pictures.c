/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Four pictures at a time: fetched, their heads checked and their files written on a worker, kept
 * by an edit. */

#include "library/fetch-pictures.h"

#include "base/picture-head.h"
#include "library/library-private.h"
#include "store/files.h"

#define MAX_PICTURES 200
#define AT_ONCE 4

typedef struct
{
  SheafLibrary *library;
  gint64 id;
  char *typed;
  GPtrArray *sources; /* of char *, each once */
  guint next;
  guint running;
} Pictures;

typedef struct
{
  GTask *task; /* of all pictures */
  const char *src;
  char *folder;
  GBytes *bytes;
  char *sha;
  SheafPictureHead head;
} Picture;

static void
step (GTask *task);

static void
pictures_free (gpointer data)
{
  Pictures *self = data;

  g_clear_object (&self->library);
  g_ptr_array_unref (self->sources);
  g_free (self->typed);
  g_free (self);
}

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_clear_object (&self->task);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->folder);
  g_free (self->sha);
  g_free (self);
}

static void
picture_done (Picture *picture)
{
  g_autoptr (GTask) task = g_object_ref (picture->task);
  Pictures *self = g_task_get_task_data (task);

  picture_free (picture);
  self->running--;
  step (task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, NULL);
  picture_done (data);
}

static gboolean
write_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Picture *picture = data;

  if (!sheaf_picture_head_read (picture->bytes, &picture->head, error))
    return FALSE;
  picture->sha = sheaf_files_put (picture->folder, picture->bytes, FALSE, error);

  return picture->sha != NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Picture *picture = data;
  Pictures *self = g_task_get_task_data (picture->task);
  g_autoptr (SheafEdit) edit = NULL;

  if (sheaf_worker_finish (result, NULL) == NULL || sheaf_library_get_store (self->library) == NULL)
    {
      picture_done (picture);
      return;
    }
  edit = sheaf_edit_new_picture (self->id, picture->src, picture->sha, picture->head.mime,
                                 g_bytes_get_size (picture->bytes), picture->head.width,
                                 picture->head.height);
  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, kept_cb, picture);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Picture *picture = data;
  Pictures *self = g_task_get_task_data (picture->task);
  g_autoptr (SheafFetched) fetched
      = sheaf_fetcher_get_finish (SHEAF_FETCHER (source), result, NULL);

  if (fetched == NULL || fetched->incomplete || sheaf_library_get_store (self->library) == NULL)
    {
      picture_done (picture);
      return;
    }
  picture->bytes = g_bytes_ref (fetched->bytes);
  picture->folder
      = g_strdup (sheaf_store_get_files_folder (sheaf_library_get_store (self->library)));
  sheaf_worker_push (sheaf_library_get_worker (self->library), write_on_worker, picture, NULL, NULL,
                     g_task_get_cancellable (picture->task), written_cb, picture);
}

static void
step (GTask *task)
{
  Pictures *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gboolean stop
      = g_cancellable_is_cancelled (cancellable) || sheaf_library_get_store (self->library) == NULL;

  while (!stop && self->running < AT_ONCE && self->next < self->sources->len)
    {
      Picture *picture = g_new0 (Picture, 1);

      picture->task = g_object_ref (task);
      picture->src = self->sources->pdata[self->next++];
      self->running++;
      sheaf_fetcher_get_async (sheaf_library_get_fetcher (self->library), picture->src, self->typed,
                               SHEAF_FETCH_PICTURE, cancellable, got_cb, picture);
    }
  if (self->running == 0 && !g_task_get_completed (task)
      && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static GPtrArray *
find_sources (SheafPage *page, GHashTable *kept)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const SheafImage *images = NULL;
  gsize n = 0;

  if (page->lead_image != NULL && (kept == NULL || !g_hash_table_contains (kept, page->lead_image)))
    {
      g_ptr_array_add (sources, g_strdup (page->lead_image));
      g_hash_table_add (seen, page->lead_image);
    }
  if (page->document != NULL)
    images = sheaf_document_get_images (page->document, &n);
  for (gsize i = 0; i < n && sources->len < MAX_PICTURES; i++)
    if (g_hash_table_add (seen, (gpointer)images[i].src)
        && (kept == NULL || !g_hash_table_contains (kept, images[i].src)))
      g_ptr_array_add (sources, g_strdup (images[i].src));

  return sources;
}

void
sheaf_fetch_pictures_async (SheafLibrary *library,
                            gint64 id,
                            const char *typed,
                            SheafPage *page,
                            GHashTable *kept,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);
  Pictures *self = g_new0 (Pictures, 1);

  self->library = g_object_ref (library);
  self->id = id;
  self->typed = g_strdup (typed);
  self->sources = find_sources (page, kept);
  g_task_set_task_data (task, self, pictures_free);
  step (task);
}

gboolean
sheaf_fetch_pictures_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
