/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows go when it closes, and the focus back to the page. */

#include "ui/outline-popover.h"

#include <glib/gi18n.h>

#define WIDTH 380
#define MARGIN 48 /* beside it, where the window is narrow */
#define MOST_HEIGHT 420

struct _SheafOutlinePopover
{
  GtkPopover parent_instance;

  GtkWidget *outline, *keep;
  SheafPageView *view; /* weak: its reader owns both */
};

G_DEFINE_FINAL_TYPE (SheafOutlinePopover, sheaf_outline_popover, GTK_TYPE_POPOVER)

/* With its row the keyboard's place would be lost. */
static void
closed_cb (SheafOutlinePopover *self)
{
  if (self->view != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  sheaf_outline_view_clear (SHEAF_OUTLINE_VIEW (self->outline));
}

SheafOutlineView *
sheaf_outline_popover_get_view (SheafOutlinePopover *self)
{
  return SHEAF_OUTLINE_VIEW (self->outline);
}

void
sheaf_outline_popover_open (SheafOutlinePopover *self, int width)
{
  gtk_widget_set_visible (self->keep, gtk_widget_get_sensitive (self->keep)); /* there is room */
  gtk_widget_set_size_request (self->outline, MIN (WIDTH, width - MARGIN), -1);
  (width - MARGIN < WIDTH ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->outline,
                                                                                     "narrow");
  sheaf_outline_view_show (SHEAF_OUTLINE_VIEW (self->outline));
  gtk_popover_popup (GTK_POPOVER (self));
  sheaf_outline_view_focus (SHEAF_OUTLINE_VIEW (self->outline));
}

static void
sheaf_outline_popover_dispose (GObject *object)
{
  g_clear_weak_pointer (&SHEAF_OUTLINE_POPOVER (object)->view);
  G_OBJECT_CLASS (sheaf_outline_popover_parent_class)->dispose (object);
}

static void
sheaf_outline_popover_class_init (SheafOutlinePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_outline_popover_dispose;
}

static void
sheaf_outline_popover_init (SheafOutlinePopover *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "outline");
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outline"), -1);
}

GtkWidget *
sheaf_outline_popover_new (SheafPageView *view)
{
  SheafOutlinePopover *self = g_object_new (SHEAF_TYPE_OUTLINE_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_set_weak_pointer (&self->view, view);
  self->outline = sheaf_outline_view_new (view);
  sheaf_outline_view_set_height (SHEAF_OUTLINE_VIEW (self->outline), MOST_HEIGHT);
  g_signal_connect_object (self->outline, "gone", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  self->keep = gtk_button_new_with_label (_ ("Keep Beside the Page"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->keep), "win.keep-outline");
  gtk_widget_add_css_class (self->keep, "flat");
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->outline);
  gtk_box_append (GTK_BOX (box), self->keep);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  return GTK_WIDGET (self);
}
