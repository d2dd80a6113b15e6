/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list is asked for once; what fits is chosen anew with each change of the minutes or of the
 * speed. */

#include "ui/minutes-popover.h"

#include "base/items.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

static const guint usual[] = { 5, 10, 20, 30, 60 };

struct _SheafMinutesPopover
{
  GtkPopover parent_instance;

  GtkWidget *usual[G_N_ELEMENTS (usual)];
  GtkWidget *minutes;
  GtkWidget *speed;
  GtkWidget *result;
  GtkWidget *show;

  GCancellable *cancellable;
  GArray *readables; /* (nullable): not known yet */
  GArray *chosen;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafMinutesPopover, sheaf_minutes_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static guint
get_number (GtkWidget *spin)
{
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));
}

static void
say (SheafMinutesPopover *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->result), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
choose (SheafMinutesPopover *self)
{
  guint seconds, minutes;
  g_autofree char *articles = NULL, *time = NULL, *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->usual[i]),
                                  usual[i] == get_number (self->minutes));
  g_clear_pointer (&self->chosen, g_array_unref);
  if (self->readables == NULL)
    return;
  self->chosen = sheaf_reading_queue_choose ((const SheafReadable *)self->readables->data,
                                             self->readables->len, get_number (self->minutes),
                                             get_number (self->speed), &seconds);
  gtk_widget_set_sensitive (self->show, self->chosen->len > 0);
  if (self->chosen->len == 0)
    {
      say (self, self->readables->len > 0 ? _ ("Nothing unread is that short")
                                          : _ ("Nothing here is unread"));
      return;
    }
  minutes = MAX (1, (seconds + 30) / 60);
  articles = g_strdup_printf (ngettext ("%'u article", "%'u articles", self->chosen->len),
                              self->chosen->len);
  time = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  words = sheaf_items_join (articles, time);
  say (self, words);
}

static void
readables_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafMinutesPopover *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) readables
      = sheaf_store_load_readables_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  if (readables == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      say (self, sentence);
      return;
    }
  self->readables = g_steal_pointer (&readables);
  choose (self);
  if (gtk_widget_is_sensitive (self->show))
    gtk_widget_grab_focus (self->show); /* as the last time: Enter is enough */
}

static void
usual_cb (SheafMinutesPopover *self, GtkToggleButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (GTK_WIDGET (button) == self->usual[i] && gtk_toggle_button_get_active (button))
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minutes), usual[i]);
}

static void
show_cb (SheafMinutesPopover *self)
{
  g_autoptr (GArray) ids = self->chosen != NULL ? g_array_ref (self->chosen) : NULL;

  if (ids == NULL || ids->len == 0)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, get_number (self->minutes), ids);
}

/* --- Making --- */

static GtkWidget *
new_spin (SheafMinutesPopover *self, guint least, guint most, guint step)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, step);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (choose), self);

  return spin;
}

/* A label and SPIN beside it. */
static GtkWidget *
new_line (const char *words, GtkWidget *spin)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return line;
}

static GtkWidget *
new_usual (SheafMinutesPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", usual[i]);
      g_autofree char *words
          = g_strdup_printf (ngettext ("%u minute", "%u minutes", usual[i]), usual[i]);

      self->usual[i] = gtk_toggle_button_new_with_label (number);
      sheaf_set_spoken_name (self->usual[i], words);
      g_signal_connect_swapped (self->usual[i], "toggled", G_CALLBACK (usual_cb), self);
      gtk_box_append (GTK_BOX (box), self->usual[i]);
    }

  return box;
}

static void
sheaf_minutes_popover_dispose (GObject *object)
{
  SheafMinutesPopover *self = SHEAF_MINUTES_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->readables, g_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  G_OBJECT_CLASS (sheaf_minutes_popover_parent_class)->dispose (object);
}

static void
sheaf_minutes_popover_class_init (SheafMinutesPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_minutes_popover_dispose;
  chosen_signal = g_signal_new ("chosen", SHEAF_TYPE_MINUTES_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_ARRAY);
}

static void
sheaf_minutes_popover_init (SheafMinutesPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *heading = gtk_label_new (_ ("How Much Time Do You Have?"));

  self->cancellable = g_cancellable_new ();
  self->minutes = new_spin (self, 1, 600, 5);
  self->speed = new_spin (self, 50, 1500, 10);
  self->result = gtk_label_new (_ ("Looking through the list…"));
  gtk_widget_add_css_class (self->result, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->result), TRUE);
  self->show = gtk_button_new_with_label (_ ("Show"));
  gtk_widget_add_css_class (self->show, "suggested-action");
  gtk_widget_set_sensitive (self->show, FALSE);
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (show_cb), self);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), new_usual (self));
  gtk_box_append (GTK_BOX (box), new_line (_ ("Minutes"), self->minutes));
  gtk_box_append (GTK_BOX (box), new_line (_ ("Words per Minute"), self->speed));
  gtk_box_append (GTK_BOX (box), self->result);
  gtk_box_append (GTK_BOX (box), self->show);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
sheaf_minutes_popover_new (SheafStore *store, SheafQuery *query, GSettings *settings)
{
  SheafMinutesPopover *self = g_object_new (SHEAF_TYPE_MINUTES_POPOVER, NULL);

  g_settings_bind (settings, "reading-minutes", self->minutes, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "reading-speed", self->speed, "value", G_SETTINGS_BIND_DEFAULT);
  sheaf_store_load_readables_async (store, query, self->cancellable, readables_cb, self);

  return GTK_WIDGET (self);
}
