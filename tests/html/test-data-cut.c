/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which addresses of data are cut off, and that nothing else is. */

#include "html/data-cut.h"

#include <string.h>

/* "@" stands for long data. */
static const struct
{
  const char *html, *cut;
} cases[] = {
  { "<style>@font-face{src:url(data:font/woff2;base64,@)}</style><p>a",
    "<style>@font-face{src:url(data:font/woff2;base64,)}</style><p>a" },
  { "<div style='background:url(\"data:image/svg+xml;charset=utf-8,@\")'>b",
    "<div style='background:url(\"data:image/svg+xml;charset=utf-8,\")'>b" },
  { "<video src=data:video/mp4;base64,@>c</video>", "<video src=data:video/mp4;base64,>c</video>" },
  { "<img srcset='data:image/png;base64,@ 2x, data:,@ 1x'>",
    "<img srcset='data:image/png;base64, 2x, data:, 1x'>" },
  { "data:@,a data:a b,@ data:;@", NULL },
  { "<p>@ and data: as they say, @", NULL },
  { "<a href=data:text/plain,short>d</a>@", NULL },
  { "data:text/plain,@", "data:text/plain," },
  { "@data:", NULL },
  { "", NULL },
};

static char *
fill (const char *text)
{
  g_autofree char *data = g_strnfill (4000, 'A');
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "@font", "\001", 0);
  g_string_replace (filled, "@", data, 0);
  g_string_replace (filled, "\001", "@font", 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = fill (cases[i].html),
                      *wanted = fill (cases[i].cut != NULL ? cases[i].cut : cases[i].html);
      g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
      g_autoptr (GBytes) cut = sheaf_data_cut (bytes);
      g_autofree char *text = g_strndup (
          g_bytes_get_size (cut) > 0 ? g_bytes_get_data (cut, NULL) : "", g_bytes_get_size (cut));

      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (text, ==, wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/data-cut/table", test_table);

  return g_test_run ();
}
