/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who has the focus once a list's rows are gone, before anything else happens. */

#include "ui/list-focus.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *window, *view;
  GtkStringList *words;
} Shown;

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Another widget stands before the list: GTK would choose that. */
static void
shown_open (Shown *self)
{
  const char *words[] = { "lamp", "salt", "rope", "floe", NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkSingleSelection *selection;

  self->words = gtk_string_list_new (words);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->words)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->window = gtk_window_new ();
  self->view = gtk_list_view_new (NULL, factory);
  sheaf_list_focus_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("before"));
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_width (self->view) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
shown_close (Shown *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->words);
}

static GtkWidget *
find_row (Shown *self, const char *word)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->view); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (row))), word))
      return row;

  return NULL;
}

/* Does the focus' row say WORD, and does it hear of keys? */
static void
expect_focus (Shown *self, const char *word)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_root (focus) == GTK_ROOT (self->window));
  g_assert_true (focus == find_row (self, word));
}

static void
test_next_row (void)
{
  Shown shown;

  shown_open (&shown);
  g_assert_true (gtk_widget_grab_focus (find_row (&shown, "salt")));
  gtk_string_list_remove (shown.words, 1);
  expect_focus (&shown, "rope");
  gtk_string_list_remove (shown.words, 1);
  expect_focus (&shown, "floe");
  gtk_string_list_remove (shown.words, 1);
  expect_focus (&shown, "lamp"); /* the last one, now */
  shown_close (&shown);
}

static void
test_all_others (void)
{
  const char *others[] = { "bread", "water", NULL };
  Shown shown;

  shown_open (&shown);
  g_assert_true (gtk_widget_grab_focus (find_row (&shown, "lamp")));
  gtk_string_list_splice (shown.words, 0, 4, others);
  expect_focus (&shown, "bread");
  shown_close (&shown);
}

static void
test_none_left (void)
{
  Shown shown;

  shown_open (&shown);
  g_assert_true (gtk_widget_grab_focus (find_row (&shown, "rope")));
  gtk_string_list_splice (shown.words, 0, 4, NULL);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (shown.window)) == shown.view);
  shown_close (&shown);
}

/* What the list does not have, it does not take. */
static void
test_elsewhere (void)
{
  Shown shown;
  GtkWidget *button;

  shown_open (&shown);
  button = gtk_widget_get_prev_sibling (shown.view);
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_string_list_remove (shown.words, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (shown.window)) == button);
  shown_close (&shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/list-focus/next-row", test_next_row);
  g_test_add_func ("/ui/list-focus/all-others", test_all_others);
  g_test_add_func ("/ui/list-focus/none-left", test_none_left);
  g_test_add_func ("/ui/list-focus/elsewhere", test_elsewhere);

  return g_test_run ();
}
