/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A label that can be selected: thus it takes the focus, and its links are reached by Tab. */

#include "ui/note-label.h"

#include "ui/note-markup.h"

#include <glib/gi18n.h>

struct _SheafNoteLabel
{
  GtkWidget parent_instance;

  GtkWidget *label;
  double x, y; /* the pointer's place in it */
};

G_DEFINE_FINAL_TYPE (SheafNoteLabel, sheaf_note_label, GTK_TYPE_WIDGET)

static guint write_signal;

static gboolean
is_at_link (SheafNoteLabel *self)
{
  return gtk_label_get_current_uri (GTK_LABEL (self->label)) != NULL;
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, SheafNoteLabel *self)
{
  self->x = x;
  self->y = y;
}

/* A press beside the words sets the cursor, and be it into a link. */
static gboolean
is_on_words (SheafNoteLabel *self)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  int x, y, index, trailing;

  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &x, &y);

  return pango_layout_xy_to_index (layout, (int)(self->x - x) * PANGO_SCALE,
                                   (int)(self->y - y) * PANGO_SCALE, &index, &trailing);
}

/* The label's own gestures take the press: only this sees its end. */
static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, SheafNoteLabel *self)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean released
      = (type == GDK_BUTTON_RELEASE && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY)
        || type == GDK_TOUCH_END;
  int start, end;

  if (released && !(is_at_link (self) && is_on_words (self))
      && !gtk_label_get_selection_bounds (GTK_LABEL (self->label), &start, &end))
    g_signal_emit (self, write_signal, 0);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
pressed_cb (GtkEventControllerKey *controller,
            guint key,
            guint code,
            GdkModifierType state,
            SheafNoteLabel *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || is_at_link (self))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, write_signal, 0);

  return GDK_EVENT_STOP;
}

/* What has the focus is not selected for that. */
static gboolean
sheaf_note_label_grab_focus (GtkWidget *widget)
{
  GtkWidget *label = SHEAF_NOTE_LABEL (widget)->label;
  gboolean taken = gtk_widget_grab_focus (label);

  gtk_label_select_region (GTK_LABEL (label), 0, 0);

  return taken;
}

static gboolean
sheaf_note_label_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean had = gtk_widget_get_focus_child (widget) != NULL;
  gboolean taken = GTK_WIDGET_CLASS (sheaf_note_label_parent_class)->focus (widget, direction);

  if (taken && !had)
    gtk_label_select_region (GTK_LABEL (SHEAF_NOTE_LABEL (widget)->label), 0, 0);

  return taken;
}

static void
sheaf_note_label_dispose (GObject *object)
{
  g_clear_pointer (&SHEAF_NOTE_LABEL (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_note_label_parent_class)->dispose (object);
}

static void
sheaf_note_label_class_init (SheafNoteLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_note_label_dispose;
  widget_class->focus = sheaf_note_label_focus;
  widget_class->grab_focus = sheaf_note_label_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  write_signal = g_signal_new ("write", SHEAF_TYPE_NOTE_LABEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
sheaf_note_label_init (SheafNoteLabel *self)
{
  GtkEventController *all = gtk_event_controller_legacy_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->label = gtk_label_new (NULL);
  g_object_set (self->label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.f,
                "yalign", 0.f, "selectable", TRUE, NULL);
  gtk_widget_add_css_class (self->label, "note-reading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Note; Enter changes it"), -1);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (self->label, motion);
  gtk_event_controller_set_propagation_phase (all, GTK_PHASE_CAPTURE);
  g_signal_connect (all, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), all);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

gboolean
sheaf_note_label_set (SheafNoteLabel *self, const char *note)
{
  g_autofree char *markup = sheaf_note_to_markup (note);

  if (markup == NULL)
    return FALSE;
  gtk_label_set_markup (GTK_LABEL (self->label), markup);

  return TRUE;
}
