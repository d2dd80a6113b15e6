/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the list stands once an answer has come into it, while somebody moves in it. */

#include "ui/article-pane-private.h"

#include "../library/open-library.h"

#define N 40 /* articles: some windows full */

typedef struct
{
  Place *place;
  GSettings *settings;
  GtkWidget *window;
  SheafArticlePane *pane;
} Shown;

static guint
count (Shown *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->pane->list));
}

/* All of them are found by a search. */
static void
shown_open (Shown *self)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);

  self->place = place_new ();
  self->settings = g_settings_new ("io.github.sheaf_app.Sheaf");
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *text
          = g_strdup_printf ("Letter %u\n\nThe lamp still burned on day %u.\n", i, i);
      g_autofree char *path = place_write (self->place, name, text, -1);

      add (self->place, path);
    }
  self->window = gtk_window_new ();
  self->pane = g_object_new (SHEAF_TYPE_ARTICLE_PANE, NULL);
  sheaf_article_pane_set_library (self->pane, self->place->library, self->settings);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->pane));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 500);
  gtk_window_present (GTK_WINDOW (self->window));
  sheaf_article_pane_show (self->pane, all, "All");
  wait_until (count (self) == N);
  sheaf_article_pane_search (self->pane, "lamp");
  wait_until (self->pane->words != NULL && count (self) == N);
  let_pass (300); /* the last stage, and what the rows say */
}

static void
shown_close (Shown *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  let_pass (50);
  g_object_unref (self->settings);
  place_free (self->place);
}

/* The same once more. */
static void
answer (Shown *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < count (self); i++)
    {
      gint64 id = sheaf_article_list_get_id (self->pane->list, i);

      g_array_append_val (ids, id);
    }
  sheaf_article_pane_refill (self->pane, ids, NULL);
}

static gboolean
is_at_end (Shown *self)
{
  GtkAdjustment *scroll = sheaf_article_pane_get_scroll (self->pane);

  return gtk_adjustment_get_value (scroll) > 0
         && gtk_adjustment_get_value (scroll) + gtk_adjustment_get_page_size (scroll)
                > gtk_adjustment_get_upper (scroll) - 20;
}

static void
test_before (void)
{
  Shown shown = { NULL };

  shown_open (&shown);
  sheaf_article_pane_go_to (shown.pane, N - 1, TRUE);
  answer (&shown);
  let_pass (300);
  g_assert_true (is_at_end (&shown));
  shown_close (&shown);
}

static void
test_after (void)
{
  Shown shown = { NULL };

  shown_open (&shown);
  answer (&shown);
  sheaf_article_pane_go_to (shown.pane, N - 1, TRUE);
  let_pass (300);
  g_assert_true (is_at_end (&shown));
  shown_close (&shown);
}

/* And where nobody does, it stays to the pixel, though what is selected is out of sight. */
static void
test_scrolled (void)
{
  Shown shown = { NULL };
  GtkAdjustment *scroll;

  shown_open (&shown);
  scroll = sheaf_article_pane_get_scroll (shown.pane);
  sheaf_article_pane_go_to (shown.pane, N - 1, TRUE);
  let_pass (300);
  gtk_adjustment_set_value (scroll, 617);
  let_pass (100);
  answer (&shown);
  let_pass (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, 617);
  shown_close (&shown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/article-pane/moved-before-an-answer", test_before);
  g_test_add_func ("/ui/article-pane/moved-after-an-answer", test_after);
  g_test_add_func ("/ui/article-pane/scrolled", test_scrolled);

  return g_test_run ();
}
