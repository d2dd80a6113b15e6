/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts of one line, and the coloured dot of a tag: a texture as large as an icon, so that dots
 * stand in the column of the icons. */

#include "ui/sidebar-item.h"

#include <math.h>

#define DOT_SIDE 32
#define DOT_RADIUS 8.5

struct _SheafSidebarItem
{
  GObject parent_instance;

  SheafSidebarKind kind;
  SheafPlace place;
  gint64 tag;
  char *title;
  const char *icon_name;
  GdkPaintable *dot;
  guint count;
};

enum
{
  PROP_TITLE = 1,
  PROP_COUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SheafSidebarItem, sheaf_sidebar_item, G_TYPE_OBJECT)

/* GNOME's palette, middle tones: seen on light and on dark. */
static const char *const colours[]
    = { "#3584e4", "#2ec27e", "#e5a50a", "#ff7800", "#e01b24", "#9141ac", "#986a44", "#1a9aa0" };

static GdkPaintable *
new_dot (const char *name)
{
  GdkRGBA colour;
  guchar *data = g_malloc (DOT_SIDE * DOT_SIDE * 4);
  g_autoptr (GBytes) bytes = NULL;

  gdk_rgba_parse (&colour, colours[g_str_hash (name) % G_N_ELEMENTS (colours)]);
  for (int i = 0; i < DOT_SIDE * DOT_SIDE; i++)
    {
      double x = i % DOT_SIDE - (DOT_SIDE - 1) / 2., y = i / DOT_SIDE - (DOT_SIDE - 1) / 2.;
      double alpha = CLAMP (DOT_RADIUS - sqrt (x * x + y * y), 0, 1) * 255;

      data[4 * i] = (guchar)(colour.red * alpha);
      data[4 * i + 1] = (guchar)(colour.green * alpha);
      data[4 * i + 2] = (guchar)(colour.blue * alpha);
      data[4 * i + 3] = (guchar)alpha;
    }
  bytes = g_bytes_new_take (data, DOT_SIDE * DOT_SIDE * 4);

  return GDK_PAINTABLE (gdk_memory_texture_new (
      DOT_SIDE, DOT_SIDE, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, DOT_SIDE * 4));
}

static void
sheaf_sidebar_item_finalize (GObject *object)
{
  SheafSidebarItem *self = SHEAF_SIDEBAR_ITEM (object);

  g_free (self->title);
  g_clear_object (&self->dot);
  G_OBJECT_CLASS (sheaf_sidebar_item_parent_class)->finalize (object);
}

static void
sheaf_sidebar_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SheafSidebarItem *self = SHEAF_SIDEBAR_ITEM (object);

  if (id == PROP_TITLE)
    g_value_set_string (value, self->title);
  else
    g_value_set_uint (value, self->count);
}

static void
sheaf_sidebar_item_class_init (SheafSidebarItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_sidebar_item_finalize;
  object_class->get_property = sheaf_sidebar_item_get_property;
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sheaf_sidebar_item_init (SheafSidebarItem *self)
{
}

static SheafSidebarItem *
new_item (SheafSidebarKind kind, const char *title)
{
  SheafSidebarItem *self = g_object_new (SHEAF_TYPE_SIDEBAR_ITEM, NULL);

  self->kind = kind;
  self->place = SHEAF_PLACE_ALL;
  self->title = g_strdup (title);

  return self;
}

SheafSidebarItem *
sheaf_sidebar_item_new_place (SheafPlace place, const char *title, const char *icon_name)
{
  SheafSidebarItem *self = new_item (SHEAF_SIDEBAR_PLACE, title);

  self->place = place;
  self->icon_name = icon_name;

  return self;
}

SheafSidebarItem *
sheaf_sidebar_item_new_heading (const char *title)
{
  return new_item (SHEAF_SIDEBAR_HEADING, title);
}

SheafSidebarItem *
sheaf_sidebar_item_new_tag (gint64 tag_id, const char *name)
{
  SheafSidebarItem *self = new_item (SHEAF_SIDEBAR_TAG, name);

  self->tag = tag_id;
  self->dot = new_dot (name);

  return self;
}

SheafSidebarKind
sheaf_sidebar_item_get_kind (SheafSidebarItem *self)
{
  return self->kind;
}

SheafPlace
sheaf_sidebar_item_get_place (SheafSidebarItem *self)
{
  return self->place;
}

gint64
sheaf_sidebar_item_get_tag (SheafSidebarItem *self)
{
  return self->tag;
}

const char *
sheaf_sidebar_item_get_title (SheafSidebarItem *self)
{
  return self->title;
}

guint
sheaf_sidebar_item_get_count (SheafSidebarItem *self)
{
  return self->count;
}

void
sheaf_sidebar_item_set_count (SheafSidebarItem *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

void
sheaf_sidebar_item_set_title (SheafSidebarItem *self, const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
sheaf_sidebar_item_get_icon_name (SheafSidebarItem *self)
{
  return self->icon_name;
}

GdkPaintable *
sheaf_sidebar_item_get_dot (SheafSidebarItem *self)
{
  return self->dot;
}
