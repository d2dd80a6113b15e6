/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A photograph's pixels would make a PDF many times as large as the photograph: what has no
 * transparent parts is given to it as a JPEG of the printed size, too. */

#include "ui/print-picture.h"

#include "library/load-picture.h"
#include "ui/picture-pixels.h"

typedef struct
{
  GBytes *bytes;
  int width;
} Decoding;

static void
decoding_free (gpointer data)
{
  Decoding *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
attach_jpeg (cairo_surface_t *surface, GdkPixbuf *pixbuf)
{
  gsize length;
  char *jpeg;

  if (gdk_pixbuf_get_has_alpha (pixbuf)
      || !gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &length, "jpeg", NULL, "quality", "88", NULL))
    return;
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (guchar *)jpeg, length, g_free,
                                   jpeg)
      != CAIRO_STATUS_SUCCESS)
    g_free (jpeg);
}

static cairo_surface_t *
make_surface (GdkPixbuf *pixbuf)
{
  cairo_surface_t *surface = sheaf_picture_pixels_on_white (pixbuf);

  attach_jpeg (surface, pixbuf);

  return surface;
}

static void
decode_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Decoding *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) upright
      = sheaf_picture_pixels (self->bytes, self->width, cancellable, &error);

  if (upright == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, make_surface (upright), (GDestroyNotify)cairo_surface_destroy);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Decoding *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->bytes = sheaf_library_load_picture_finish (SHEAF_LIBRARY (source), result, &error);
  if (self->bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_run_in_thread (task, decode_on_thread);
}

void
sheaf_print_picture_load_async (SheafLibrary *library,
                                const char *sha,
                                int width,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (library, cancellable, callback, user_data);
  Decoding *self = g_new0 (Decoding, 1);

  self->width = width;
  g_task_set_task_data (task, self, decoding_free);
  sheaf_library_load_picture_async (library, sha, cancellable, loaded_cb, task);
}

cairo_surface_t *
sheaf_print_picture_load_finish (SheafLibrary *library, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
