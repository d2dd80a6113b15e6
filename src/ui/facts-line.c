/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures like its facts, allocates left to right (or right to left), hides the chips that do not
 * fit. */

#include "ui/facts-line.h"

#include "ui/bidi.h"

#define GAP 6
#define MAX_CHIPS 4

struct _SheafFactsLine
{
  GtkWidget parent_instance;

  GtkWidget *star;
  GtkWidget *facts;
  GtkWidget *chips[MAX_CHIPS];
  GtkWidget *more;
  guint n_tags;
};

G_DEFINE_FINAL_TYPE (SheafFactsLine, sheaf_facts_line, GTK_TYPE_WIDGET)

static int
natural_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

static void
sheaf_facts_line_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SheafFactsLine *self = SHEAF_FACTS_LINE (widget);

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (*natural, wanted);
      else if (child == self->facts)
        {
          *minimum = least;
          *natural += wanted + GAP;
        }
    }
}

static void
put (GtkWidget *child, int x, int width, int line_width, int height)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    x = line_width - x - width;
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

/* How many chips fit whole into ROOM, counting what "+N" takes where some are left out. */
static guint
count_fitting (SheafFactsLine *self, int room)
{
  guint shown = MIN (self->n_tags, MAX_CHIPS), fitting = 0;
  int used = 0, more = natural_width (self->more) + GAP;

  for (guint i = 0; i < shown; i++)
    {
      used += natural_width (self->chips[i]) + GAP;
      if (used + (i + 1 < self->n_tags ? more : 0) > room)
        break;
      fitting = i + 1;
    }

  return fitting;
}

static void
sheaf_facts_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafFactsLine *self = SHEAF_FACTS_LINE (widget);
  int x = 0, facts = natural_width (self->facts);
  guint fitting;

  gtk_widget_set_child_visible (self->star, gtk_widget_get_visible (self->star));
  if (gtk_widget_get_visible (self->star))
    {
      int star = natural_width (self->star);

      put (self->star, 0, star, width, height);
      x = star + GAP;
    }
  facts = MIN (facts, MAX (0, width - x));
  put (self->facts, x, facts, width, height);
  x += facts + (facts > 0 ? GAP : 0);

  fitting = count_fitting (self, width - x + GAP);
  for (guint i = 0; i < MAX_CHIPS; i++)
    if (i < fitting)
      {
        int chip = natural_width (self->chips[i]);

        put (self->chips[i], x, chip, width, height);
        x += chip + GAP;
      }
    else
      gtk_widget_set_child_visible (self->chips[i], FALSE);

  if (fitting < self->n_tags && x + natural_width (self->more) <= width)
    {
      char text[20];

      g_snprintf (text, sizeof text, SHEAF_BIDI_LEFT_TO_RIGHT "+%u", self->n_tags - fitting);
      if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->more)), text) != 0)
        gtk_label_set_label (GTK_LABEL (self->more), text);
      put (self->more, x, natural_width (self->more), width, height);
    }
  else
    gtk_widget_set_child_visible (self->more, FALSE);
}

static void
sheaf_facts_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sheaf_facts_line_parent_class)->dispose (object);
}

static void
sheaf_facts_line_class_init (SheafFactsLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_facts_line_dispose;
  GTK_WIDGET_CLASS (klass)->measure = sheaf_facts_line_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = sheaf_facts_line_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "factsline");
}

static GtkWidget *
new_chip (SheafFactsLine *self, const char *text)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (chip, GTK_WIDGET (self));

  return chip;
}

static void
sheaf_facts_line_init (SheafFactsLine *self)
{
  self->star = gtk_image_new_from_icon_name ("starred-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->star), 12);
  gtk_widget_add_css_class (self->star, "star");
  gtk_widget_set_parent (self->star, GTK_WIDGET (self));
  self->facts = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (self->facts), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_widget_add_css_class (self->facts, "caption");
  gtk_widget_add_css_class (self->facts, "dim-label");
  gtk_widget_set_parent (self->facts, GTK_WIDGET (self));
  for (guint i = 0; i < MAX_CHIPS; i++)
    self->chips[i] = new_chip (self, "x");
  self->more = new_chip (self, "+9");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
sheaf_facts_line_set (SheafFactsLine *self,
                      gboolean starred,
                      const char *facts,
                      const char *const *tags)
{
  guint n = tags != NULL ? g_strv_length ((GStrv)tags) : 0;

  gtk_widget_set_visible (self->star, starred);
  gtk_label_set_label (GTK_LABEL (self->facts), facts != NULL ? facts : "");
  for (guint i = 0; i < MIN (n, MAX_CHIPS); i++)
    gtk_label_set_label (GTK_LABEL (self->chips[i]), tags[i]);
  self->n_tags = n;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
