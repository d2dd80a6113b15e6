/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links by which a browser hands over what is to be saved: what they say, and that nothing else can
 * be asked for. */

#include "base/error.h"
#include "base/save-link.h"

#include <string.h>

static void
test_saves (void)
{
  static const struct
  {
    const char *link, *url, *title, *tags;
  } cases[] = {
    { "sheaf:save?url=https%3A%2F%2Ftide.example%2Fa", "https://tide.example/a", NULL, NULL },
    { "sheaf:save?url=https://tide.example/a", "https://tide.example/a", NULL, NULL },
    { "SHEAF:save?url=http://tide.example/", "http://tide.example/", NULL, NULL },
    { "sheaf:/save?url=https://tide.example/", "https://tide.example/", NULL, NULL },
    { "sheaf://save?url=https://tide.example/", "https://tide.example/", NULL, NULL },
    { "sheaf://save/?url=https://tide.example/", "https://tide.example/", NULL, NULL },
    { "sheaf:///save?url=https://tide.example/", "https://tide.example/", NULL, NULL },
    { "sheaf:save?title=Tide%20%26%20Time&url=https%3A%2F%2Ftide.example%2F%3Fa%3D1%26b%3D2%23%21c",
      "https://tide.example/?a=1&b=2#!c", "Tide & Time", NULL },
    { "sheaf:save?url=https%3A%2F%2Ftide.example%2F&title=A%2BB+C", "https://tide.example/",
      "A+B+C", NULL },
    { "sheaf:save?url=https://tide.example/&title=&tags=", "https://tide.example/", NULL, "" },
    { "sheaf:save?url=https://tide.example/&title=%20a%0A%E2%80%AEb%07%20", "https://tide.example/",
      "a b", NULL },
    { "sheaf:save?url=https://tide.example/&tags=sea,%20sea%2Fcoast%20,,b%C3%BCcher",
      "https://tide.example/", NULL, "sea|sea/coast|bücher" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafSaveLink) save = sheaf_save_link_parse (cases[i].link, &error);
      g_autofree char *tags = NULL;

      g_test_message ("%s", cases[i].link);
      g_assert_no_error (error);
      g_assert_true (sheaf_save_link_is (cases[i].link));
      g_assert_cmpstr (save->url, ==, cases[i].url);
      g_assert_cmpstr (save->title, ==, cases[i].title);
      tags = save->tags != NULL ? g_strjoinv ("|", save->tags) : NULL;
      g_assert_cmpstr (tags, ==, cases[i].tags);
    }
}

static void
assert_refused (const char *link)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafSaveLink) save = sheaf_save_link_parse (link, &error);
  g_autofree char *escaped = g_strescape (link, NULL); /* some are no UTF-8 */

  g_test_message ("%.80s", escaped);
  g_assert_null (save);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_LINK);
}

static void
test_refuses (void)
{
  static const char *const links[] = {
    "",
    "sheaf",
    "sheaf:",
    "sheaf:save",
    "sheaf:save?",
    "sheaf:save?url",
    "sheaf:save?url=",
    "sheaf:savey?url=https://tide.example/",
    "sheaf:save/more?url=https://tide.example/",
    "sheaf:Save?url=https://tide.example/",
    "sheaf:delete?url=https://tide.example/",
    "sheaf:open?url=https://tide.example/",
    "https://tide.example/save?url=https://tide.example/",
    "sheaf:save?url=tide.example",
    "sheaf:save?url=file:///etc/passwd",
    "sheaf:save?url=/etc/passwd",
    "sheaf:save?url=javascript:alert(1)",
    "sheaf:save?url=data:text/html,a",
    "sheaf:save?url=ftp://tide.example/",
    "sheaf:save?url=sheaf:save",
    "sheaf:save?url=https://",
    "sheaf:save?url=%20https://tide.example/",
    "sheaf:save?url=https://tide.example/a%0Ab",
    "sheaf:save?url=https://tide.example/%00",
    "sheaf:save?url=https://tide.example/%zz",
    "sheaf:save?url=https://tide.example/%ff",
    "sheaf:save?url=https://tide.example/\xff",
    "sheaf:save?url=https://tide.example/?a=1&b=2",
    "sheaf:save?url=https://tide.example/#here",
    "sheaf:save?url=https://tide.example/&",
    "sheaf:save?url=https://tide.example/&&title=a",
    "sheaf:save?url=https://tide.example/&url=https://salt.example/",
    "sheaf:save?url=https://tide.example/&title=a&title=b",
    "sheaf:save?url=https://tide.example/&tags=a&tags=b",
    "sheaf:save?url=https://tide.example/&tags=%00",
    "sheaf:save?url=https://tide.example/&delete=1",
    "sheaf:save?url=https://tide.example/&=a",
    "sheaf:save?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&url=https://tide.example/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    assert_refused (links[i]);
}

/* No part can be larger than anything that a person would save. */
static void
test_sizes (void)
{
  g_autofree char *long_path = g_strnfill (8 * 1024, 'a'), *long_title = g_strnfill (3000, 't');
  g_autofree char *long_tag = g_strnfill (101, 'x'), *commas = g_strnfill (500, ',');
  g_autofree char *bulk = g_strnfill (17 * 1024, 'b');
  g_autofree char *url = g_strconcat ("sheaf:save?url=https://tide.example/", long_path, NULL);
  g_autofree char *title
      = g_strconcat ("sheaf:save?url=https://tide.example/&title=", long_title, NULL);
  g_autofree char *tag = g_strconcat ("sheaf:save?url=https://tide.example/&tags=", long_tag, NULL);
  g_autofree char *tags = g_strconcat ("sheaf:save?url=https://tide.example/&tags=", commas, NULL);
  g_autofree char *whole = g_strconcat ("sheaf:save?url=https://tide.example/&title=", bulk, NULL);
  g_autoptr (SheafSaveLink) cut = sheaf_save_link_parse (title, NULL);

  assert_refused (url);
  assert_refused (tag);
  assert_refused (tags);
  assert_refused (whole);
  g_assert_nonnull (cut);
  g_assert_cmpuint (strlen (cut->title), ==, 1024);
}

/* Whatever bytes there are, what comes out is an address of the web, or nothing. */
static void
test_any_bytes (void)
{
  static const char *const pieces[]
      = { "sheaf:", "save",  "?", "url=", "https://", "tide.example", "/",   "&",
          "title=", "tags=", ",", "%",    "%2",       "%41",          "%00", "\xc3\xa9",
          "\xff",   "#",     "+", " " };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) link = g_string_new (g_test_rand_bit () ? "sheaf:save?url=" : NULL);
      g_autoptr (SheafSaveLink) save = NULL;

      for (gint32 n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (link, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      save = sheaf_save_link_parse (link->str, NULL);
      if (save != NULL)
        {
          g_assert_true (g_str_has_prefix (save->url, "https://"));
          g_assert_true (save->title == NULL || g_utf8_validate (save->title, -1, NULL));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/save-link/saves", test_saves);
  g_test_add_func ("/base/save-link/refuses", test_refuses);
  g_test_add_func ("/base/save-link/sizes", test_sizes);
  g_test_add_func ("/base/save-link/any-bytes", test_any_bytes);

  return g_test_run ();
}
