/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article becomes a PDF file: its text can be read out of it again, in order; what was there
 * stays where the new one cannot be made. */

#include "ui/print.h"

#include "../library/open-library.h"

typedef struct
{
  gboolean over;
  char *sentence;
} Said;

static void
said_cb (gpointer data, const char *sentence)
{
  Said *self = data;

  g_assert_false (self->over);
  self->over = TRUE;
  self->sentence = g_strdup (sentence);
}

static void
export_to (Place *place, gint64 id, GFile *file, Said *said)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.sheaf_app.Sheaf");

  sheaf_print_export (NULL, place->library, settings, id, file, said_cb, said, NULL);
  while (!said->over)
    g_main_context_iteration (NULL, TRUE);
}

static gint64
add_article (Place *place, guint paragraphs)
{
  g_autoptr (GString) html
      = g_string_new ("<html lang=en><title>The Lamp &amp; the Log</title><meta name=author "
                      "content='Ida Fenwright'><article><h1>The Lamp &amp; the Log</h1>");
  g_autofree char *path = NULL;

  for (guint i = 1; i <= paragraphs; i++)
    {
      if (i % 10 == 1)
        g_string_append_printf (html, "<h2>Watch %u</h2>", i / 10 + 1);
      g_string_append_printf (
          html,
          "<p>Entry%u was written by the keeper, the hour first, then the "
          "height of the water and <a href='https://oar.example/wind?n=%u'>what "
          "the wind</a> was doing, and nobody had asked her to.</p>",
          i, i % 7);
    }
  g_string_append (html, "</article></html>");
  path = place_write (place, "lamp.html", html->str, (gssize)html->len);

  return add (place, path).id;
}

/* (transfer full) (nullable): the program is not there */
static char *
run (const char *program, const char *option, const char *file)
{
  const char *words[] = { program, option, file, "-", NULL };
  g_autofree char *found = g_find_program_in_path (program);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  if (found == NULL)
    return NULL;
  if (g_str_equal (program, "pdfinfo"))
    words[3] = NULL;
  g_spawn_sync (NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return out;
}

static void
check_text (const char *text)
{
  const char *at = text;

  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *entry = g_strdup_printf ("Entry%u was", i);

      at = strstr (at, entry);
      g_assert_nonnull (at);
    }
  g_assert_nonnull (strstr (text, "The Lamp & the Log"));
  g_assert_nonnull (strstr (text, "oar.example/wind?n=6"));
}

static void
test_export (void)
{
  Place *place = place_new ();
  Said said = { FALSE, NULL };
  g_autofree char *path = g_build_filename (place->folder, "out.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL, *info = NULL;

  export_to (place, add_article (place, 60), file, &said);
  g_assert_cmpstr (said.sentence, ==, "Saved as “out.pdf”");
  text = run ("pdftotext", "-raw", path);
  info = run ("pdfinfo", "-isodates", path);
  if (text == NULL || info == NULL)
    g_test_skip ("pdftotext and pdfinfo (poppler-utils) are not here");
  else
    {
      const char *pages = strstr (info, "Pages:");
      g_autofree char *foot = NULL;

      check_text (text);
      g_assert_nonnull (strstr (info, "The Lamp & the Log"));
      g_assert_nonnull (strstr (info, "Ida Fenwright"));
      g_assert_nonnull (pages);
      g_assert_cmpint (atoi (pages + strlen ("Pages:")), >=, 3);
      foot = g_strdup_printf ("%d / %d", atoi (pages + strlen ("Pages:")),
                              atoi (pages + strlen ("Pages:")));
      g_assert_nonnull (strstr (text, foot));
    }
  g_free (said.sentence);
  place_free (place);
}

static void
test_failing (void)
{
  Place *place = place_new ();
  Said said = { FALSE, NULL }, gone = { FALSE, NULL };
  g_autofree char *path = g_build_filename (place->folder, "no", "such", "out.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  export_to (place, add_article (place, 3), file, &said);
  g_assert_cmpstr (said.sentence, ==, "“out.pdf” could not be written");
  export_to (place, 999, file, &gone);
  g_assert_nonnull (gone.sentence);
  g_free (said.sentence);
  g_free (gone.sentence);
  place_free (place);
}

static void
test_names (void)
{
  static const struct
  {
    const char *title, *expected;
  } cases[] = {
    { "Reading the Tide", "Reading the Tide.pdf" }, { "../../etc: a/b?", "etc- a-b.pdf" },
    { "日本語の記事", "日本語の記事.pdf" },         { "...", "Article.pdf" },
    { "A\nline \"more\"", "A line -more.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = sheaf_print_dup_file_name (cases[i].title);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/export", test_export);
  g_test_add_func ("/print/failing", test_failing);
  g_test_add_func ("/print/names", test_names);

  return g_test_run ();
}
