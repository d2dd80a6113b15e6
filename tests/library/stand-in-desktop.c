/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One object that is both. */

#include "stand-in-desktop.h"

struct _StandInDesktop
{
  GObject parent_instance;

  gboolean available, metered, saving;
  GNetworkConnectivity connectivity;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
  PROP_SAVING,
};

static gboolean
can_reach (GNetworkMonitor *monitor,
           GSocketConnectable *connectable,
           GCancellable *cancellable,
           GError **error)
{
  g_assert_not_reached (); /* it may block */
}

static gboolean
init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
network_iface_init (GNetworkMonitorInterface *iface)
{
  iface->can_reach = can_reach;
}

static void
power_iface_init (GPowerProfileMonitorInterface *iface)
{
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = init;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StandInDesktop,
                               stand_in_desktop,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          network_iface_init)
                                       G_IMPLEMENT_INTERFACE (G_TYPE_POWER_PROFILE_MONITOR,
                                                              power_iface_init))

static void
stand_in_desktop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  StandInDesktop *self = STAND_IN_DESKTOP (object);

  switch (id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, self->metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, (gint)self->connectivity);
      break;
    default:
      g_value_set_boolean (value, self->saving);
    }
}

static void
stand_in_desktop_class_init (StandInDesktopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stand_in_desktop_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
  g_object_class_override_property (object_class, PROP_SAVING, "power-saver-enabled");
}

static void
stand_in_desktop_init (StandInDesktop *self)
{
  self->available = TRUE;
  self->connectivity = G_NETWORK_CONNECTIVITY_FULL;
}

StandInDesktop *
stand_in_desktop_new (void)
{
  return g_object_new (STAND_IN_TYPE_DESKTOP, NULL);
}

SheafConditions *
stand_in_desktop_make_conditions (StandInDesktop *self)
{
  return sheaf_conditions_new (G_NETWORK_MONITOR (self), G_POWER_PROFILE_MONITOR (self));
}

void
stand_in_desktop_set_network (StandInDesktop *self,
                              gboolean available,
                              GNetworkConnectivity connectivity)
{
  gboolean other = self->connectivity != connectivity;

  self->available = available;
  self->connectivity = connectivity;
  if (other)
    g_object_notify (G_OBJECT (self), "connectivity");
  g_signal_emit_by_name (self, "network-changed", available);
}

void
stand_in_desktop_set_metered (StandInDesktop *self, gboolean metered)
{
  self->metered = metered;
  g_object_notify (G_OBJECT (self), "network-metered");
}

void
stand_in_desktop_set_saving (StandInDesktop *self, gboolean saving)
{
  self->saving = saving;
  g_object_notify (G_OBJECT (self), "power-saver-enabled");
}
