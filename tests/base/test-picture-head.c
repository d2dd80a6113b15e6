/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sizes out of headers that are put together here, whole, cut anywhere, lying and foreign. */

#include "base/picture-head.h"

#include "base/error.h"

#include <string.h>

/* --- Headers --- */

static void
add (GByteArray *to, const char *bytes, gsize length)
{
  g_byte_array_append (to, (const guint8 *)bytes, length);
}

/* BYTES of VALUE, the highest first. */
static void
add_big (GByteArray *to, guint bytes, guint32 value)
{
  while (bytes-- > 0)
    g_byte_array_append (to, &(guint8){ value >> 8 * bytes & 0xff }, 1);
}

static void
add_little (GByteArray *to, guint bytes, guint32 value)
{
  for (guint i = 0; i < bytes; i++)
    g_byte_array_append (to, &(guint8){ value >> 8 * i & 0xff }, 1);
}

static void
make_png (GByteArray *to, guint width, guint height)
{
  add (to, "\211PNG\r\n\032\n", 8);
  add_big (to, 4, 13);
  add (to, "IHDR", 4);
  add_big (to, 4, width);
  add_big (to, 4, height);
  add (to, "\010\002\0\0\0", 5);
  add (to, "\1\2\3\4", 4); /* the checksum, which nobody checks here */
}

static void
make_gif (GByteArray *to, guint width, guint height)
{
  add (to, "GIF89a", 6);
  add_little (to, 2, width);
  add_little (to, 2, height);
  add (to, "\200\0\0\0\0\0\377\377\377", 9);
}

static void
make_gif87 (GByteArray *to, guint width, guint height)
{
  make_gif (to, width, height);
  to->data[4] = '7';
}

static void
add_segment (GByteArray *to, guint8 marker, const char *body, guint length)
{
  add_big (to, 2, 0xff00 | marker);
  add_big (to, 2, length + 2);
  add (to, body, length);
}

static void
add_frame (GByteArray *to, guint8 marker, guint width, guint height)
{
  add_big (to, 2, 0xff00 | marker);
  add_big (to, 2, 8 + 3 * 3);
  add_big (to, 1, 8);
  add_big (to, 2, height);
  add_big (to, 2, width);
  add (to, "\3\1\x22\0\2\x11\1\3\x11\1", 10);
}

static void
add_scan (GByteArray *to)
{
  add_segment (to, 0xda, "\3\1\0\2\x11\3\x11\0\x3f\0", 10);
}

static void
make_jpeg (GByteArray *to, guint width, guint height)
{
  add (to, "\377\330", 2);
  add_segment (to, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
  add_segment (to, 0xdb, "\0table", 6);
  add_frame (to, 0xc0, width, height);
  add_scan (to);
}

/* The preview in the APP1 segment has a frame of its own: not the one. */
static void
make_jpeg_with_preview (GByteArray *to, guint width, guint height)
{
  g_autoptr (GByteArray) preview = g_byte_array_new ();

  make_jpeg (preview, 16, 12);
  add (to, "\377\330", 2);
  add_segment (to, 0xe1, (const char *)preview->data, preview->len);
  add (to, "\377\377\377\001", 4); /* filling, and a marker that stands alone */
  add_segment (to, 0xc4, "\0huffman", 8);
  add_frame (to, 0xc2, width, height); /* progressive */
  add_scan (to);
}

static void
start_webp (GByteArray *to, const char *chunk, guint length)
{
  add (to, "RIFF", 4);
  add_little (to, 4, 12 + length);
  add (to, "WEBP", 4);
  add (to, chunk, 4);
  add_little (to, 4, length);
}

static void
make_webp_lossy (GByteArray *to, guint width, guint height)
{
  start_webp (to, "VP8 ", 10);
  add (to, "\x30\1\0\235\001\052", 6);
  add_little (to, 2, width | 1 << 14); /* the upper bits scale */
  add_little (to, 2, height);
}

static void
make_webp_lossless (GByteArray *to, guint width, guint height)
{
  start_webp (to, "VP8L", 10);
  add (to, "\x2f", 1);
  add_little (to, 4, (width - 1) | (height - 1) << 14 | 1u << 28);
  add (to, "\0\0\0\0\0", 5);
}

static void
make_webp_extended (GByteArray *to, guint width, guint height)
{
  start_webp (to, "VP8X", 10);
  add (to, "\x10\0\0\0", 4);
  add_little (to, 3, width - 1);
  add_little (to, 3, height - 1);
}

static const struct
{
  const char *name;
  void (*make) (GByteArray *to, guint width, guint height);
  const char *mime;
  guint most; /* width and height that the header has room for */
} formats[] = {
  { "png", make_png, "image/png", 0xffffffff },
  { "gif", make_gif, "image/gif", 0xffff },
  { "gif87", make_gif87, "image/gif", 0xffff },
  { "jpeg", make_jpeg, "image/jpeg", 0xffff },
  { "jpeg-with-preview", make_jpeg_with_preview, "image/jpeg", 0xffff },
  { "webp-lossy", make_webp_lossy, "image/webp", 0x3fff },
  { "webp-lossless", make_webp_lossless, "image/webp", 0x4000 },
  { "webp-extended", make_webp_extended, "image/webp", 0x1000000 },
};

/* --- Reading --- */

/* 0: read; a SheafError + 1 where not. From heap memory of exactly SIZE bytes. */
static guint
read_bytes (const guint8 *data, gsize size, SheafPictureHead *head)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  memset (head, 0xff, sizeof *head);
  if (sheaf_picture_head_read (bytes, head, &error))
    {
      g_assert_no_error (error);
      g_assert_cmpuint (head->width, >, 0);
      g_assert_cmpuint (head->height, >, 0);
      g_assert_cmpuint ((guint64)head->width * head->height, <=, SHEAF_PICTURE_MAX_PIXELS);
      return 0;
    }
  g_assert_nonnull (error);
  g_assert_true (error->domain == SHEAF_ERROR);

  return error->code + 1;
}

#define READ 0
#define BAD_FILE (SHEAF_ERROR_BAD_FILE + 1)
#define TOO_BIG (SHEAF_ERROR_TOO_BIG + 1)

static void
test_sizes (void)
{
  static const struct
  {
    guint width, height, expected;
  } sizes[] = {
    { 1, 1, READ },
    { 640, 480, READ },
    { 3, 16383, READ },
    { 8000, 5000, READ }, /* the limit itself */
    { 8001, 5000, TOO_BIG },
    { 16383, 16383, TOO_BIG },
    { 30000, 20000, TOO_BIG }, /* 600 megapixels */
    { 65535, 65535, TOO_BIG },
    { 0x10001, 0x10000, TOO_BIG }, /* 65,536 in 32 bits */
    { 0xffffffff, 0xffffffff, TOO_BIG },
    { 0x80000000, 2, TOO_BIG },
    { 1, 0xffffffff, TOO_BIG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        SheafPictureHead head;

        if (sizes[k].width > formats[i].most || sizes[k].height > formats[i].most)
          continue;
        formats[i].make (bytes, sizes[k].width, sizes[k].height);
        g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, sizes[k].expected);
        if (sizes[k].expected != READ)
          continue;
        g_assert_cmpstr (head.mime, ==, formats[i].mime);
        g_assert_cmpuint (head.width, ==, sizes[k].width);
        g_assert_cmpuint (head.height, ==, sizes[k].height);
      }
}

/* Cut behind any byte a header is its size, or it is bad; never another size. */
static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      SheafPictureHead head;
      gboolean was_read = FALSE;

      formats[i].make (bytes, 513, 258);
      for (gsize size = 0; size < bytes->len; size++)
        {
          guint result = read_bytes (bytes->data, size, &head);

          g_assert_true (result == BAD_FILE || result == READ);
          g_assert_false (was_read && result != READ);
          was_read = result == READ;
          if (was_read)
            g_assert_true (head.width == 513 && head.height == 258);
        }
    }
}

/* One byte at a time is another: never a crash, never beyond a limit. */
static void
test_damaged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      formats[i].make (bytes, 513, 258);
      for (gsize at = 0; at < bytes->len; at++)
        for (guint value = 0; value < 256; value++)
          {
            guint8 was = bytes->data[at];
            SheafPictureHead head;
            guint result;

            bytes->data[at] = value;
            result = read_bytes (bytes->data, bytes->len, &head);
            g_assert_true (result == READ || result == BAD_FILE || result == TOO_BIG);
            bytes->data[at] = was;
          }
    }
}

static void
test_empty_sizes (void)
{
  static const guint sizes[][2] = { { 0, 5 }, { 5, 0 }, { 0, 0 } };

  for (guint i = 0; i < 6; i++) /* WebP's other two headers cannot say 0 */
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        SheafPictureHead head;

        formats[i].make (bytes, sizes[k][0], sizes[k][1]);
        if (formats[i].make == make_webp_lossy)
          bytes->data[27] = 0;
        g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, BAD_FILE);
      }
}

/* JPEG segments that say more or less than is there. */
static void
test_lying_jpeg (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } cases[] = {
#define CASE(bytes) { bytes, sizeof (bytes) - 1 }
    CASE ("\377\330\377\340\0\0aaaaaaaaaaaaaaaa"), /* a segment shorter than its length */
    CASE ("\377\330\377\340\0\1aaaaaaaaaaaaaaaa"),
    CASE ("\377\330\377\340\377\377aaaaaaaaaaaaaaa"), /* and one longer than the file */
    CASE ("\377\330\377\340\0\2\377\340\0\2\377\340\0\2\377\340\0\2"),
    CASE ("\377\330aaaaaaaaaaaaaaaaaaaaaa"),
    CASE ("\377\330\377\377\377\377\377\377\377\377\377\377\377\377"),
    CASE (
        "\377\330\377\332\0\10\377\300\0\21\10\0\1\0\1\3aaaaaaaaa"), /* the scan before the frame */
    CASE ("\377\330\377\331\377\300\0\21\10\0\1\0\1\3aaaaaaaaa"),    /* its end */
    CASE ("\377\330\377\300\0\2\10\0\1\0\1\3aaaaaaaaaaa"), /* a frame without room for a size */
    CASE ("\377\330\377\304\0\21\10\0\1\0\1\3aaaaaaaaaaaaaaa"), /* tables are no frame */
    CASE ("\377\330\377\310\0\21\10\0\1\0\1\3aaaaaaaaaaaaaaa"),
    CASE ("\377\330\377\314\0\21\10\0\1\0\1\3aaaaaaaaaaaaaaa"),
    CASE ("\377\330\377\377\377\377\377\377\377\300\0\21\10\0\1"), /* filling, and no room for the
                                                                      size */
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SheafPictureHead head;

      g_assert_cmpuint (read_bytes ((const guint8 *)cases[i].bytes, cases[i].length, &head), ==,
                        BAD_FILE);
    }
}

#define GIF_HEAD "GIF89a\4\0\4\0"
#define PLAIN "\0\0\0" /* no colour table */
#define TABLE                                                                                      \
  "\200\0\0"                                                                                       \
  "abcdef" /* one of two colours */
#define DELAY "\x21\xf9\4\0\5\0\0\0"
#define FRAME "\x2c\0\0\0\0\4\0\4\0\0\2\3abc\2de\0"
#define OWN_TABLE                                                                                  \
  "\x2c\0\0\0\0\4\0\4\0\200"                                                                       \
  "abcdef"                                                                                         \
  "\2\3abc\0"
#define END ";"
#define WEBP(flags) "RIFF\1\1\1\1WEBPVP8X\12\0\0\0" flags "\0\0\0\3\0\0\3\0\0"
#define BYTES(text) text, sizeof text - 1

static void
test_moving (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    gboolean moves;
  } pictures[] = {
    { BYTES (GIF_HEAD PLAIN FRAME END), FALSE },
    { BYTES (GIF_HEAD PLAIN FRAME FRAME END), TRUE },
    { BYTES (GIF_HEAD TABLE DELAY FRAME DELAY OWN_TABLE END), TRUE },
    { BYTES (GIF_HEAD TABLE DELAY OWN_TABLE DELAY END), FALSE },
    { BYTES (GIF_HEAD PLAIN FRAME END FRAME), FALSE }, /* behind its end */
    { BYTES (GIF_HEAD PLAIN FRAME "?" FRAME), FALSE },
    { BYTES (GIF_HEAD "\207\0\0" FRAME FRAME), FALSE }, /* its table swallows all */
    { BYTES (WEBP ("\2")), TRUE },
    { BYTES (WEBP ("\20")), FALSE },
    { BYTES (""), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (pictures[i].bytes, pictures[i].length);

      g_assert_cmpint (sheaf_picture_moves (bytes), ==, pictures[i].moves);
      for (gsize cut = 0; cut < pictures[i].length; cut++) /* nothing is read behind the end */
        {
          g_autoptr (GBytes) part = g_bytes_new (pictures[i].bytes, cut);

          sheaf_picture_moves (part);
        }
    }
}

static void
test_other_types (void)
{
  static const char *const heads[] = {
    "",
    "\211",
    "\211PNG",
    "\377\330",
    "GIF",
    "GIF88a",
    "RIFF",
    "RIFF\1\1\1\1WAVE",
    "RIFF\1\1\1\1WEBPVP9 ",
    "RIFF\1\1\1\1WEBPVP8L\1\1\1\1\1", /* without their signatures */
    "RIFF\1\1\1\1WEBPVP8 \1\1\1\1\1\1\1\1\1\1",
    "RIFX\1\1\1\1WEBPVP8X",
    "\211PNG\r\n\032\n\1\1\1\1IDAT",
    "\212PNG\r\n\032\n\1\1\1\1IHDR",
    "BM\1\1\1\1",
    "II*\1",
    "MM\1*",
    "\1\1\1\1ftypavif",
    "\1\1\1\1ftypheic",
    "\1\1\1\1ftypmp42",
    "/* XPM */",
    "P6\n5 5\n255\n",
    "icns",
    "8BPS",
    "\1\1\2\1\1\1",
    "%PDF-1.7",
    "PK\3\4",
    "<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'>",
    "<?xml version='1.0'?><svg>",
    "<!DOCTYPE html><html>",
    "just text",
    "\1\1\1\fJXL \r\n\207\n",
    "\1\1\1\fjP  \r\n\207\n",
    "\377\012",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      SheafPictureHead head;

      add (bytes, heads[i], strlen (heads[i]));
      g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, BAD_FILE);
      while (bytes->len < 200)
        add (bytes, "\5", 1);
      g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, BAD_FILE);
    }
}

static void
test_bytes_limit (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  SheafPictureHead head;

  make_png (bytes, 5, 5);
  g_byte_array_set_size (bytes, SHEAF_PICTURE_MAX_BYTES + 1);
  g_assert_cmpuint (read_bytes (bytes->data, SHEAF_PICTURE_MAX_BYTES, &head), ==, READ);
  g_assert_cmpuint (read_bytes (bytes->data, SHEAF_PICTURE_MAX_BYTES + 1, &head), ==, TOO_BIG);
}

/* A JPEG of nothing but small segments, as long as one may be, ends at once. */
static void
test_many_segments (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (SHEAF_PICTURE_MAX_BYTES);
  SheafPictureHead head;

  add (bytes, "\377\330", 2);
  while (bytes->len < SHEAF_PICTURE_MAX_BYTES - 100)
    add (bytes, "\377\340\0\2", 4);
  g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, BAD_FILE);
  add_frame (bytes, 0xc1, 7, 9);
  g_assert_cmpuint (read_bytes (bytes->data, bytes->len, &head), ==, READ);
  g_assert_cmpuint (head.width, ==, 7);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 50000; round++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint n = g_rand_int_range (rand, 0, 80);
      SheafPictureHead head;

      if (round % 2)
        {
          formats[round / 2 % G_N_ELEMENTS (formats)].make (bytes, 513, 258);
          g_byte_array_set_size (bytes, g_rand_int_range (rand, 0, MIN (bytes->len, 24)));
        }
      while (n-- > 0)
        add_big (bytes, 1, g_rand_int_range (rand, 0, 3) == 0 ? 0xff : g_rand_int (rand));
      read_bytes (bytes->data, bytes->len, &head);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/picture-head/sizes", test_sizes);
  g_test_add_func ("/base/picture-head/truncated", test_truncated);
  g_test_add_func ("/base/picture-head/damaged", test_damaged);
  g_test_add_func ("/base/picture-head/empty-sizes", test_empty_sizes);
  g_test_add_func ("/base/picture-head/lying-jpeg", test_lying_jpeg);
  g_test_add_func ("/base/picture-head/other-types", test_other_types);
  g_test_add_func ("/base/picture-head/bytes-limit", test_bytes_limit);
  g_test_add_func ("/base/picture-head/many-segments", test_many_segments);
  g_test_add_func ("/base/picture-head/random", test_random);
  g_test_add_func ("/base/picture-head/moving", test_moving);

  return g_test_run ();
}
