/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept picture's bytes as pixels. Any thread but the main one, which waits for none of it. */
#pragma once

#include "base/worker.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* As it is to be seen, turned as its file says. WIDTH: what it is scaled to, 0: its own. NULL with an error of the
 * decoder's. (transfer full) */
GdkPixbuf *sheaf_picture_pixels (GBytes       *bytes,
                                 int           width,
                                 GCancellable *cancellable,
                                 GError      **error);

/* For cairo, on white: dark drawings on no ground were made for a white page. (transfer full) */
cairo_surface_t *sheaf_picture_pixels_on_white (const GdkPixbuf *pixbuf);

/* Who decodes: several at once would keep the main loop from its processor, and what is looked at waits for none that is
 * scrolled by. Main thread; for the life of the program. */
typedef enum
{
  SHEAF_PICTURES_OF_PAGE,
  SHEAF_PICTURES_VIEWED,
  SHEAF_PICTURES_MOVING,
  SHEAF_N_PICTURE_WORKERS,
} SheafPictureWorker;

SheafWorker *sheaf_picture_pixels_get_worker (SheafPictureWorker which);

G_END_DECLS
