/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/balance.h"

#include <pango/pangocairo.h>

static const struct
{
  const char *text;
  int width; /* letters of a monospaced face */
  int lines;
} texts[] = {
  { "one", 40, 1 },
  { "How the Tide Tables Were Made, and Who Kept the Log", 40, 2 },
  { "Wasserstandsmessungen an der See", 30, 2 },
  { "Wasserstandsmessungen", 10, 3 }, /* has to be broken as it is */
  { "The Marsh Keeper Who Learned to Read the Tide by Ear", 20, 3 },
};

static void
test_words_stay_whole (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("monospace 20");
  g_autoptr (PangoLayout) letter = pango_layout_new (context);
  int em;

  pango_layout_set_font_description (letter, font);
  pango_layout_set_text (letter, "nnnnnnnnnn", -1);
  pango_layout_get_size (letter, &em, NULL);
  em /= 10;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PangoLayout) layout = pango_layout_new (context);
      const char *text = texts[i].text;
      int width;

      pango_layout_set_font_description (layout, font);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_text (layout, text, -1);
      pango_layout_set_width (layout, texts[i].width * em);
      g_assert_cmpint (pango_layout_get_line_count (layout), ==, texts[i].lines);
      width = sheaf_balance (layout);
      g_assert_cmpint (width, <=, texts[i].width * em);
      g_assert_cmpint (pango_layout_get_width (layout), ==, width);
      g_assert_cmpint (pango_layout_get_line_count (layout), ==, texts[i].lines);
      for (int k = 1; i != 3 && k < texts[i].lines; k++)
        {
          int start = pango_layout_get_line_readonly (layout, k)->start_index;

          g_assert_cmpint (text[start - 1], ==, ' ');
        }
    }
  pango_font_description_free (font);
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/balance/words-stay-whole", test_words_stay_whole);

  return g_test_run ();
}
