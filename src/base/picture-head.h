/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of picture bytes are and how large, read from their first bytes without any decoder.
 * Only PNG, JPEG, GIF and WebP exist for Sheaf; formats by their public specifications. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_PICTURE_MAX_BYTES (20 * 1024 * 1024)
#define SHEAF_PICTURE_MAX_PIXELS (40 * 1000 * 1000)

typedef struct
{
  const char *mime; /* static: "image/png", "image/jpeg", "image/gif", "image/webp" */
  guint       width, height;
} SheafPictureHead;

/* FALSE with BAD_FILE (none of the four, or cut short) or TOO_BIG (over one of the two limits). */
gboolean sheaf_picture_head_read (GBytes           *bytes,
                                  SheafPictureHead *head,
                                  GError          **error);

/* Does it move: a GIF of more than one frame, a WebP that says so. Damaged bytes do not. */
gboolean sheaf_picture_moves (GBytes *bytes);

G_END_DECLS
