/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two interfaces as tables: a property is a function that makes its value, a method one that does
 * it. The length and the position of a text that is yet to be said are not known and left out. */

#include "ui/mpris.h"

#include "config.h"

#define PATH "/org/mpris/MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define TRACKS "/io/github/sheaf_app/Sheaf/article/"

static const char interfaces[]
    = "<node><interface name='org.mpris.MediaPlayer2'>"
      "<method name='Raise'/><method name='Quit'/>"
      "<property name='CanQuit' type='b' access='read'/>"
      "<property name='CanRaise' type='b' access='read'/>"
      "<property name='HasTrackList' type='b' access='read'/>"
      "<property name='Identity' type='s' access='read'/>"
      "<property name='DesktopEntry' type='s' access='read'/>"
      "<property name='SupportedUriSchemes' type='as' access='read'/>"
      "<property name='SupportedMimeTypes' type='as' access='read'/>"
      "</interface><interface name='org.mpris.MediaPlayer2.Player'>"
      "<method name='Next'/><method name='Previous'/><method name='Pause'/>"
      "<method name='PlayPause'/><method name='Stop'/><method name='Play'/>"
      "<method name='Seek'><arg name='Offset' type='x' direction='in'/></method>"
      "<method name='SetPosition'><arg name='TrackId' type='o' direction='in'/>"
      "<arg name='Position' type='x' direction='in'/></method>"
      "<method name='OpenUri'><arg name='Uri' type='s' direction='in'/></method>"
      "<property name='PlaybackStatus' type='s' access='read'/>"
      "<property name='Rate' type='d' access='readwrite'/>"
      "<property name='Metadata' type='a{sv}' access='read'/>"
      "<property name='Volume' type='d' access='readwrite'/>"
      "<property name='Position' type='x' access='read'/>"
      "<property name='MinimumRate' type='d' access='read'/>"
      "<property name='MaximumRate' type='d' access='read'/>"
      "<property name='CanGoNext' type='b' access='read'/>"
      "<property name='CanGoPrevious' type='b' access='read'/>"
      "<property name='CanPlay' type='b' access='read'/>"
      "<property name='CanPause' type='b' access='read'/>"
      "<property name='CanSeek' type='b' access='read'/>"
      "<property name='CanControl' type='b' access='read'/>"
      "</interface></node>";

struct _SheafMpris
{
  SheafAloud *aloud;
  void (*raise) (gpointer data);
  gpointer data;
  GDBusNodeInfo *info;
  GDBusConnection *connection; /* (nullable): no bus */
  guint registered[2];
  guint name;
};

/* --- Values --- */

static GVariant *
get_status (SheafMpris *self)
{
  SheafAloudState state = sheaf_aloud_get_state (self->aloud);

  return g_variant_new_string (state == SHEAF_ALOUD_STOPPED   ? "Stopped"
                               : state == SHEAF_ALOUD_PLAYING ? "Playing"
                                                              : "Paused");
}

static GVariant *
get_rate (SheafMpris *self)
{
  return g_variant_new_double (sheaf_aloud_get_speed (self->aloud));
}

static GVariant *
get_least_rate (SheafMpris *self)
{
  return g_variant_new_double (SHEAF_ALOUD_LEAST_SPEED);
}

static GVariant *
get_most_rate (SheafMpris *self)
{
  return g_variant_new_double (SHEAF_ALOUD_MOST_SPEED);
}

static GVariant *
get_volume (SheafMpris *self)
{
  return g_variant_new_double (1);
}

static GVariant *
get_position (SheafMpris *self)
{
  return g_variant_new_int64 (0);
}

static GVariant *
get_metadata (SheafMpris *self)
{
  const char *author = sheaf_aloud_get_author (self->aloud);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (sheaf_aloud_get_id (self->aloud) != 0)
    {
      g_autofree char *track
          = g_strdup_printf (TRACKS "%" G_GINT64_FORMAT, sheaf_aloud_get_id (self->aloud));

      g_variant_builder_add (&builder, "{sv}", "mpris:trackid", g_variant_new_object_path (track));
      g_variant_builder_add (&builder, "{sv}", "xesam:title",
                             g_variant_new_string (sheaf_aloud_get_title (self->aloud)));
      if (author != NULL)
        g_variant_builder_add (&builder, "{sv}", "xesam:artist", g_variant_new_strv (&author, 1));
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
get_true (SheafMpris *self)
{
  return g_variant_new_boolean (TRUE);
}

static GVariant *
get_false (SheafMpris *self)
{
  return g_variant_new_boolean (FALSE);
}

static GVariant *
get_identity (SheafMpris *self)
{
  return g_variant_new_string ("Sheaf");
}

static GVariant *
get_desktop_entry (SheafMpris *self)
{
  return g_variant_new_string (SHEAF_APP_ID);
}

static GVariant *
get_nothing (SheafMpris *self)
{
  return g_variant_new_strv (NULL, 0);
}

/* Those with CHANGES are told of. */
static const struct
{
  const char *name;
  GVariant *(*get) (SheafMpris *self);
  gboolean changes;
} properties[] = {
  { "PlaybackStatus", get_status, TRUE },
  { "Metadata", get_metadata, TRUE },
  { "Rate", get_rate, TRUE },
  { "MinimumRate", get_least_rate },
  { "MaximumRate", get_most_rate },
  { "Volume", get_volume },
  { "Position", get_position },
  { "CanGoNext", get_true },
  { "CanGoPrevious", get_true },
  { "CanPlay", get_true },
  { "CanPause", get_true },
  { "CanControl", get_true },
  { "CanSeek", get_false },
  { "CanQuit", get_false },
  { "CanRaise", get_true },
  { "HasTrackList", get_false },
  { "Identity", get_identity },
  { "DesktopEntry", get_desktop_entry },
  { "SupportedUriSchemes", get_nothing },
  { "SupportedMimeTypes", get_nothing },
};

/* --- Methods --- */

static void
do_next (SheafMpris *self)
{
  sheaf_aloud_step_paragraph (self->aloud, 1);
}

static void
do_previous (SheafMpris *self)
{
  sheaf_aloud_step_paragraph (self->aloud, -1);
}

static void
do_play (SheafMpris *self)
{
  sheaf_aloud_play (self->aloud);
}

static void
do_pause (SheafMpris *self)
{
  sheaf_aloud_pause (self->aloud);
}

static void
do_play_pause (SheafMpris *self)
{
  if (sheaf_aloud_get_state (self->aloud) == SHEAF_ALOUD_PLAYING)
    do_pause (self);
  else
    do_play (self);
}

static void
do_stop (SheafMpris *self)
{
  sheaf_aloud_stop (self->aloud);
}

static void
do_raise (SheafMpris *self)
{
  self->raise (self->data);
}

static const struct
{
  const char *name;
  void (*run) (SheafMpris *self);
} methods[] = {
  { "Next", do_next },   { "Previous", do_previous },    { "Play", do_play },
  { "Pause", do_pause }, { "PlayPause", do_play_pause }, { "Stop", do_stop },
  { "Raise", do_raise },
};

/* What the standard has and a text cannot do (seek, open, quit) is answered and not done. Answered
 * first: stopping takes the object off the bus. */
static void
method_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (name, methods[i].name))
      {
        methods[i].run (data);
        return;
      }
}

static GVariant *
get_cb (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *name,
        GError **error,
        gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (name, properties[i].name))
      return properties[i].get (data);

  return NULL; /* the connection knows only those of the interfaces */
}

static gboolean
set_cb (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *name,
        GVariant *value,
        GError **error,
        gpointer data)
{
  SheafMpris *self = data;

  if (g_str_equal (name, "Rate") && g_variant_get_double (value) > 0)
    sheaf_aloud_set_speed (self->aloud, g_variant_get_double (value));
  else if (g_str_equal (name, "Rate")) /* as the standard says of 0 */
    sheaf_aloud_pause (self->aloud);

  return TRUE;
}

/* --- On the bus and off it --- */

static void
appear (SheafMpris *self)
{
  static const GDBusInterfaceVTable table = { method_cb, get_cb, set_cb };

  if (self->name != 0 || self->connection == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->registered); i++)
    self->registered[i] = g_dbus_connection_register_object (
        self->connection, PATH, self->info->interfaces[i], &table, self, NULL, NULL);
  self->name = g_bus_own_name_on_connection (self->connection, SHEAF_MPRIS_NAME,
                                             G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
disappear (SheafMpris *self)
{
  g_clear_handle_id (&self->name, g_bus_unown_name);
  for (guint i = 0; i < G_N_ELEMENTS (self->registered); i++)
    {
      if (self->registered[i] != 0)
        g_dbus_connection_unregister_object (self->connection, self->registered[i]);
      self->registered[i] = 0;
    }
}

static void
tell_changes (SheafMpris *self)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (properties[i].changes)
      g_variant_builder_add (&changed, "{sv}", properties[i].name, properties[i].get (self));
  g_dbus_connection_emit_signal (self->connection, NULL, PATH, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", PLAYER, &changed, NULL), NULL);
}

static void
changed_cb (SheafMpris *self)
{
  gboolean reads = sheaf_aloud_get_state (self->aloud) != SHEAF_ALOUD_STOPPED;

  if (self->connection == NULL)
    return;
  if (reads)
    appear (self);
  if (self->name != 0)
    tell_changes (self);
  if (!reads)
    disappear (self);
}

SheafMpris *
sheaf_mpris_new (SheafAloud *aloud,
                 GDBusConnection *connection,
                 void (*raise) (gpointer data),
                 gpointer data)
{
  SheafMpris *self = g_new0 (SheafMpris, 1);

  self->aloud = g_object_ref (aloud);
  self->raise = raise;
  self->data = data;
  self->info = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_set_object (&self->connection, connection);
  g_signal_connect_swapped (aloud, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);

  return self;
}

void
sheaf_mpris_free (SheafMpris *self)
{
  disappear (self);
  g_signal_handlers_disconnect_by_data (self->aloud, self);
  g_object_unref (self->aloud);
  g_clear_object (&self->connection);
  g_dbus_node_info_unref (self->info);
  g_free (self);
}
