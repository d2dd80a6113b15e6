/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small square pictures for the list, made off the main thread from the library's own files and kept in a
 * cache of the last 256. */
#pragma once

#include "library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_THUMBNAILS (sheaf_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (SheafThumbnails, sheaf_thumbnails, SHEAF, THUMBNAILS, GObject)

/* SIDE: device pixels. */
SheafThumbnails *sheaf_thumbnails_new (SheafLibrary *library, int side);

/* The picture of a file of the library, or NULL: then it is asked for, and "ready" (sha) is emitted
 * once it is there. What cannot be decoded is never asked for again. (transfer none) */
GdkTexture *sheaf_thumbnails_get (SheafThumbnails *self, const char *sha);

G_END_DECLS
