/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture that is looked at closely: it fits the canvas until it is zoomed, and can be moved then. Shrunk copies of it
 * keep drawing cheap. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_CANVAS_LEVELS 8

/* The picture, and each time half of it. */
typedef struct
{
  cairo_surface_t *levels[SHEAF_CANVAS_LEVELS];
  guint            n;
} SheafCanvasPicture;

/* Any thread. PIXBUF (transfer none). */
SheafCanvasPicture *sheaf_canvas_picture_new (const GdkPixbuf *pixbuf);
void                sheaf_canvas_picture_free (SheafCanvasPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafCanvasPicture, sheaf_canvas_picture_free)

#define SHEAF_TYPE_PICTURE_CANVAS (sheaf_picture_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SheafPictureCanvas, sheaf_picture_canvas, SHEAF, PICTURE_CANVAS, GtkWidget)

/* Signal "zoomed": sheaf_picture_canvas_is_fitting() may have changed. */
GtkWidget *sheaf_picture_canvas_new (void);

/* PICTURE (transfer full) (nullable). It fits again. */
void     sheaf_picture_canvas_take (SheafPictureCanvas *self,
                                    SheafCanvasPicture *picture);
gboolean sheaf_picture_canvas_is_fitting (SheafPictureCanvas *self);
void     sheaf_picture_canvas_fit (SheafPictureCanvas *self);

GdkTexture *sheaf_picture_canvas_dup_texture (SheafPictureCanvas *self); /* (transfer full) (nullable) */

/* By FACTOR around its middle. */
void sheaf_picture_canvas_zoom (SheafPictureCanvas *self,
                                double              factor);

/* By steps of a tenth of the canvas. */
void sheaf_picture_canvas_pan (SheafPictureCanvas *self,
                               int                 right,
                               int                 down);

G_END_DECLS
