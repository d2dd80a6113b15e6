/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the list stands once an answer has come into it, while somebody moves in it. */

#include "ui/article-pane-private.h"

#include "library-window.h"

#define N 40 /* articles: some windows full */

typedef struct
{
  LibraryWindow in;
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

  self->pane = g_object_new (SHEAF_TYPE_ARTICLE_PANE, NULL);
  library_window_open (&self->in, GTK_WIDGET (self->pane), 360, 500);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *text
          = g_strdup_printf ("Letter %u\n\nThe lamp still burned on day %u.\n", i, i);
      g_autofree char *path = place_write (self->in.place, name, text, -1);

      add (self->in.place, path);
    }
  sheaf_article_pane_set_library (self->pane, self->in.place->library, self->in.settings);
  gtk_window_present (GTK_WINDOW (self->in.window));
  sheaf_article_pane_show (self->pane, all, "All");
  wait_until (count (self) == N);
  sheaf_article_pane_search (self->pane, "lamp");
  wait_until (self->pane->words != NULL && count (self) == N);
  let_pass (300); /* the last stage, and what the rows say */
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

/* The last one is selected just before an answer, or just after it: that is in sight in the end. */
static void
test_moved (gconstpointer before)
{
  Shown shown = { 0 };

  shown_open (&shown);
  if (!GPOINTER_TO_INT (before))
    answer (&shown);
  sheaf_article_pane_go_to (shown.pane, N - 1, TRUE);
  if (GPOINTER_TO_INT (before))
    answer (&shown);
  let_pass (300);
  g_assert_true (is_at_end (&shown));
  library_window_close (&shown.in);
}

/* And where nobody does, it stays to the pixel, though what is selected is out of sight. */
static void
test_scrolled (void)
{
  Shown shown = { 0 };
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
  library_window_close (&shown.in);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/ui/article-pane/moved-before-an-answer", GINT_TO_POINTER (TRUE),
                        test_moved);
  g_test_add_data_func ("/ui/article-pane/moved-after-an-answer", GINT_TO_POINTER (FALSE),
                        test_moved);
  g_test_add_func ("/ui/article-pane/scrolled", test_scrolled);

  return g_test_run ();
}
