/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list view over values: each item is the mark's index. */

#include "ui/marks-list.h"

#include "ui/mark-card.h"

#include <glib/gi18n.h>

struct _SheafMarksList
{
  GtkWidget parent_instance;

  GtkWidget *scroller, *view;
  GtkStringList *model; /* an entry a mark; its text is what a screen reader is told */
  GtkSingleSelection *selection;
  GPtrArray *marks;
};

G_DEFINE_FINAL_TYPE (SheafMarksList, sheaf_marks_list, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const SheafMark *
get_mark (SheafMarksList *self, guint i)
{
  return i < self->marks->len ? self->marks->pdata[i] : NULL;
}

/* --- Cards --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, sheaf_mark_card_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SheafMarksList *self)
{
  GtkWidget *card = gtk_list_item_get_child (item);
  const SheafMark *mark = get_mark (self, gtk_list_item_get_position (item));
  g_autofree char *name = NULL;

  if (mark == NULL)
    return;
  sheaf_mark_card_set (card, mark);
  gtk_widget_set_tooltip_text (card, mark->placed == SHEAF_PLACED_NOWHERE
                                         ? _ ("Select its new place in the text, then click here")
                                         : NULL);
  name = sheaf_mark_card_dup_name (mark);
  if (gtk_widget_get_parent (card) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (card)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
activate_cb (SheafMarksList *self, guint position)
{
  const SheafMark *mark = get_mark (self, position);

  if (mark != NULL)
    g_signal_emit (self, signals[OPENED], 0, mark->id);
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SheafMarksList *self = SHEAF_MARKS_LIST (widget);
  const SheafMark *mark = get_mark (self, gtk_single_selection_get_selected (self->selection));

  if (mark == NULL)
    return FALSE;
  g_signal_emit (self, signals[REMOVE], 0, mark->id);

  return TRUE;
}

/* --- Life --- */

static void
sheaf_marks_list_dispose (GObject *object)
{
  SheafMarksList *self = SHEAF_MARKS_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  G_OBJECT_CLASS (sheaf_marks_list_parent_class)->dispose (object);
}

static void
sheaf_marks_list_class_init (SheafMarksListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_marks_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  signals[OPENED] = g_signal_new ("opened", SHEAF_TYPE_MARKS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[REMOVE] = g_signal_new ("remove", SHEAF_TYPE_MARKS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
sheaf_marks_list_init (SheafMarksList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->marks = g_ptr_array_new ();
  self->model = gtk_string_list_new (NULL);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect",
                                  TRUE, "model", self->model, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (self->view, "marks-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Highlights"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller, "child", self->view, "hscrollbar-policy", GTK_POLICY_NEVER,
                "vexpand", TRUE, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

void
sheaf_marks_list_set (SheafMarksList *self, GPtrArray *marks)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_ptr_array_ref (marks);
  g_ptr_array_unref (self->marks);
  self->marks = marks;
  for (guint i = 0; i < marks->len; i++)
    {
      g_autofree char *name = sheaf_mark_card_dup_name (marks->pdata[i]);

      g_strv_builder_add (names, name);
    }
  all = g_strv_builder_end (names);
  gtk_string_list_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                          (const char *const *)all);
}

void
sheaf_marks_list_select (SheafMarksList *self, gint64 id)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (get_mark (self, i)->id == id)
      {
        gtk_single_selection_set_selected (self->selection, i);
        gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", i);
        return;
      }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}
