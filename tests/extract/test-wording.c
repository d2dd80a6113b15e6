/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each kind of row in data/wording takes and leaves, and that the lists keep their own rules.
 */

#include "extract/wording.h"

#include <string.h>

#define MAX_WORDS 5

static const struct
{
  const char *text, *beside;
  SheafLineLook look;
  const char *rule; /* NULL: none */
  gboolean label;
} cases[] = {
  /* whole: marks at its ends aside */
  { "advertisement", NULL, SHEAF_LINE_PLAIN, "promo/ad" },
  { "– advertisement –", NULL, SHEAF_LINE_PLAIN, "promo/ad" },
  { "advertisement for oars", NULL, SHEAF_LINE_PLAIN, NULL },
  { "advertisements1", NULL, SHEAF_LINE_PLAIN, NULL },
  /* begins, with a word that must follow */
  { "subscribe to the river newsletter", NULL, SHEAF_LINE_PLAIN, "promo/newsletter" },
  { "subscribe to the river", NULL, SHEAF_LINE_PLAIN, NULL },
  { "subscribe to the river", NULL, SHEAF_LINE_LINKED, "promo/newsletter" },
  { "find us on facebook", NULL, SHEAF_LINE_PLAIN, "promo/follow" },
  { "find us on xylophones", NULL, SHEAF_LINE_PLAIN, NULL },
  { "story continues below", NULL, SHEAF_LINE_PLAIN, "promo/ad" },
  { "story continues belowdecks", NULL, SHEAF_LINE_PLAIN, NULL },
  /* label: a colon, the rest a link, or nothing else */
  { "read also: the mill", NULL, SHEAF_LINE_PLAIN, "promo/read-more" },
  { "read also the mill", "read also ", SHEAF_LINE_PLAIN, "promo/read-more" },
  { "read also the mill", "read also the ", SHEAF_LINE_PLAIN, NULL },
  { "read also the mill", NULL, SHEAF_LINE_PLAIN, NULL },
  { "read also", NULL, SHEAF_LINE_PLAIN, "promo/read-more", TRUE },
  /* marked: a colon is not enough */
  { "also: the mill", NULL, SHEAF_LINE_PLAIN, NULL },
  { "also: the mill", NULL, SHEAF_LINE_STRESSED, "promo/read-more" },
  { "also: the mill", "also: ", SHEAF_LINE_PLAIN, "promo/read-more" },
  /* short */
  { "more from the river desk", NULL, SHEAF_LINE_PLAIN, "promo/read-more", TRUE },
  { "more from the river than from the sea was eaten that year", NULL, SHEAF_LINE_PLAIN, NULL },
  { "more from the river.", NULL, SHEAF_LINE_PLAIN, NULL },
  /* has */
  { "the river, right to your inbox", NULL, SHEAF_LINE_PLAIN, "promo/newsletter" },
  { "登録はこちら、川のメルマガ", NULL, SHEAF_LINE_PLAIN, "promo/newsletter" },
  { "川のメルマガを読む", NULL, SHEAF_LINE_PLAIN, NULL },
  /* nothing to find */
  { "", NULL, SHEAF_LINE_PLAIN, NULL },
  { "***", NULL, SHEAF_LINE_LINKED, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SheafWordingLine line = { cases[i].text, cases[i].beside, cases[i].look };
      gboolean label = TRUE;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (sheaf_wording_find (&line, &label), ==, cases[i].rule);
      g_assert_cmpint (label, ==, cases[i].label);
    }
}

/* Three sentences are prose but for pitches, and so is a long line; notices may be long. */
static void
test_limits (void)
{
  g_autofree char *filler = g_strnfill (300, 'a');
  g_autofree char *prose = g_strconcat ("read also: ", filler, NULL);
  g_autofree char *notice = g_strconcat ("all rights reserved ", filler, NULL);
  g_autofree char *book = g_strconcat (notice, filler, filler, NULL);
  gboolean label;

  g_assert_null (sheaf_wording_find (&(SheafWordingLine){ prose, NULL, SHEAF_LINE_PLAIN }, &label));
  g_assert_null (sheaf_wording_find (
      &(SheafWordingLine){ "read also: a. b. c.", NULL, SHEAF_LINE_PLAIN }, &label));
  g_assert_cmpstr (sheaf_wording_find (
                       &(SheafWordingLine){ "get our newsletter. b. c.", NULL, SHEAF_LINE_PLAIN },
                       &label),
                   ==, "promo/newsletter");
  g_assert_null (sheaf_wording_find (
      &(SheafWordingLine){ "get our newsletter. b. c. d.", NULL, SHEAF_LINE_PLAIN }, &label));
  g_assert_cmpstr (
      sheaf_wording_find (&(SheafWordingLine){ notice, NULL, SHEAF_LINE_PLAIN }, &label), ==,
      "promo/copyright");
  g_assert_null (sheaf_wording_find (&(SheafWordingLine){ book, NULL, SHEAF_LINE_PLAIN }, &label));
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_length (words);
}

static void
check_line (char *line)
{
  g_auto (GStrv) with = NULL;
  g_autofree char *small = g_utf8_strdown (line, -1);
  char *plus = strstr (line, " + ");

  g_assert_cmpstr (line, ==, small);
  g_assert_null (strstr (line, "’"));
  if (plus != NULL)
    {
      *plus = '\0';
      with = g_strsplit (plus + 3, ", ", -1);
      for (guint i = 0; with[i] != NULL; i++)
        g_assert_cmpuint (count_words (with[i]), <=, MAX_WORDS);
    }
  g_assert_cmpuint (count_words (line), >=, 3);
  g_assert_cmpuint (count_words (line), <=, MAX_WORDS + 2); /* kind and rule */
}

/* The lists: small letters, plain apostrophes, no entry longer than five words. */
static void
test_lists (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "wording", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      if (!g_str_has_suffix (name, ".txt") || g_str_equal (name, "services.txt"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0' && *lines[i] != '#')
          check_line (lines[i]);
      n++;
    }
  g_assert_cmpuint (n, >=, 12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/wording/rows", test_rows);
  g_test_add_func ("/extract/wording/limits", test_limits);
  g_test_add_func ("/extract/wording/lists", test_lists);

  return g_test_run ();
}
