/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The iterator goes by the clock: a frame that was decoded too late is left out, not shown late.
 * It lives on the worker alone. */

#include "ui/moving-picture.h"

#include "ui/picture-pixels.h"

#define LEAST_MS 20
#define USUAL_MS 100 /* where less is said, as all do */

struct _SheafMovingPicture
{
  gatomicrefcount ref_count;

  GBytes *bytes;
  int width;
  GdkPixbufAnimation *animation; /* (nullable): not begun */
  GdkPixbufAnimationIter *iter;
};

typedef struct
{
  SheafMovingPicture *moving;
  cairo_surface_t *surface;
  guint lasts;
} Frame;

SheafMovingPicture *
sheaf_moving_picture_new (GBytes *bytes, int width)
{
  SheafMovingPicture *self = g_new0 (SheafMovingPicture, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->width = width;

  return self;
}

SheafMovingPicture *
sheaf_moving_picture_ref (SheafMovingPicture *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_moving_picture_unref (SheafMovingPicture *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->iter);
  g_clear_object (&self->animation);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  sheaf_moving_picture_unref (frame->moving);
  g_clear_pointer (&frame->surface, cairo_surface_destroy);
  g_free (frame);
}

static gboolean
begin (SheafMovingPicture *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (self->bytes);

  self->animation = gdk_pixbuf_animation_new_from_stream (stream, cancellable, error);
  if (self->animation == NULL)
    return FALSE;
  self->iter = gdk_pixbuf_animation_get_iter (self->animation, NULL);

  return TRUE;
}

static gboolean
decode_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Frame *frame = data;
  SheafMovingPicture *self = frame->moving;
  GdkPixbuf *pixbuf;
  g_autoptr (GdkPixbuf) scaled = NULL;
  int width, delay;

  if (self->iter == NULL && !begin (self, cancellable, error))
    return FALSE;
  gdk_pixbuf_animation_iter_advance (self->iter, NULL);
  pixbuf = gdk_pixbuf_animation_iter_get_pixbuf (self->iter);
  delay = gdk_pixbuf_animation_iter_get_delay_time (self->iter);
  frame->lasts = delay < 0 ? 0 : delay < LEAST_MS ? USUAL_MS : (guint)delay;
  width = gdk_pixbuf_get_width (pixbuf);
  if (width > self->width)
    scaled = gdk_pixbuf_scale_simple (
        pixbuf, self->width,
        MAX (1, (int)((gint64)gdk_pixbuf_get_height (pixbuf) * self->width / width)),
        GDK_INTERP_BILINEAR);
  frame->surface = sheaf_picture_pixels_on_white (scaled != NULL ? scaled : pixbuf);

  return TRUE;
}

void
sheaf_moving_picture_next_async (SheafMovingPicture *self,
                                 GObject *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback)
{
  Frame *frame = g_new0 (Frame, 1);

  frame->moving = sheaf_moving_picture_ref (self);
  sheaf_worker_push (sheaf_picture_pixels_get_worker (SHEAF_PICTURES_MOVING), decode_on_worker,
                     frame, frame_free, source, cancellable, callback, NULL);
}

cairo_surface_t *
sheaf_moving_picture_next_finish (SheafMovingPicture *self,
                                  GAsyncResult *result,
                                  guint *lasts,
                                  GError **error)
{
  Frame *frame = sheaf_worker_finish (result, error);

  if (frame == NULL)
    return NULL;
  if (frame->moving != self)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "it was stopped");
      return NULL;
    }
  *lasts = frame->lasts;

  return g_steal_pointer (&frame->surface);
}
