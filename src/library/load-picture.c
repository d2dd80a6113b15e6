/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a kept picture on a worker and looks at its head before any decoder does. */

#include "library/load-picture.h"

#include "base/picture-head.h"
#include "library/library-private.h"
#include "store/files.h"

typedef struct
{
  char *folder;
  char *sha;
  GBytes *bytes;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_free (self->folder);
  g_free (self->sha);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
load_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Load *self = data;
  SheafPictureHead head;

  self->bytes = sheaf_files_get (self->folder, self->sha, error);

  return self->bytes != NULL && sheaf_picture_head_read (self->bytes, &head, error);
}

void
sheaf_library_load_picture_async (SheafLibrary *self,
                                  const char *sha,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Load *load = g_new0 (Load, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  load->folder = g_strdup (sheaf_store_get_files_folder (sheaf_library_get_store (self)));
  load->sha = g_strdup (sha);
  sheaf_worker_push (sheaf_library_get_worker (self), load_on_worker, load, load_free, self,
                     cancellable, callback, user_data);
}

GBytes *
sheaf_library_load_picture_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  Load *load = sheaf_worker_finish (result, error);

  return load != NULL ? g_steal_pointer (&load->bytes) : NULL;
}
