/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each row can be either; one of both is to be seen. */

#include "ui/highlights-row.h"

#include "base/items.h"
#include "base/url.h"
#include "ui/bidi.h"
#include "ui/mark-card.h"

#include <glib/gi18n.h>

#define SHOWN "sheaf-highlight"

static GtkWidget *
add_label (GtkWidget *box, const char *key, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set (label, "xalign", 0., "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  g_object_set_data (G_OBJECT (box), key, label);

  return label;
}

static GtkWidget *
new_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "marks-article");
  add_label (box, "title", "heading");
  gtk_widget_add_css_class (add_label (box, "site", "caption"), "dim-label");

  return box;
}

static GtkWidget *
new_remove (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dim-label");
  gtk_widget_set_tooltip_text (button, _ ("Remove Highlight"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove Highlight"), -1);

  return button;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *heading = new_heading ();
  GtkWidget *card = sheaf_mark_card_new (), *remove = new_remove ();

  gtk_widget_set_hexpand (card, TRUE);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), card);
  gtk_box_append (GTK_BOX (row), remove);
  g_object_set_data (G_OBJECT (row), "heading", heading);
  g_object_set_data (G_OBJECT (row), "card", card);
  g_object_set_data (G_OBJECT (row), "remove", remove);
  gtk_list_item_set_child (item, row);
}

static char *
dup_site (const SheafRow *row)
{
  char *site = row->url != NULL ? sheaf_url_site (row->url) : NULL;

  return site != NULL ? site : g_strdup (row->site != NULL ? row->site : _ ("No address"));
}

static char *
set_heading (GtkWidget *heading, const SheafRow *row)
{
  g_autofree char *site = dup_site (row);
  GtkLabel *title = g_object_get_data (G_OBJECT (heading), "title");
  GtkLabel *below = g_object_get_data (G_OBJECT (heading), "site");

  gtk_label_set_label (title, row->title);
  sheaf_bidi_turn_label (title);
  gtk_label_set_label (below, site);
  gtk_widget_set_direction (GTK_WIDGET (below), gtk_widget_get_direction (GTK_WIDGET (title)));

  return sheaf_items_join (row->title, site);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  SheafHighlight *shown = gtk_list_item_get_item (item);
  const SheafMark *mark = sheaf_highlight_get_mark (shown);
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *heading = g_object_get_data (G_OBJECT (row), "heading");
  GtkWidget *card = g_object_get_data (G_OBJECT (row), "card");
  GtkWidget *remove = g_object_get_data (G_OBJECT (row), "remove");
  g_autofree char *name = NULL;

  g_object_set_data (G_OBJECT (row), SHOWN, shown);
  gtk_widget_set_visible (heading, mark == NULL);
  gtk_widget_set_visible (card, mark != NULL);
  gtk_widget_set_visible (remove, mark != NULL);
  if (mark == NULL)
    name = set_heading (heading, sheaf_highlight_get_row (shown));
  else
    {
      sheaf_mark_card_set (card, mark);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "x", mark->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "highlights.remove");
      name = sheaf_mark_card_dup_name (mark);
    }
  if (gtk_widget_get_parent (row) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), SHOWN, NULL);
}

GtkListItemFactory *
sheaf_highlights_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}

SheafHighlight *
sheaf_highlights_row_get (GtkWidget *widget)
{
  GtkWidget *row = widget != NULL ? gtk_widget_get_first_child (widget) : NULL; /* its list item */
  SheafHighlight *shown = row != NULL ? g_object_get_data (G_OBJECT (row), SHOWN) : NULL;

  for (; shown == NULL && widget != NULL; widget = gtk_widget_get_parent (widget))
    shown = g_object_get_data (G_OBJECT (widget), SHOWN);

  return shown;
}
