/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader as a search opens it: told what to look for before the text is there, it goes to the
 * first hit when it comes. */

#include "ui/page-view.h"
#include "ui/reader.h"

#include "library-window.h"

typedef struct
{
  LibraryWindow in;
  SheafReader *reader;
  SheafPageView *view;
} Shown;

static GtkWidget *
find_widget (GtkWidget *top, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (top, type))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
shown_open (Shown *self)
{
  self->reader = g_object_new (SHEAF_TYPE_READER, NULL);
  self->view = SHEAF_PAGE_VIEW (find_widget (GTK_WIDGET (self->reader), SHEAF_TYPE_PAGE_VIEW));
  library_window_open (&self->in, GTK_WIDGET (self->reader), 700, 500);
  sheaf_reader_set_library (self->reader, self->in.place->library, self->in.settings);
  gtk_window_present (GTK_WINDOW (self->in.window));
}

/* (transfer full) */
static SheafArticle *
add_article (Shown *self, const char *name, const char *last)
{
  g_autoptr (GString) html = g_string_new ("<title>Lanterns</title><article><h1>Lanterns</h1>");
  g_autofree char *path = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (html, "<p>The keeper wrote the hour down, then the height of the water, then "
                           "what the wind was doing, and nobody had asked her to.</p>");
  g_string_append_printf (html, "<p>%s</p></article>", last);
  path = place_write (self->in.place, name, html->str, (gssize)html->len);

  return sheaf_article_new (add (self->in.place, path).id);
}

static gboolean
has_found (Shown *self, guint n, gboolean by_words)
{
  guint found;
  int current;
  gboolean words;

  return sheaf_page_view_get_found (self->view, &found, &current, &words) && found == n
         && current == (n > 0 ? 0 : -1) && words == by_words;
}

/* Is the last line of the article on the screen? */
static gboolean
shows_end (Shown *self)
{
  GdkRectangle visible, at;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &end);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &end, &at);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);

  return at.y > visible.height && at.y >= visible.y
         && at.y + at.height <= visible.y + visible.height;
}

static void
test_before_its_text (void)
{
  Shown shown = { 0 };
  g_autoptr (SheafArticle) article = NULL;

  shown_open (&shown);
  article = add_article (&shown, "a.html", "The tide came high that night.");
  sheaf_reader_show (shown.reader, article, 1);
  sheaf_reader_find (shown.reader, "TIDE came");
  wait_until (has_found (&shown, 1, FALSE));
  wait_until (shows_end (&shown));
  library_window_close (&shown.in);
}

static void
test_words (void)
{
  Shown shown = { 0 };
  g_autoptr (SheafArticle) article = NULL;

  shown_open (&shown);
  article = add_article (&shown, "a.html", "The tide came high that night.");
  sheaf_reader_show (shown.reader, article, 1);
  sheaf_reader_find (shown.reader, "high tide");
  wait_until (has_found (&shown, 2, TRUE));
  wait_until (shows_end (&shown));
  sheaf_reader_find (shown.reader, "riptide");
  wait_until (has_found (&shown, 0, FALSE));
  library_window_close (&shown.in);
}

/* NULL closes it, and so does another article. */
static void
test_closing (void)
{
  Shown shown = { 0 };
  g_autoptr (SheafArticle) first = NULL, second = NULL;
  guint n;
  int current;
  gboolean words;

  shown_open (&shown);
  first = add_article (&shown, "a.html", "The tide came high that night.");
  second = add_article (&shown, "b.html", "No tide came.");
  sheaf_reader_show (shown.reader, first, 1);
  for (guint round = 0; round < 2; round++)
    {
      sheaf_reader_find (shown.reader, "tide");
      wait_until (has_found (&shown, 1, FALSE));
      if (round == 0)
        sheaf_reader_find (shown.reader, NULL);
      else
        sheaf_reader_show (shown.reader, second, 1);
      let_pass (200);
      g_assert_false (sheaf_page_view_get_found (shown.view, &n, &current, &words));
      g_assert_cmpuint (n, ==, 0);
    }
  library_window_close (&shown.in);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/reader-find/before-its-text", test_before_its_text);
  g_test_add_func ("/ui/reader-find/words", test_words);
  g_test_add_func ("/ui/reader-find/closing", test_closing);

  return g_test_run ();
}
