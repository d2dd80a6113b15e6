/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of an article's pictures over the whole window: fitting or closer, with the others a key away. */
#pragma once

#include "library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture that is kept. */
typedef struct
{
  char *sha;
  char *src;     /* where it is from: its name when it is saved */
  char *alt;     /* (nullable) */
  char *caption; /* (nullable) */
} SheafViewed;

void sheaf_viewed_free (SheafViewed *self);

#define SHEAF_TYPE_PICTURE_VIEWER (sheaf_picture_viewer_get_type ())
G_DECLARE_FINAL_TYPE (SheafPictureViewer, sheaf_picture_viewer, SHEAF, PICTURE_VIEWER, GtkWidget)

/* PICTURES: of SheafViewed, not empty; shows the one at INDEX. Read from the library, never from the network. Signals:
 * "close"; "say" (string): what was done. */
GtkWidget *sheaf_picture_viewer_new (SheafLibrary *library,
                                     GPtrArray    *pictures,
                                     guint         index);
guint      sheaf_picture_viewer_get_index (SheafPictureViewer *self);

G_END_DECLS
