/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The frames of a moving picture, one after the other, each decoded on a thread of its own when its time has come. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _SheafMovingPicture SheafMovingPicture;

/* WIDTH: of the frames, in device pixels; a smaller picture keeps its own. Nothing is decoded yet. Atomic references. */
SheafMovingPicture *sheaf_moving_picture_new (GBytes *bytes,
                                              int     width);
SheafMovingPicture *sheaf_moving_picture_ref (SheafMovingPicture *self);
void                sheaf_moving_picture_unref (SheafMovingPicture *self);

/* The frame that is to be seen now. SOURCE is held until then. */
void sheaf_moving_picture_next_async (SheafMovingPicture *self,
                                      GObject            *source,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback);

/* LASTS (out): how many milliseconds it stays; 0: it is the last one. NULL with an error of the decoder's, or with
 * CANCELLED where the frame is not one of SELF (nullable). (transfer full) */
cairo_surface_t *sheaf_moving_picture_next_finish (SheafMovingPicture *self,
                                                   GAsyncResult       *result,
                                                   guint              *lasts,
                                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMovingPicture, sheaf_moving_picture_unref)

G_END_DECLS
