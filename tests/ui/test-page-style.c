/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every theme can be read: contrasts as the Web Content Accessibility Guidelines count them. */

#include "ui/page-style.h"

#include <math.h>

static double
linear (double channel)
{
  return channel <= .04045 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static double
luminance (const char *colour)
{
  GdkRGBA rgba = sheaf_theme_colour (colour, 1);

  return .2126 * linear (rgba.red) + .7152 * linear (rgba.green) + .0722 * linear (rgba.blue);
}

static double
contrast (const char *one, const char *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + .05) / (MIN (a, b) + .05);
}

static void
test_contrast (void)
{
  for (int paper = 0; paper < SHEAF_N_PAPERS; paper++)
    for (int high = 0; high < 2; high++)
      {
        SheafTypography type = { .paper = (SheafPaper)paper, .high_contrast = high };
        const SheafTheme *theme = sheaf_typography_get_theme (&type);
        const struct
        {
          const char *name, *text, *ground;
          double least;
        } pairs[] = {
          { "ink", theme->ink, theme->page, high ? 12 : 7 },
          { "dim", theme->dim, theme->page, high ? 7 : 4.5 },
          { "link", theme->accent, theme->page, high ? 7 : 4.5 },
          { "hit", theme->hit_ink, theme->hit, 7 },
          { "current hit", theme->current_ink, theme->current, 7 },
          { "current hit beside others", theme->current, theme->hit, 1.3 },
          { "hit on the page", theme->hit, theme->page, 1.2 },
          /* Letters of a headline are higher than their ground. */
          { "hit beyond its ground", theme->hit_ink, theme->page, 7 },
          { "current hit beyond its ground", theme->current_ink, theme->page, 7 },
        };

        for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
          {
            g_test_message ("paper %d, high contrast %d, %s: %.2f", paper, high, pairs[i].name,
                            contrast (pairs[i].text, pairs[i].ground));
            g_assert_cmpfloat (contrast (pairs[i].text, pairs[i].ground), >=, pairs[i].least);
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-style/contrast", test_contrast);

  return g_test_run ();
}
