/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which pictures are taken out of a page's own bytes, and what stands there then. */

#include "html/picture-data.h"

#include <string.h>

/* A GIF's head and as many bytes behind it that are no part of it. (transfer full): an address that
 * holds it */
static char *
make_data (guint more)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *rest = g_malloc0 (more + 1);
  g_autofree char *base64 = NULL;

  g_byte_array_append (
      bytes, (const guint8 *)"GIF89a\x40\0\x30\0\0\0\0,\0\0\0\0\x40\0\x30\0\0\2\2L\1\0;", 28);
  g_byte_array_append (bytes, rest, more);
  base64 = g_base64_encode (bytes->data, bytes->len);

  return g_strconcat ("data:image/gif;base64,", base64, NULL);
}

/* In a page $ is a picture, ~ a small one, ^ the address that is invented for the former. */
static void
test_table (void)
{
  static const struct
  {
    const char *page;
    const char *left; /* NULL: the same */
    const char *src;  /* NULL: none was taken */
  } cases[] = {
    { "<p><img src=\"$\" alt=x></p>", "<p><img src=\"^\" alt=x></p>", "^" },
    { "<IMG alt='a > b' SRC = '$'>.", "<IMG alt='a > b' SRC = '^'>.", "^" },
    { "<img src=$>", "<img src=^>", "^" },
    { "<img\nsrc=\"$\"/>", "<img\nsrc=\"^\"/>", "^" },
    { "<img src=\"$\" data-sheaf-src=\"https://a.example/p?a=1&amp;b=2\">",
      "<img src=\"https://a.example/p?a=1&amp;b=2\" "
      "data-sheaf-src=\"https://a.example/p?a=1&amp;b=2\">",
      "https://a.example/p?a=1&b=2" },
    { "<img data-sheaf-src='https://a.example/p' src='~'>",
      "<img data-sheaf-src='https://a.example/p' src='https://a.example/p'>",
      "https://a.example/p" },
    { "<img src=\"$\" data-sheaf-src=\"javascript:x()\">",
      "<img src=\"^\" data-sheaf-src=\"javascript:x()\">", "^" },
    { "<img src=\"$\"><img src=\"$\">", "<img src=\"^\"><img src=\"^\">", "^" },
    { "a < b <img src=\"~\"><img src=\"$\">", "a < b <img src=\"~\"><img src=\"^\">", "^" },
    { "<img src=\"~\">", NULL, NULL },
    { "<img data-src=\"$\">", NULL, NULL },
    { "<img src=\"a.png\" src=\"$\">", NULL, NULL },
    { "<p title=\"$\">$</p>", NULL, NULL },
    { "<imgs src=\"$\">", NULL, NULL },
    { "<img src=\"data:image/png;base64,AAAA\">", NULL, NULL },
    { "<img src=\"data:image/svg+xml,&lt;svg&gt;\">", NULL, NULL },
    { "<img src=\"data:text/html;base64,AAAA\">", NULL, NULL },
    { "<img src=\"$", NULL, NULL },
    { "<img src=\"data:image/", NULL, NULL },
    { "<img src=", NULL, NULL },
    { "<img src", NULL, NULL },
    { "<img ", NULL, NULL },
    { "<", NULL, NULL },
    { "", NULL, NULL },
  };
  g_autofree char *large = make_data (2000), *small = make_data (0);
  g_autofree guint8 *bytes = NULL;
  g_autofree char *sum = NULL, *invented = NULL;
  gsize size = 0;

  bytes = g_base64_decode (strchr (large, ',') + 1, &size);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
  invented = g_strconcat ("https://picture.invalid/", sum, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) page = g_string_new (cases[i].page);
      g_autoptr (GString) expected = g_string_new (cases[i].left);
      g_autoptr (GPtrArray) pictures = NULL;
      g_autoptr (GBytes) html = NULL, left = NULL;
      const SheafPictureData *picture;

      g_test_message ("%s", cases[i].page);
      g_string_replace (page, "$", large, 0);
      g_string_replace (page, "~", small, 0);
      g_string_replace (expected, "~", small, 0);
      g_string_replace (expected, "^", invented, 0);
      html = g_bytes_new (page->str, page->len);
      left = sheaf_picture_data_take (html, &pictures);
      if (cases[i].src == NULL)
        {
          g_assert_true (g_bytes_equal (left, html));
          g_assert_cmpuint (pictures->len, ==, 0);
          continue;
        }
      g_assert_cmpmem (g_bytes_get_data (left, NULL), g_bytes_get_size (left), expected->str,
                       expected->len);
      g_assert_cmpuint (pictures->len, ==, 1);
      picture = pictures->pdata[0];
      g_assert_cmpstr (picture->src, ==, *cases[i].src == '^' ? invented : cases[i].src);
      g_assert_cmpstr (picture->head.mime, ==, "image/gif");
      g_assert_cmpuint (picture->head.width, ==, 64);
      g_assert_cmpuint (
          g_bytes_get_size (picture->bytes), ==,
          strchr (cases[i].page, '~') != NULL && strchr (cases[i].page, '$') == NULL ? 28 : 2028);
    }
}

/* A page cut anywhere is looked at without reading past it (and a sanitizer looks at that). */
static void
test_cut (void)
{
  g_autofree char *data = make_data (1200);
  g_autofree char *page = g_strconcat ("<p>a<img alt=\"b\" src=\"", data,
                                       "\" data-sheaf-src='https://a.example/'>", NULL);

  for (gsize size = 0; size <= strlen (page); size++)
    {
      g_autoptr (GBytes) html = g_bytes_new (page, size);
      g_autoptr (GPtrArray) pictures = NULL;
      g_autoptr (GBytes) left = sheaf_picture_data_take (html, &pictures);

      g_assert_cmpuint (g_bytes_get_size (left), <=, size);
    }
}

/* However many pictures there are, a page is gone through in one pass. */
static void
test_many (void)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GBytes) html = NULL, left = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *data = make_data (1100 + i);

      g_string_append_printf (page, "<img src=\"%s\">", data);
    }
  html = g_bytes_new (page->str, page->len);
  left = sheaf_picture_data_take (html, &pictures);
  g_assert_cmpuint (pictures->len, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (left), <, g_bytes_get_size (html) / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/picture-data/table", test_table);
  g_test_add_func ("/html/picture-data/cut", test_cut);
  g_test_add_func ("/html/picture-data/many", test_many);

  return g_test_run ();
}
