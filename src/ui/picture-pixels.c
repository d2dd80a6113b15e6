/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place where a decoder is given bytes from outside; their head was checked when they were
 * loaded. */

#include "ui/picture-pixels.h"

GdkPixbuf *
sheaf_picture_pixels (GBytes *bytes, int width, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) pixbuf
      = width > 0
            ? gdk_pixbuf_new_from_stream_at_scale (stream, width, -1, TRUE, cancellable, error)
            : gdk_pixbuf_new_from_stream (stream, cancellable, error);

  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

cairo_surface_t *
sheaf_picture_pixels_on_white (const GdkPixbuf *pixbuf)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);

  return surface;
}

SheafWorker *
sheaf_picture_pixels_get_worker (SheafPictureWorker which)
{
  static const char *const names[SHEAF_N_PICTURE_WORKERS] = { "pictures", "viewer", "moving" };
  static SheafWorker *workers[SHEAF_N_PICTURE_WORKERS];

  if (workers[which] == NULL)
    workers[which] = sheaf_worker_new (names[which], NULL, NULL);

  return workers[which];
}
