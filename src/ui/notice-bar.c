/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What AdwBanner is in newer versions, for several buttons. */

#include "ui/notice-bar.h"

#include <glib/gi18n.h>

struct _SheafNoticeBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer, *image, *label, *buttons;
};

G_DEFINE_FINAL_TYPE (SheafNoticeBar, sheaf_notice_bar, GTK_TYPE_WIDGET)

void
sheaf_notice_bar_say (SheafNoticeBar *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

void
sheaf_notice_bar_hide (SheafNoticeBar *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

/* Gone, it is not found by Tab. */
static void
revealed_cb (SheafNoticeBar *self)
{
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sheaf_notice_bar_add_button (SheafNoticeBar *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->buttons), button);

  return button;
}

static void
sheaf_notice_bar_dispose (GObject *object)
{
  SheafNoticeBar *self = SHEAF_NOTICE_BAR (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_notice_bar_parent_class)->dispose (object);
}

static void
sheaf_notice_bar_class_init (SheafNoticeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_notice_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "noticebar");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
sheaf_notice_bar_init (SheafNoticeBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  self->image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close"), -1);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  g_signal_connect_object (close, "clicked", G_CALLBACK (sheaf_notice_bar_hide), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->image);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->buttons);
  gtk_box_append (GTK_BOX (box), close);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

GtkWidget *
sheaf_notice_bar_new (gboolean warning)
{
  SheafNoticeBar *self = g_object_new (SHEAF_TYPE_NOTICE_BAR, "visible", FALSE, NULL);

  gtk_widget_set_visible (self->image, warning);

  return GTK_WIDGET (self);
}
