/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names in settings are those of the schema; a face is one of its four kinds or an installed
 * family. */

#include "ui/typography.h"

#include <adwaita.h>

#define LEAST_SIZE 10
#define MOST_SIZE 40
#define NORMAL_SIZE 17.

static const struct
{
  const char *theme;
  SheafPaper paper;
} papers[] = {
  { "light", SHEAF_PAPER_LIGHT },
  { "sepia", SHEAF_PAPER_SEPIA },
  { "dark", SHEAF_PAPER_DARK },
  { "black", SHEAF_PAPER_BLACK },
};

static const struct
{
  const char *font, *family;
  gboolean sans;
} faces[] = {
  { "serif", "Noto Serif,Source Serif 4,serif", FALSE },
  { "sans", "Adwaita Sans,Cantarell,sans-serif", TRUE },
  { "mono", "Noto Sans Mono,Source Code Pro,monospace", TRUE },
};

/* The application makes the desktop dark or light as the theme asks for; only the desktop itself is
 * asked here. */
static SheafPaper
get_paper (GSettings *settings)
{
  g_autofree char *theme = g_settings_get_string (settings, "theme");

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (theme, papers[i].theme))
      return papers[i].paper;

  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SHEAF_PAPER_DARK
                                                                       : SHEAF_PAPER_LIGHT;
}

static char *
dup_system_family (void)
{
  g_autofree char *name = NULL;
  PangoFontDescription *font;
  char *family;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "sans-serif");
  family = g_strdup (pango_font_description_get_family (font));
  pango_font_description_free (font);

  return family;
}

static void
set_face (SheafTypography *self, GSettings *settings)
{
  g_autofree char *font = g_settings_get_string (settings, "text-font");

  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    if (g_str_equal (font, faces[i].font))
      {
        g_strlcpy (self->family, faces[i].family, sizeof self->family);
        self->sans = faces[i].sans;
        return;
      }
  if (g_str_equal (font, "system"))
    {
      g_autofree char *family = dup_system_family ();

      g_strlcpy (self->family, family != NULL ? family : "sans-serif", sizeof self->family);
    }
  else
    g_strlcpy (self->family, font, sizeof self->family);
  self->sans = TRUE;
}

/* What the desktop makes all text larger by. */
static double
get_text_scale (void)
{
  int dpi = -1; /* × 1024 */

  if (gtk_settings_get_default () != NULL)
    g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? CLAMP (dpi / 1024. / 96, .5, 4) : 1;
}

SheafTypography *
sheaf_typography_new_from_settings (GSettings *settings)
{
  SheafTypography *self = g_new0 (SheafTypography, 1);

  self->size = (int)(g_settings_get_int (settings, "text-size") * get_text_scale () + .5);
  self->characters = g_settings_get_int (settings, "text-measure");
  self->leading = g_settings_get_int (settings, "text-leading");
  self->indent = g_settings_get_boolean (settings, "text-indent");
  self->columns = g_settings_get_boolean (settings, "text-columns");
  self->justify = g_settings_get_boolean (settings, "text-justify");
  self->paper = get_paper (settings);
  self->high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  set_face (self, settings);

  return self;
}

void
sheaf_typography_free (SheafTypography *self)
{
  g_free (self);
}

void
sheaf_typography_watch (GSettings *settings, GObject *object, void (*callback) (gpointer object))
{
  static const char *const keys[]
      = { "changed::theme",        "changed::text-font",    "changed::text-size",
          "changed::text-measure", "changed::text-leading", "changed::text-indent",
          "changed::text-justify", "changed::text-columns" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (callback), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify", G_CALLBACK (callback),
                           object, G_CONNECT_SWAPPED);
  if (gtk_settings_get_default () != NULL)
    g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi",
                             G_CALLBACK (callback), object, G_CONNECT_SWAPPED);
}

int
sheaf_typography_get_percent (GSettings *settings)
{
  return (int)(g_settings_get_int (settings, "text-size") * 100 / NORMAL_SIZE + .5);
}

static void
change_size (GSettings *settings, int by)
{
  int size = g_settings_get_int (settings, "text-size");

  g_settings_set_int (settings, "text-size", CLAMP (size + by, LEAST_SIZE, MOST_SIZE));
}

static void
larger_cb (GSimpleAction *action, GVariant *parameter, gpointer settings)
{
  change_size (settings, 1);
}

static void
smaller_cb (GSimpleAction *action, GVariant *parameter, gpointer settings)
{
  change_size (settings, -1);
}

static void
normal_size_cb (GSimpleAction *action, GVariant *parameter, gpointer settings)
{
  g_settings_reset (settings, "text-size");
}

void
sheaf_typography_add_actions (GSettings *settings, GActionMap *map)
{
  static const GActionEntry sizes[] = {
    { .name = "larger", .activate = larger_cb },
    { .name = "smaller", .activate = smaller_cb },
    { .name = "normal-size", .activate = normal_size_cb },
  };
  static const char *const keys[]
      = { "theme", "text-font", "text-indent", "text-justify", "text-hyphenate", "text-columns" };

  g_action_map_add_action_entries (map, sizes, G_N_ELEMENTS (sizes), settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (map, action);
    }
}
