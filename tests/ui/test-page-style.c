/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every theme can be read: contrasts as the Web Content Accessibility Guidelines count them. */

#include "ui/code-ink.h"
#include "ui/code-language.h"
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
        const char *spoken, *spoken_ink;

        sheaf_typography_get_spoken (&type, &spoken, &spoken_ink);
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
          { "spoken", spoken_ink, spoken, 7 },
          { "spoken on the page", spoken, theme->page, 1.2 },
          { "spoken beyond its ground", spoken_ink, theme->page, 7 },
          /* Letters of a headline are higher than their ground. */
          { "hit beyond its ground", theme->hit_ink, theme->page, 7 },
          { "current hit beyond its ground", theme->current_ink, theme->page, 7 },
        };

        for (guint color = 0; color < SHEAF_PAGE_MARK_COLORS; color++)
          {
            const char *ground = sheaf_typography_get_mark_ground (&type, color);

            g_test_message ("paper %d, high contrast %d, mark %u: %.2f", paper, high, color,
                            contrast (theme->ink, ground));
            g_assert_cmpfloat (contrast (theme->ink, ground), >=, 7);
          }
        for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
          {
            g_test_message ("paper %d, high contrast %d, %s: %.2f", paper, high, pairs[i].name,
                            contrast (pairs[i].text, pairs[i].ground));
            g_assert_cmpfloat (contrast (pairs[i].text, pairs[i].ground), >=, pairs[i].least);
          }
      }
}

/* On a ground that is the ink, thin; where high contrast is asked for, with more of it. */
static void
test_code_inks (void)
{
  for (int paper = 0; paper < SHEAF_N_PAPERS; paper++)
    for (int high = 0; high < 2; high++)
      {
        SheafTypography type = { .paper = (SheafPaper)paper, .high_contrast = high };
        const SheafTheme *theme = sheaf_typography_get_theme (&type);
        GdkRGBA page = sheaf_theme_colour (theme->page, 1),
                ink = sheaf_theme_colour (theme->ink, 1);
        g_autofree char *ground = g_strdup_printf (
            "rgb(%d,%d,%d)", (int)(255 * (page.red + (ink.red - page.red) * SHEAF_CODE_GROUND)),
            (int)(255 * (page.green + (ink.green - page.green) * SHEAF_CODE_GROUND)),
            (int)(255 * (page.blue + (ink.blue - page.blue) * SHEAF_CODE_GROUND)));

        for (int class = 0; class < SHEAF_N_CODE_CLASSES; class ++)
          {
            const char *one = sheaf_typography_get_code_ink (&type, (SheafCodeClass) class);

            g_test_message ("paper %d, high contrast %d, class %d: %.2f", paper, high, class,
                            contrast (one, ground));
            g_assert_cmpfloat (contrast (one, ground), >=, high ? 9 : 7);
            for (int other = 0; other < class; other++)
              g_assert_cmpstr (one, !=,
                               sheaf_typography_get_code_ink (&type, (SheafCodeClass)other));
          }
      }
}

/* A family's name is whatever its maker called it. */
static void
test_families (void)
{
  static const struct
  {
    const char *family, *css;
  } rows[] = {
    { "", "font-family: \"Noto Serif\", \"Source Serif 4\", serif;" },
    { "Cantarell,sans-serif", "font-family: \"Cantarell\", sans-serif;" },
    { "Half-Uncial 8", "font-family: \"Half-Uncial 8\";" },
    { "Odd \"one\\", "font-family: \"Odd  one \";" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SheafTypography type = { .size = 17 };
      g_autofree char *css = NULL;

      g_strlcpy (type.family, rows[i].family, sizeof type.family);
      css = sheaf_typography_to_css (&type);
      g_test_message ("%s", css);
      g_assert_nonnull (strstr (css, rows[i].css));
    }
}

static int
get_number (GtkTextTag *tag, const char *name)
{
  int number;

  g_object_get (tag, name, &number, NULL);

  return number;
}

/* Between two paragraphs there is a space or an indent, never both; the first of them and what
 * follows anything else is not indented, and before anything else there is a space. */
static void
test_paragraphs (void)
{
  static const SheafParagraph first = { .leads = TRUE }, last = { .follows = TRUE };
  SheafTypography type = { .size = 20 };
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  SheafParagraph paragraphs[] = { first, last };
  GtkTextTag *tags[2];
  int space;

  for (guint i = 0; i < 2; i++)
    {
      paragraphs[i].look = SHEAF_LOOK_PARAGRAPH;
      tags[i] = sheaf_paragraph_get_tag (&paragraphs[i], buffer, &type);
      g_assert_cmpint (get_number (tags[i], "indent"), ==, 0);
    }
  g_assert_true (tags[0] != tags[1]);
  space = get_number (tags[0], "pixels-below-lines");
  g_assert_cmpint (space, ==, get_number (tags[1], "pixels-below-lines"));
  type.indent = TRUE;
  sheaf_page_restyle (buffer, &type);
  g_assert_cmpint (get_number (tags[0], "indent"), ==, 0);
  g_assert_cmpint (get_number (tags[1], "indent"), ==, 24);
  g_assert_cmpint (get_number (tags[0], "pixels-below-lines"), ==, space - 15);
  g_assert_cmpint (get_number (tags[1], "pixels-below-lines"), ==, space);
}

/* A number's marker ends before its text begins, in a list of any length: text of the first line
 * stands where that of the second does. */
static void
test_numbers (void)
{
  SheafTypography type = { .size = 20 };
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  for (guint digits = 0; digits < 6; digits++)
    {
      SheafParagraph paragraph = { .look = SHEAF_LOOK_ITEM,
                                   .lists = 1,
                                   .digits = digits,
                                   .wider = sheaf_list_get_widening (digits),
                                   .marked = TRUE };
      GtkTextTag *tag = sheaf_paragraph_get_tag (&paragraph, buffer, &type);
      int hang = -get_number (tag, "indent"), stop;
      PangoTabArray *tabs;
      PangoTabAlign align;

      g_object_get (tag, "tabs", &tabs, NULL);
      pango_tab_array_get_tab (tabs, 0, &align, &stop);
      pango_tab_array_free (tabs);
      g_assert_cmpint (align, ==, PANGO_TAB_RIGHT);
      g_assert_cmpint (stop, >=, (int)((digits * .6 + .28) * type.size));
      g_assert_cmpint (hang - stop, >=, (int)(.4 * type.size));
      g_assert_cmpint (sheaf_paragraph_get_indent (&paragraph, &type), ==, 0);
      paragraph.marked = FALSE; /* the second paragraph of an item */
      g_assert_cmpint (sheaf_paragraph_get_indent (&paragraph, &type), ==, hang);
    }
}

static void
test_code_languages (void)
{
  static const struct
  {
    const char *info, *name;
  } rows[] = { { "python", "Python" },
               { "JS", "JavaScript" },
               { "cpp", "C++" },
               { "text", NULL },
               { "unlambda", "unlambda" },
               { "", NULL },
               { NULL, NULL },
               { "what-no-language-was-ever-called", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (sheaf_code_language_get_name (rows[i].info), ==, rows[i].name);
  g_assert_cmpstr (sheaf_code_language_get_syntax ("C#"), ==, "c-sharp");
  g_assert_null (sheaf_code_language_get_syntax ("unlambda"));
  g_assert_null (sheaf_code_language_get_syntax (NULL));
}

static void
test_lines (void)
{
  SheafTypography type = { .size = 20 };
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  SheafParagraph paragraph = { .look = SHEAF_LOOK_PARAGRAPH };
  GtkTextTag *tag = sheaf_paragraph_get_tag (&paragraph, buffer, &type);
  int before = 0;

  for (type.leading = -2; type.leading <= 2; type.leading++)
    {
      sheaf_page_restyle (buffer, &type);
      g_assert_cmpint (get_number (tag, "pixels-inside-wrap"), >, before);
      before = get_number (tag, "pixels-inside-wrap");
    }
  type.justify = TRUE;
  sheaf_page_restyle (buffer, &type);
  g_object_get (tag, "justification", &before, NULL);
  g_assert_cmpint (before, ==, GTK_JUSTIFY_FILL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-style/contrast", test_contrast);
  g_test_add_func ("/ui/page-style/families", test_families);
  g_test_add_func ("/ui/page-style/code-inks", test_code_inks);
  g_test_add_func ("/ui/page-style/code-languages", test_code_languages);
  g_test_add_func ("/ui/page-style/lines", test_lines);
  g_test_add_func ("/ui/page-style/numbers", test_numbers);
  g_test_add_func ("/ui/page-style/paragraphs", test_paragraphs);

  return g_test_run ();
}
