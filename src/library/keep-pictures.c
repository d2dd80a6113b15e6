/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One edit a picture, one after the other: most pages have a handful. */

#include "library/keep-pictures.h"

#include "html/data-cut.h"
#include "html/html-parse.h"
#include "html/picture-data.h"
#include "library/library-private.h"
#include "store/files.h"

struct _SheafKeepPictures
{
  GPtrArray *pictures; /* of SheafPictureData */
  GPtrArray *names;    /* of char *: the file of each, once it is written */
};

typedef struct
{
  SheafLibrary *library;
  SheafKeepPictures *keep;
  gint64 id;
  guint next;
} Keeping;

SheafKeepPictures *
sheaf_keep_pictures_new (GBytes **html)
{
  SheafKeepPictures *self = g_new0 (SheafKeepPictures, 1);
  GBytes *rest = sheaf_picture_data_take (*html, &self->pictures);

  g_bytes_unref (*html);
  if (g_bytes_get_size (rest) > SHEAF_HTML_MAX_BYTES)
    {
      *html = sheaf_data_cut (rest);
      g_bytes_unref (rest);
    }
  else
    *html = rest;
  self->names = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sheaf_keep_pictures_free (SheafKeepPictures *self)
{
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static gboolean
is_shown (SheafPage *page, const char *src)
{
  const SheafImage *images = NULL;
  gsize n = 0;

  if (g_strcmp0 (page->lead_image, src) == 0)
    return TRUE;
  if (page->document != NULL)
    images = sheaf_document_get_images (page->document, &n);
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (images[i].src, src))
      return TRUE;

  return FALSE;
}

void
sheaf_keep_pictures_write (SheafKeepPictures *self, SheafPage *page, const char *folder)
{
  for (guint i = 0; i < self->pictures->len;)
    {
      const SheafPictureData *picture = self->pictures->pdata[i];
      char *name = is_shown (page, picture->src)
                       ? sheaf_files_put (folder, picture->bytes, FALSE, NULL)
                       : NULL;

      if (name != NULL)
        {
          g_ptr_array_add (self->names, name);
          i++;
        }
      else
        g_ptr_array_remove_index (self->pictures, i);
    }
}

static void
step (GTask *task);

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, NULL);
  step (task);
}

static void
step (GTask *task)
{
  Keeping *self = g_task_get_task_data (task);
  SheafStore *store = sheaf_library_get_store (self->library);
  const SheafPictureData *picture;
  g_autoptr (SheafEdit) edit = NULL;

  if (self->keep == NULL || self->next == self->keep->names->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (store == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      return;
    }
  picture = self->keep->pictures->pdata[self->next];
  edit = sheaf_edit_new_picture (self->id, picture->src, self->keep->names->pdata[self->next],
                                 picture->head.mime, g_bytes_get_size (picture->bytes),
                                 picture->head.width, picture->head.height);
  self->next++;
  sheaf_store_apply_async (store, edit, NULL, kept_cb, g_object_ref (task));
}

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_clear_object (&self->library);
  g_free (self);
}

void
sheaf_keep_pictures_async (SheafLibrary *library,
                           SheafKeepPictures *self,
                           gint64 id,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, NULL, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->library = g_object_ref (library);
  keeping->keep = self;
  keeping->id = id;
  g_task_set_task_data (task, keeping, keeping_free);
  step (task);
}

gboolean
sheaf_keep_pictures_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
