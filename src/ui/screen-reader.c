/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The watched object owns the proxy, so that both end together. */

#include "ui/screen-reader.h"

#define PROPERTY "ScreenReaderEnabled"

typedef struct
{
  GWeakRef object;
  void (*callback) (gpointer object, gboolean on);
} Watch;

static void
tell (GDBusProxy *proxy, Watch *watch)
{
  g_autoptr (GVariant) on = g_dbus_proxy_get_cached_property (proxy, PROPERTY);
  g_autoptr (GObject) object = g_weak_ref_get (&watch->object);

  if (object != NULL)
    watch->callback (object, on != NULL && g_variant_is_of_type (on, G_VARIANT_TYPE_BOOLEAN)
                                 && g_variant_get_boolean (on));
}

static void
properties_cb (GDBusProxy *proxy, GVariant *changed, GStrv invalidated, Watch *watch)
{
  g_autoptr (GVariant) on = g_variant_lookup_value (changed, PROPERTY, NULL);

  if (on != NULL)
    tell (proxy, watch);
}

static void
free_watch (gpointer data, GClosure *closure)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->object);
  g_free (watch);
}

static void
proxy_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;
  g_autoptr (GError) error = NULL;
  GDBusProxy *proxy = g_dbus_proxy_new_for_bus_finish (result, &error);
  g_autoptr (GObject) object = g_weak_ref_get (&watch->object);

  if (proxy == NULL || object == NULL)
    {
      g_clear_object (&proxy);
      free_watch (watch, NULL);
      return;
    }
  g_signal_connect_data (proxy, "g-properties-changed", G_CALLBACK (properties_cb), watch,
                         free_watch, 0);
  tell (proxy, watch);
  g_object_set_data_full (object, "screen-reader", proxy, g_object_unref);
}

void
sheaf_screen_reader_watch (GObject *object, void (*callback) (gpointer object, gboolean on))
{
  Watch *watch = g_new0 (Watch, 1);

  g_weak_ref_init (&watch->object, object);
  watch->callback = callback;
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL,
                            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status", NULL, proxy_cb,
                            watch);
}
