/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept picture as it is printed: decoded off the main thread at the size of the paper, one at a time. */
#pragma once

#include "library/library.h"

#include <cairo.h>

G_BEGIN_DECLS

/* WIDTH: pixels, at most. */
void sheaf_print_picture_load_async (SheafLibrary       *library,
                                     const char         *sha,
                                     int                 width,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/* What came from a photograph goes into a PDF as one. (transfer full) */
cairo_surface_t *sheaf_print_picture_load_finish (SheafLibrary *library,
                                                  GAsyncResult *result,
                                                  GError      **error);

G_END_DECLS
