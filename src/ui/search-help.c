/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filled when it is opened for the first time: a hundred labels that most never see. */

#include "ui/search-help.h"

#include "base/items.h"
#include "store/operator.h"

#include <glib/gi18n.h>

#define WIDTH 340
#define MOST_HEIGHT 460

struct _SheafSearchHelp
{
  GtkPopover parent_instance;

  GtkWidget *scroller;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (SheafSearchHelp, sheaf_search_help, GTK_TYPE_POPOVER)

static guint chosen_signal;

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* A line: what is typed, and under it what it means. EXAMPLE is kept, not copied. */
static void
add_example (SheafSearchHelp *self, const char *example, const char *help, gboolean under)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *name = sheaf_items_join (example, help);

  gtk_box_append (GTK_BOX (box), new_label (example, "example"));
  gtk_box_append (GTK_BOX (box), new_label (help, "help"));
  if (under)
    gtk_widget_add_css_class (row, "under");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "example", g_strdup (example), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
add_operator (SheafSearchHelp *self, const SheafOperator *op)
{
  add_example (self, op->example, _ (op->help), FALSE);
  for (guint i = 0; i < op->n_choices; i++)
    if (op->choices[i].help != NULL)
      {
        g_autofree char *example = g_strdup_printf ("%s:%s", op->name, op->choices[i].name);

        if (!g_str_equal (example, op->example))
          add_example (self, example, _ (op->choices[i].help), TRUE);
      }
}

static void
fill (SheafSearchHelp *self)
{
  gsize n;
  const SheafSign *signs = sheaf_signs (&n);
  const SheafOperator *operators;

  if (gtk_widget_get_first_child (self->list) != NULL)
    return;
  for (gsize i = 0; i < n; i++)
    add_example (self, signs[i].example, _ (signs[i].help), FALSE);
  operators = sheaf_operators (&n);
  for (gsize i = 0; i < n; i++)
    add_operator (self, &operators[i]);
}

static void
activated_cb (SheafSearchHelp *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, g_object_get_data (G_OBJECT (row), "example"));
}

static void
more_cb (SheafSearchHelp *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.help", "s", "search");
}

static GtkWidget *
new_more (SheafSearchHelp *self)
{
  GtkWidget *more = gtk_button_new_with_label (_ ("More on Searching"));

  gtk_widget_add_css_class (more, "flat");
  g_signal_connect_object (more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);

  return more;
}

static void
show_cb (SheafSearchHelp *self)
{
  GtkListBoxRow *first;

  fill (self);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
sheaf_search_help_class_init (SheafSearchHelpClass *klass)
{
  chosen_signal = g_signal_new ("chosen", SHEAF_TYPE_SEARCH_HELP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_search_help_init (SheafSearchHelp *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "search-help");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can be typed"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MOST_HEIGHT);
  gtk_widget_set_size_request (self->scroller, WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_box_append (GTK_BOX (box), new_more (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
sheaf_search_help_new (void)
{
  return g_object_new (SHEAF_TYPE_SEARCH_HELP, NULL);
}
