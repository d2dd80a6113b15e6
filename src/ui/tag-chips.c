/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chips flow in lines as wide as the page's measure. Where there is no entry open, a "+" opens it.
 */

#include "ui/tag-chips.h"

#include "ui/tag-entry.h"

#include <glib/gi18n.h>

#define GAP 6

struct _SheafTagChips
{
  GtkWidget parent_instance;

  GtkWidget *plus;
  GtkWidget *plus_words; /* where there is no tag yet */
  GtkWidget *entry;
  GStrv tags;
  int measure;
};

G_DEFINE_FINAL_TYPE (SheafTagChips, sheaf_tag_chips, GTK_TYPE_WIDGET)

enum
{
  PROP_MEASURE = 1,
};

enum
{
  ADD,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Layout: all children in a row, broken at the measure --- */

static int
flow (SheafTagChips *self, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int width, height, least;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &width, NULL, NULL);
      width = MAX (least, MIN (width, self->measure));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
      if (x > 0 && x + width > self->measure)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ rtl ? self->measure - x - width : x, y, width, height }, -1);
      x += width + GAP;
      line = MAX (line, height);
    }

  return y + line;
}

static void
sheaf_tag_chips_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SheafTagChips *self = SHEAF_TAG_CHIPS (widget);

  *minimum = *natural
      = MAX (1, orientation == GTK_ORIENTATION_HORIZONTAL ? self->measure : flow (self, FALSE));
}

static void
sheaf_tag_chips_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (SHEAF_TAG_CHIPS (widget), TRUE);
}

/* --- Chips --- */

static void
remove_cb (GtkButton *button, SheafTagChips *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));

  g_signal_emit (self, signals[REMOVE], 0, name);
}

static GtkWidget *
make_chip (SheafTagChips *self, const char *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2), *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *text = g_strconcat ("#", tag, NULL);
  /* Translators: %s is a tag's name */
  g_autofree char *tip = g_strdup_printf (_ ("Remove Tag %s"), tag);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (chip, "chip");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_widget_set_direction (chip, gtk_widget_get_direction (GTK_WIDGET (self))); /* the page's */
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);

  return chip;
}

void
sheaf_tag_chips_set_tags (SheafTagChips *self, const char *const *tags)
{
  GtkWidget *child;

  if (self->tags != NULL && g_strv_equal ((const char *const *)self->tags, tags))
    return;
  g_strfreev (self->tags);
  self->tags = g_strdupv ((GStrv)tags);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != self->plus)
    gtk_widget_unparent (child);
  gtk_widget_set_visible (self->plus_words, tags[0] == NULL);
  for (guint i = 0; tags[i] != NULL; i++)
    gtk_widget_insert_before (make_chip (self, tags[i]), GTK_WIDGET (self), self->plus);
}

void
sheaf_tag_chips_set_known (SheafTagChips *self, const char *const *names)
{
  sheaf_tag_entry_set_known (SHEAF_TAG_ENTRY (self->entry), names);
}

/* --- The entry --- */

static void
show_entry (SheafTagChips *self, gboolean shown)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->entry;

  gtk_widget_set_visible (self->entry, shown);
  gtk_widget_set_visible (self->plus, !shown);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (shown)
    gtk_widget_grab_focus (self->entry);
  else if (focused)
    gtk_widget_grab_focus (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW));
}

void
sheaf_tag_chips_edit (SheafTagChips *self)
{
  show_entry (self, TRUE);
}

static void
done_cb (SheafTagChips *self)
{
  show_entry (self, FALSE);
}

static void
added_cb (SheafTagChips *self, const char *name)
{
  g_signal_emit (self, signals[ADD], 0, name);
}

static void
rub_out_cb (SheafTagChips *self)
{
  guint n = self->tags != NULL ? g_strv_length (self->tags) : 0;

  if (n > 0)
    {
      g_autofree char *last = g_strdup (self->tags[n - 1]);

      g_signal_emit (self, signals[REMOVE], 0, last);
    }
}

static void
left_cb (GtkEventControllerFocus *focus, SheafTagChips *self)
{
  if (*sheaf_tag_entry_get_text (SHEAF_TAG_ENTRY (self->entry)) == '\0')
    show_entry (self, FALSE);
}

/* --- Life --- */

static void
sheaf_tag_chips_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SHEAF_TAG_CHIPS (object)->measure = g_value_get_int (value);
}

static void
sheaf_tag_chips_dispose (GObject *object)
{
  SheafTagChips *self = SHEAF_TAG_CHIPS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->tags, g_strfreev);
  G_OBJECT_CLASS (sheaf_tag_chips_parent_class)->dispose (object);
}

static void
sheaf_tag_chips_class_init (SheafTagChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_tag_chips_dispose;
  object_class->set_property = sheaf_tag_chips_set_property;
  g_object_class_install_property (object_class, PROP_MEASURE,
                                   g_param_spec_int ("measure", NULL, NULL, 1, G_MAXINT, 1,
                                                     G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  GTK_WIDGET_CLASS (klass)->measure = sheaf_tag_chips_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = sheaf_tag_chips_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tagchips");
  signals[ADD] = g_signal_new ("add", SHEAF_TYPE_TAG_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", SHEAF_TYPE_TAG_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_tag_chips_init (SheafTagChips *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->measure = 1;
  self->plus_words = gtk_label_new (_ ("Add Tag"));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (content), self->plus_words);
  self->plus = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->plus), content);
  gtk_widget_set_tooltip_text (self->plus, _ ("Add Tag"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plus), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add Tag"), -1);
  gtk_widget_add_css_class (self->plus, "flat");
  gtk_widget_add_css_class (self->plus, "plus");
  g_signal_connect_swapped (self->plus, "clicked", G_CALLBACK (sheaf_tag_chips_edit), self);
  gtk_widget_set_parent (self->plus, GTK_WIDGET (self));

  self->entry = sheaf_tag_entry_new ();
  gtk_widget_set_visible (self->entry, FALSE);
  g_signal_connect_swapped (self->entry, "add", G_CALLBACK (added_cb), self);
  g_signal_connect_swapped (self->entry, "rub-out", G_CALLBACK (rub_out_cb), self);
  g_signal_connect_swapped (self->entry, "done", G_CALLBACK (done_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
}

GtkWidget *
sheaf_tag_chips_new (void)
{
  return g_object_new (SHEAF_TYPE_TAG_CHIPS, NULL);
}
