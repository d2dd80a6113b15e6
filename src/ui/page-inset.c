/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A child of a text view gets its MINIMUM size: so that is what it wants. */

#include "ui/page-inset.h"

typedef struct
{
  GtkWidget *box;
  int measure;
} SheafPageInsetPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SheafPageInset, sheaf_page_inset, GTK_TYPE_WIDGET)

static SheafPageInsetPrivate *
get (gpointer self)
{
  return sheaf_page_inset_get_instance_private (self);
}

static void
sheaf_page_inset_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SheafPageInsetPrivate *self = get (widget);
  int least;

  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = MAX (least, self->measure);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->box, orientation, MAX (least, self->measure), NULL, natural, NULL,
                          NULL);
      *minimum = *natural;
    }
}

static void
sheaf_page_inset_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (get (widget)->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
sheaf_page_inset_dispose (GObject *object)
{
  g_clear_pointer (&get (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_page_inset_parent_class)->dispose (object);
}

static void
sheaf_page_inset_class_init (SheafPageInsetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_page_inset_dispose;
  widget_class->measure = sheaf_page_inset_measure;
  widget_class->size_allocate = sheaf_page_inset_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* A word is selected by two presses, a line by three: here is neither. */
static void
pressed_cb (GtkGestureClick *gesture, int n)
{
  if (n > 1)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
sheaf_page_inset_init (SheafPageInset *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  get (self)->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (get (self)->box, GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "default");
}

GtkBox *
sheaf_page_inset_get_box (SheafPageInset *self)
{
  return GTK_BOX (get (self)->box);
}

void
sheaf_page_inset_set_measure (SheafPageInset *self, int measure)
{
  if (get (self)->measure == measure)
    return;
  get (self)->measure = measure;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
