/* SPDX-License-Identifier: GPL-3.0-or-later */

/* With the time of the click the window may come to the front. */

#include "config.h"

#include "search-provider/open-window.h"

#define PATH "/io/github/sheaf_app/Sheaf"
#define PATIENCE_MS 25000 /* it may have to be started */

void
sheaf_open_window (GDBusConnection *connection,
                   const char *action,
                   GVariant *parameter,
                   guint32 time,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autofree char *startup = g_strdup_printf ("_TIME%u", time);
  GVariantBuilder parameters, platform;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", parameter);
  g_variant_builder_init (&platform, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&platform, "{sv}", "desktop-startup-id", g_variant_new_string (startup));
  g_dbus_connection_call (connection, SHEAF_APP_ID, PATH, "org.freedesktop.Application",
                          "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &parameters, &platform), NULL,
                          G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, callback, user_data);
}
