/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Follows its item's title and count while it is bound to one. */

#include "ui/sidebar-row.h"

#include <glib/gi18n.h>

struct _SheafSidebarRow
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *count;
  SheafSidebarItem *item;
};

G_DEFINE_FINAL_TYPE (SheafSidebarRow, sheaf_sidebar_row, GTK_TYPE_WIDGET)

static void
name_item (SheafSidebarRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *label = NULL;
  guint count;

  if (parent == NULL || self->item == NULL)
    return;
  count = sheaf_sidebar_item_get_count (self->item);
  label = count > 0 ? g_strdup_printf (ngettext ("%s, %u unread", "%s, %u unread", count),
                                       sheaf_sidebar_item_get_title (self->item), count)
                    : g_strdup (sheaf_sidebar_item_get_title (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
show_item (SheafSidebarRow *self)
{
  SheafSidebarKind kind = sheaf_sidebar_item_get_kind (self->item);
  const char *title = sheaf_sidebar_item_get_title (self->item);
  guint count = sheaf_sidebar_item_get_count (self->item);
  g_autofree char *number = count > 0 ? g_strdup_printf ("%u", count) : NULL;

  gtk_widget_set_visible (self->icon, kind != SHEAF_SIDEBAR_HEADING);
  if (kind == SHEAF_SIDEBAR_TAG)
    gtk_image_set_from_paintable (GTK_IMAGE (self->icon), sheaf_sidebar_item_get_dot (self->item));
  else
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                  sheaf_sidebar_item_get_icon_name (self->item));
  gtk_label_set_label (GTK_LABEL (self->name), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), kind == SHEAF_SIDEBAR_TAG ? title : NULL);
  gtk_label_set_label (GTK_LABEL (self->count), number != NULL ? number : "");
  if (kind == SHEAF_SIDEBAR_HEADING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "heading");
  name_item (self);
}

static void
sheaf_sidebar_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sheaf_sidebar_row_parent_class)->root (widget);
  name_item (SHEAF_SIDEBAR_ROW (widget));
}

static void
sheaf_sidebar_row_dispose (GObject *object)
{
  GtkWidget *child;

  sheaf_sidebar_row_set_item (SHEAF_SIDEBAR_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sheaf_sidebar_row_parent_class)->dispose (object);
}

static void
sheaf_sidebar_row_class_init (SheafSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_sidebar_row_dispose;
  GTK_WIDGET_CLASS (klass)->root = sheaf_sidebar_row_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sidebarrow");
}

static void
sheaf_sidebar_row_init (SheafSidebarRow *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_spacing (layout, 12);
  self->icon = gtk_image_new ();
  self->name = gtk_label_new (NULL);
  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->count, "count");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
  gtk_widget_set_parent (self->count, GTK_WIDGET (self));
}

SheafSidebarRow *
sheaf_sidebar_row_new (void)
{
  return g_object_new (SHEAF_TYPE_SIDEBAR_ROW, NULL);
}

void
sheaf_sidebar_row_set_item (SheafSidebarRow *self, SheafSidebarItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "notify", G_CALLBACK (show_item), self);
  show_item (self);
}
