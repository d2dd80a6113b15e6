/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palette, and its dots: textures as large as an icon, so that dots stand in the column of the
 * icons. */

#include "ui/tag-color.h"

#include "store/edit.h"

#include <glib/gi18n.h>
#include <math.h>

#define DOT_SIDE 32
#define DOT_RADIUS 8.5
#define RING 2.5

/* GNOME's palette, middle tones: seen on light and on dark. The first is none: a ring. */
static const struct
{
  const char *hex;
  const char *name;
} colors[SHEAF_TAG_COLORS] = {
  { "#8d8a92", NC_ ("colour of a tag", "No Colour") },
  { "#3584e4", NC_ ("colour of a tag", "Blue") },
  { "#2ec27e", NC_ ("colour of a tag", "Green") },
  { "#e5a50a", NC_ ("colour of a tag", "Yellow") },
  { "#ff7800", NC_ ("colour of a tag", "Orange") },
  { "#e01b24", NC_ ("colour of a tag", "Red") },
  { "#9141ac", NC_ ("colour of a tag", "Purple") },
  { "#986a44", NC_ ("colour of a tag", "Brown") },
  { "#1a9aa0", NC_ ("colour of a tag", "Teal") },
};

static GdkPaintable *
make_dot (guint number)
{
  GdkRGBA color;
  guchar *data = g_malloc (DOT_SIDE * DOT_SIDE * 4);
  g_autoptr (GBytes) bytes = NULL;

  gdk_rgba_parse (&color, colors[number].hex);
  for (int i = 0; i < DOT_SIDE * DOT_SIDE; i++)
    {
      double x = i % DOT_SIDE - (DOT_SIDE - 1) / 2., y = i / DOT_SIDE - (DOT_SIDE - 1) / 2.;
      double from = sqrt (x * x + y * y), alpha = CLAMP (DOT_RADIUS - from, 0, 1);

      if (number == 0)
        alpha *= CLAMP (from - (DOT_RADIUS - 1 - RING), 0, 1);
      data[4 * i] = (guchar)(color.red * alpha * 255);
      data[4 * i + 1] = (guchar)(color.green * alpha * 255);
      data[4 * i + 2] = (guchar)(color.blue * alpha * 255);
      data[4 * i + 3] = (guchar)(alpha * 255);
    }
  bytes = g_bytes_new_take (data, DOT_SIDE * DOT_SIDE * 4);

  return GDK_PAINTABLE (gdk_memory_texture_new (
      DOT_SIDE, DOT_SIDE, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, DOT_SIDE * 4));
}

static guint
known (guint color)
{
  return color < G_N_ELEMENTS (colors) ? color : 0;
}

const char *
sheaf_tag_color_get_name (guint color)
{
  return g_dpgettext2 (NULL, "colour of a tag", colors[known (color)].name);
}

GdkPaintable *
sheaf_tag_color_get_dot (guint color)
{
  static GdkPaintable *dots[G_N_ELEMENTS (colors)];

  color = known (color);
  if (dots[color] == NULL)
    dots[color] = make_dot (color);

  return dots[color];
}

GtkWidget *
sheaf_tag_color_buttons_new (const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "tag-colors");
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *image = gtk_image_new_from_paintable (sheaf_tag_color_get_dot (i));

      gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
      gtk_button_set_child (GTK_BUTTON (button), image);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_set_tooltip_text (button, sheaf_tag_color_get_name (i));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sheaf_tag_color_get_name (i), -1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int)i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}
