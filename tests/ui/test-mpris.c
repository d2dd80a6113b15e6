/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Media keys: a player on a bus of the test's own, asked from another connection as a desktop
 * would. The voice says nothing and never ends. */

#include "ui/mpris.h"

#include "../document/build-document.h"

#define PATH "/org/mpris/MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define PATIENCE_MS 5000

static SheafVoiceFunc heard;
static gpointer hearer;

static void
open_mute (SheafVoice *voice, SheafVoiceFunc func, gpointer data)
{
  heard = func;
  hearer = data;
}

static void
say_nothing (SheafVoice *voice, const SheafSaying *saying)
{
}

static void
stop_nothing (SheafVoice *voice)
{
}

static GStrv
list_none (SheafVoice *voice, const char *lang)
{
  return NULL;
}

static SheafVoice mute = { open_mute, say_nothing, stop_nothing, list_none, stop_nothing };

typedef struct
{
  GDBusConnection *asker;
  GVariant *answer;
  gboolean answered;
  GVariant *changed; /* of the last PropertiesChanged */
  guint raised;
} Desk;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *self = data;

  self->answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  self->answered = TRUE;
}

/* (transfer full) (nullable): nobody answers, or not so. */
static GVariant *
ask (Desk *self, const char *interface, const char *method, GVariant *parameters)
{
  self->answered = FALSE;
  g_dbus_connection_call (self->asker, SHEAF_MPRIS_NAME, PATH, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS, NULL, answered_cb, self);
  while (!self->answered)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&self->answer);
}

static void
press (Desk *self, const char *method)
{
  g_autoptr (GVariant) answer = ask (self, PLAYER, method, NULL);

  g_assert_nonnull (answer);
}

static void
assert_property (Desk *self, const char *name, const char *expected)
{
  g_autoptr (GVariant) answer
      = ask (self, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", PLAYER, name));
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (answer);
  g_variant_get (answer, "(v)", &value);
  text = g_variant_print (value, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
changed_cb (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *name,
            GVariant *parameters,
            gpointer data)
{
  Desk *self = data;

  g_clear_pointer (&self->changed, g_variant_unref);
  self->changed = g_variant_get_child_value (parameters, 1);
}

static void
raise_cb (gpointer data)
{
  ((Desk *)data)->raised++;
}

static guint
get_place (SheafAloud *aloud)
{
  guint start, end;

  return sheaf_aloud_get_sentence (aloud, &start, &end) ? start : 0;
}

static void
test_player (void)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (SheafAloud) aloud = sheaf_aloud_new (&mute);
  g_autoptr (SheafDocument) document = build_document ("p|'One. Two.|/|p|'Three.|/");
  g_autoptr (GDBusConnection) own = NULL;
  g_autoptr (SheafMpris) mpris = NULL;
  g_autoptr (GVariant) raised = NULL, nobody = NULL, set = NULL;
  const char *status;
  Desk desk = { 0 };

  g_test_dbus_up (bus);
  own = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  desk.asker = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_dbus_connection_signal_subscribe (desk.asker, NULL, "org.freedesktop.DBus.Properties",
                                      "PropertiesChanged", PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                      changed_cb, &desk, NULL);
  mpris = sheaf_mpris_new (aloud, own, raise_cb, &desk);
  nobody = ask (&desk, PLAYER, "Play", NULL);
  g_assert_null (nobody); /* nothing is read: it is not on the bus */

  sheaf_aloud_set_article (aloud, 7, "Tides", "Ada", "en", document, 0);
  sheaf_aloud_play (aloud);
  heard (0, SHEAF_VOICE_READY, hearer);
  assert_property (&desk, "PlaybackStatus", "'Playing'");
  assert_property (&desk, "Metadata",
                   "{'mpris:trackid': <objectpath '/io/github/sheaf_app/Sheaf/article/7'>, "
                   "'xesam:title': <'Tides'>, 'xesam:artist': <['Ada']>}");
  press (&desk, "PlayPause");
  assert_property (&desk, "PlaybackStatus", "'Paused'");
  g_assert_nonnull (desk.changed);
  g_assert_true (g_variant_lookup (desk.changed, "PlaybackStatus", "&s", &status));
  g_assert_cmpstr (status, ==, "Paused");
  press (&desk, "Play");
  g_assert_cmpint (sheaf_aloud_get_state (aloud), ==, SHEAF_ALOUD_PLAYING);
  press (&desk, "Next");
  g_assert_cmpuint (get_place (aloud), ==, 10);
  press (&desk, "Previous");
  g_assert_cmpuint (get_place (aloud), ==, 0);
  set = ask (&desk, "org.freedesktop.DBus.Properties", "Set",
             g_variant_new ("(ssv)", PLAYER, "Rate", g_variant_new_double (1.5)));
  g_assert_nonnull (set);
  assert_property (&desk, "Rate", "1.5");
  raised = ask (&desk, "org.mpris.MediaPlayer2", "Raise", NULL);
  g_assert_nonnull (raised);
  g_assert_cmpuint (desk.raised, ==, 1);
  press (&desk, "Stop");
  g_assert_cmpint (sheaf_aloud_get_state (aloud), ==, SHEAF_ALOUD_STOPPED);
  nobody = ask (&desk, PLAYER, "Play", NULL);
  g_assert_null (nobody);

  g_clear_pointer (&desk.changed, g_variant_unref);
  g_clear_pointer (&mpris, sheaf_mpris_free);
  g_clear_object (&desk.asker);
  g_clear_object (&own);
  g_test_dbus_down (bus);
}

/* Without a bus it is read all the same. */
static void
test_no_bus (void)
{
  g_autoptr (SheafAloud) aloud = sheaf_aloud_new (&mute);
  g_autoptr (SheafDocument) document = build_document ("p|'One.|/");
  g_autoptr (SheafMpris) mpris = sheaf_mpris_new (aloud, NULL, raise_cb, NULL);

  sheaf_aloud_set_article (aloud, 7, "Tides", NULL, NULL, document, 0);
  sheaf_aloud_play (aloud);
  sheaf_aloud_stop (aloud);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/mpris/player", test_player);
  g_test_add_func ("/ui/mpris/no-bus", test_no_bus);

  return g_test_run ();
}
