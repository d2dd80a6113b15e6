/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PNG (W3C), JPEG (ITU T.81), GIF89a and WebP (RIFF) headers: the size stands in the first bytes.
 */

#include "base/picture-head.h"

#include "base/error.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize size;
} View;

static guint
big16 (const guint8 *p)
{
  return (guint)p[0] << 8 | p[1];
}

static guint
big32 (const guint8 *p)
{
  return (guint)p[0] << 24 | (guint)p[1] << 16 | (guint)p[2] << 8 | p[3];
}

static guint
little16 (const guint8 *p)
{
  return (guint)p[1] << 8 | p[0];
}

static guint
little24 (const guint8 *p)
{
  return (guint)p[2] << 16 | little16 (p);
}

static gboolean
read_png (View view, SheafPictureHead *head)
{
  if (view.size < 33 || memcmp (view.data, "\211PNG\r\n\032\n", 8) != 0
      || memcmp (view.data + 12, "IHDR", 4) != 0)
    return FALSE;
  head->mime = "image/png";
  head->width = big32 (view.data + 16);
  head->height = big32 (view.data + 20);

  return TRUE;
}

static gboolean
read_gif (View view, SheafPictureHead *head)
{
  if (view.size < 13
      || (memcmp (view.data, "GIF87a", 6) != 0 && memcmp (view.data, "GIF89a", 6) != 0))
    return FALSE;
  head->mime = "image/gif";
  head->width = little16 (view.data + 6);
  head->height = little16 (view.data + 8);

  return TRUE;
}

static gboolean
read_webp (View view, SheafPictureHead *head)
{
  const guint8 *chunk, *body;

  if (view.size < 30 || memcmp (view.data, "RIFF", 4) != 0
      || memcmp (view.data + 8, "WEBP", 4) != 0)
    return FALSE;
  head->mime = "image/webp";
  chunk = view.data + 12;
  body = view.data + 20;
  if (memcmp (chunk, "VP8X", 4) == 0)
    {
      head->width = little24 (body + 4) + 1;
      head->height = little24 (body + 7) + 1;
      return TRUE;
    }
  if (memcmp (chunk, "VP8L", 4) == 0 && body[0] == 0x2f)
    {
      guint bits = little16 (body + 1) | (guint)little16 (body + 3) << 16;

      head->width = (bits & 0x3fff) + 1;
      head->height = (bits >> 14 & 0x3fff) + 1;
      return TRUE;
    }
  if (memcmp (chunk, "VP8 ", 4) == 0 && memcmp (body + 3, "\235\001\052", 3) == 0)
    {
      head->width = little16 (body + 6) & 0x3fff;
      head->height = little16 (body + 8) & 0x3fff;
      return TRUE;
    }

  return FALSE;
}

/* A start-of-frame marker, but for the tables that share its range (DHT, JPG, DAC). */
static gboolean
is_frame (guint marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
read_jpeg (View view, SheafPictureHead *head)
{
  gsize at = 2;

  if (view.size < 4 || view.data[0] != 0xff || view.data[1] != 0xd8)
    return FALSE;
  while (at + 9 < view.size)
    {
      guint marker;

      if (view.data[at] != 0xff)
        return FALSE;
      while (at < view.size && view.data[at] == 0xff)
        at++;
      if (at + 8 >= view.size)
        return FALSE;
      marker = view.data[at++];
      if (is_frame (marker))
        {
          if (big16 (view.data + at) < 8)
            return FALSE;
          head->mime = "image/jpeg";
          head->height = big16 (view.data + at + 3);
          head->width = big16 (view.data + at + 5);
          return TRUE;
        }
      if (marker == 0xd9 || marker == 0xda)
        return FALSE;
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7))
        continue;
      if (big16 (view.data + at) < 2)
        return FALSE;
      at += big16 (view.data + at);
    }

  return FALSE;
}

gboolean
sheaf_picture_head_read (GBytes *bytes, SheafPictureHead *head, GError **error)
{
  View view;

  view.data = g_bytes_get_data (bytes, &view.size);
  if (view.size > SHEAF_PICTURE_MAX_BYTES)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "a picture over 20 MB");
      return FALSE;
    }
  if (view.size == 0
      || !(read_png (view, head) || read_jpeg (view, head) || read_gif (view, head)
           || read_webp (view, head))
      || head->width == 0 || head->height == 0)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "no picture that Sheaf knows");
      return FALSE;
    }
  if ((guint64)head->width * head->height > SHEAF_PICTURE_MAX_PIXELS)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "a picture over 40 megapixels");
      return FALSE;
    }

  return TRUE;
}

/* --- Does it move? --- */

/* Behind the sub-blocks at AT: each begins with its length, the last is empty. */
static gsize
skip_sub_blocks (View view, gsize at)
{
  while (at < view.size && view.data[at] != 0)
    at += 1 + (gsize)view.data[at];

  return at + 1;
}

/* A colour table is as long as the packed field before it says. */
static gsize
table_size (guint8 packed)
{
  return (packed & 0x80) != 0 ? (gsize)3 << ((packed & 7) + 1) : 0;
}

static gboolean
has_second_frame (View view)
{
  gsize at = 13 + table_size (view.data[10]);
  guint frames = 0;

  while (at + 10 < view.size)
    switch (view.data[at])
      {
      case 0x21: /* an extension */
        at = skip_sub_blocks (view, at + 2);
        break;
      case 0x2c: /* an image */
        if (++frames == 2)
          return TRUE;
        at = skip_sub_blocks (view, at + 10 + table_size (view.data[at + 9]) + 1);
        break;
      default: /* the end, or none of it */
        return FALSE;
      }

  return FALSE;
}

gboolean
sheaf_picture_moves (GBytes *bytes)
{
  View view;
  SheafPictureHead head;

  view.data = g_bytes_get_data (bytes, &view.size);
  if (read_gif (view, &head))
    return has_second_frame (view);

  return read_webp (view, &head) && memcmp (view.data + 12, "VP8X", 4) == 0
         && (view.data[20] & 0x02) != 0;
}
